# krait: short
# What the interpreter does in a short way - calls of native functions, methods and types, powers,
# identity, membership, attributes beyond the inline ones - and where each gives up for the long one.
import sys


def raises(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__, str(error)


# Types: without arguments, with some, with too many, with keywords, and where they refuse.
def make(turn):
    return [str(turn), str(), int(str(turn)), int("11", 2), list((turn,)), list(), tuple([turn]),
            set((turn,)), frozenset([turn]), dict(), dict([(1, turn)]), range(turn), bool(turn),
            float(turn), bytes(2), type(turn).__name__, complex(turn, 1), object() is None,
            slice(turn, 2, 3), dict(a=turn), int("ff", base=16), list(map(str, range(turn)))]


for turn in range(3):
    print(make(turn))
for attempt in (lambda: str(1, 2, 3, 4), lambda: str(1, 2, 3, 4, 5, 6, 7), lambda: int("x"),
                lambda: range(), lambda: range("a"), lambda: type(1, 2), lambda: type(None)(1),
                lambda: set(1), lambda: dict(1), lambda: tuple(1, 2), lambda: list(iterable=()),
                lambda: bool(1, 2), lambda: type(sys)(), lambda: object(1), lambda: type(len)()):
    print(raises(attempt))


class Meta(type):
    def __call__(cls, *args):
        return "meta", args


class WithMeta(metaclass=Meta):
    def __init__(self):
        print("never")


class Plain:
    pass


class Text(str):
    def __new__(cls, value):
        return super().__new__(cls, value * 2)


class Deep:
    def __init__(self, level):
        self.below = Deep(level - 1) if level else None


class Fails:
    def __init__(self):
        raise ValueError("no")


class Returns:
    def __init__(self):
        return 1


for kind, arguments in ((WithMeta, (1, 2)), (Plain, ()), (Plain, (1,)), (Text, ("ab",)),
                        (Deep, (3,)), (Fails, ()), (Returns, ()), (Deep, ())):
    made = raises(lambda: kind(*arguments))
    print(kind.__name__, made if isinstance(made, (str, tuple)) else type(made).__name__)
    if len(arguments) == 1:
        made = raises(lambda: kind(arguments[0]))
    elif not arguments:
        made = raises(lambda: kind())
    print(kind.__name__, made if isinstance(made, (str, tuple)) else type(made).__name__)


# Native methods: of the exact type, a subclass, a stranger; any number of arguments.
class Mine(dict):
    pass


class Stranger:
    get = dict.get
    upper = str.upper
    start = staticmethod(len)


def methods(value):
    result = []
    for name in ("get", "upper", "start"):
        result.append(raises(lambda: getattr(value, name)("k")))
    return result


def direct(value):
    return value.get("k", 5)


for value in ({"k": 1}, Mine(k=2), {}, Stranger()):
    print(raises(direct, value))
print(methods("k"), methods(Stranger()), methods({"k": 3}))
print("a-b-c".replace("-", "+", 1), "x".join(["1", "2"]), max(1, 2, 3, 4, 5, 6), max(1, 2, 3, 4, 5, 6, 7, 8))
print(raises(lambda: "a".replace("b")), raises(lambda: [].append()), raises(lambda: len()),
      raises(lambda: len(1, 2)), raises(lambda: "a".join(1)))
print([].append(1), dict.fromkeys("ab", 0), "abc".find("c", 0, 3), print.__name__)


# Powers.
def power(base, exponent):
    result = base
    result **= exponent
    return base ** exponent, result, type(result).__name__


for base, exponent in ((2, 10), (2, 59), (2, 60), (2, 61), (-2, 60), (-2, 59), (-2, 61), (3, 37), (3, 38), (0, 0),
                       (0, 5), (-1, 10 ** 15 + 1), (1, 10 ** 15), (7, 1), (2, -2), (10, 17), (10, 18), (10, 19),
                       (1000000007, 2), (2 ** 31, 2), (2 ** 32, 2), (True, 3), (3, True), (2.5, 2), (2.5, 2.5),
                       (0.25, 0.5), (2.0, 0.5), (1e200, 2), (1e-200, 2), (1e308, 10), (-8.0, 2), (-8.0, 3),
                       (-8.0, 1 / 3), (0.0, 2), (0.0, -1), (-0.0, 3), (1.5, -3), (2, 0.5), (1.5, float("inf")),
                       (float("nan"), 0), (2.0, 10 ** 400), (1.5, 2 ** 60), (0.5, 2 ** 60), (1.0, 2 ** 60)):
    print(base if base != base or abs(base) < 1e300 else "large", raises(power, base, exponent))

# Identity: words, cells, numbers in cells.
big, same_big, tiny = 10 ** 30, 10 ** 30 + len([]), 1e300 * len([0])
objects = [None, True, 0, 1, 1.5, big, tiny, "a", (), [], {}, Plain, Plain(), 1j]
for i, left in enumerate(objects):
    print([left is right for right in objects], [left is not right for right in objects],
          [j for j, right in enumerate(objects) if left is right] == [i])


# Membership.
class Same:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        if other == "fail":
            raise RuntimeError("asked")
        return self.value == other


def member(item, container):
    return item in container, item not in container, "yes" if item in container else "no"


for container in ({1, "a", 2.0, (1, 2), big}, frozenset({1, "a", -1}), {1: 0, "a": 1, big: 2}, set(), {},
                  {Same(1), Same("fail")}, {Same(1): 0, Same("fail"): 1}, "abc", [1, "a"], (1.0,),
                  {frozenset({1}), -1}, Plain()):
    for item in (1, 1.0, "a", "".join(["", "a"]), 2, big, (1, 2), -1, [], {1}, "fail", True):
        print(raises(member, item, container), end=" ")
    print()


# Attributes: more than an instance has room for, read and written at one place for objects of
# several shapes, deleted, and looked at as a dict.
class Wide:
    def __init__(self, turn):
        self.a = self.b = self.c = self.d = self.e = self.f = turn
        self.g = turn + 1
        self.h = turn + 2


def work(wide):
    for _ in range(3):
        wide.g += 1
        wide.h += wide.g
        wide.a += wide.h
    return wide.a, wide.g, wide.h


wides = [Wide(turn) for turn in range(3)]
for wide in wides:
    print(work(wide))
wides[0].__dict__["g"] = 50
print(work(wides[0]), sorted(wides[0].__dict__.items()))
del wides[1].g
print(raises(work, wides[1]), work(wides[2]))
wides[1].g = 5
print(work(wides[1]))


class Slotted:
    __slots__ = tuple("abcdefghij")


class Error(Exception):
    pass


def touch(thing):
    for _ in range(3):
        thing.i = getattr(thing, "i", 0) + 1
        thing.j = thing.i * 2
    return thing.i, thing.j


print(touch(Slotted()), touch(Error()), touch(Mine()), touch(Plain()), raises(touch, object()))
# A class that begins to compute what its instances hold.
print(work(wides[2]))
Wide.h = property(lambda self: 1000, lambda self, value: None)
print(work(wides[2]), work(wides[0]))
