# Set algebra checked against lists, result types, hashing of frozensets, sets as keys.
from itertools import combinations

UNIVERSE = [0, 1, 2, 3, "a", None]
subsets = [combo for size in range(len(UNIVERSE) + 1) for combo in combinations(UNIVERSE, size)]
checked = 0
for first in subsets:
    for second in subsets[::5]:
        for make_left, make_right in ((set, set), (set, frozenset), (frozenset, set)):
            a, b = make_left(first), make_right(second)
            assert a | b == set(x for x in UNIVERSE if x in first or x in second)
            assert a & b == set(x for x in UNIVERSE if x in first and x in second)
            assert a - b == set(x for x in UNIVERSE if x in first and x not in second)
            assert a ^ b == set(x for x in UNIVERSE if (x in first) != (x in second))
            assert (a <= b) == all(x in second for x in first) == a.issubset(second)
            assert (a < b) == (a <= b and a != b) and (a >= b) == (b <= a)
            assert a.isdisjoint(b) == (not a & b)
            assert type(a | b) is type(a & b) is type(a - b) is make_left
            assert (a == b) == (set(first) == set(second)) and len(a) == len(first)
            assert hash(frozenset(a)) == hash(frozenset(reversed(first)))
            checked += 1
print(checked)


class Sub(set):
    def __init__(self, *args, tag=None):
        super().__init__(*args)
        self.tag = tag

    def __repr__(self):
        return f"Sub({sorted(self)})"


class Frozen(frozenset):
    def __new__(cls, items=(), tag=None):
        self = super().__new__(cls, items)
        self.tag = tag
        return self


class Loud(set):
    def __contains__(self, item):
        return item == "magic"

    def __iter__(self):
        return iter(["over", "ridden"])

    def __len__(self):
        return 77

    def __or__(self, other):
        return "or"

    def __ror__(self, other):
        return "ror"

    def add(self, item):
        super().add(item * 2)


sub = Sub([1, 2], tag="t")
frozen = Frozen("ab", tag=9)
print(sub, sub.tag, type(sub | {3}).__name__, type(sub.copy()).__name__,
      type(sub.union([3])).__name__, type({3} | sub).__name__, sub == {1, 2}, {1, 2} == sub)
print(frozen.tag, type(frozen | {1}).__name__, type(frozen.copy()).__name__, frozen == set("ab"),
      hash(frozen) == hash(frozenset("ab")), {frozen: 1}[frozenset("ab")], sorted(frozen))
sub |= {9}
sub.add(5)
print(type(sub).__name__, sub, sub.__dict__, repr(Frozen([1])), repr(Frozen()))
loud = Loud([1])
loud.add(3)
print("magic" in loud, 1 in loud, list(loud), len(loud), loud | {1}, {1} | loud, set.__len__(loud),
      sorted(set.__iter__(loud)), bool(loud), sorted(set(loud)), sorted(loud, key=str))
for value in (sub, frozen, {1}, frozenset([2])):
    constructor, arguments, state = value.__reduce__()
    print(constructor.__name__, [sorted(a) for a in arguments], state)
    parts = value.__reduce_ex__(2)[1]
    print([sorted(p) if isinstance(p, list) else p.__name__ for p in parts])
sets = {frozenset([1]), frozenset([1, 2]), frozenset()}
print(frozenset([2, 1]) in sets, {1} in sets, set() in sets, len(sets | {frozenset([1.0])}))
sets.discard({1, 2})
sets.remove(set())
print(sets)
for missing in ({5}, 5, "x", (1, 2)):
    try:
        sets.remove(missing)
    except KeyError as error:
        print(repr(error))
chaos = set()
for i in range(3000):
    chaos.add(i * i % 1999)
    chaos.discard(i * 7 % 1999)
print(len(chaos), sum(chaos), sorted(chaos)[:5])
print(len({hash(frozenset(c)) for c in subsets}) > 60, hash(frozenset()) == hash(frozenset([])),
      frozenset(range(9)) == frozenset(reversed(range(9))))
iterator = iter({5})
print(type(iterator).__name__, iterator.__length_hint__(), iterator.__reduce__()[0].__name__,
      iterator.__reduce__()[1], next(iterator), iterator.__length_hint__(), list(iterator))
iterator = iter({1, 2, 3})
print(iterator.__length_hint__(), sorted(iterator), next(iterator, "end"))
changing = {1, 2, 3}
iterator = iter(changing)
next(iterator)
changing.add(4)
for _ in range(2):
    try:
        print(next(iterator))
    except RuntimeError as error:
        print(error)
print(iterator.__length_hint__())


class Weird:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return isinstance(other, Weird) and self.value == other.value


crowd = {Weird(i) for i in range(40)}
evens = {Weird(i) for i in range(0, 40, 2)}
print(len(crowd), Weird(17) in crowd, Weird(99) in crowd, len(crowd - evens), len(crowd & evens))


class NoEq:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise ZeroDivisionError("compared")


for action in (lambda: {NoEq(), NoEq()}, lambda: NoEq() in {1, 2}, lambda: {1} & {NoEq()},
               lambda: {1} == {NoEq()}, lambda: {1}.issubset([NoEq()]), lambda: {1, NoEq()}):
    try:
        action()
        print("no comparison")
    except ZeroDivisionError as error:
        print(error)
