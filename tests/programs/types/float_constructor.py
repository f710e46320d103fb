# krait: short
# float(): every accepted spelling, rejected ones, objects with __float__ and __index__.


def tell(function, *args, **kwargs):
    shown = ", ".join([ascii(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{function.__name__}({shown}) = {function(*args, **kwargs)!r}")
    except Exception as error:
        print(f"{function.__name__}({shown}) ! {type(error).__name__}: {ascii(str(error))}")


class Named:
    def __repr__(self):
        return type(self).__name__


class WithFloat(Named):
    def __float__(self):
        return 2.5


class WithIndex(Named):
    def __index__(self):
        return 10


class BadFloat(Named):
    def __float__(self):
        return 3


class HugeIndex(Named):
    def __index__(self):
        return 10**400


class Sub(float):
    pass


class GivesSub(Named):
    def __float__(self):
        return Sub(1.25)


tell(float)
for text in ("0", "-0", "1", "1.", ".5", "-.5e3", "1e5", "1E+5", "1e-5", " 2.5 ", "\n3\t",
             "1_0.2_5", "1_000e1_0", "inf", "-Infinity", "+INF", "iNf", "nan", "-NaN", "nan(1)", "",
             " ", ".", "e5", "1e", "1e+", "1__0", "_1", "1_", "1_.5", "1._5", "0x1p3", "1,5",
             "1.5.5", "--1", "1e400", "-1e400", "1e-400", "4.9e-324", "2.4703282292062327e-324",
             "2e-324", "1.7976931348623157e308", "1.7976931348623159e308",
             "123456789012345678901234567890",
             "0.1", "0.30000000000000004", "9007199254740993", "9007199254740992.9999999999",
             "\u0661.\u0665", "\uff11e\uff12", "\u2003 1.5 \u2003", "1.5\0", "infinit", "in f",
             "\ud800", "1" * 400, "0." + "0" * 400 + "1", "1e5f", "5d", "True"):
    tell(float, text)
for data in (b"1.5", b" 2 ", b"", b"1_0", bytearray(b"-3e2"), b"\xff", b"1\x002", b"inf"):
    tell(float, data)
for value in (5, -(2**60), 10**308, 10**309, True, 1.5, Sub(3.5), WithFloat(), WithIndex(),
              BadFloat(), HugeIndex(), None, [], 1j, object, Named(), range(3)):
    tell(float, value)
tell(float, 1, 2)
tell(float, x=1)
tell(float.__new__, float, "2.5")
tell(float.__new__, int, 1)
tell(float.__new__, Sub, 4)
tell(float.__new__)
try:
    tell(float, GivesSub())
    print(type(float(GivesSub())))
except TypeError as error:
    print(error)
print(type(float(Sub(1))), type(Sub("7.5")), Sub("7.5") + 1)
print(float("5") == 5, float("1e16") + 1, float("1e22"), float("1e23"), float("123e-5"))
print(2.0**-1074, 2.0**-1022, 2.0**1023 * 1.9999999999999998, 5e-324 / 2)
print(memoryview(b"12.5").tobytes(), float(memoryview(b"12.5")))
