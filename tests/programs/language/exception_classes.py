# krait: short
# The builtin exceptions: construction, attributes, text, hierarchy, subclasses.
def tree(cls, depth=0):
    print("  " * depth + cls.__name__)
    for sub in sorted(cls.__subclasses__(), key=lambda c: c.__name__):
        if sub.__module__ == "builtins":
            tree(sub, depth + 1)


tree(BaseException)


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for args in ((), (1,), ("text",), (1, "two"), ((1, 2),), (None,), ("",), (b"b",)):
    for cls in (ValueError, KeyError, StopIteration, SystemExit, OSError, ImportError):
        e = cls(*args)
        print(cls.__name__, args, "|", str(e), "|", repr(e), "|", e.args, end="; ")
    print()
o = OSError(2, "No such thing", "file.txt")
print(o, repr(o), o.errno, o.strerror, o.filename, o.filename2, o.args, type(o).__name__)
o2 = OSError(2, "msg", "a", None, "b")
print(o2, o2.filename2, type(OSError(13, "x")).__name__, type(OSError(11, "x")).__name__,
    type(OSError(99999, "x")).__name__, OSError(1).errno, OSError("a", "b").errno)
print([type(OSError(n, "m")).__name__ for n in (1, 3, 4, 10, 17, 20, 21, 32, 103, 104, 110, 111,
    114)], IOError is OSError, EnvironmentError is OSError)
print(type(FileNotFoundError(13, "explicit subclass")).__name__, FileNotFoundError("one").errno,
    str(FileNotFoundError(5, "five")))
b = BlockingIOError(11, "blocked", 7)
print(b.characters_written, attempt(lambda: BlockingIOError(11, "x").characters_written))
s = StopIteration("a", "b")
print(s.value, StopIteration().value, SystemExit(3).code, SystemExit().code,
    SystemExit("a", "b").code)
i = ImportError("message", name="mod", path="/p")
print(i, i.name, i.path, i.msg, ImportError("a", "b").msg, attempt(ImportError, "m", bad=1),
    ModuleNotFoundError("m", name="n").name)
print(attempt(KeyError, a=1), attempt(ValueError, key=1), NameError("n", name="x").name,
    NameError("n").name, attempt(NameError, nme=1))
a = AttributeError("msg", name="attr", obj=[1])
print(a, a.name, a.obj, AttributeError().name)
u = UnicodeDecodeError("utf-8", b"ab\xffcd", 2, 3, "invalid start byte")
print(u, u.encoding, u.object, u.start, u.end, u.reason)
u.start, u.end, u.reason = 1, 4, "changed"
print(u, repr(u))
print(UnicodeEncodeError("ascii", "aéb", 1, 2, "ordinal"),
    UnicodeEncodeError("ascii", "a\U0001f600\udc80b", 1, 3, "two"),
    UnicodeTranslateError("xyz", 0, 1, "why"), UnicodeTranslateError("é", 0, 1, "why"))
print(attempt(UnicodeDecodeError, "utf-8", "not bytes", 1, 2, "r"),
    attempt(UnicodeEncodeError, 1, 2, 3, 4, 5), attempt(UnicodeDecodeError))
x = SyntaxError("bad", ("file.py", 3, 5, "x = = 1\n", 3, 6))
print(x, x.filename, x.lineno, x.offset, x.text, x.end_lineno, x.end_offset, x.msg,
    x.print_file_and_line)
print(SyntaxError("just text"), SyntaxError("m", ("f", 1, 2, "t")).args,
    attempt(SyntaxError, "m", (1, 2)), attempt(SyntaxError, "m", 5), SyntaxError().msg,
    IndentationError("i", ("dir/f.py", 7, 1, "")), TabError.__mro__[1].__name__)
for cls in (Warning, BytesWarning, DeprecationWarning, EncodingWarning, FutureWarning,
        ImportWarning, PendingDeprecationWarning, ResourceWarning, RuntimeWarning, SyntaxWarning,
        UnicodeWarning, UserWarning, ReferenceError, BrokenPipeError, ChildProcessError,
        ConnectionAbortedError, ConnectionError, ConnectionRefusedError, InterruptedError,
        IsADirectoryError, NotADirectoryError, ProcessLookupError, TimeoutError):
    print(repr(cls("m")), cls.__base__.__name__, cls.__module__)
k = KeyError("key with 'quotes'")
print(str(k), repr(k), str(KeyError()), str(KeyError("a", "b")), str(KeyError(None)))


class Custom(Exception):
    """A custom error."""

    default = 7

    def __init__(self, message, *, code=None):
        super().__init__(message)
        self.code = code

    def __str__(self):
        return f"[{self.code}] {self.args[0]}"


c = Custom("failed", code=5)
print(c, repr(c), c.code, c.args, c.__dict__, Custom.__doc__, c.default, attempt(Custom),
    attempt(Custom, "a", "b"))
c.extra = [1]
print(c.__reduce__(), ValueError(1).__reduce__(), OSError(2, "m", "f").__reduce__(),
    ImportError("m", name="n").__reduce__())
v = ValueError("x")
v.__setstate__({"restored": True})
print(v.restored, attempt(v.__setstate__, 5), v.__setstate__(None))


class NoInit(Exception):
    def __init__(self, a, b):
        self.a = a


n = NoInit(1, 2)
print(n.args, str(n), repr(n))


class NewArgs(Exception):
    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls, "from new")
        self.kwargs = kwargs
        return self

    def __init__(self, *args, **kwargs):
        pass


print(NewArgs(1, k=2).args, NewArgs(k=2).kwargs)


class Multiple(KeyError, AttributeError):
    pass


m = Multiple("both")
print(str(m), m.name, isinstance(m, LookupError), [c.__name__ for c in Multiple.__mro__])
for bases in ((OSError, ImportError), (StopIteration, OSError), (ValueError, UnicodeDecodeError),
        (int, Exception), (Exception, dict)):
    print([b.__name__ for b in bases], attempt(lambda: type("Combined", bases, {}).__name__))


class Derived(OSError):
    def __init__(self, *args, tag=None):
        super().__init__(*args)
        self.tag = tag


d = Derived(2, "strerror", "name", tag="t")
print(d, d.errno, d.filename, d.tag, type(d).__name__, d.args)
print(hash(v) == hash(v), v == ValueError("x"), v != v, bool(v), attempt(lambda: v < v),
    ValueError.__name__, attempt(setattr, ValueError, "x", 1), attempt(lambda: v.nothing))
