# krait: short
# Native loops over iterators: what they take at once (small ints, exact lists and tuples, generators
# at a yield, native functions), what they leave to the general way, and how they come from one to
# the other in the middle of a loop.
import _operator as operator
import sys
from itertools import accumulate, chain, groupby, starmap, takewhile, tee

LIMIT = 2 ** 60


def attempt(what, function, *args):
    try:
        print(what, repr(function(*args)))
    except Exception as error:
        print(what, type(error).__name__, error)


class Text(str):
    pass


class Loud:
    def __init__(self, name, truth=True):
        self.name = name
        self.truth = truth

    def __bool__(self):
        if self.truth is None:
            raise ValueError("no truth in " + self.name)
        return self.truth

    def __radd__(self, other):
        return "%s+%s" % (other, self.name)

    def __repr__(self):
        return self.name


class OddList(list):
    def __iter__(self):
        return iter(["odd", "list"])


class OddTuple(tuple):
    def __iter__(self):
        return iter((7, 8))


class Countdown:
    """An iterator in Python; at the end it raises what it was told to."""

    def __init__(self, n, end=StopIteration):
        self.n = n
        self.end = end

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise self.end
        self.n -= 1
        return self.n


# sum: ints that leave the small range and come back, bools, floats, objects.
attempt("small", sum, [1, 2, 3])
attempt("big", sum, [LIMIT - 1, 1, 1, -LIMIT, LIMIT * LIMIT, -5])
attempt("negative", sum, (-LIMIT, -1, -LIMIT, 3 * LIMIT))
attempt("bools", sum, [True, False, True, 1, True])
attempt("bool start", sum, [], True)
attempt("bool start", sum, [True], True)
attempt("bool after limit", sum, [LIMIT - 1, True, True])
attempt("bool and float", sum, [0.5, True, 1, False, 2.25])
attempt("int and float", sum, [1, 0.5, 2, True])
attempt("object", sum, [1, 2, Loud("x")])
attempt("no add", sum, [1, None])
attempt("str start", sum, [1], "")
attempt("lists", sum, [[1], [2, 3]], [])
attempt("odd list", sum, OddList([1, 2]))
attempt("odd tuple", sum, OddTuple((1, 2)))
attempt("iterator", sum, Countdown(4))
attempt("iterator fails", sum, Countdown(2, KeyError("end")))
attempt("not iterable", sum, 5)

# any and all: lists that change under the loop.
growing = []


class Grower:
    def __bool__(self):
        if len(growing) < 5:
            growing.append(Grower())
        return False


growing.append(Grower())
attempt("any grows", any, growing)
print(len(growing))
shrinking = []


class Shrinker:
    def __bool__(self):
        shrinking.pop()
        return True


shrinking.extend(Shrinker() for _ in range(6))
attempt("all shrinks", all, shrinking)
print(len(shrinking))
attempt("any fails", any, [0, Loud("y", None)])
attempt("all fails", all, (1, Loud("z", None)))
attempt("any odd", any, OddList())
attempt("all", all, [x < 3 for x in range(5)])
attempt("any empty", any, ())
attempt("all empty", all, [])

# min and max.
attempt("max", max, [3, LIMIT * 8, 2.5, True])
attempt("min", min, (3, -LIMIT * 8, 2.5, -7))
attempt("max mixed", max, [1, "a"])
attempt("max key", lambda: max([1, -5, 3], key=abs))
attempt("max key fails", lambda: max([1, 0], key=lambda x: 1 // x))
attempt("max empty", max, [])
attempt("min default", lambda: min([], default="none"))
attempt("max equal", lambda: max([(1, "a"), (1, "b")], key=operator.itemgetter(0)))
victim = [5, 4, 3, 2, 1]
attempt("max pops", lambda: max(victim, key=lambda x: victim.pop()))

# The operators as functions.
for name in "add sub mul and_ or_ xor floordiv truediv mod lshift pow lt le eq ne gt ge".split():
    function = getattr(operator, name)
    print(name, [function(a, b) for a, b in
                 ((7, 3), (-7, 3), (LIMIT - 1, 1), (-LIMIT, 1), (True, 2), (2 ** 40, 27))])
attempt("mul", operator.mul, 2 ** 31, 2 ** 31)
attempt("mul", operator.mul, -2 ** 30, 2 ** 30)
attempt("sub", operator.sub, -LIMIT, LIMIT)
attempt("add", operator.add, 1, "a")
attempt("lt", operator.lt, 1, "a")
attempt("eq", operator.eq, 1, 1.0)

# map, filter, starmap, accumulate.
attempt("map", lambda: list(map(operator.mul, range(4), (1.5, 2, LIMIT, "ab"))))
attempt("map None", lambda: list(map(None, [1])))
attempt("map arity", lambda: list(map(lambda a, b: a, [1])))
attempt("map defaults", lambda: list(map(lambda a, b=2, *c, d=4: (a, b, c, d), [1, 2])))
attempt("map more", lambda: list(map(lambda *all: all, "ab", "cd", "ef", "gh", "ij")))
attempt("map method", lambda: list(map("x".join, [["1", "2"], "ab"])))
attempt("map class", lambda: list(map(Loud, "ab")))
attempt("map fails", lambda: list(map(int, ["1", "x"])))
attempt("map generator", lambda: list(map(str, (n for n in range(3)))))
attempt("filter", lambda: list(filter(None, [0, 1, "", "a", Loud("t"), Loud("f", False)])))
attempt("filter bool", lambda: list(filter(bool, [0, 1, 2.0, 0.0])))
attempt("filter function", lambda: list(filter(str.isdigit, "a1b2")))
attempt("starmap", lambda: list(starmap(operator.add, zip(range(3), (LIMIT, LIMIT - 1, 0.5)))))
attempt("starmap zip 0", lambda: list(starmap(dict, zip())))
attempt("starmap zip 1", lambda: list(starmap(str, zip([1, 2]))))
attempt("starmap zip 5", lambda: list(starmap(lambda *a: a, zip(*["ab"] * 5))))
attempt("starmap strict", lambda: list(starmap(max, zip("ab", "c", strict=True))))
attempt("starmap pairs", lambda: list(starmap(pow, [(2, 3), [3, 2], iter((5, 2, 7))])))
attempt("starmap arity", lambda: list(starmap(len, zip("a", "b"))))


class OddZip(zip):
    def __next__(self):
        return "pq"


attempt("starmap odd", lambda: next(starmap(operator.add, OddZip("a", "b"))))
attempt("accumulate", lambda: list(accumulate([LIMIT - 2, 1, 1, 1.0, True])))
attempt("accumulate", lambda: list(accumulate("abc")))
attempt("accumulate", lambda: list(accumulate([3, 1, 4, 1], max)))
attempt("accumulate", lambda: list(accumulate([3, 1], lambda a, b: a * 10 + b, initial=9)))
attempt("enumerate", lambda: list(enumerate("abc", LIMIT - 2)))
attempt("enumerate", lambda: list(enumerate("ab", True)))
attempt("groupby", lambda: [(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], lambda n: n % 2)])
attempt("groupby", lambda: [(k, list(g)) for k, g in groupby("aabc", str.upper)])
attempt("takewhile", lambda: list(takewhile(lambda n: Loud("w", n < 2), range(5))))
attempt("chain", lambda: list(chain((1, 2), [3], "x", {4: 5}, Countdown(2))))


class Looping:
    def __iter__(self):
        return self

    def __next__(self):
        return next(twin)


twin, other = tee(Looping())
attempt("tee", next, other)


# Generators stepped from native code.
def gen(n, end=None):
    for i in range(n):
        got = yield i
        if got is not None:
            print("got", got)
    if isinstance(end, Exception):
        raise end
    return end


attempt("sum gen", lambda: sum(gen(5)))
attempt("sum gen fails", lambda: sum(gen(2, KeyError("k"))))
attempt("sum gen stop", lambda: sum(gen(2, StopIteration(3))))
attempt("max gen", lambda: max(gen(4, "unused")))
attempt("list gen", lambda: list(gen(3, 9)))
attempt("join gen", lambda: "-".join(c for c in "abc"))
attempt("tuple gen", lambda: tuple(x * x for x in gen(4)))
g = gen(2, "result")
print(next(g), next(g))
attempt("next at end", next, g)
attempt("next after end", next, g)
g = gen(3)
print(next(g), any(g), list(g), sum(g))


def inner():
    yield sum(running)


running = inner()
attempt("running", sum, running)
attempt("ended", list, running)


def nest(n):
    if n == 0:
        yield 1
        return
    yield sum(nest(n - 1))
    yield from nest(n - 1) if n < 3 else ()


print(sum(nest(12)))


sys.setrecursionlimit(250)


def endless(n):
    yield sum(endless(n + 1))


try:
    sum(endless(0))
except RecursionError as error:
    print("RecursionError", str(error)[:32])


def handled():
    try:
        raise KeyError("inside")
    except KeyError:
        yield type(sys.exc_info()[1]).__name__
        yield type(sys.exc_info()[1]).__name__
    yield sys.exc_info()[1]


try:
    raise ValueError("outside")
except ValueError:
    print(list(handled()), type(sys.exc_info()[1]).__name__)


# Python functions called from native code.
def deep(n):
    return n if n == 0 else max(map(deep, [n - 1])) + 1


print(deep(40))


def bottomless(n):
    return list(map(bottomless, [n]))


try:
    bottomless(1)
except RecursionError as error:
    print("RecursionError", str(error)[:32])
print(sorted([3, 1, 2], key=lambda n: -n), list(map(lambda: 1, ())))
attempt("too many", lambda: sorted([1], key=lambda: 0))


def closes(value):
    def inner(n, step=1):
        return value + n * step
    return inner


print(list(map(closes(10), range(3))), list(map(closes(10), range(3), [5, 6, 7])))
print([f() for f in map(lambda n: lambda: n, range(3))])
