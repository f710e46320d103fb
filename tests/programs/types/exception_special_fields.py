# krait: short
# Exceptions with fields of their own: SyntaxError, StopIteration, SystemExit, ImportError,
# AttributeError, NameError, KeyError's text.


def tell(label, function, *args, **kwargs):
    try:
        print(label, *map(repr, args), kwargs or "", "->", function(*args, **kwargs))
    except Exception as error:
        print(label, *map(repr, args), kwargs or "", "!", type(error).__name__, error)


def syntax(*args):
    e = SyntaxError(*args)
    place = e.filename, e.lineno, e.offset, e.text, e.end_lineno, e.end_offset
    return repr(str(e)), e.msg, place, e.print_file_and_line, e.args


DETAILS = ("file.py", 3, 7, "source line\n")
for args in ((), ("m",), ("m", DETAILS), ("m", DETAILS + (4, 9)), ("m", list(DETAILS)),
             ("m", ("dir/file.py", 3, 7, None)), ("m", (None, 3, 7, "t")),
             ("m", ("f", None, 7, "t")), ("m", (None, None, None, None)), ("m", (5, "x", [], {})),
             ("m", DETAILS[:3]), ("m", DETAILS + (1,)), ("m", DETAILS + (1, 2, 3)), ("m", 5),
             ("m", None), ("m", "abcd"), ("m", DETAILS, 3), (None, DETAILS), (5, DETAILS),
             ("m", ("f", 2**70, 1, "t"))):
    tell("SyntaxError", syntax, *args)
for kind in (IndentationError, TabError):
    e = kind("m", DETAILS)
    print(type(e).__name__, str(e), e.lineno, isinstance(e, SyntaxError), repr(e))
e = SyntaxError("m", DETAILS)
for name, value in (("msg", "changed"), ("filename", b"bytes"), ("lineno", "x"),
                    ("filename", "other.py"), ("lineno", 8), ("offset", None), ("text", 5),
                    ("print_file_and_line", True), ("end_lineno", 5), ("end_offset", 6)):
    setattr(e, name, value)
    tell(name, str, e)
for name in ("msg", "filename", "lineno"):
    delattr(e, name)
    tell("after del " + name, str, e)


def value_of(*args):
    e = StopIteration(*args)
    return e.value, e.args


def code_of(*args):
    e = SystemExit(*args)
    return e.code, e.args, str(e)


for args in ((), (1,), (1, 2), (None,), ((1, 2),), ("text",)):
    tell("StopIteration", value_of, *args)
    tell("SystemExit", code_of, *args)
    tell("StopAsyncIteration", lambda *a: StopAsyncIteration(*a).args, *args)
stop = StopIteration(5)
stop.value = 6
print(stop.value, stop.args, repr(stop))
del stop.value
print(stop.value)
leaving = SystemExit(1)
leaving.code = "changed"
print(leaving.code, leaving.args)


def imported(*args, **kwargs):
    e = ImportError(*args, **kwargs)
    return e.msg, e.name, e.path, e.args, str(e), repr(e), e.__reduce__()[1:]


for args, kwargs in (((), {}), (("m",), {}), (("m", 2), {}), (("m",), {"name": "n"}),
                     (("m",), {"path": "p"}), ((), {"name": "n", "path": "p"}),
                     (("m",), {"other": 1}), ((5,), {"name": 5}), (("m",), {"name": None})):
    tell("ImportError", imported, *args, **kwargs)
e = ModuleNotFoundError("m", name="n")
e.msg, e.name, e.path = "new", 1, 2
print(str(e), e.name, e.path, e.args)
e.msg = 5
print(str(e))


def named(kind, *args, **kwargs):
    e = kind(*args, **kwargs)
    return e.name, getattr(e, "obj", "no obj"), e.args, str(e), repr(e), e.__reduce__()[1]


for kind in (NameError, UnboundLocalError, AttributeError):
    for args, kwargs in (((), {}), (("m",), {}), (("m", 2), {}), (("m",), {"name": "n"}),
                         (("m",), {"obj": [1]}), ((), {"name": "n", "obj": 1}),
                         (("m",), {"other": 1}), (("m",), {"name": 5})):
        tell(kind.__name__, named, kind, *args, **kwargs)


class Thing:
    def __repr__(self):
        return "Thing"


thing = Thing()
for action in (lambda: thing.absent, lambda: setattr(5, "absent", 1),
               lambda: delattr(thing, "absent"), lambda: Thing.absent,
               lambda: getattr(thing, "x y"), lambda: undefined_name, lambda: (5).real.absent):
    try:
        action()
    except (AttributeError, NameError) as error:
        print(type(error).__name__, error.name, getattr(error, "obj", "no obj"), error)


def local():
    print(later)
    later = 1


try:
    local()
except UnboundLocalError as error:
    print(error.name, error, error.args)
for args in (("k",), (5,), (None,), ((1, 2),), ("a", "b"), (), ("it's",), ("line\nbreak",), (b"b",),
             ("",), (KeyError("x"),)):
    e = KeyError(*args)
    print(str(e), repr(e), str(LookupError(*args)), str(IndexError(*args)))
for error in (RecursionError("deep"), MemoryError("m"), GeneratorExit("g"), KeyboardInterrupt("k"),
              NotImplementedError("n"), FloatingPointError("f"), AssertionError("a"),
              AssertionError(("tuple", 1)), AssertionError()):
    print(type(error).__name__, error.args, str(error), repr(error), isinstance(error, Exception))
try:
    assert 1 == 2, ["the", "message"]
except AssertionError as error:
    print(error.args, str(error))
try:
    assert ()
except AssertionError as error:
    print(error.args, repr(str(error)))
