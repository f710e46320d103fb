# krait: short
# Unary operators, abs, round, int and the index protocol on user classes and builtins.
class Full:
    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "invert"

    def __abs__(self):
        return "abs"

    def __round__(self, digits="none"):
        return f"round {digits}"

    def __floor__(self):
        return "floor"

    def __ceil__(self):
        return "ceil"

    def __trunc__(self):
        return 77

    def __bool__(self):
        return False


import math

f = Full()
print(-f, +f, ~f, abs(f), round(f), round(f, 3), math.floor(f), math.ceil(f), math.trunc(f), not f)


class Empty:
    pass


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for value in (Empty(), "s", [], None, 1.5, 2j, {}, Empty, ..., b"x"):
    label = type(value).__name__
    print(label, attempt(lambda: -value), attempt(lambda: +value), attempt(lambda: ~value),
        attempt(abs, value),
          attempt(round, value), attempt(int, value) if label != "type" else "", sep=" | ")
print(attempt(math.floor, "x"), attempt(math.trunc, 1j), attempt(round, 5, "x"),
    attempt(round, 1234, -2), attempt(round, 15, -1), attempt(round, 25, -1),
    attempt(round, -15, -1), round(7, 5))


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


print(int(Index(3)), float(Index(4)), complex(Index(5)), hex(Index(255)), [10, 20, 30][Index(1)],
    "abc"[Index(0) : Index(2)])
print(range(Index(2), Index(8), Index(3)), list(range(Index(3))), [0] * Index(3), chr(Index(65)),
    bytes(Index(2)), 1 << 3, divmod(7, 2))
for bad in (Index("x"), Index(1.5), Index(None), Empty()):
    print(attempt(hex, bad), attempt(lambda: [1][bad]), attempt(lambda: "a"[bad]),
        attempt(range, bad), attempt(lambda: [1] * bad), attempt(lambda: [1][bad:]), sep=" | ")


class Int:
    def __int__(self):
        return 9


class BadInt:
    def __int__(self):
        return 9.5


print(int(Int()), attempt(float, Int()), attempt(int, BadInt()), attempt(hex, Int()))


class BadFloat:
    def __float__(self):
        return 1


print(attempt(float, BadFloat()))
print(attempt(lambda: -None), attempt(lambda: ~1.0), attempt(lambda: +"a"),
    attempt(lambda: not None))
x = 5
print(-x, - -x, +-x, ~x, ~~x, -~x, not x, not not x, -(x**2), (-x) ** 2, 2**-x)
