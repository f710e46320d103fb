# krait: short
# sort and sorted: stability, keys, reverse, mutation while sorting, failing comparisons.
data = [(i * 7919 % 101, i) for i in range(200)]
by_first = sorted(data, key=lambda p: p[0])
print(all(a[0] < b[0] or a[0] == b[0] and a[1] < b[1] for a, b in zip(by_first, by_first[1:])))
by_reverse = sorted(data, key=lambda p: p[0], reverse=True)
print(all(a[0] > b[0] or a[0] == b[0] and a[1] < b[1] for a, b in zip(by_reverse, by_reverse[1:])))
print(sorted("hello world"), sorted({3: 1, 1: 2}), sorted([3, 1.5, True, -2]),
    sorted([], reverse=True), sorted([[2], [1, 5], []]),
    sorted(["b", "A", "a", "B"], key=str.lower), sorted([(1, "b"), (1, "a")]))
calls = []


class Cmp:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        calls.append((self.v, other.v))
        return self.v < other.v


print([c.v for c in sorted([Cmp(3), Cmp(1), Cmp(2)])], calls)


def attempt(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


mixed = [3, "a", 1]
print(attempt(mixed.sort), sorted(map(str, mixed)))
print(attempt(lambda: [1, None].sort()), attempt(lambda: sorted([1j, 2j])),
    attempt(lambda: [1].sort(lambda: 0)), attempt(lambda: [1, 2].sort(key=5)),
    attempt(lambda: sorted([1, 2], key=len)), attempt(lambda: [2, 1].sort(reverse="yes")),
    attempt(lambda: sorted(5)))


class Boom:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        if self.v == 5 or other.v == 5:
            raise ValueError("compared with 5")
        return self.v < other.v


items = [Boom(v) for v in (9, 8, 5, 3)]
print(attempt(items.sort), sorted(b.v for b in items))
victim = [3, 2, 1]


def mutating(v):
    victim.append(v)
    return v


print(attempt(lambda: victim.sort(key=mutating)), victim)
victim = [3, 2, 1]
seen = []


def peeking(v):
    seen.append(len(victim))
    return v


victim.sort(key=peeking)
print(victim, seen)


class NotBool:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return [] if self.v >= other.v else "truthy"


print([n.v for n in sorted(map(NotBool, [3, 1, 2]))])


class BadTruth:
    def __lt__(self, other):
        return self

    def __bool__(self):
        raise ArithmeticError("truth")


print(attempt(lambda: sorted([BadTruth(), BadTruth()])))
keys = []
sorted([3, 1, 2], key=lambda v: keys.append(v) or v)
print(keys, sorted(range(10), key=lambda v: (v % 3, -v)), max("apple", "fig", key=len),
    min([3, -4], key=abs))
big = [(x * 1103515245 + 12345) & 0x7FFFFFFF for x in range(1000)]
copy = sorted(big)
big.sort(reverse=True)
print(copy == big[::-1], copy[0], copy[-1], copy[500], sorted(copy, key=lambda v: v & 0xFF)[:3])
floats = [0.5, -1.5, 2.25, float("inf"), -0.0, 0.0, 1e-300, -float("inf")]
print(sorted(floats), sorted(floats, key=abs), sorted([2**70, -(2**70), 0, 2**64]),
    sorted([b"b", b"a", b"ab"]), sorted(["é", "e", "z", "Z", "🐍", "\uffff"]))
runs = list(range(50)) + list(range(25)) + list(range(100, 50, -1))
print(sorted(runs) == sorted(runs[::-1]), sum(a <= b for a,
    b in zip(sorted(runs), sorted(runs)[1:])))
words = "the quick brown fox jumps over the lazy dog the end".split()
words.sort()
words.sort(key=len)
print(words)
words.sort(key=lambda w: w[-1])
print(words)


class OnlyGt:
    def __init__(self, v):
        self.v = v

    def __gt__(self, other):
        return self.v > other.v


print([o.v for o in sorted([OnlyGt(2), OnlyGt(1)])], attempt(
    lambda: sorted([object(), object()])).split(" between")[0])
