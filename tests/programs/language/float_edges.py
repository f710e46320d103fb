# krait: short
# Floats at the ends of their range: signed zeros, infinities, NaN, subnormals, rounding.
import math


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


inf = float("inf")
nan = float("nan")
values = [0.0, -0.0, 1.0, -1.0, 0.1, 1e-5, 1e16, 1e22, 123456789.125, 2.0**53, 5e-324,
    2.2250738585072014e-308,
          1.7976931348623157e308, -1.7976931348623157e308, inf, -inf, nan]
for a in values:
    print(repr(a), str(a), -a, abs(a), bool(a), a == a, a.hex(), a.is_integer(),
        math.copysign(1, a))
for a in values:
    for b in values:
        print(a + b, a - b, a * b, a < b, a <= b, a == b, a != b, end="|")
    print()
for a in values:
    for b in (1.0, -1.0, 0.1, 3.0, -2.5, inf, -inf, nan, 5e-324):
        print(a / b, attempt(lambda: a // b), attempt(lambda: a % b), attempt(divmod, a, b),
            end="|")
    print()
print(attempt(lambda: 1.0 / 0), attempt(lambda: 1.0 // 0), attempt(lambda: 1.0 % 0),
    attempt(divmod, 1.0, 0.0))
print(0.0 == -0.0, str(0.0 * -1), -0.0 + 0.0, 0.0 - 0.0, -0.0 - 0.0, max(0.0, -0.0), min(-0.0, 0.0))
print(-7.5 % 2, 7.5 % -2, -7.5 // 2, 7.5 // -2, 1e17 % 3, -1e-20 % 1.0, 5.0 % inf, -5.0 % inf)
print(2.0**0.5, (-8.0) ** (1 / 3), 0.0**0, nan**0, 1**nan, inf**-1, (-inf) ** 3, (-inf) ** -3,
    2.0**-1074)
print(attempt(lambda: 0.0**-1), attempt(lambda: 10.0**400), attempt(lambda: (-0.0) ** -1))
print(round(0.5), round(1.5), round(2.5), round(-0.5), round(2.675, 2), round(1234.5678, -2),
    round(1e300, 2))
print(attempt(round, nan), attempt(round, inf), round(inf, 1), attempt(int, inf), attempt(int, nan))
print(int(1e20), int(-1e20), int(2.0**62), int(4611686018427387905.0), float(10**22),
    attempt(float, 10**400))
print(float("1e400"), float("-1e400"), float("1e-400"), float(" 3.5\n"), float("1_0.5"),
    float("iNf"), float("-nan"))
for bad in ("", "1e", "0x1p3", "1..2", "1__0", "abc"):
    print(attempt(float, bad))
print(float.fromhex("0x1.8p3"), float.fromhex("-0x1p-1074"), attempt(float.fromhex, "0x1p5000"),
    attempt(float.fromhex, "zz"))
print((0.1).as_integer_ratio(), attempt(inf.as_integer_ratio), attempt(nan.as_integer_ratio))
print(0.1 + 0.2, 1 / 3, 2 / 3, 1e15 + 0.3, 1e16 + 1, 9007199254740993.0, 0.1 * 3, 1e23,
    1.1e-300 * 1e-20)
print(sum([0.1] * 10), hash(0.5), hash(1e300), hash(inf), hash(-inf), hash(2.0**61), hash(-1.0),
    hash(1.0) == hash(1))
print(nan in [1.0, 2.0], sorted([3.0, -0.0, 0.0, -inf, inf]))
