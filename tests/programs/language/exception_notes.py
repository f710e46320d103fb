# krait: short
# add_note and __notes__, and a hand-written traceback walk over chained exceptions.
e = ValueError("main")
print(hasattr(e, "__notes__"), e.add_note("first"), e.__notes__)
e.add_note("second\nwith two lines")
print(e.__notes__, e.args, str(e))
for bad in (5, None, b"b"):
    try:
        e.add_note(bad)
    except TypeError as error:
        print(error)
try:
    e.add_note()
except TypeError as error:
    print(error)
e.__notes__ = "replaced by a string"
try:
    e.add_note("fails")
except TypeError as error:
    print(error)
e.__notes__ = ["by hand", 5]
e.add_note("appended")
print(e.__notes__)
del e.__notes__
e.add_note("starts again")
print(e.__notes__)


class HasOwn(Exception):
    def add_note(self, note):
        super().add_note(f"<{note}>")


try:
    try:
        raise HasOwn("own")
    except HasOwn as own:
        own.add_note("n1")
        raise
except HasOwn as own:
    print(own.__notes__)


def lines(error, indent=""):
    if error.__cause__ is not None:
        yield from lines(error.__cause__, indent)
        yield indent + "caused"
    elif error.__context__ is not None and not error.__suppress_context__:
        yield from lines(error.__context__, indent)
        yield indent + "then"
    tb = error.__traceback__
    while tb is not None:
        frame = tb.tb_frame
        yield f"{indent}  {frame.f_code.co_name}:{tb.tb_lineno - frame.f_code.co_firstlineno}"
        tb = tb.tb_next
    yield f"{indent}{type(error).__name__}: {error}"
    for note in getattr(error, "__notes__", ()):
        yield indent + "note " + note
    if isinstance(error, BaseExceptionGroup):
        for sub in error.exceptions:
            yield from lines(sub, indent + "  | ")


def level3():
    x = 1
    raise KeyError("three")


def level2():
    try:
        level3()
    except KeyError as error:
        error.add_note("seen in level2")
        raise ValueError("two") from error


def level1():
    try:
        level2()
    except ValueError:
        try:
            [][0]
        except IndexError as error:
            error.add_note("a")
            error.add_note("b")
            raise ExceptionGroup("group", [error, TypeError("inside")]) from None


def attempt(function):
    try:
        function()
    except BaseException as error:
        print(*lines(error), sep="\n")


attempt(level3)
attempt(level2)
attempt(level1)
attempt(lambda: 1 / 0)
attempt(lambda: [x for x in (1, 0) if 1 / x])
attempt(lambda: next(i for i in [level3()]))
