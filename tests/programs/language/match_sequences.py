# krait: short
# match: sequence patterns with fixed and star parts, on all kinds of sequences and non-sequences.
import array
import _collections


def shape(x):
    match x:
        case []:
            return "empty"
        case [one]:
            return f"one {one!r}"
        case (1, 2):
            return "exactly 1, 2"
        case [1, *rest]:
            return f"1 then {rest!r}"
        case [*start, "end"]:
            return f"{start!r} then end"
        case ["a", *middle, "z"]:
            return f"a {middle!r} z"
        case [[x, y], [z, *w]]:
            return f"nested {x} {y} {z} {w}"
        case [_, _, third, *_]:
            return f"third {third!r}"
        case [_, _]:
            return "two"
        case _:
            return "not a sequence"


class MyList(list):
    pass


class MyTuple(tuple):
    pass


class LooksLikeSequence:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return i


subjects = [[], (), [5], (5,), [1, 2], (1, 2), [1], [1, 2, 3], (1, "end"), ["x", "y", "end"],
    ["end"], ["a", "z"], ["a", 0, 0, "z"], [[1, 2], [3, 4, 5]],
            [[1, 2], [3]], [(1, 2), (3,)], ["q", "w", "e", "r"], ["q", "w"], range(0), range(1),
            range(1, 3), range(1, 5), range(3, 9), "", "a", "az", b"", b"a",
            bytearray(b"xy"), memoryview(b"ab"), array.array("i", [1, 2]), array.array("i", [7]),
            _collections.deque([1, 9]), {1, 2}, {}, {1: 2}, frozenset(), None, 5,
            (i for i in [1, 2]), MyList([1, 2]), MyTuple((4, 5, 6)), LooksLikeSequence(), iter([1]),
            zip([1], [2]), map(str, [])]
for subject in subjects:
    name = type(subject).__name__
    print(name, list(subject) if name in ("list", "tuple", "range", "str") else "", shape(subject))


def star_positions(x):
    results = []
    match x:
        case [a, *b]:
            results.append((a, b))
    match x:
        case [*a, b]:
            results.append((a, b))
    match x:
        case [a, *b, c]:
            results.append((a, b, c))
    match x:
        case [a, b, *_, c, d]:
            results.append((a, b, c, d))
    match x:
        case [*all]:
            results.append(all)
    match x:
        case *all, _:
            results.append(all)
    return results


for n in range(6):
    print(star_positions(tuple(range(n))))


class Tracked(list):
    def __len__(self):
        print("len", end=" ")
        return super().__len__()

    def __getitem__(self, i):
        print(f"[{i}]", end=" ")
        return super().__getitem__(i)

    def __iter__(self):
        print("iter", end=" ")
        return super().__iter__()


def tracked(x):
    match x:
        case [1, 2]:
            return "12"
        case [a, b, *_] if a > 100:
            return "big"
        case [a, *rest]:
            return a, rest


print(tracked(Tracked([1, 2])), tracked(Tracked([200, 1, 1])), tracked(Tracked([3, 4, 5])),
    tracked(Tracked()))


class BadLen(list):
    def __len__(self):
        raise ValueError("bad len")


class Lying(list):
    def __len__(self):
        return 5


for subject in (BadLen([1]), Lying([1])):
    try:
        match subject:
            case [a, b, c, d, e]:
                print("matched", a)
            case _:
                print("default")
    except (ValueError, IndexError) as error:
        print(type(error).__name__, error)


def deep(x):
    match x:
        case [[[[value]]]]:
            return value
        case [[], [[]], [[], *_]]:
            return "empties"
        case [(1 | 2) as n, [3 | 4, ("x" | "y") as letter]]:
            return n, letter
        case [[a, b] | [a, b, _], *_] as whole:
            return a, b, whole


print(deep([[[["v"]]]]), deep([[], [[]], [[]]]), deep([2, [4, "y"]]), deep([2, [5, "y"]]),
    deep([[1, 2], 3]), deep([[1, 2, 3]]), deep([[1]]))


def commands(line):
    match line.split():
        case ["go", ("north" | "south") as direction]:
            return f"going {direction}"
        case ["go", other]:
            return f"cannot go {other}"
        case ["drop", *objects] if objects:
            return f"dropping {', '.join(objects)}"
        case ["quit" | "exit"]:
            return "bye"
        case [] | [""]:
            return "nothing"
        case [command, *_]:
            return f"unknown {command}"


for line in ("go north", "go up", "drop a b c", "drop", "quit", "", "dance now"):
    print(commands(line))
