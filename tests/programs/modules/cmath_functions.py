# cmath: every function over ordinary and special values, to 10 digits.
import cmath

INF, NAN = float("inf"), float("nan")


class Complex:
    def __complex__(self):
        return 1 + 2j


class Float:
    def __float__(self):
        return 2.0


class Bad:
    def __complex__(self):
        return 5


def shown(value):
    if isinstance(value, complex):
        return f"({value.real:.10g}, {value.imag:.10g})"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, tuple):
        return "[" + " ".join(map(shown, value)) + "]"
    return repr(value)


def tell(name, *args, **kwargs):
    label = [shown(a) if isinstance(a, (int, float, complex)) else type(a).__name__ for a in args]
    try:
        print(name, *label, kwargs or "", "->", shown(getattr(cmath, name)(*args, **kwargs)))
    except Exception as error:
        print(name, *label, kwargs or "", "!", type(error).__name__, error)


NAMES = ["acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "exp", "log", "log10",
         "sin", "sinh", "sqrt", "tan", "tanh", "phase", "polar", "isfinite", "isinf", "isnan"]
VALUES = [0, 1, -1, 0.5, 2, -2.5, 1j, -1j, 1 + 1j, -1 - 1j, 0.3 - 0.4j, 3 + 4j, complex(-1, 0.0),
          complex(-1, -0.0), complex(0, 2), complex(0.0, -0.0), 1e-10 + 1e-10j, 20 + 1j, -20 + 3j,
          1e150 + 1e150j]
SPECIAL = [complex(a, b) for a in (INF, -INF, NAN, 1.0, 0.0) for b in (INF, -INF, NAN, 2.0, -0.0)]
for name in NAMES:
    for value in VALUES + SPECIAL:
        tell(name, value)
    for value in (Complex(), Float(), Bad(), "x", None, 10**400, True, []):
        tell(name, value)
    tell(name)
    tell(name, 1, 2, 3)
for value in (1e308 + 1e308j, 800 + 0j, 800 + 1j, -800 + 0j, 710 + 1j):
    for name in ("exp", "cosh", "sinh", "tanh", "sqrt", "log", "log10", "tan"):
        tell(name, value)
for args in ((1 + 1j, 2), (8, 2), (1j, 1j), (2, 1), (0, 2), (2, 0), (1, "x"), (-1, 10), (2, INF)):
    tell("log", *args)
for args in ((1, 0), (2, cmath.pi / 2), (1, cmath.pi), (-1, 1), (INF, 0), (INF, 1), (0, INF),
             (1, NAN), (1, INF), (0, 0), ("x", 1), (1,), (1 + 1j, 2), (1, 2, 3)):
    tell("rect", *args)
for args, kwargs in (((1 + 1j, 1 + 1.0000000001j), {}), ((1, 2), {}), ((1, 1.05), {"rel_tol": 0.1}),
                     ((0, 0.01j), {"abs_tol": 0.1}), ((INF, INF), {}),
                     ((complex(INF, 1), complex(INF, 2)), {}), ((NAN, NAN), {}),
                     ((1, 2), {"rel_tol": -1}), ((1, "x"), {}), ((1,), {})):
    tell("isclose", *args, **kwargs)
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.nan, cmath.infj, cmath.nanj,
      sorted(n for n in dir(cmath) if not n.startswith("_")))
for value in VALUES[1:]:
    if abs(value) < 1e100:
        r, phi = cmath.polar(value)
        assert abs(cmath.rect(r, phi) - value) <= 1e-12 * abs(value)
        assert abs(cmath.sqrt(value) ** 2 - value) <= 1e-9 * abs(value)
        assert cmath.phase(value) == phi
print("round trips hold")
