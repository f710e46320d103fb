# list.sort and sorted: stability, keys, reverse, comparison errors, mutation during the sort.
from itertools import permutations


def tell(label, action):
    try:
        print(label, "->", action())
    except Exception as error:
        print(label, "!", type(error).__name__, error)


for values in permutations([3, 2, 2.0, True]):
    ordered = sorted(values)
    assert ordered[0] is True and ordered[3] == 3
    assert [type(v) for v in ordered[1:3]] == [type(v) for v in values if v == 2]
pairs = [(i * 7 % 13, i) for i in range(500)]
by_first = sorted(pairs, key=lambda p: p[0])
assert all(a[0] < b[0] or (a[0] == b[0] and a[1] < b[1]) for a, b in zip(by_first, by_first[1:]))
backward = sorted(pairs, key=lambda p: p[0], reverse=True)
assert all(a[0] > b[0] or (a[0] == b[0] and a[1] < b[1]) for a, b in zip(backward, backward[1:]))
print(by_first[:4], backward[:4])
for count in (0, 1, 2, 5, 31, 32, 33, 63, 64, 65, 127, 128, 200, 1000, 5000):
    for label, source in (("random", [i * 7919 % 10007 for i in range(count)]),
                          ("sorted", list(range(count))), ("reversed", list(range(count))[::-1]),
                          ("equal", [1] * count), ("saw", [i % 7 for i in range(count)]),
                          ("organ", list(range(count)) + list(range(count))[::-1]),
                          ("runs", [i // 50 * 50 + (i * 37) % 50 for i in range(count)])):
        ordered = sorted(source)
        assert len(ordered) == len(source) and all(a <= b for a,
                                                   b in zip(ordered, ordered[1:])), (label, count)
        copy = source[:]
        copy.sort(reverse=True)
        assert copy == ordered[::-1], (label, count)
print(sorted([2.5, 1, True, 0.5, 10**30, -1]), sorted(["b", "a", "C", "\xe9", "\u4e2d"]),
      sorted([b"b", b"", b"a"]), sorted([(1, "b"), (1, "a"), (0, "z")]))
print(sorted([[2], [1, 5], [1]]), sorted("hello"), sorted({"b": 1, "a": 2}),
      sorted([False, True, False]), sorted([float("inf"), -1.0, 5]))
print(sorted(range(10), key=lambda n: (n % 3, -n)), sorted("bca", key=str.upper, reverse=True),
      sorted([3, -1, 2], key=abs))
comparisons = []


class Counted:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        comparisons.append((self.value, other.value))
        return self.value < other.value

    def __repr__(self):
        return f"C{self.value}"


for source in ([1, 2, 3, 4], [4, 3, 2, 1], [3, 1, 2], [1], []):
    comparisons.clear()
    print(sorted(map(Counted, source)), len(comparisons) <= 6)
comparisons.clear()
ordered = sorted([Counted(i * 31 % 101) for i in range(101)])
print(ordered[:5], len(comparisons) < 650, len(comparisons) >= 100)
keys_called = []
sorted([3, 1, 2], key=lambda v: keys_called.append(v) or v)
print(keys_called)


class Failing:
    def __lt__(self, other):
        raise KeyError("cannot compare")


class Odd:
    def __lt__(self, other):
        return "truthy text"


class NoBool:
    def __lt__(self, other):
        return self

    def __bool__(self):
        raise ValueError("no truth")


tell("failing", lambda: sorted([Failing(), Failing()]))
tell("odd", lambda: len(sorted([Odd(), Odd(), Odd()])))
tell("no bool", lambda: sorted([NoBool(), NoBool()]))
for mixed in ([1, "a"], ["a", 1], [1, None], [None, None], [1j, 2j], [{}, {}], [object, object],
              [1, [2]], [(1, "a"), (1, 2)], ["a", b"b"], [1.5, "x"], [[1], (2,)]):
    tell(mixed, lambda: sorted(mixed))
tell("one element", lambda: sorted([None]))
tell("key error", lambda: sorted([1, 0, 2], key=lambda v: 1 / v))
tell("key arity", lambda: sorted([1], key=lambda: 0))
tell("bad key", lambda: sorted([1], key="name"))
tell("positional key", lambda: sorted([1], len))
tell("no argument", lambda: sorted())
tell("not iterable", lambda: sorted(5))
tell("bad keyword", lambda: sorted([1], cmp=None))
tell("positional", lambda: [1].sort(None))
items = [3, 1, 2]


def mutating_key(value):
    items.append(value)
    return value


tell("mutating key", lambda: items.sort(key=mutating_key))
print(items)
items = [5, 4, 3]
lengths = []


def observing_key(value):
    lengths.append(len(items))
    return value


items.sort(key=observing_key)
print(lengths, items)
items = [2, 1, 0]
tell("failing key", lambda: items.sort(key=lambda v: 1 // v))
print(items)
items = [Failing(), 1]
tell("half sorted", lambda: items.sort())
print(len(items))


class Clearing:
    def __lt__(self, other):
        shared.clear()
        return False


shared = [Clearing() for _ in range(5)]
tell("clearing", shared.sort)
print(len(shared))


class Sub(list):
    def sort(self):
        return "overridden"


print(Sub([2, 1]).sort(), sorted(Sub([2, 1])), type(sorted(Sub([1]))), sorted(Sub("ba"), reverse=1),
      list.sort(Sub([1])))
