# range: construction, attributes, indexing, slicing, methods, comparison, iterators.


def tell(label, function, *args, **kwargs):
    try:
        print(label, *map(repr, args), kwargs or "", "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, *map(repr, args), kwargs or "", "!", type(error).__name__, error)


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value

    def __repr__(self):
        return f"Index({self.value})"


HUGE = 10**20
for args in ((5,), (0,), (-3,), (2, 7), (7, 2), (0, 10, 3), (10, 0, -3), (0, 10, -1), (1, 2, 0),
             (1.0,), ("5",), (None,), (True,), (Index(3),), (0, Index(9), Index(4)), (),
             (1, 2, 3, 4), (HUGE,), (-HUGE, HUGE, 10**19), (0, HUGE, HUGE), (1, None), (2**63,),
             (2**63 - 1, 2**63 + 2)):
    tell("range", range, *args)
tell("range", range, stop=5)
RANGES = [range(0), range(5), range(2, 12, 3), range(12, 2, -3), range(5, 5), range(0, HUGE, 3),
          range(HUGE, HUGE + 4), range(-5, 6, 2), range(HUGE, -HUGE, -(10**19))]
for r in RANGES:
    print(r, r.start, r.stop, r.step, bool(r), list(r[:4]), list(reversed(r[-3:])))
    tell("len", len, r)
    tell("__len__", r.__len__)
    for position in (0, 1, -1, 3, -4, 10, -11, 10**18, HUGE, Index(1), True):
        tell("item", r.__getitem__, position)
    for key in (slice(1, 3), slice(None, None, -1), slice(-2, None), slice(10, 0, -2),
                slice(None, None, 2), slice(0, 0), slice(None, -1), slice(Index(1), None),
                slice(None, None, HUGE)):
        tell("slice", r.__getitem__, key)
    searched = (5.0, "5", None, 2.5, Index(5), 3 + 0j) if -100 < r.start < r.stop < 100 else ()
    for value in (0, 2, 5, 11, HUGE, HUGE + 3, HUGE * 3, -5, True) + searched:
        tell("in", r.__contains__, value)
        tell("count", r.count, value)
        tell("index", r.index, value)
for bad in ("x", 1.5, None, slice("a"), slice(None, None, 0)):
    tell("bad key", range(5).__getitem__, bad)
for left, right in ((range(0), range(2, 2)), (range(5), range(0, 5, 1)),
                    (range(0, 3, 2), range(0, 4, 2)), (range(1), range(0, 1, 9)),
                    (range(3), [0, 1, 2]), (range(3), range(4)),
                    (range(HUGE), range(HUGE)), (range(0, 10, 3), range(0, 11, 3)),
                    (range(0, 10, 3), range(0, 12, 3))):
    print(left, right, left == right, left != right,
          (hash(left) == hash(right)) if not isinstance(right, list) else "-")
for action in (lambda: range(3) < range(4), lambda: range(3) + range(3), lambda: range(3) * 2,
               lambda: setattr(range(3), "start", 1), lambda: range(3).missing,
               lambda: range(3)[1:2][0], lambda: type("Sub", (range,), {}),
               lambda: range(3).__setitem__, lambda: len(range(HUGE)),
               lambda: range.index(range(3)), lambda: range(3).count(),
               lambda: range(3).index(1, 2), lambda: sum(range(101)), lambda: max(range(9, 0, -2)),
               lambda: range(3).__reduce__()[1], lambda: {range(3): 1}[range(0, 3)],
               lambda: sorted(range(5), reverse=True), lambda: range(10)[-3:].index(8),
               lambda: [*range(3)], lambda: tuple(range(3, 0, -1))):
    tell("action", action)
for r in (range(5), range(0), range(10, 0, -3), range(HUGE, HUGE + 5, 2), range(-HUGE, -HUGE + 3)):
    for make in (iter, reversed):
        iterator = make(r)
        tell("hint", iterator.__length_hint__)
        print(type(iterator).__name__, next(iterator, "empty"), iterator.__length_hint__(), end=" ")
        function, *rest = iterator.__reduce__()
        print(function.__name__, rest, list(iterator), next(iterator, "end"))
    for state in (0, 2, 99, -1):
        iterator = iter(r)
        tell("setstate", iterator.__setstate__, state)
        print(list(iterator))
for bad in ("x", None, 1.5):
    tell("setstate", iter(range(3)).__setstate__, bad)
    tell("setstate", iter(range(HUGE)).__setstate__, bad)
tell("no instances", type(iter(range(3))))
total = 0
for i in range(2**62 - 2, 2**62 + 3):
    total += i
for i in range(-(2**63) - 1, -(2**63) + 2):
    total -= i
print(total, [i for i in range(2**60 - 1, 2**60 + 2)], list(range(2**61, 2**61 - 3, -1)))
