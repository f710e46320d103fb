# krait: short
# Notes, multi-line messages, messages that cannot be made, and odd class names.
import sys


def show(error):
    try:
        raise error
    except BaseException:
        sys.excepthook(*sys.exc_info())


e = ValueError("noted")
e.add_note("first note")
e.add_note("second note\nin two lines")
e.add_note("")
show(e)
e.__notes__ = "not a list"
show(e)
e.__notes__ = ["good", 5, None, ("tuple",)]
show(e)


class BadRepr:
    def __repr__(self):
        raise LookupError("repr fails")


e.__notes__ = [BadRepr()]
show(e)
e.__notes__ = BadRepr()
show(e)
show(ValueError())
show(ValueError(""))
show(ValueError(None))
show(ValueError("two", "arguments"))
show(ValueError("line one\nline two\n"))
show(ValueError(ValueError("inner")))
show(KeyError("key"))
show(KeyError("two\nlines"))
show(KeyError())
show(KeyError("a", "b"))


class BadStr(Exception):
    def __str__(self):
        raise RuntimeError("no message")


class StrReturnsInt(Exception):
    def __str__(self):
        return 5


class StrExits(Exception):
    def __str__(self):
        raise SystemExit(9)


show(BadStr())
show(StrReturnsInt())
show(StrExits())


class Outer:
    class Inner(Exception):
        pass


def local():
    class Local(Exception):
        pass

    return Local


show(Outer.Inner("nested class"))
show(local()("local class"))
show(type("Made", (Exception,), {"__module__": "some.module"})("made by type"))
show(type("Made", (Exception,), {"__module__": "builtins"})("claims builtins"))
show(type("Made", (Exception,), {"__module__": 5})("module is a number"))
show(type("Made", (Exception,), {"__module__": None})("module is None"))
show(type("With space", (Exception,), {})("odd name"))
show(type("Qualified", (Exception,), {"__qualname__": "very.qualified"})("qualname"))
Outer.Inner.__name__ = "Renamed"
Outer.Inner.__qualname__ = "Outer.Renamed"
show(Outer.Inner("renamed class"))
for kind in (StopIteration, StopAsyncIteration, GeneratorExit, KeyboardInterrupt,
        NotImplementedError, MemoryError, RecursionError, BufferError, EOFError, UnicodeError):
    show(kind(f"direct {kind.__name__}"))
show(OSError(2, "No such thing", "file", None, "file2"))
show(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"))
show(SystemError("looks internal"))
error = BadStr()
error.add_note("a note below a message that cannot be made")
raise error
