# krait: short
# complex: construction from numbers and text, arithmetic, methods, text and formats.
INF = float("inf")
NAN = float("nan")


def tell(function, *args, **kwargs):
    name = function.__qualname__
    shown = ", ".join([ascii(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{name}({shown}) = {function(*args, **kwargs)!r}")
    except Exception as error:
        print(f"{name}({shown}) ! {type(error).__name__}: {error}")


class WithComplex:
    def __complex__(self):
        return 3 + 4j

    def __repr__(self):
        return "WithComplex"


class BadComplex(WithComplex):
    def __complex__(self):
        return 5


class WithFloat:
    def __float__(self):
        return 1.5

    def __repr__(self):
        return "WithFloat"


tell(complex)
for text in ("1", "1j", "-1j", "+j", "j", "-j", "1+2j", "1-2j", " 1+2j ", "(1+2j)", " ( 1+2j ) ",
             "1 + 2j", "1+2", "1+2jj", "", "()", "(1", "1e5-2e-3j", "inf+nanj", "-infj", "nan",
             "1_0+1_0j", "i", "1+j2", "1+2J", ".5-.5j", "1__0j", "\u0661+\u0662j", "1\0", "++1j",
             "1+-2j", "(j)"):
    tell(complex, text)
for args in ((1,), (1.5, 2), (1, 2j), (1j, 1j), (2 + 3j, 4 + 5j), (True,), ("1", 2), (1, "2"),
             (None,), (1, None), (WithComplex(),), (BadComplex(),), (WithFloat(),),
             (1, WithFloat()), (WithComplex(), 1), (1, WithComplex()), (10**400,), ([],), (b"1",),
             (-0.0, -0.0), (1, 2, 3)):
    tell(complex, *args)
tell(complex, real=1, imag=2)
tell(complex, imag=5)
tell(complex, real="5")
tell(complex, 1, other=2)
VALUES = [0j, 1 + 2j, -1.5 + 0.5j, complex(-0.0, -0.0), complex(INF, 1), complex(NAN, INF), 3 + 4j,
          1e200 + 1e200j]
for value in VALUES:
    print(repr(value), str(value), value.real, value.imag, value.conjugate(), -value, +value,
          bool(value))
    for name in ("__abs__", "__neg__", "__pos__", "__bool__", "__complex__", "__getnewargs__",
                 "__repr__", "__str__", "conjugate"):
        tell(getattr(complex, name), value)
for name in ("__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__truediv__",
             "__rtruediv__", "__pow__", "__rpow__", "__eq__", "__ne__", "__lt__", "__le__",
             "__gt__", "__ge__"):
    for left, right in ((1 + 2j, 3 - 1j), (2j, 2), (2j, 1.5), (1j, True), (0j, 0), (3 + 4j, 0j),
                        (0j, -1), (1j, "x"), (1j, None), (2 + 0j, 3), (complex(INF, 0), 1j),
                        (1j, 10**400)):
        tell(getattr(complex, name), left, right)
tell(complex.__pow__, 1j, 2, 3)
tell(complex.__pow__, 1e200 + 1j, 5)
tell(abs, complex(1e308, 1e308))
for name in ("__int__", "__float__", "__floordiv__", "__mod__", "__divmod__", "__round__",
             "__trunc__"):
    print(name, hasattr(1j, name))
for action in (lambda: int(1j), lambda: float(1j), lambda: 1j // 1, lambda: 1j % 2,
               lambda: divmod(1j, 1), lambda: 1j < 2j, lambda: 0j ** -1, lambda: 1 / 0j,
               lambda: round(1j), lambda: [1].pop(1j),
               lambda: "%d" % 1j, lambda: "%f" % 1j, lambda: pow(1j, 1, 2),
               lambda: setattr(1j, "real", 2)):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
for spec in ("", ".2f", "+.1f", "10", "<20", ">20.3e", "^20", "g", ".3g", "n", ",", "_.1f", "e",
             "#.3g", "20,.2f", "%", "=10", "010", "d", "s", "x", "F", "G", "E", " ", "z.1f"):
    for value in (1 + 2j, -1234.5 - 0.25j, complex(NAN, -INF)):
        tell(complex.__format__, value, spec)
print("%s %r" % (1j, 2 - 3j), hash(1 + 2j), hash(3 + 0j), hash(-1j), (1 + 2j) ** 2, 1j ** 4,
      2 ** 1j, (-8) ** 0.5)


class Sub(complex):
    def __add__(self, other):
        return "added"


print(Sub(1, 2), Sub(1) + 1, 1 + Sub(1), type(Sub(1, 2).conjugate()), complex(Sub(3, 4)),
      repr(Sub(5)))
