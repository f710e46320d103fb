# The operator methods of float called directly, with special values and foreign types.
INF = float("inf")
NAN = float("nan")
BINARY = ["__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__truediv__",
          "__rtruediv__", "__floordiv__", "__rfloordiv__", "__mod__", "__rmod__", "__divmod__",
          "__rdivmod__", "__pow__", "__rpow__", "__lt__", "__le__", "__eq__", "__ne__", "__gt__",
          "__ge__"]


def tell(receiver, name, *args):
    try:
        result = repr(getattr(float, name)(receiver, *args))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(receiver, name, *map(repr, args), "->", result)


PAIRS = [(7.5, 2.0), (-7.5, 2.0), (7.5, -2.0), (-7.5, -2.0), (0.0, -3.0), (5.5, 0.0), (-0.0, 0.0),
         (1e308, 10.0), (INF, 2.0), (2.0, INF), (-2.0, INF), (INF, INF), (NAN, 1.0), (1.0, NAN),
         (3.5, 2), (3.5, True), (0.1, 0.2), (1e-320, 1e-10), (-1.0, 0.5), (2.0, 10**400)]
for name in BINARY:
    for left, right in PAIRS:
        tell(left, name, right)
    tell(1.5, name, "x")
    tell(1.5, name, None)
    tell(1.5, name, 1j)
    tell(1, name, 1.5)
for args in ((2.0, None), (2.0, 3), (0.0, None), (-1, None), (INF,), (NAN,), ("x",), (), (1, 2, 3)):
    tell(-8.0, "__pow__", *args)
for base in (0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, INF, -INF, NAN):
    row = []
    for exponent in (0.0, 1.0, -1.0, 2.0, 3.0, -3.0, 0.5, INF, -INF, NAN):
        try:
            row.append(repr(base**exponent))
        except ZeroDivisionError:
            row.append("ZeroDivision")
        except OverflowError:
            row.append("Overflow")
    print(base, *row)
for action in (lambda: 1e300**2, lambda: 10.0**400, lambda: 0.0**-2, lambda: 1.0 / 0,
               lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: divmod(1.0, 0), lambda: int(INF),
               lambda: int(NAN), lambda: 10**400 + 1.0, lambda: 1.0 < "x", lambda: pow(2.0, 3, 5),
               lambda: (-8.0) ** (1 / 3)):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
for a in (5.3, -5.3, 1e17, -0.0, 0.1):
    for b in (2.1, -2.1, 3e16, 0.1):
        q, r = divmod(a, b)
        print(a, b, a // b, a % b, q == a // b and r == a % b)
total = 0.0
for i in range(1, 2000):
    total += (1.0 / i) * (-1) ** i
print(total, total.hex(), 0.1 + 0.2, 0.1 * 3, 1e16 + 1.0, 1.1 * 1.1, 2 / 3, 1e308 * 10, -1e308 * 10)
