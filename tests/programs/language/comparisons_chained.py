# krait: short
# Chained comparisons evaluate each operand once and stop at the first false link.
def value(n):
    print("eval", n, end="; ")
    return n


print(value(1) < value(2) < value(3))
print(value(1) < value(0) < value(3))
print(value(1) < value(2) > value(0) != value(4) == value(4) <= value(9))
print(value(1) in [1] in [[1]], value(1) is not None is None, not value(1) == value(1) == value(2))


class Noisy:
    def __init__(self, name, answer):
        self.name, self.answer = name, answer

    def __lt__(self, other):
        print(f"{self.name}<{other.name}", end="; ")
        return self.answer

    def __eq__(self, other):
        print(f"{self.name}=={other.name}", end="; ")
        return self.answer


a, b, c = Noisy("a", "yes"), Noisy("b", []), Noisy("c", 7)
print(a < b < c)
print(b < a < c)
print(a == c == b, c == a < b)
if a < c < b:
    print("taken")
if not (b < a < c):
    print("not taken")
while value(3) > value(2) > value(2):
    print("never")
else:
    print("loop skipped")
print([x for x in range(10) if 2 < x < 6 != x + 1])
print(0 < 1 < 2 < 3 < 4 < 3 < 1 / 1, (0 < 1) < 2, 0 < (1 < 0), 1 < 2 == True, (1 < 2) == True)


class Raises:
    def __bool__(self):
        raise ValueError("no truth here")

    def __lt__(self, other):
        return self


for expression in (lambda: Raises() < 1 < 2, lambda: 0 < 1 < Raises() and 5, lambda: Raises() < 5):
    try:
        result = expression()
        print("result", type(result).__name__)
    except ValueError as error:
        print("ValueError", error)
    except TypeError as error:
        print("TypeError", error)
x = None
print(x is None is not True, "a" <= "b" <= "b" < "c", [1] < [1, 0] < [2] != [3])


def in_return(n):
    return 0 <= n < 10 or 90 < n <= 100


print([n for n in range(-5, 105, 5) if in_return(n)])
assert 1 < 2 < 3, "chained assert"
try:
    assert 1 < value(5) < 3, f"chained {value(8)}"
except AssertionError as error:
    print(error)
