# krait: short
# One place in the code sees ints, floats, strings, user objects in turn: caches must never lie.
class V:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return V(self.n + (other.n if isinstance(other, V) else other))

    __radd__ = __add__

    def __eq__(self, other):
        return isinstance(other, V) and self.n == other.n

    def __lt__(self, other):
        return self.n < other.n

    def __getitem__(self, i):
        return self.n + i

    def __len__(self):
        return self.n

    def __bool__(self):
        return self.n % 2 == 1

    def __iter__(self):
        return iter(range(self.n))

    def __call__(self, x):
        return ("called", self.n, x)

    def __contains__(self, x):
        return x == self.n

    def __repr__(self):
        return f"V({self.n})"


def add(a, b):
    return a + b


def less(a, b):
    return a < b


def equal(a, b):
    return a == b


def item(a, i):
    return a[i]


def truth(a):
    return 1 if a else 0


def length(a):
    return len(a)


def each(a):
    return [x for x in a]


def inside(x, a):
    return x in a


def call(f, x):
    return f(x)


def unpack(a):
    x, y = a
    return y, x


def negative(a):
    return -a


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return type(error).__name__


pairs = [(1, 2), (1.5, 2), (2, 1.5), ("a", "b"), ([1], [2]), ((1,), (2,)), (V(1), V(2)),
    (True, False), (2**61, 2**61), (2**62, 1), (1, V(3)), (V(3), 1), (b"x", b"y"), (1, "a"),
    (None, 1), (1j, 2), (-(2**60), -(2**60)), (0.0, -0.0)]
for round_ in range(3):
    for a, b in pairs:
        for _ in range(3):
            print(attempt(add, a, b), attempt(less, a, b), attempt(equal, a, b), end=";")
    print()
containers = [[10, 20, 30], (10, 20, 30), "xyz", b"xyz", {0: "zero", 1: "one"}, range(5, 9), V(4),
    bytearray(b"abc"), {1, 2}, 5, {"a": 1}, [], "é漢"]
for round_ in range(2):
    for a in containers:
        for i in (0, 1, -1, True, 7, "a", None):
            print(attempt(item, a, i), end=";")
        print(attempt(length, a), truth(a), sorted(map(str, each(a)))
            if attempt(each, a) != "TypeError" else "TypeError", attempt(inside, 1, a),
            attempt(inside, "x", a), attempt(unpack, a))


class K:
    def __init__(self, x):
        self.x = x


callables = [lambda x: ("lambda", x), len, str, int, K, V(5), [].append, "abc".find, V(1).__add__,
    type, None, print.__class__, dict.fromkeys, staticmethod(len), K(1)]
for round_ in range(2):
    for f in callables:
        for x in ("7", [1], 3):
            print(str(attempt(call, f, x)).split(" object at")[0].split(" at 0x")[0], end=";")
    print()
print([attempt(negative, v) for v in (1, 1.5, True, 2**61, -(2**61), 1j, "a", V(1), 0, -0.0)] * 2)


def accumulate(items):
    total = 0
    for x in items:
        total = total + x
    return total


print(accumulate(range(100)), accumulate([0.5] * 10), accumulate([1, 2.5, 3, True]),
    accumulate([V(1), 2, V(3)]), accumulate([2**61] * 4), accumulate([1e308] * 3),
    accumulate([1, 2, 1j]), attempt(accumulate, ["a"]))


def counting(limit):
    i = 0
    while i < limit:
        i += 1
    return i


print(counting(500), counting(10.5), counting(True), counting(-1), attempt(counting, "a"),
    attempt(counting, None))
