# krait: short
# Tuples as keys, lists from ranges and sorting: the quick ways and the ways out of them.


class Key:
    def __init__(self, value, log):
        self.value, self.log = value, log

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        self.log.append((self.value, getattr(other, "value", other)))
        return self.value == getattr(other, "value", other)


class Text(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


class Same(tuple):
    pass


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__, str(error)


def keys():
    log = []
    table = {(1, "a"): "plain", (1, (2, 3)): "nested", (Key(1, log), 2): "asked", (10**30, b"x"): "wide"}
    print(table[1, "a"], table[1.0, "a"], table[True, "a"], table[1, (2, 3)], table[10**30, b"x"])
    print(table[1, 2], log, table.get((Key(1, log), 3)), log)
    nan = float("nan")
    table = {(nan, 1): "nan"}
    print(table.get((nan, 1)), table.get((float("nan"), 1)), (nan, 1) in {(nan, 1)}, (nan,) == (nan,))
    print(sorted({(1, 2), (1.0, 2), (True, 2.0), (1, 2, 3), (1,), ()}), len({(-1,), (-2,), (2**61 - 2,)}))
    print(("x", 1) in {(Text("x"), 1)}, ("y", 1) in {(Text("x"), 1)}, {Same((1, 2)): 3}.get((1, 2)), {(1, 2): 4}.get(Same((1, 2))))
    print(attempt(hash, (1, [])), attempt({}.get, (1, {})), hash((1, 2)) == hash((1.0, True + 1)))
    # -1 and -2 have one hash; the second item decides whether __eq__ is asked.
    log.clear()
    table = {(-1, Key(5, log)): 1, (-2, Key(5, log)): 2}
    print(table[-2, 5], table[-1, 5], log)
    counts = {}
    for i in range(300):
        counts[i % 7, str(i % 3)] = counts.get((i % 7, str(i % 3)), 0) + 1
    print(sorted(counts.items())[:4], len(counts))


def plain_objects():
    class Plain:
        pass

    class Unequal(Plain):
        def __eq__(self, other):
            return other == "unequal"

    objects = [Plain() for _ in range(3)] + [None, Unequal()]
    print([objects.index(o) for o in objects], Plain() in objects, "unequal" in objects, objects.count(objects[1]))
    print(objects[0] == objects[1], objects[0] != objects[1], objects[4] != "unequal", attempt(objects.remove, Plain()))


def ranges():
    print(list(range(5)), list(range(5, -6, -3)), list(range(0)), list(range(2**60 - 2, 2**60 + 1)), list(range(-(2**60), -(2**60) + 2)))
    numbers = list(range(10000, 0, -1))
    numbers += range(3)
    numbers.extend(range(-2, 2))
    print(len(numbers), sum(numbers), numbers[-8:], [*range(3), *range(2)], tuple(range(4)))
    print(attempt(list, range(2**62))[0], attempt(list, range(2**70))[0])


def sorting():
    log = []
    for size in (0, 1, 2, 31, 32, 33, 63, 64, 65, 130):
        numbers = [(i * 7919) % 101 - 50 for i in range(size)]
        for reverse in (False, True):
            by_key = sorted(numbers, key=abs, reverse=reverse)
            print(size, sorted(numbers, reverse=reverse)[:5], by_key[:6], sorted(map(str, numbers))[:3], sorted(set(numbers), key=str)[-2:])
        numbers.sort(key=lambda n: log.append(len(numbers)) or -n)
        print(numbers[:3], set(log[-5:]))
    print(attempt(sorted, [1, "a"]), attempt(sorted), attempt(sorted, [2, 1], None), attempt(lambda: sorted([1], wrong=1)))
    print(attempt(sorted, 5), sorted("hello"), sorted({3: 1, 2: 1}), attempt(lambda: sorted([3, 1, "x"], key=lambda v: v + 1)))

    def nosy(value):
        values.append(value)
        return value

    values = [3, 1, 2]
    print(attempt(lambda: values.sort(key=nosy)), values)


for part in (keys, plain_objects, ranges, sorting):
    part()
