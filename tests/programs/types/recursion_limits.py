# Structures nested far too deep for native recursion: RecursionError, never a crash; and they can
# still be walked and dropped.
import sys


def tell(label, function, *args):
    try:
        function(*args)
        print(label, "finished")
    except RecursionError:
        print(label, "RecursionError")
    except Exception as error:
        print(label, type(error).__name__, error)


DEPTH = 120000


def nest(make, depth=DEPTH):
    value = make(None)
    for _ in range(depth):
        value = make(value)
    return value


lists, other_lists = nest(lambda v: [v]), nest(lambda v: [v])
tuples = nest(lambda v: (v,))
dicts = nest(lambda v: {"k": v})
for label, value in (("list", lists), ("tuple", tuples), ("dict", dicts)):
    tell(f"repr {label}", repr, value)
    tell(f"str {label}", str, value)
    tell(f"format {label}", format, value)
    tell(f"ascii {label}", ascii, value)
tell("compare", lambda: lists == other_lists)
tell("order", lambda: lists < other_lists)
tell("index", lambda: [lists].index(other_lists))
tell("in", lambda: other_lists in [lists])
tell("count", lambda: [lists].count(other_lists))
tell("compare dicts", lambda: dicts == nest(lambda v: {"k": v}))
tell("isinstance", lambda: isinstance(5, nest(lambda v: (v or str,))))
depth = 0
while lists[0] is not None:
    lists = lists[0]
    depth += 1
print(depth)
del other_lists, tuples, dicts


class Recursive:
    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return other == self

    def __len__(self):
        return len(self)

    def __getattr__(self, name):
        return getattr(self, name)

    def __hash__(self):
        return hash(self)

    def __iter__(self):
        return iter([x for x in self])

    def __bool__(self):
        return bool(self)

    def __lt__(self, other):
        return sorted([other, self])

    def __call__(self):
        return self()

    def __str__(self):
        return f"{self}"

    def __index__(self):
        return range(5)[self]

    def __contains__(self, item):
        return item in self

    def __add__(self, other):
        return self + other


r = Recursive()
for label, action in (("repr", lambda: repr(r)), ("eq", lambda: r == Recursive()),
                      ("len", lambda: len(r)), ("attribute", lambda: r.missing),
                      ("hash", lambda: hash(r)), ("iter", lambda: list(r)),
                      ("bool", lambda: bool(r)), ("lt", lambda: r < r), ("call", lambda: r()),
                      ("str", lambda: str(r)), ("index", lambda: [1][r]),
                      ("contains", lambda: 1 in r), ("add", lambda: r + 1),
                      ("key", lambda: max([1, 2], key=lambda v: repr(r))),
                      ("dict", lambda: {r: 1}), ("sum", lambda: sum([r, 1], r))):
    tell(label, action)


def plain(n):
    return plain(n + 1)


def generator(n):
    yield from generator(n + 1)


def mutual_a(n):
    return mutual_b(n)


def mutual_b(n):
    return mutual_a(n)


tell("plain", plain, 0)
tell("generator", lambda: list(generator(0)))
tell("mutual", mutual_a, 0)
tell("lambda", (lambda f: f(f)), (lambda f: f(f)))
tell("map", lambda: list(map(plain, [1])))


def counts(n):
    try:
        return counts(n + 1)
    except RecursionError:
        return n


found = counts(0)
print(900 < found < 1001)
sys.setrecursionlimit(300)
print(200 < counts(0) < 301)
sys.setrecursionlimit(5000)
print(4900 < counts(0) < 5001, sys.getrecursionlimit())


def recovers():
    try:
        plain(0)
    except RecursionError as error:
        return str(error)


print(recovers(), recovers())


class Chain(Exception):
    pass


error = None
for _ in range(100000):
    made = Chain()
    made.__cause__ = error
    made.__context__ = error
    error = made
links = 0
while error is not None:
    error, links = error.__cause__, links + 1
print(links)
