# krait: short
# Subclassing int, float and bool-like numbers: attributes, operators, conversions, constructors.


def tell(label, function, *args):
    try:
        print(label, "->", repr(function(*args)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class Money(int):
    def __new__(cls, value, currency="EUR"):
        self = super().__new__(cls, value)
        self.currency = currency
        return self

    def __add__(self, other):
        return Money(int(self) + int(other), self.currency)

    __radd__ = __add__

    def __repr__(self):
        return f"Money({int.__repr__(self)}, {self.currency})"

    def __index__(self):
        return 1000


class Strange(int):
    def __eq__(self, other):
        return "eq"

    def __hash__(self):
        return 12

    def __bool__(self):
        return False

    def __int__(self):
        return 77

    def __float__(self):
        return 7.5

    def __str__(self):
        return "strange str"

    def __neg__(self):
        return "negated"

    def __format__(self, spec):
        return f"format {spec}"

    def __rsub__(self, other):
        return f"rsub {other}"

    def __round__(self, digits=None):
        return "rounded"


class Real(float):
    def __new__(cls, value, unit="m"):
        self = super().__new__(cls, value)
        self.unit = unit
        return self

    def __mul__(self, other):
        return "mul"

    def __rmul__(self, other):
        return "rmul"

    def __repr__(self):
        return f"Real({float.__repr__(self)})"


class Plain(int):
    pass


class Enumerated(int):
    names = {}

    def __str__(self):
        return self.names.get(self, "?")


m = Money(5, "USD")
print(m, m.currency, m + 1, 1 + m, type(m + 1).__name__, type(m - 1).__name__, m * 2, m == 5,
      hash(m) == hash(5), {m: 1}[5], sum([m, m]), sorted([Money(3), 1, Money(2)]), m.__dict__)
print([10, 20][Plain(1)], "ab"[Plain(1)], range(10)[Plain(3)], "x" * Plain(3),
      list(range(Plain(3))), bytes(Plain(2)), chr(Plain(65)), hex(Plain(255)), f"{Plain(5):03}",
      "%d %s %x" % (Plain(7), Plain(8), Plain(9)))
tell("index of Money", lambda: list(range(2000))[m])
tell("hex of Money", lambda: hex(m))
tell("format of Money", lambda: format(m, "d"))
tell("percent of Money", lambda: "%d" % m)
tell("round", lambda: round(m))
tell("int of Money", lambda: (int(m), type(int(m))))
tell("bit_length", lambda: m.bit_length())
tell("to_bytes", lambda: m.to_bytes(2, "big"))
s = Strange(3)
print(s == 3, 3 == s, s != 3, hash(s), bool(s), int(s), float(s), str(s), repr(s), -s, f"{s}",
      f"{s:x}", 10 - s, s - 1, round(s), s + 1, s < 4, s in [3], {3: "three"}.get(s), abs(s), +s,
      type(+s).__name__)
print("%d %s %f" % (s, s, s), [0, 1, 2, "three"][s], min(s, 9), max([s, 1]), divmod(s, 2),
      pow(s, 2), s ** 2, ~s, s >> 1, s & 1, s.real, s.numerator, type(s.real).__name__,
      s.conjugate(), s.as_integer_ratio())
r = Real(2.5, "km")
print(r, r.unit, r * 2, 2 * r, r + 1, type(r + 1).__name__, r == 2.5, hash(r) == hash(2.5),
      float(r), type(float(r)).__name__, int(r), round(r), r.hex(), f"{r:.2f}", "%.1f" % r, str(r),
      r.is_integer(), Real.fromhex("0x1p1"))
print(type(Plain(5) + Plain(6)).__name__, type(-Plain(5)).__name__, type(abs(Plain(5))).__name__,
      type(Plain(5) // 1).__name__, type(Plain.from_bytes(b"\1", "big")).__name__, Plain("12") + 1,
      Plain(), Plain("ff", 16), repr(Plain(5)))
print(Enumerated(5), repr(Enumerated(5)), isinstance(Plain(1), int), Plain(1) == True,
      isinstance(True, Plain))
Enumerated.names[Enumerated(5)] = "five"
print(Enumerated(5), f"{Enumerated(5)}", "%s" % Enumerated(5), str(Enumerated(6)))
for action in (lambda: Money(), lambda: Money("x"), lambda: Plain(x=1), lambda: Plain("1", 2, 3),
               lambda: type("S", (int,), {"__slots__": ("a",)}),
               lambda: setattr(Plain(5), "attribute", 1), lambda: Plain(5).attribute,
               lambda: int.__new__(Plain, "7"), lambda: int.__new__(str, 1),
               lambda: setattr(Plain(1), "__class__", int),
               lambda: setattr(Plain(1), "__class__", Enumerated)):
    tell("action", action)
x = Plain(10)
x += 5
print(x, type(x).__name__)
big = Plain(10**30)
print(big, big == 10**30, big // 10**29, type(big % 7).__name__, hash(big) == hash(10**30),
      {10**30: "big"}[big])


class Complex(complex):
    def __abs__(self):
        return "abs"

    def __complex__(self):
        return 9j


c = Complex(1, 2)
print(c, abs(c), complex(c), c + 1, type(c + 1).__name__, c == 1 + 2j, c.real,
      type(c.conjugate()).__name__)


class Reflected(int):
    def __radd__(self, other):
        return f"radd {other}"

    def __rpow__(self, other, modulus=None):
        return f"rpow {other} {modulus}"

    def __lt__(self, other):
        return f"lt {other}"

    def __gt__(self, other):
        return f"gt {other}"


f = Reflected(3)
print(1 + f, f + 1, 2 ** f, f ** 2, 1 < f, f < 1, 1 > f, 1.5 + f, f + f, sum([1, f]), 1.5 < f)
