# krait: short
# str(): from objects, from bytes with an encoding, and what __str__ and __repr__ may return.


def tell(function, *args, **kwargs):
    shown = ", ".join([ascii(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{function.__name__}({shown}) = {ascii(function(*args, **kwargs))}")
    except Exception as error:
        print(f"{function.__name__}({shown}) ! {type(error).__name__}: {error}")


class OnlyRepr:
    def __repr__(self):
        return "<only repr>"


class Both(OnlyRepr):
    def __str__(self):
        return "both's str"


class WrongStr(OnlyRepr):
    def __str__(self):
        return 5


class WrongRepr:
    def __repr__(self):
        return b"bytes"


class Sub(str):
    pass


class GivesSub(OnlyRepr):
    def __str__(self):
        return Sub("a subclass instance")


class Raises(OnlyRepr):
    def __str__(self):
        raise KeyError("from __str__")


tell(str)
for value in ("text", 5, 2.5, None, True, [1, "a"], (1,), {"k": "v"}, b"raw", bytearray(b"x"), 1j,
              int, range(3), OnlyRepr(), Both(), WrongStr(), GivesSub(), Raises(), Sub("s"), ...,
              ()):
    tell(str, value)
for action in (lambda: repr(WrongRepr()), lambda: str(WrongRepr()), lambda: f"{WrongRepr()}",
               lambda: "%s" % WrongStr(), lambda: "%r" % WrongRepr(), lambda: format(WrongStr())):
    try:
        print(action())
    except TypeError as error:
        print(error)
print(type(str(GivesSub())), type(str(Sub("x"))), type(f"{GivesSub()}"), type(Sub("x").__str__()))
for args in ((b"abc", "ascii"), (b"\xc3\xa9", "utf-8"), (b"\xe9", "latin-1"), (b"\xe9", "utf-8"),
             (b"\xe9", "utf-8", "replace"), (b"a\xff", "ascii", "ignore"), (b"x", "no-such-codec"),
             (b"x", "utf-8", "no-such-handler"), (b"\xff", "utf-8", "no-such-handler"),
             ("x", "utf-8"), (5, "utf-8"), (b"x", 5), (b"x", "utf-8", 5), (b"x", None), (b"\xff",),
             (bytearray(b"ok"), "utf-8"), (memoryview(b"mv"), "utf-8"), (b"", "utf-8"),
             (b"x", "utf\0-8"), (b"a", "b", "c", "d")):
    if isinstance(args[0], memoryview):
        print(str(*args))
    else:
        tell(str, *args)
tell(str, b"abc", encoding="ascii")
tell(str, b"\xff", errors="replace")
tell(str, object=b"x", encoding="ascii", errors="strict")
tell(str, encoding="ascii")
tell(str, object=7)
tell(str, other=7)
tell(str.__new__, str, 5)
tell(str.__new__, Sub, "made")
tell(str.__new__, int, "5")
tell(str.__new__)
print(type(str.__new__(Sub, "made")), isinstance(Sub("x"), str), Sub("ab") == "ab", Sub("a") + "b",
      type(Sub("a") + "b"), type(Sub("ab")[0:2]), type(Sub("ab").upper()), type(Sub("a") * 1))
