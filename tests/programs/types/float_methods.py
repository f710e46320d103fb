# krait: short
# The named methods of float: hex, fromhex, as_integer_ratio, is_integer, rounding, conversions.


def tell(function, *args, **kwargs):
    name = function.__qualname__
    shown = ", ".join([repr(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{name}({shown}) = {function(*args, **kwargs)!r}")
    except Exception as error:
        print(f"{name}({shown}) ! {type(error).__name__}: {error}")


INF = float("inf")
NAN = float("nan")
VALUES = [0.0, -0.0, 1.0, -1.5, 0.1, 2.5, 3.5, -2.5, 1e16, 1e22, 1e300, 5e-324,
          2.2250738585072014e-308, 1.7976931348623157e308, 123456.789, INF, -INF, NAN]
for value in VALUES:
    for name in ("hex", "as_integer_ratio", "is_integer", "conjugate", "__trunc__", "__floor__",
                 "__ceil__", "__int__", "__float__", "__bool__", "__getnewargs__", "__neg__",
                 "__pos__", "__abs__", "__repr__", "__str__"):
        tell(getattr(float, name), value)
    print(value.real, value.imag)
for value in (0.5, 1.5, 2.5, -0.5, 2.675, 1e16 + 2, 1234.5678, 5e-324, 1e308, INF, NAN, -0.3):
    for digits in (None, 0, 1, 2, 3, -1, -2, -5, 20, 400, -400):
        tell(float.__round__, value, digits)
    tell(round, value)
tell(float.__round__, 1.5, 1.0)
tell(float.__round__, 1.5, 2**70)
tell(round, 1.7976931348623157e308, -308)
tell(round, 1.5, None)
for text in ("0x1p0", "0x1.8p1", "-0x1.999999999999ap-4", "1", "0x10", "1p4", "0x.8", "0x1.p-1074",
             "0x1p-1075", "0x1.8p-1075", "0x1p1024", "0x1.fffffffffffff8p1023", "inf", "-INFINITY",
             "nan", " 0x1p2 ", "", "0x", "0x1p", "xyz", "0x1.8.8", "0x1p2x", "0X1P+2", "infx",
             "0x1.00000000000008p0", "0x1.000000000000080000001p0", "0x" + "f" * 60, "-0x0p0"):
    tell(float.fromhex, text)
tell(float.fromhex, 5)
tell(float.fromhex, b"0x1")
tell(float.fromhex)
tell(float.hex, 5)
tell((1.5).hex, 1)
tell(float.as_integer_ratio, "x")
tell(float.is_integer)
tell(float.__getformat__, "double")
tell(float.__getformat__, "float")
tell(float.__getformat__, "half")
tell(float.__getformat__, 5)
for value in (0.1, 1 / 3, 1e-310, 123456789.125, -7e200):
    assert float.fromhex(value.hex()) == value
    n, d = value.as_integer_ratio()
    assert n / d == value
print(hash(0.5), hash(1e300), hash(-0.0), hash(INF), hash(-INF), hash(5e-324), hash(123456.789))


class Sub(float):
    def __round__(self, digits=None):
        return ("rounded", digits)

    def __trunc__(self):
        return 77


print(round(Sub(2)), round(Sub(2), 3), int(Sub(5)), Sub.fromhex("0x1p1"), type(Sub.fromhex("0x1")))
for name in ("real", "imag", "other"):
    try:
        setattr(1.5, name, 0)
    except AttributeError as error:
        print(error)
