# krait: short
# Two values at a time: unpacked into locals at once or by way of the stack, from what can be taken
# apart quickly and from anything else; and tuples of tuples as keys.
import sys


def raises(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__, str(error)


def into_locals(source):
    first, second = source
    return first, second


def into_one(source):
    same, same = source
    return same


def swapped(source):
    b, a = source
    a, b = b, a
    return a, b


def kept(a, b, source):
    """The old values stay on the stack while new ones come."""
    return [a, b, (lambda: 0)(), *into_locals(source)], (a, (b, [a, b])), chain(a, source)


def chain(a, source):
    both = a, b = source
    first = (a, b) = (b, a)
    return both, first, a, b


def nested(source):
    (a, b), (c, (d, a)) = source
    return a, b, c, d


def with_cells(source):
    a, b = source
    c, d = b, a
    return lambda: (a, d), c


class Box:
    def __repr__(self):
        return "Box"


def elsewhere(source):
    global left
    box, items = Box(), [0, 0]
    box.value, other = source
    left, items[1] = source
    one, box.other = source
    return box.value, other, left, items, one, box.other


def guarded(source):
    a, b = 1, 2
    try:
        a, b = source
    except (TypeError, ValueError, RuntimeError) as error:
        return a, b, str(error)
    finally:
        b, a = a, b
    return a, b


def failing():
    yield 1
    raise RuntimeError("no second")


class Sequence:
    def __getitem__(self, index):
        if index > 1:
            raise IndexError
        return index * 10


makers = [lambda: (1, 2), lambda: [1, 2], lambda: "ab", lambda: iter((3, 4)), lambda: {5: 0, 6: 0}, lambda: {7},
          lambda: (1,), lambda: (1, 2, 3), lambda: [], lambda: [1, 2, 3], lambda: (n for n in range(2)),
          lambda: (n for n in range(5)), failing, Sequence, lambda: 5, lambda: None, lambda: range(2), lambda: b"xy"]
for function in (into_locals, into_one, swapped, guarded, elsewhere):
    print(function.__name__, [raises(function, maker()) for maker in makers])
print([raises(kept, 1, 2, maker()) for maker in makers[:4]])
print(nested(((1, 2), (3, (4, 5)))), nested(["ab", ("c", "de")]), raises(nested, ((1, 2), (3, 4))))
function, c = with_cells((1, 2))
print(function(), c)


def loops():
    out = []
    pairs = [(1, 2), [3, 4], "ab", (5, 6)]
    for a, b in pairs:
        out.append((b, a))
    for a, a in pairs:
        out.append(a)
    for key, value in {"x": 1, "y": 2}.items():
        out.append((key, value))
        del key
    for index, (a, b) in enumerate(pairs):
        out.append((index, a, b))
    for a, b in zip("ab", [1, 2, 3]):
        out += [a, b]
    for a, b in zip(range(2)):
        out.append("never")


def loop_forms():
    out = []
    for a, b in [(1, 2), [3, 4], "ab", (5, 6)]:
        out.append((b, a))
    for a, a in [(1, 2), (3, 4)]:
        out.append(a)
    for key, value in {"x": 1, "y": 2}.items():
        out.append((key, value))
        del key
    for index, (a, b) in enumerate([(1, 2), "xy"]):
        out.append((index, a, b))
    for a, b in zip("ab", [1, 2, 3]):
        out += [a, b]
    out.append({b: a for a, b in [(1, 2), (3, 4)]})
    out.append([(a, b, c) for a, b in [(1, 2)] for b, c in [(3, 4), (5, 6)]])
    out.append(sorted((b, a) for a, b in {"k": 1, "l": 0}.items()))
    return out, a, b, value


print(raises(loops), loop_forms())


def traced():
    lines = []

    def tracer(frame, event, argument):
        if frame.f_code.co_name == "watched":
            lines.append((event, frame.f_lineno - frame.f_code.co_firstlineno,
                          sorted(k for k in frame.f_locals)))
            return tracer

    def watched(source):
        (a,
         b) = source
        for a, c in [source]:
            b = a
        return a, b, c

    sys.settrace(tracer)
    result = raises(watched, (1, 2))
    sys.settrace(None)
    return result, lines


print(traced())


# --- Tuples of tuples as keys ----------------------------------------------------------------
class Logged:
    log = []

    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 7

    def __eq__(self, other):
        Logged.log.append((self.name, getattr(other, "name", other)))
        return isinstance(other, Logged) and self.name[0] == other.name[0]


def deep(levels, bottom):
    for _ in range(levels):
        bottom = (bottom, levels)
    return bottom


nan = float("nan")
table = {}
keys = [((1, 2), 3), ((1.0, 2), 3), ((True, 2), 3), (((1,),), "a"), (("x",), ()), ((), ("x",)), ((nan,), 1), deep(3, "b"),
        deep(6, "b"), deep(60, "b"), deep(60, 10 ** 30), deep(3, 1.5), (((1, 2), 3), ((1, 2), 3)), ((b"k",), 1)]
for number, key in enumerate(keys):
    table[key] = number
again = [((1, 2), 3), ((1, 2.0), 3.0), (((1,),), "".join(["a"])), (("x",), ()), ((nan,), 1), ((float("nan"),), 1),
         deep(3, "b"), deep(6, "b"), deep(60, "b"), deep(60, 10 ** 30), deep(3, 3 / 2), deep(4, "b"),
         (((1, 2), 3), ((1, 2), 3)), (((1, 2), 3), ((1, 2), 4)), ((b"k",), 1), (((1, 2), 3), ((1, 2),))]
print(len(table), [table.get(key) for key in again], [key in set(keys) for key in again])

one, other, third = Logged("a1"), Logged("a2"), Logged("b")
logged = {((one, 1), 2): "first"}
for key in (((other, 1), 2), ((third, 1), 2), ((one, 1), 2), ((other, 1), 3), ((1, other), 2)):
    Logged.log.clear()
    print(logged.get(key), key in {((one, 1), 2)}, Logged.log)

# --- Searches through lists -------------------------------------------------------------------
things = [Logged(name) for name in ("a", "b", "c")] + [1, 1.0, "s", None, (1,), nan, 10 ** 30] + [Box() for _ in range(20)]
for sought in (things[2], 1, True, "s", None, (1,), nan, float("nan"), 10 ** 30, things[-1], Box(), Logged("b")):
    Logged.log.clear()
    place = raises(things.index, sought)
    print(place, things.count(sought), sought in things, sought in tuple(things), Logged.log[:4], len(Logged.log))
boxes = things[10:]
while len(boxes) > 15:
    boxes.remove(boxes[-3])
print(len(boxes), raises(boxes.remove, 5))
