# krait: short
# abs, divmod, pow and round on numbers and on objects with their special methods.

def tell(function, *args, **kwargs):
    shown = ", ".join([ascii(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{function.__name__}({shown}) = {ascii(function(*args, **kwargs))}")
    except Exception as error:
        print(f"{function.__name__}({shown}) ! {type(error).__name__}: {error}")


class Named:
    def __repr__(self):
        return type(self).__name__


class Full(Named):
    def __abs__(self):
        return "abs"

    def __divmod__(self, other):
        return "divmod", other

    def __rdivmod__(self, other):
        return "rdivmod", other

    def __pow__(self, other, modulus="absent"):
        return "pow", other, modulus

    def __rpow__(self, other, modulus="absent"):
        return "rpow", other, modulus

    def __round__(self, *digits):
        return "round", digits

    def __floor__(self):
        return "floor"


class Refuses(Named):
    def __divmod__(self, other):
        return NotImplemented

    __rdivmod__ = __pow__ = __rpow__ = __divmod__


for value in (0, -0, 5, -5, 2.5, -2.5, -0.0, float("-inf"), float("nan"), 3 + 4j, True, -(2**70),
              Full(), Named(), "x", None, [1]):
    tell(abs, value)
tell(abs)
tell(abs, 1, 2)
tell(abs, x=1)
for args in ((7, 2), (-7, 2), (7, -2), (-7, -2), (7, 0), (7.5, 2), (-7.5, 2), (7.5, 0.0), (7, 2.5),
             (1, float("inf")), (-1, float("inf")), (float("inf"), 1), (2**70, 3),
             (-(2**70), 2**35), (True, 2), (5, "x"), ("x", 5), (1j, 2), (1, None), (Full(), 3),
             (3, Full()), (Refuses(), 1), (1, Refuses()), (Refuses(), Refuses()),
             (5,), (1, 2, 3)):
    tell(divmod, *args)
for args in ((2, 10), (2, -1), (-2, 3), (0, 0), (0, -1), (2, 0.5), (-8, 1 / 3), (2.0, 3), (2, 100),
             (10**20, 3), (2, 1000, 7), (2, -1, 7), (3, -2, 10), (2, -1, 4), (6, -1, 9), (2, 3, 0),
             (2, 3, -5), (-2, 3, 5), (0, 0, 1), (1, 1, 1), (5, 0, 1), (2.0, 3, 5), (2, 3.0, 5),
             (2, 3, 5.0), (2, "x"), ("x", 2), (2, 3, "x"), (2, 3, None), (1j, 2), (2, 1j),
             (1j, 2, 3), (Full(), 2), (2, Full()), (Full(), 2, 5), (2, Full(), 5), (2, 3, Full()),
             (Refuses(), 1), (1, Refuses()), (1, Refuses(), 3), (7, 10**30, 10**9 + 7),
             (10**30, 10**30, 998244353), (-3, 10**20, 2**61), (3, -(10**10), 10**9 + 7),
             (True, True), (5,), (), (1, 2, 3, 4)):
    tell(pow, *args)
tell(pow, base=2, exp=5)
tell(pow, 2, exp=5, mod=3)
tell(pow, 2, 3, other=1)
tell(pow, 2, mod=3)
for args in ((2.5,), (3.5,), (-2.5,), (2.567, 2), (2.567, 0), (2.567, None), (2.567, -1),
             (1234, -2), (1250, -2), (1350, -2), (-1250, -2), (5, 2), (5, 0), (5, None), (True,),
             (True, 0), (10**20 + 5, -1), (1e20,), (float("nan"),), (float("inf"),),
             (float("inf"), 2), (0.5,), (1.5,), (-0.4,), (Full(),), (Full(), 3), (Full(), None),
             (Named(),), ("x",), (None,),
             (1j,), (2.5, "x"), (2.5, 1.5), (5, 1.5), (5, "x"), (1, 2, 3), ()):
    tell(round, *args)
tell(round, number=2.567, ndigits=1)
tell(round, 2.5, digits=1)
print(type(round(2.5)), type(round(2.5, 0)), type(round(5, 1)), type(abs(True)), round(-0.5),
      round(5e-324, 323), round(1e300, 5))
