# krait: short
# in, not in, is, is not: __contains__, the iteration fallback, the getitem fallback, errors.
class Contains:
    def __init__(self, answer):
        self.answer = answer

    def __contains__(self, item):
        print("contains", item, end=" ")
        return self.answer


class Iterates:
    def __iter__(self):
        print("iter", end=" ")
        return iter([1, 2, 3])


class GetItem:
    def __getitem__(self, index):
        print(f"[{index}]", end=" ")
        if index > 3:
            raise IndexError(index)
        return index * 10


class Blocked:
    __contains__ = None

    def __iter__(self):
        return iter([1])


class BadIter:
    __iter__ = None


class Broken:
    def __contains__(self, item):
        raise LookupError(item)


def attempt(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(1 in Contains("yes"), 1 not in Contains("yes"), 2 in Contains([]), 2 not in Contains(0))
print(2 in Iterates(), 9 in Iterates(), 9 not in Iterates())
print(20 in GetItem(), 99 in GetItem(), 99 not in GetItem())
for thing in (Blocked(), BadIter(), Broken(), 5, None, len, int, object()):
    print(type(thing).__name__, attempt(lambda: 1 in thing), attempt(lambda: 1 not in thing))

print("b" in "abc", "" in "", "abd" in "abc", attempt(lambda: 1 in "abc"),
    attempt(lambda: None in "abc"), attempt(lambda: b"a" in "a"))
print(98 in b"abc", b"bc" in b"abc", attempt(lambda: 300 in b"abc"), attempt(lambda: "a" in b"abc"),
    attempt(lambda: 1.0 in b"\x01"))
print(1.0 in [1], True in (1, 2), None in [None], "a" in {"a": 1}, 3 in range(0, 10, 3),
    3.0 in range(5), "3" in range(5), 2.5 in range(5))
print(attempt(lambda: [] in {1}), attempt(lambda: {} in {}), attempt(lambda: [] in {}.keys()),
    attempt(lambda: {1} in {frozenset([1])}))
g = (n * n for n in range(5))
print(4 in g, list(g), 100 in g)


class Same:
    def __eq__(self, other):
        print("eq", end=" ")
        return False


same = Same()
print(same in [same], same in (1, same), same == same, [same] == [same], [same].count(same),
    [same].index(same))
a = []
b = a
print(a is b, a is not b, a is [], [] is not [], None is None, None is not None, True is True,
    ... is ..., int is int, (a is b) is True)
print(len is len, type(a) is list, type(None) is type(None), NotImplemented is NotImplemented,
    a.append is a.append, a.append == a.append)
m = 10**30
n = m
print(m is n, "x" is not None, () is not None)
