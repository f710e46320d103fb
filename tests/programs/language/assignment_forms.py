# krait: short
# Assignment targets: chains, nesting, stars, attributes, slices, swaps, overlapping, errors.
a = b = c = [0]
print(a is b is c)
x, y = 1, 2
x, y = y, x
(x), [y] = x, [y]
print(x, y)
a, (b, [c, d]), *e = 1, (2, "34"), 5, 6
print(a, b, c, d, e)
first, *middle, last = range(6)
*init, tail = "abc"
head, *rest = (1,)
*everything, = {"k": 1}
[one, [*two], (three, *four)] = [1, (2, 3), "456"]
print(first, middle, last, init, tail, head, rest, everything, one, two, three, four)
i = 0
lst = [10, 20, 30]
i, lst[i] = 1, "stored at new i"
print(lst)
lst[0], lst[1], lst[2] = lst[2], lst[0], lst[1]
print(lst)
lst[1:2] = lst[0:0] = "ab"
print(lst)


class Box:
    pass


box = Box()
box.a, box.b, *box.c = 1, 2, 3, 4
box.d = box.e = box
print(box.a, box.b, box.c, box.d is box.e)
d = {}
d["x"], d["y"], *d["z"] = range(5)
for d["k"], d["v"] in {"p": 1}.items():
    pass
(d["t"],) = d["z"][:1]
print(d)
a, b, c = c, a, b = 1, 2, 3
print(a, b, c)
a, b = b, a = a, b
print(a, b)
x = y = z = 0
x += (y := 5)
y -= 1
z = x, y
print(x, y, z)


def rotate(p, q, r, s):
    p, q = q, p
    p, q, r = r, p, q
    p, q, r, s = s, r, q, p
    return p, q, r, s


print(rotate(1, 2, 3, 4), [rotate(*rotate(1, 2, 3, 4)) for _ in range(2)])


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def two(v):
    p, q = v
    return p, q


def three(v):
    p, q, r = v
    return p, q, r


def starred(v):
    p, *q, r = v
    return p, q, r


def nested(v):
    (p, q), (r, *s) = v
    return p, q, r, s


def empty(v):
    () = v
    [] = v
    return "empty"


class Iter:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        yield from self.items
        print("exhausted", end=" ")


class Endless:
    def __iter__(self):
        n = 0
        while True:
            yield n
            n += 1


class BadIter:
    def __iter__(self):
        return 5


class Raises:
    def __iter__(self):
        yield 1
        raise LookupError("while unpacking")


class OldStyle:
    def __getitem__(self, i):
        if i < 2:
            return i * 10
        raise IndexError


for value in ((), (1,), [1, 2], "ab", "abc", {1: 2, 3: 4}, (1, 2, 3), [1, 2, 3, 4], range(2),
        iter([1, 2]), 5, None, Iter(1, 2), Iter(1, 2, 3), Endless(), BadIter(), Raises(),
        OldStyle(), "é漢", b"ab", ([1, 2], [3, 4])):
    name = type(value).__name__
    if name == "Endless":
        print(name, attempt(two, value), attempt(three, value))
        continue
    if name in ("list_iterator",):
        print(name, attempt(two, value), attempt(two, value))
        continue
    print(name, attempt(two, value), attempt(three, value), attempt(starred, value),
        attempt(nested, value), attempt(empty, value), sep=" | ")


def partial_effects():
    target = {}
    try:
        target["a"], target["b"] = 1, 2 // 0
    except ZeroDivisionError:
        print("nothing stored", target)
    try:
        target["a"], target[[]], target["c"] = 1, 2, 3
    except TypeError as error:
        print("first stored", target, error)
    try:
        p, q = target["x"] = 1, 2, 3
    except ValueError as error:
        print(target, error)


partial_effects()


def many_targets():
    a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, *more, z8, z9 = range(40)
    return a0, a9, len(more), z8, z9


print(many_targets())
*_, last = sorted([3, 1, 2])
_, *_ = "xyz"
print(last, _)
