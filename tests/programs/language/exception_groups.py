# krait: short
# ExceptionGroup objects: construction rules, split, subgroup, derive, nesting, attributes.
def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


def shape(e):
    if e is None:
        return "None"
    if isinstance(e, BaseExceptionGroup):
        return f"{type(e).__name__}({e.message!r}: {', '.join(shape(x) for x in e.exceptions)})"
    return repr(e)


eg = ExceptionGroup("eg", [ValueError(1), TypeError("t"),
    ExceptionGroup("inner", [ValueError(2), KeyError("k")])])
print(eg, repr(eg), eg.message, type(eg.exceptions).__name__, eg.args, len(eg.exceptions))
print(shape(eg))
for case in (
    lambda: ExceptionGroup(),
    lambda: ExceptionGroup("no list"),
    lambda: ExceptionGroup("m", []),
    lambda: ExceptionGroup("m", 5),
    lambda: ExceptionGroup("m", "ab"),
    lambda: ExceptionGroup(5, [ValueError()]),
    lambda: ExceptionGroup("m", [5]),
    lambda: ExceptionGroup("m", [ValueError]),
    lambda: ExceptionGroup("m", [ValueError(), 3]),
    lambda: ExceptionGroup("m", [KeyboardInterrupt()]),
    lambda: ExceptionGroup("m", {ValueError()}),
    lambda: ExceptionGroup("m", [ValueError()], "extra"),
    lambda: ExceptionGroup(message="m", exceptions=[ValueError()]),
    lambda: shape(BaseExceptionGroup("all plain", [ValueError()])),
    lambda: shape(BaseExceptionGroup("base", [ValueError(), SystemExit(1)])),
    lambda: shape(ExceptionGroup("tuple", (ValueError(),))),
    lambda: setattr(eg, "message", "new"),
    lambda: setattr(eg, "exceptions", ()),
    lambda: eg.split(),
    lambda: eg.split(5),
    lambda: eg.subgroup("x"),
    lambda: eg.split((ValueError, 5)),
    lambda: eg.derive(),
    lambda: ExceptionGroup[int],
):
    print(attempt(case))
for condition in (ValueError, TypeError, (KeyError, TypeError), OSError, Exception, ExceptionGroup,
        BaseException, lambda e: isinstance(e, ValueError) and e.args == (2,), lambda e: True,
        lambda e: "inner" in str(e)):
    match_, rest = eg.split(condition)
    print(shape(match_), "|", shape(rest), "|", shape(eg.subgroup(condition)) == shape(match_))
print(eg.subgroup(Exception) is eg, eg.split(OSError)[1] is eg, eg.subgroup(OSError))


def raising(e):
    raise LookupError("predicate failed")


print(attempt(eg.split, raising), attempt(eg.subgroup, lambda e: 1),
    attempt(eg.split, lambda e: [])[0])


class Tagged(ExceptionGroup):
    def __new__(cls, message, exceptions, tag):
        self = super().__new__(cls, message, exceptions)
        self.tag = tag
        return self

    def derive(self, exceptions):
        return Tagged(self.message, exceptions, self.tag + "'")


tagged = Tagged("tagged", [ValueError(1), Tagged("nested", [TypeError(2), ValueError(3)], "n")],
    "t")
try:
    try:
        raise KeyError("context")
    except KeyError as error:
        tagged.add_note("a note")
        raise tagged from error
except Tagged as caught:
    values, others = caught.split(ValueError)
    print(shape(values), values.tag, values.exceptions[1].tag, shape(others), others.tag)
    for part in (values, others):
        print(part.__notes__, part.__notes__ is caught.__notes__, repr(part.__cause__),
            repr(part.__context__), part.__traceback__ is caught.__traceback__,
            part.__suppress_context__)


class NoDerive(ExceptionGroup):
    pass


plain = NoDerive("custom class", [ValueError(), TypeError()])
print(type(plain.subgroup(ValueError)).__name__, type(plain.subgroup(Exception)).__name__)


class BadDerive(ExceptionGroup):
    def derive(self, exceptions):
        return 5


print(attempt(BadDerive("bad", [ValueError(), TypeError()]).split, ValueError))
print(shape(eg.derive([OSError(1, "x")])), shape(eg.derive([KeyboardInterrupt()])),
    shape(BaseExceptionGroup("b", [SystemExit()]).derive([ValueError()])))


def deep(n):
    e = TypeError(0)
    for i in range(n):
        e = ExceptionGroup(f"level {i}", [e, ValueError(i)])
    return e


g = deep(50)
m, r = g.split(TypeError)
count = 0
while isinstance(m, ExceptionGroup):
    m = m.exceptions[0]
    count += 1
print(count, repr(m), sum(1 for _ in iter(lambda: None, None)))
print(issubclass(ExceptionGroup, Exception), issubclass(BaseExceptionGroup, Exception),
    ExceptionGroup.__mro__)
