# krait: short
# bool: construction through __bool__ and __len__, operators, methods, text, no subclassing.


def tell(function, *args):
    name = getattr(function, "__qualname__", function)
    try:
        print(name, *map(repr, args), "->", repr(function(*args)))
    except Exception as error:
        print(name, *map(repr, args), "!", type(error).__name__, error)


class Named:
    def __init__(self, answer):
        self.answer = answer

    def __repr__(self):
        return f"{type(self).__name__}({self.answer!r})"


class ByBool(Named):
    def __bool__(self):
        return self.answer


class ByLen(Named):
    def __len__(self):
        return self.answer


class Both(ByBool, ByLen):
    pass


tell(bool)
for value in (0, 1, -1, 2**70, 0.0, -0.0, 0.1, float("nan"), "", "0", b"", b"\0", [], [0], (), (0,),
              {}, {0: 0}, None, ..., 0j, range(0), range(1), int, len,
              ByBool(True), ByBool(False), ByBool(1), ByBool(None), ByBool("yes"), ByLen(0),
              ByLen(3), ByLen(-1), ByLen(2**70), ByLen("x"), ByLen(True), Both(False), Named(0)):
    tell(bool, value)
tell(bool, 1, 2)
try:
    bool(x=1)
except TypeError as error:
    print(error)
for name in ("__and__", "__rand__", "__or__", "__ror__", "__xor__", "__rxor__"):
    for left in (True, False):
        for right in (True, False, 3, 1.0, "x"):
            print(name, left, right, getattr(bool, name)(left, right))
for value in (True, False):
    print(repr(value), str(value), format(value), f"{value:>7}", "%d %s %r" % (value, value, value),
          +value, -value, ~value, abs(value), hash(value), int(value), float(value), value + value,
          value * 3, value << 2, value / 2, value // 1, value % 2, divmod(value, 2), value ** 2)
    print(value.real, value.imag, value.numerator, value.denominator, value.conjugate(),
          value.bit_length(), value.bit_count(), value.as_integer_ratio(), value.to_bytes(1, "big"),
          value.__index__(), value.__getnewargs__(), round(value), [10, 20][value])
print(True is (1 == 1), True == 1, True < 2, sorted([True, False, 1, 0]))
print(isinstance(True, int), issubclass(bool, int), bool.__mro__, bool.__bases__, type(True))
tell(type, "Sub", (bool,), {})
tell(bool.__new__, bool, 5)
tell(bool.__new__, int, 5)
tell(bool.__and__, 1, True)
tell(int.__new__, bool, 1)
print(bool.from_bytes(b"\1", "big"), bool.__call__([1]))
print({True: "a", 1: "b", 1.0: "c"}, {False, 0, 0.0}, [True, 1].index(1.0), (True).__class__)
print(True and "x", False or "y", not [], not not 5, sum([True, True, False]), max(True, 1),
      min(0, False))
