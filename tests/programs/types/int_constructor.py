# krait: short
# int(): from text in every base, from bytes, floats, objects with __int__, __index__, __trunc__.


def tell(function, *args, **kwargs):
    shown = ", ".join([repr(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{function.__name__}({shown}) = {function(*args, **kwargs)!r}")
    except Exception as error:
        print(f"{function.__name__}({shown}) ! {type(error).__name__}: {error}")


class Named:
    def __repr__(self):
        return type(self).__name__


class WithInt(Named):
    def __int__(self):
        return 42


class WithIndex(Named):
    def __index__(self):
        return 7


class WithTrunc(Named):
    def __trunc__(self):
        return 9


class BadInt(Named):
    def __int__(self):
        return "no"


class BadIndex(Named):
    def __index__(self):
        return 1.5


class Raises(Named):
    def __int__(self):
        raise KeyError("inside")


tell(int)
for value in (0, -5, True, 3.99, -3.99, 1e30, WithInt(), WithIndex(), BadInt(), BadIndex(),
              Raises(), None, [], 1j, Named(), float("inf"), float("-inf"), float("nan")):
    tell(int, value)
for text in ("0", "-0", "+7", " 42 ", "\t-42\n", "1_000", "1__0", "_1", "1_", "", " ", "-", "+-1",
             "0x10", "12a", "1.5", "1e3", "\u0661\u0662", "\uff11", "\u2003 5 \u2003", "5\0", "٣_٤",
             "½", "\ud800", "99999999999999999999999", "-99999999999999999999999"):
    tell(int, text)
for data in (b"12", b" -3 ", b"", b"\xff", b"1\x00", bytearray(b"77"), bytearray(b"7x")):
    tell(int, data)
for text, base in (("ff", 16), ("0xFF", 16), ("0xFF", 0), ("0o17", 0), ("0b101", 0), ("0b101", 2),
                   ("0o17", 8), ("017", 0), ("00", 0), ("0_0", 0), ("0x_f", 16), ("0x_f", 0),
                   ("z", 36), ("Z9", 36), ("12", 3), ("3", 3), ("0b2", 0), ("0x", 16), ("0x", 0),
                   ("10", 1), ("10", 37), ("10", -1), ("10", 0), (b"1f", 16), (b"1g", 16),
                   (10, 10), (1.5, 10), ("10", 10.0), ("10", "10"), ("10", 2**70), ("1", True),
                   ("0b11", 16), ("0B11", 0), ("0O7", 0), ("0X7", 0), ("  0x1F  ", 16)):
    tell(int, text, base)
tell(int, "11", base=2)
tell(int, base=2)
tell(int, x="11")
tell(int, 1, 2, 3)
tell(int, WithIndex(), 10)
tell(int, "11", base=WithIndex())
tell(int.__new__, int, "5")
tell(int.__new__, str, "5")
tell(int.__new__)
tell(int.__new__, bool)
print(int("9" * 50), int("-" + "f" * 40, 16), int("1" * 200, 2))
try:
    print(int(WithTrunc()))
except TypeError as error:
    print(error)
