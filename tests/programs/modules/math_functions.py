# math: every function over ordinary, special and wrong arguments. Results of transcendental
# functions are shown to 12 digits.
import math


class Real:
    def __float__(self):
        return 0.25

    def __repr__(self):
        return "Real"


class Whole:
    def __index__(self):
        return 12

    def __repr__(self):
        return "Whole"


class Rounds:
    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return "trunc"

    def __repr__(self):
        return "Rounds"


def shown(value):
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(shown, value)) + ")"
    return repr(value)


def tell(name, *args, **kwargs):
    try:
        print(name, *map(shown, args), kwargs or "", "->",
              shown(getattr(math, name)(*args, **kwargs)))
    except Exception as error:
        print(name, *map(shown, args), kwargs or "", "!", type(error).__name__, error)


INF, NAN = math.inf, math.nan
ONE = ["acos", "acosh", "asin", "asinh", "atan", "atanh", "cbrt", "ceil", "cos", "cosh", "degrees",
       "erf", "erfc", "exp", "exp2", "expm1", "fabs", "factorial", "floor", "frexp", "gamma",
       "isfinite", "isinf", "isnan", "isqrt", "lgamma", "log", "log10", "log1p", "log2", "modf",
       "radians", "sin", "sinh", "sqrt", "tan", "tanh", "trunc", "ulp"]
for name in ONE:
    for value in (0, -0.0, 1, -1, 0.5, -0.5, 2, 3.7, -3.7, 10, 1e-5, 0.999, 30.5, INF, -INF, NAN,
                  True):
        tell(name, value)
    for value in (10**400, -(10**400), "x", None, 1j, Real(), Whole(), Rounds()):
        if name == "factorial" and isinstance(value, int):
            continue
        try:
            result = getattr(math, name)(value)
            if isinstance(result, int) and abs(result) > 10**20:
                result %= 1000003
            print(name, type(value).__name__, shown(result))
        except Exception as error:
            print(name, type(value).__name__, type(error).__name__, error)
    tell(name)
    tell(name, 1, 2, 3)
    tell(name, x=1)
TWO = {"atan2": [(1, 2), (0.0, -0.0), (-0.0, -1), (INF, INF), (-INF, 1), (1, "x")],
       "copysign": [(1, -0.0), (-5, 2), (NAN, -1), (INF, -1)],
       "fmod": [(7, 3), (-7, 3), (7, -3), (5.5, 0), (INF, 1), (1, INF), (NAN, 1)],
       "remainder": [(7, 3), (5, 2), (-7, 3), (3, 2), (1, 0), (INF, 1), (1, INF)],
       "pow": [(2, 10), (2, -1), (-8, 1 / 3), (0, -1), (1, NAN), (NAN, 0), (10, 400), (-1, INF),
               (0, 0), (2, "x")],
       "ldexp": [(1, 5), (0.5, -3), (1, 5000), (1, -5000), (1.5, 2.0), (INF, 3), (0, 10**30),
                 (1, 10**30), (1, -(10**30)), ("x", 1)],
                 "nextafter": [(1, 2), (1, 0), (0, 1), (0, -1), (INF, 0), (NAN, 1), (5e-324, 0),
                               (1.0, 1.0)],
                               "comb": [(5, 2), (5, 0), (5, 5), (5, 6), (0, 0), (60, 30), (100, 3),
                                        (10**20, 2), (-1, 2), (5, -1), (5.0, 2), ("x", 1),
                                        (Whole(), 3), (1000, 500)],
       "perm": [(5, 2), (5,), (5, None), (5, 0), (5, 6), (20, 20), (-1, 2), (5, -1), (5.0,),
                (10**20, 2), (Whole(), 2)],
                "log": [(8, 2), (100, 10), (10**400, 10), (2, 10**400), (5, 1), (5, 0), (5, -1),
                        (0, 2), (1, 2), (8, 2.0), (INF, 2)],
                        "isclose": [(1, 1 + 1e-10), (1, 1.1), (INF, INF), (INF, -INF), (NAN, NAN),
                                    (0, 1e-12)],
                                    "dist": [((1, 2), (4, 6)), ([0.0], [3]), ((), ()),
                                             ((1,), (1, 2)), (5, 6), ((1, "x"), (2, 3)),
                                             ((INF, NAN), (0, 0)), ((1e200, 1e200), (0, 0))]}
for name, cases in TWO.items():
    for args in cases:
        if name in ("comb", "perm") and args[:1] == (1000,):
            print(math.comb(1000, 500) % 1000003)
        else:
            tell(name, *args)
    tell(name)
    tell(name, 1, 2, 3)
tell("isclose", 1, 1.05, rel_tol=0.1)
tell("isclose", 0, 0.05, abs_tol=0.1)
tell("isclose", 1, 2, rel_tol=-1)
tell("isclose", 1, 2, other=1)
for name, cases in (("gcd", [(), (12,), (12, 18), (12, 18, 27), (0, 0), (-12, 18),
                             (2**70, 2**65 * 3), (12, 1.5), (Whole(), 8), ("x", 1)]),
                             ("lcm", [(), (4,), (4, 6), (4, 6, 10), (0, 5), (-4, 6), (2**70, 3),
                                      (4, 1.5), (Whole(), 8)]),
                                      ("hypot",
                                       [(), (3, 4), (1, 2, 2), (-5,), (INF, NAN), (NAN, 1),
                                        (1e200, 1e200), (1e-200, 1e-200), (1, "x"), (3, Real())]),
                    ("fsum", [([0.1] * 10,), ([],), ([1e100, 1, -1e100],), ([INF, -INF],),
                              ([INF, 1],), ([NAN, 1],), ([1e308, 1e308],), ([1, "x"],), (5,),
                              ([1e308, 1e308, -1e308],), ((1, 2.5, Real()),)]),
                              ("prod",
                               [([1, 2, 3],), ([],), ([2.5, 2],), ([2**40] * 3,), (["a", 3],),
                                ([1, "x"],), (5,), ([0.0, INF],), ([1j, 2],), ([],)])):
    for args in cases:
        tell(name, *args)
tell("prod", [1, 2], start=5)
tell("prod", [], start="x")
tell("prod", [1], 2)
print(shown(math.pi), shown(math.e), shown(math.tau), math.inf, math.nan, math.factorial(20),
      math.factorial(30) % 1000003, math.isqrt(10**40), math.isqrt(2**64 - 1),
      [math.factorial(n) for n in range(8)])
print(math.floor(2**53 + 0.5), math.ceil(-0.5), math.trunc(-1e20), math.floor(1e300) % 1000003,
      math.frexp(5e-324), math.modf(-2.5), math.ulp(1.0), math.ulp(1e300), math.ulp(0.0),
      math.nextafter(1.0, INF) - 1)
around_powers = [2**k + d for k in range(50, 140, 7) for d in (-1, 0, 1)]
for n in [*range(3000), *around_powers]:
    assert math.isqrt(n) ** 2 <= n < (math.isqrt(n) + 1) ** 2
print(sorted(n for n in dir(math) if not n.startswith("_")))
print(all(math.comb(n, k) == math.perm(n, k) // math.factorial(k)
          for n in range(9) for k in range(n + 1)))
for action in (lambda: math.factorial(10**30), lambda: math.factorial(-(10**30)),
               lambda: math.perm(10**30, 10**30), lambda: math.comb(10**30, 10**29),
               lambda: math.isqrt(-(10**30)), lambda: math.ceil(float("inf")),
               lambda: math.log(-(10**400)), lambda: math.sqrt(10**400)):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
