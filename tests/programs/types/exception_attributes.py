# krait: short
# BaseException's own attributes and methods: args, notes, traceback, context, cause, setstate.


def tell(label, function, *args):
    try:
        print(label, *map(repr, args), "->", repr(function(*args)))
    except Exception as error:
        print(label, *map(repr, args), "!", type(error).__name__, error)


error = ValueError("a", 2)
print(error.args, str(error), repr(error), error.__dict__, error.__traceback__, error.__cause__,
      error.__context__, error.__suppress_context__)
for value in ((), ("only",), [1, 2], "ab", 5, None, (x for x in "gen")):
    tell("args", lambda: setattr(error, "args", value))
    print(error.args, str(error), repr(error))
tell("del args", delattr, error, "args")
for name, values in (("__cause__", (None, KeyError("k"), 5, "text", ValueError)),
                     ("__context__", (None, KeyError("k"), 5, ValueError)),
                     ("__traceback__", (None, 5, "text")),
                     ("__suppress_context__", (True, False, 1, "yes", None))):
    for value in values:
        tell(name, setattr, error, name, value)
        tell(name, getattr, error, name)
    tell("del " + name, delattr, error, name)
error = ValueError("x")
error.__cause__ = KeyError("cause")
print(error.__suppress_context__, repr(error.__cause__))
tell("with_traceback", lambda: error.with_traceback(None) is error)
tell("with_traceback", error.with_traceback, 5)
tell("with_traceback", error.with_traceback)
tell("add_note", error.add_note, "first")
tell("add_note", error.add_note, "second")
tell("add_note", error.add_note, 5)
tell("add_note", error.add_note)
print(error.__notes__, error.__dict__, "__notes__" in dir(error),
      hasattr(ValueError(), "__notes__"))
error.__notes__ = "not a list"
tell("add_note", error.add_note, "third")
error.extra = [1]
print(error.extra, sorted(error.__dict__))
for state in ({"a": 1, "extra": 2}, {}, None, 5, {1: 2}, {"args": ("changed",)}):
    tell("__setstate__", error.__setstate__, state)
print(error.a, error.extra, error.args, error.__reduce__()[1:])
tell("__init__", error.__init__, "again", 3)
print(error.args, error.__reduce__()[2]["a"])
print(BaseException.__new__(ValueError, 1, 2).args, ValueError.__new__(ValueError, "n").args,
      BaseException().args, Exception(error).args[0] is error)
tell("new", BaseException.__new__, int)
tell("new", ValueError.__new__, KeyError, 1)
tell("str", lambda: [str(Exception(*a)) for a in ((1,), ([1, 2],), ("",), (), (1, "a"))])
tell("eq", lambda: (ValueError(1) == ValueError(1), error == error, hash(error) == hash(error)))
tell("missing", lambda: error.missing)
tell("set on class", setattr, ValueError, "x", 1)


class Custom(Exception):
    def __init__(self, code, *, detail="none"):
        self.code = code
        self.detail = detail

    def __str__(self):
        return f"code {self.code} ({self.detail})"


class Plain(Custom):
    pass


class WithSuper(Exception):
    def __init__(self, message, level):
        super().__init__(message)
        self.level = level


class Slotted(Exception):
    __slots__ = ("slot",)


for made in (Custom(5), Custom(6, detail="d"), Plain(7), WithSuper("m", 3), Slotted("s")):
    print(made.args, str(made), repr(made), made.__dict__, made.__reduce__())
for bad in (lambda: Custom(), lambda: Custom(1, 2), lambda: WithSuper("x"),
            lambda: ValueError(x=1)):
    tell("bad", bad)
try:
    raise Custom(404) from KeyError("origin")
except Custom as caught:
    print(repr(caught.__cause__), caught.__context__, caught.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise WithSuper("during", 1)
except WithSuper as caught:
    print(repr(caught.__context__), caught.__cause__,
          caught.__context__.__traceback__.tb_lineno > 0)
try:
    try:
        raise KeyError("first")
    except KeyError:
        raise ValueError("second") from None
except ValueError as caught:
    print(repr(caught.__context__), caught.__cause__, caught.__suppress_context__)
for thrown in (5, "text", None, int, object(), lambda: 1):
    try:
        raise thrown
    except TypeError as caught:
        print(caught)
try:
    raise ValueError from 5
except TypeError as caught:
    print(caught)


class BadNew(Exception):
    def __new__(cls):
        return 5


try:
    raise BadNew
except TypeError as caught:
    print(str(caught).split("<class")[0])
for clause in (5, "text", (ValueError, 5), [ValueError]):
    try:
        try:
            raise KeyError("k")
        except clause:
            print("caught")
    except TypeError as caught:
        print(caught)
