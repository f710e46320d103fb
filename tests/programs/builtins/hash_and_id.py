# krait: short
# hash and id: equal values, special methods, identity of what must be identical.


def tell(label, function, *args):
    try:
        print(label, "->", repr(function(*args)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class Fixed:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return self.value


class EqOnly:
    def __eq__(self, other):
        return True


class Inherits(EqOnly):
    __hash__ = object.__hash__


class NoHash:
    __hash__ = None


class SubInt(int):
    pass


for value in (0, 1, -1, -2, 2**61 - 2, 2**61 - 1, 2**61, -(2**61) + 1, -(2**61), 2**62, 2**64,
              10**30, -(10**30), 0.0, -0.0, 1.0, 0.5, -0.5, 1e300, float("inf"), -float("inf"), 1j,
              2 + 3j, True, False, -1.0, 1.5e-300):
    print(value, hash(value))
for value in (0, 1, -1, 5, -5, 2**61 - 1, 2**61, 2**64, -(2**64), 2**100, True, SubInt(9),
              SubInt(2**70)):
    print(int(value), hash(Fixed(value)))
for value in (1.5, "x", None, 1j, NoHash()):
    tell("bad hash", hash, Fixed(value))
for value in ([], {}, set(), bytearray(), NoHash(), EqOnly(), ([],), (1, {}),
              memoryview(bytearray(b"x")), {}.keys(), slice(1)):
    tell(f"unhashable {type(value).__name__}", hash, value)
for left, right in (("abc", "ab" + "c"), (b"abc", bytes([97, 98, 99])), ((1, "a"), (1.0, "a")),
                    (frozenset([1, 2]), frozenset([2, 1])), (range(3), range(0, 3, 1)),
                    (range(0), range(5, 5)), ("", ""), (3, 3.0), (3, 3 + 0j),
                    (memoryview(b"x"), b"x"), (int, int), (None, None), (tell, tell), (len, len),
                    (Inherits, Inherits), (list[int], list[int]), (int | str, str | int),
                    ("\u4e2d", chr(0x4E2D)), (str.upper, str.upper), ((1, (2, 3)), (1, (2, 3))),
                    (tell.__code__, tell.__code__), (..., Ellipsis), (1.5, 3 / 2),
                    (2**100, 1 << 100)):
    print(type(left).__name__, hash(left) == hash(right), left == right)
fixed = Fixed(5)
print(hash(fixed), {fixed: 1}[fixed], {Fixed(1): 2}.get(1), isinstance(hash(object()), int))
tell("hash", hash)
tell("hash", hash, 1, 2)
tell("method", lambda: (5).__hash__() == hash(5) and "a".__hash__() == hash("a"))
a = object()
b = a
print(id(a) == id(b), id(a) == id(object()), id(None) == id(None), id(True) == id(1 == 1),
      id(int) == id(type(5)), isinstance(id(a), int), id(a) > 0, len({id(a), id(b)}))
numbers = [10**6, 1.5, 2 + 3j, "text"]
same = [n for n in numbers]
print([x is y for x, y in zip(numbers, same)], [id(x) == id(y) for x, y in zip(numbers, same)])
tell("id", id)
tell("id", id, 1, 2)
objects = [object() for _ in range(1000)]
print(len({id(o) for o in objects}), len({hash(o) for o in objects}) > 900,
      all(hash(o) == hash(o) for o in objects))


class Changes:
    def __init__(self):
        self.calls = 0

    def __hash__(self):
        self.calls += 1
        return self.calls


c = Changes()
print(hash(c), hash(c), {c: 1}.get(c, "not found"), c in {c: 1}, c.calls)
print(hash((1, 2)) == hash((1, 2)), hash((1, 2)) == hash((2, 1)), hash(()) == hash(tuple()),
      len({hash((i, j)) for i in range(30) for j in range(30)}) > 890,
      len({hash(frozenset([i, j])) for i in range(20) for j in range(i)}) > 185)
