# krait: short
# bin, oct, hex, chr, ord, ascii, repr, format.

def tell(function, *args, **kwargs):
    shown = ", ".join([ascii(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{function.__name__}({shown}) = {ascii(function(*args, **kwargs))}")
    except Exception as error:
        print(f"{function.__name__}({shown}) ! {type(error).__name__}: {error}")


class Named:
    def __repr__(self):
        return type(self).__name__


class Index(Named):
    def __index__(self):
        return 65


class BadIndex(Named):
    def __index__(self):
        return "x"


class BadRepr:
    def __repr__(self):
        return 5


class WideRepr:
    def __repr__(self):
        return "wide \u4e2d \U0001f600 \xe9 \x07 \n"


class Formats(Named):
    def __format__(self, spec):
        return f"spec={spec!r}"


class BadFormat(Named):
    def __format__(self, spec):
        return 7


class RaisesFormat(Named):
    def __format__(self, spec):
        raise KeyError(spec)


for function in (bin, oct, hex):
    for value in (0, 1, -1, 8, 255, -256, 2**64, -(2**70), True, Index(), BadIndex(), 1.5, "5",
                  None):
        tell(function, value)
    tell(function)
    tell(function, 1, 2)
    tell(function, number=1)
for value in (0, 65, 255, 256, 0xD800, 0xFFFF, 0x10000, 0x10FFFF, 0x110000, -1, 2**31, 2**70,
              Index(), True, 65.0, "A", None, BadIndex()):
    tell(chr, value)
tell(chr)
tell(chr, 1, 2)
for value in ("A", "\0", "\xe9", "\u4e2d", "\U0001f600", "\ud800", b"A", bytearray(b"z"), "", "AB",
              b"", b"ab", 65, None, ["A"], "\U0001f600x"):
    tell(ord, value)
tell(ord)
tell(ord, "a", "b")
print(all(ord(chr(i)) == i for i in range(0, 0x110000, 37)), chr(ord("x")),
      [chr(c) for c in range(97, 100)])
for value in ("plain", "\xe9\u4e2d\U0001f600", "\x07\n'\"", b"\xff", 5, None, [1, "\xe9"],
              {"\u4e2d": 1}, (1,), {5}, 1.5, WideRepr(), int, "\ud800"):
    tell(ascii, value)
    print(ascii(repr(value)), ascii(str(value)))
tell(ascii)
tell(repr)
tell(repr, 1, 2)
for function in (repr, ascii, str, format):
    try:
        function(BadRepr())
    except TypeError as error:
        print(function.__name__, error)
for args in ((5,), (5, ""), (5, "d"), (5, "x>5"), (1.5, ".3f"), ("s", ">4"), (None,), (None, ""),
             (None, "x"), ([1], ""), ([1], "5"), (Formats(),), (Formats(), "anything"),
             (BadFormat(),), (RaisesFormat(), "k"), (5, None), (5, 5), (), (1, "", 3), (True, "d"),
             (1j, ".1f"), (int, ""), (int, "x"), (b"a", ""), (b"a", "s"), (Named(), "")):
    tell(format, *args)
print(f"{Formats()}|{Formats():abc}|{Formats()!r:>9}|{Formats()!s:x<9}|{5!a:03}")
print(f"{'a' 'b':>4}|{3.14159:.{2}f}")
print(f"{10:#x}|{{}}|{Formats():{'nested'}}")
print("{:{}}|{!r:^9}".format(7, "03", "q"), "%s %r %a" % (WideRepr(), 1, "\xe9"))
