# krait: short
# Rich comparison: reflection, NotImplemented, identity fallback, defaults, hash interplay.
class Log:
    def __init__(self, name, answers):
        self.name = name
        self.answers = answers

    def _answer(self, symbol, other):
        print(f"{self.name}{symbol}", end=" ")
        return self.answers.get(symbol, NotImplemented)

    def __lt__(self, other):
        return self._answer("<", other)

    def __le__(self, other):
        return self._answer("<=", other)

    def __gt__(self, other):
        return self._answer(">", other)

    def __ge__(self, other):
        return self._answer(">=", other)

    def __eq__(self, other):
        return self._answer("==", other)

    def __ne__(self, other):
        return self._answer("!=", other)


def attempt(function):
    try:
        return function()
    except TypeError as error:
        return f"TypeError: {error}"


silent = Log("silent", {})
knows = Log("knows", {"<": "K<", ">": "K>", "<=": "K<=", ">=": "K>=", "==": "K==", "!=": "K!="})
for a, b in ((silent, knows), (knows, silent), (silent, silent), (silent, 3), (3, knows),
        (None, knows), (3, silent)):
    print(attempt(lambda: a < b), "|", end=" ")
    print(attempt(lambda: a <= b), "|", end=" ")
    print(attempt(lambda: a > b), "|", end=" ")
    print(attempt(lambda: a >= b), "|", end=" ")
    print(attempt(lambda: a == b), "|", end=" ")
    print(attempt(lambda: a != b))


class OnlyEq:
    def __init__(self, key):
        self.key = key

    def __eq__(self, other):
        if isinstance(other, OnlyEq):
            return self.key == other.key
        return NotImplemented


a, b, c = OnlyEq(1), OnlyEq(1), OnlyEq(2)
print(a == b, a != b, a == c, a != c, a == 1, a != 1, 1 == a, OnlyEq.__hash__,
    attempt(lambda: hash(a)))
print(a in [c, b], [a, c].index(b), [a, b, c].count(b), [a] == [b], (a, c) != (b, c),
    {1: a} == {1: b})


class EqReturnsNonBool:
    def __eq__(self, other):
        return "maybe"


e = EqReturnsNonBool()
print(e == 1, e != 1, [e] == [1], e in [1], attempt(lambda: not e == 1))


class Weird:
    def __eq__(self, other):
        raise ValueError("eq failed")

    def __hash__(self):
        return 1


w = Weird()
for function in (lambda: w == 1, lambda: w != 1, lambda: [w] == [1], lambda: 5 in [w],
        lambda: [w].index(w), lambda: {w: 1}[1], lambda: w in {1}):
    try:
        print(function())
    except ValueError as error:
        print("ValueError", error)
print(object() == object(), object() != object(), object().__eq__(1), object().__lt__(1),
    (1).__eq__("a"), (1).__lt__(2.0), "a".__lt__("b"), [].__eq__(()), None.__eq__(None))
print((1, 2) < (1, 3), (1, 2) < (1, 2, 0), [2] > [1, 9], attempt(lambda: [1] < (1,)),
    attempt(lambda: (1, "a") < (1, 2)), (1, "a") < (2, 2), "a" < "B", "é" > "z", b"a" < b"b",
    attempt(lambda: "a" < b"a"))
print({1, 2} < {1, 2, 3}, {1} <= {1}, {1} < {1}, {1, 2} > {3}, frozenset([1]) == {1},
    attempt(lambda: {1} < [1]), {1: 2}.keys() == {1}, {1: 2}.items() <= {(1, 2), 3})
