# krait: short
# _csv: dialects and their registry, reading and writing records.
import re

import _csv
from _csv import Dialect


def show(what, function, *args, **kwargs):
    try:
        result = ascii(function(*args, **kwargs))
    except BaseException as e:
        result = f"{type(e).__name__} {e} {e.__cause__} {e.__context__}"
    print(re.sub("0x[0-9a-f]+", "0x..", f"{what} {result}"))


class File:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)
        return len(text)


for name in sorted(vars(_csv)):
    value = getattr(_csv, name)
    if not name.startswith("__"):
        print(name, type(value).__name__, getattr(value, "__text_signature__", None))
for cls in (Dialect, type(_csv.reader([])), type(_csv.writer(File()))):
    print(cls, cls.__base__, cls.__module__, cls.__name__, cls.__flags__ & (1 << 10))
    for name, value in sorted(vars(cls).items()):
        if name not in ("__doc__", "__new__", "__module__"):
            print("  ", name, type(value).__name__, getattr(value, "__text_signature__", None))
print(_csv.Error.__mro__, _csv.Error.__module__, _csv.__version__)

# Dialects.
ATTRIBUTES = ("delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting",
              "skipinitialspace", "strict")


def settings(*args, **kwargs):
    dialect = Dialect(*args, **kwargs)
    return [getattr(dialect, name) for name in ATTRIBUTES]


for arguments in (
    {}, {"delimiter": ""}, {"delimiter": "ab"}, {"delimiter": None}, {"delimiter": 1},
    {"delimiter": b"a"}, {"delimiter": "\0"}, {"delimiter": "\U0001F600"}, {"delimiter": '"'},
    {"quotechar": ""}, {"quotechar": "ab"}, {"quotechar": None}, {"quotechar": 1},
    {"quotechar": None, "quoting": 3}, {"quotechar": None, "quoting": 0}, {"escapechar": "ab"},
    {"escapechar": ""}, {"escapechar": None}, {"escapechar": 1}, {"escapechar": "\\"},
    {"lineterminator": None}, {"lineterminator": 1}, {"lineterminator": ""},
    {"lineterminator": "abc"}, {"quoting": "a"}, {"quoting": 4}, {"quoting": -1},
    {"quoting": None}, {"quoting": 1.0}, {"quoting": True}, {"quoting": 1 << 70}, {"quoting": 2},
    {"skipinitialspace": None}, {"skipinitialspace": 2}, {"strict": "x"}, {"doublequote": []},
    {"foo": 1}, {"dialect": None}, {"dialect": "excel"}, {"dialect": 5}, {"dialect": Dialect},
    {"dialect": Dialect(delimiter=";"), "quoting": 1},
):
    show(arguments, settings, **arguments)
show("positional", settings, None, ";", True, None, "lt", "q", 1, True, True)
show("positional", settings, *range(10))
show("positional", settings, None, "a", delimiter="b")
show("keywords", settings, **{f"k{i}": i for i in range(10)})

d = Dialect()
print(Dialect(d) is d, Dialect(d, delimiter="x") is d, Dialect(dialect=d) is d, d == Dialect())
for name in ("delimiter", "lineterminator", "doublequote", "quoting", "strict", "x"):
    show("set " + name, setattr, d, name, "x")
    show("delete " + name, delattr, d, name)
show("reduce", d.__reduce__)
show("reduce", d.__reduce_ex__, 4)
show("subclass", lambda: type(type("S", (Dialect,), {})(quoting=1)).__name__)
show("weakref", lambda: __import__("_weakref").ref(d))


class Partial:
    delimiter = "|"
    quoting = 1
    unknown = 3


class Bad:
    delimiter = "ab"


class Raising:
    quotechar = "'"

    @property
    def delimiter(self):
        raise ZeroDivisionError


show("class", settings, Partial)
show("object", settings, Partial())
show("object", settings, Bad())
show("object", settings, Raising())
show("mapping", settings, {"delimiter": ";"})
show("override", settings, Partial, delimiter="!")

# The registry.
register = _csv.register_dialect
show("register", register)
show("register", register, 1)
show("register", register, "a", "b", "c")
show("register", register, "a", delimiter="")
show("register", register, "a", "nope")
show("register", register, "a", foo=1)
show("register", register, name="z")
print(register("a"), register("b", d), register("c", d, delimiter=";"), register("p", Partial))
print(_csv.list_dialects(), list(_csv._dialects), _csv.get_dialect("b") is d)
show("get", lambda: _csv.get_dialect("c").delimiter)
show("get", lambda: _csv.get_dialect(name="b") is d)
for bad in ("nope", 1, []):
    show("get", _csv.get_dialect, bad)
    show("unregister", _csv.unregister_dialect, bad)
show("get", _csv.get_dialect)
show("unregister", _csv.unregister_dialect)
show("unregister", _csv.unregister_dialect, "a")
show("list", _csv.list_dialects, 1)
print(_csv.list_dialects(), settings("p"), settings("p", quoting=0))
_csv._dialects["alien"] = Partial
show("alien", settings, "alien")

# The limit.
limit = _csv.field_size_limit
print(limit())
for bad in ("a", 1.0, 1 << 70, True, None):
    show("limit", limit, bad)
show("limit", limit, 1, 2)
show("limit", limit, limit=1)
print(limit(10), limit(new_limit=131072), limit())


# Reading.
def read(lines, *args, **kwargs):
    return list(_csv.reader(lines if isinstance(lines, list) else [lines], *args, **kwargs))


show("reader", _csv.reader)
show("reader", _csv.reader, 1)
show("reader", _csv.reader, 1, "nope")
show("reader", _csv.reader, [], "nope")
show("reader", _csv.reader, [], "b", "c")
show("reader", _csv.reader, [], "b", dialect="c")
show("reader", _csv.reader, [], foo=1)
show("reader", _csv.reader, [], dialect="b")
ESCAPE = {"escapechar": "\\"}
for lines, arguments in (
    ("a,b", {}), ("", {}), ('a,"b,c",d', {}), ('a,"b""c"', {}), ('"a', {}), ('"a"b,c', {}),
    ('"a"b', {"strict": 1}), ('"a', {"strict": 1}), ('a"b"', {}), (" a, b", {}),
    (" a, b", {"skipinitialspace": 1}), ("a\nb", {}), ("a\n\n", {}), ("a\r\n", {}), ("a\r", {}),
    ("a\rb", {}), ("a\\,b", ESCAPE), ('"a\\"b"', ESCAPE), ("a\\", ESCAPE), ('"a\\', ESCAPE),
    ('1,"2",3.5,', {"quoting": 2}), ("a,2", {"quoting": 2}), ('"a",b"c"', {"quoting": 3}),
    ('a,"b""c"', {"doublequote": False}), ("a;b", {"delimiter": ";"}),
    ("a,'b,c'", {"quotechar": "'"}), ("a\0b", {}), ("\xe9,\xdf,\U0001F600", {}), ('"a\nb"', {}),
    (['"a\n', 'b",c'], {}), (['"a', 'b"'], {}), (["a\\\n", "b"], ESCAPE), (["a", "", "b"], {}),
    ([1], {}), ([b"a"], {}), (["a", None], {}), (["a,", "b"], {}),
    ('  "a"', {"skipinitialspace": 1}), ('  "a"', {}), ("a\\\nb", ESCAPE), ('"ab" ,c', {}),
    ('"ab" ,c', {"strict": True}), (", ,", {}), ("a b  c", {"delimiter": " "}),
    ("a b  c", {"delimiter": " ", "skipinitialspace": 1}), ('"a""', {}), ('""', {}), ('"",""', {}),
    ('"1","2"', {"quoting": 2}), (",", {"quoting": 2}), ("a\n b", {}), ("\n", {}), ("\r\n", {}),
    (['"a\r\n', 'b"'], {}), ('abc\\"d', {"escapechar": "\\", "quoting": 3}), ([], {}),
    ("nan,1e5, 7 ", {"quoting": 2}), ('a"', {"strict": True}), (['"a\\', 'b"'], ESCAPE),
    (["a\\"], {"escapechar": "\\", "strict": 1}), ('"a\\\nb"', ESCAPE), ("a\\\r\nb", ESCAPE),
    ("\xe9x\xe9", {"delimiter": "\xe9"}), ('"a"b', {"strict": 1, "delimiter": "\xe9"}),
    ("\\a,\\", ESCAPE), ('"a"\n"b"', {}), ('"a"\n', {}), ("a|'b'", {"dialect": "p"}),
    ('a|"b"', {"dialect": "p"}), ('"1"2', {"quoting": 2}), ("1\\2", {"quoting": 2, **ESCAPE}),
    ("\\12", {"quoting": 2, **ESCAPE}),
):
    show(f"{ascii(lines)} {arguments}", read, lines, **arguments)

r = _csv.reader(["a", '"b\n', 'c"', "d"])
print(r.line_num, next(r), r.line_num, next(r), r.line_num, next(r), next(r, "end"), r.line_num)
print(iter(r) is r, type(r.dialect))
show("set", setattr, r, "line_num", 3)
show("set", setattr, r, "x", 3)
limit(3)
for text in ("abcd", "abc", '"abcd"', '"abc\nd"', "abc,abc,abc"):
    show(ascii(text), read, text)
r = _csv.reader(["abcd", "x,y", '"abc', "z"])
for i in range(4):
    show("after an error", next, r)
limit(-1)
show("negative", read, "a")
limit(131072)


def lines():
    yield "a,b"
    yield '"c'
    raise KeyError("lines")


r = _csv.reader(lines())
print(next(r))
show("raises", next, r)
show("ended", next, r)


# Writing.
def write(rows, *args, **kwargs):
    file = File()
    w = _csv.writer(file, *args, **kwargs)
    for row in rows:
        w.writerow(row)
    return "".join(file.parts)


show("writer", _csv.writer)
show("writer", _csv.writer, 1)
show("writer", _csv.writer, 1, "nope")
show("writer", _csv.writer, type("NotCallable", (), {"write": 3}))
show("writer", _csv.writer, File(), "nope")
show("writer", _csv.writer, File(), foo=1)
w = _csv.writer(File())
show("row", w.writerow)
show("row", w.writerow, row=1)
show("row", w.writerow, 5)
show("row", w.writerow, [1, 2])
show("rows", w.writerows, 5)
show("rows", w.writerows, [1])
show("rows", w.writerows, [[1], "ab", ()])
show("set", setattr, w, "dialect", 1)
show("set", setattr, w, "x", 1)
print(type(w.dialect))
for rows, arguments in (
    ([["a", "b"]], {}), ([[1, 2.5, None, True]], {}), ([["a,b", 'c"d', "e\nf", "g\rh"]], {}),
    ([[""]], {}), ([[None]], {}), ([[]], {}), ([["", ""]], {}),
    ([["a", 1, None, 2.0]], {"quoting": 1}), ([["a", 1, None, 2.0, ""]], {"quoting": 2}),
    ([[True, 1j, 1 << 70, b"x", [1]]], {"quoting": 2}), ([["a", "b"]], {"quoting": 3}),
    ([["a,b"]], {"quoting": 3}), ([["a,b"]], {"quoting": 3, **ESCAPE}),
    ([['a"b']], {"doublequote": False}), ([['a"b']], {"doublequote": False, **ESCAPE}),
    ([["a\\b"]], ESCAPE), ([[""]], {"quoting": 3}), ([[None]], {"quoting": 3}),
    ([[""]], {"quoting": 1}), ([[""]], {"quoting": 2}), ([[" a", "b "]], {}),
    ([[" a"]], {"skipinitialspace": True}), ([["a b"]], {"delimiter": " "}),
    ([["a;b", "c"]], {"delimiter": ";"}), ([["a\nb"]], {"lineterminator": "!"}),
    ([["a!b"]], {"lineterminator": "!"}), ([['a"b']], {"quoting": 3}),
    ([['a"b']], {"quoting": 3, **ESCAPE}), ([['a"b']], {"quoting": 3, "quotechar": None}),
    ([["a\nb"]], {"quoting": 3, **ESCAPE}), ([["a\nb"]], {"quoting": 3}),
    ([["\xe9\U0001F600", "\xdf"]], {}), ([("a", (1, 2))], {}), (["abc"], {}), ([{"k": 1}], {}),
    ([[1e300, 1j, b"x"]], {}), ([["a", "b"]], {"lineterminator": ""}),
    ([['a"b', "c\\d", "e,f"]], {"quoting": 1, "doublequote": False, **ESCAPE}),
    ([['a"b', "c\\d", "e,f"]], {"quoting": 1, **ESCAPE}), ([[""]], {"delimiter": " "}),
    ([[" "]], {"delimiter": " "}), ([["a'b"]], {"quotechar": "'"}), ([["\r"]], {}),
    ([["x"], ["y"]], {}), ([["", ""]], {"quoting": 3, "delimiter": " "}),
    ([["a\0b", "a\\"]], {"quoting": 3, **ESCAPE}), ([["a|b", 1]], {"dialect": "p"}),
    ([["\U0001F600,"]], {"delimiter": "\U0001F600"}),
):
    show(f"{ascii(rows)} {arguments}", write, rows, **arguments)


class BadText:
    def __str__(self):
        raise ZeroDivisionError("str")


def fields():
    yield 1
    raise KeyError("fields")


class BadFile:
    def write(self, text):
        raise OSError("full")


class BadIter:
    def __iter__(self):
        raise ValueError("iter")


show("bad text", write, [[BadText()]])
show("bad fields", write, [fields()])
show("bad iter", write, [BadIter()])
show("bad file", _csv.writer(BadFile()).writerow, [1])
show("bad file", _csv.writer(BadFile()).writerows, [[1]])

# There and back.
table = [["a", 'b"c', "d,e", "f\ng", "", " h "], ["\xe9", "\u20ac", "\U0001F600", "'", "\\", "\t"]]
for arguments in ({}, {"quoting": 1}, {"delimiter": "\t"}, {"quoting": 3, **ESCAPE},
                  {"doublequote": False, **ESCAPE}, {"quotechar": "'"}):
    text = write(table, **arguments)
    print(read(text.splitlines(True), **arguments) == table, ascii(text))
