# The operator methods of int called directly: results, NotImplemented for foreign types, errors.

BINARY = ["__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__truediv__",
          "__rtruediv__", "__floordiv__", "__rfloordiv__", "__mod__", "__rmod__", "__divmod__",
          "__rdivmod__", "__and__", "__rand__", "__or__", "__ror__", "__xor__", "__rxor__",
          "__lshift__", "__rlshift__", "__rshift__", "__rrshift__", "__lt__", "__le__", "__eq__",
          "__ne__", "__gt__", "__ge__", "__pow__", "__rpow__"]
UNARY = ["__neg__", "__pos__", "__abs__", "__invert__", "__hash__", "__repr__", "__str__",
         "__float__", "__bool__", "__index__", "__int__"]


def tell(receiver, name, *args):
    try:
        result = repr(getattr(int, name)(receiver, *args))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(receiver, name, *map(repr, args), "->", result)


PAIRS = [(7, 3), (-7, 3), (7, -3), (0, 5), (5, 0), (2**70, 3), (-(2**70), 10**9), (12, 2**70),
         (3, True), (2**60 - 1, 1), (-(2**60), 1)]
for name in BINARY:
    for left, right in PAIRS:
        big_shift = "shift" in name and (abs(left) > 2**40 or abs(right) > 2**40)
        big_power = "pow" in name and (abs(left) > 2**20 or abs(right) > 2**20)
        if not big_shift and not big_power:
            tell(left, name, right)
    tell(5, name, 1.5)
    tell(5, name, "x")
    tell(5, name, None)
for name in UNARY:
    for value in (0, 1, -1, 7, -2, 2**61 - 1, 2**61, 2**89, -(2**64), True):
        tell(value, name)
    tell("text", name)
    tell(3, name, 4)
for args in ((5,), (5, 7), (5, None), (-1, 7), (-1, 8), (5, 0), (5, -7), (0, 1), (5, 1.5),
             (5.0, 7), ("x", 7), (2**100, 10**20), (5, 1), (-3, -11)):
    tell(3, "__pow__", *args)
    tell(2**65 + 1, "__pow__", *args)
tell(2, "__rpow__", 3, 5)
for left in (1, -1, 2**70, -(2**70)):
    for count in (0, 1, 29, 30, 31, 59, 60, 61, 62, 63, 64, 65, 200):
        tell(left, "__lshift__", count)
        tell(left, "__rshift__", count)
tell(0, "__lshift__", 2**80)
tell(1, "__rshift__", 2**80)
tell(-1, "__rshift__", 2**80)
tell(1, "__lshift__", -1)
tell(1, "__rshift__", -1)
try:
    1 << 2**80
except OverflowError as error:
    print("OverflowError:", error)
tell(10**400, "__float__")
tell(10**400, "__truediv__", 3)
print(10**400 / 10**399, 10**20 / 3, -(10**17 + 1) / 7, 1 / 3, (2**53 + 1) / 1, 5 / 10**320)
