# krait: short
# Exception groups as printed: nesting, notes, causes, widths and depths beyond the limits.
import sys


def show(error):
    try:
        raise error
    except BaseException:
        sys.excepthook(*sys.exc_info())


def raised(kind, *args):
    try:
        raise kind(*args)
    except BaseException as error:
        return error


def with_cause(error, cause):
    error.__cause__ = cause
    return error


show(ExceptionGroup("simple", [ValueError(1), TypeError("two")]))
show(ExceptionGroup("raised inside", [raised(ValueError, 1), raised(KeyError, "k")]))
show(ExceptionGroup("nested", [ValueError(1), ExceptionGroup("inner",
    [TypeError(2), ExceptionGroup("innermost", [KeyError(3)])]), OSError(4, "four")]))
show(BaseExceptionGroup("base", [KeyboardInterrupt(), SystemExit(5)]))
noted = ValueError("noted")
noted.add_note("a note on a member")
noted.add_note("two\nlines")
group = ExceptionGroup("with notes", [noted])
group.add_note("a note on the group")
show(group)
show(ExceptionGroup("causes", [with_cause(ValueError("effect"), raised(KeyError, "cause")),
    with_cause(TypeError("effect 2"), ExceptionGroup("a group as cause", [IndexError("i")]))]))
show(with_cause(ExceptionGroup("group has cause", [ValueError(1)]), raised(KeyError, "why")))
show(with_cause(ValueError("caused by a group"), ExceptionGroup("g",
    [ValueError(1), ValueError(2)])))
show(ExceptionGroup("many", [ValueError(i) for i in range(20)]))
deep = ValueError("bottom")
for level in range(14):
    deep = ExceptionGroup(f"level {level}", [deep, KeyError(level)])
show(deep)
show(ExceptionGroup("message\nover two lines", [ValueError("also\nover two lines")]))
show(ExceptionGroup("", [ValueError()]))


class Custom(ExceptionGroup):
    pass


show(Custom("custom class", [ValueError(1)]))
shared = ValueError("the same twice")
show(ExceptionGroup("shared", [shared, shared]))


def star():
    try:
        raise ExceptionGroup("eg", [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError:
        raise LookupError("from the first handler")
    except* TypeError as e:
        raise OSError("from the second handler") from e


try:
    star()
except BaseException:
    sys.excepthook(*sys.exc_info())


def naked():
    try:
        raise ValueError("naked")
    except* ValueError:
        raise


try:
    naked()
except BaseException:
    sys.excepthook(*sys.exc_info())
star()
