# krait: short
# List, set, dict comprehensions and generator expressions: nesting, filters, scoping, errors.
print([x * x for x in range(8)], [x for x in range(20) if x % 2 if x % 3],
    [x if x % 2 else -x for x in range(6)])
print({x % 3 for x in range(10)} == {0, 1, 2}, {x: x * x for x in range(4)},
    {k: v for k, v in zip("abc", range(3)) if v})
print([(x, y) for x in range(3) for y in range(x)], [[y for y in range(x)] for x in range(4)],
    [z for x in [[1], [2, 3]] for y in [x] for z in y])
print([x for x in [1, [2], 3] if not isinstance(x, list)], [*range(2), *[y for y in "ab"]],
    [a + b for a, b in [(1, 2), (3, 4)]], [first for first, *rest in ["abc", "de"]])
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], {(i, j): v for i,
    row in enumerate(matrix) for j, v in enumerate(row) if v % 2})
x = "outer x"
print([x for x in range(3)], x, {x: x for x in "ab"}, x)
try:
    leaked = [unique_loop_name for unique_loop_name in range(3)]
    unique_loop_name
except NameError as error:
    print(error)


def scoped(n):
    factor = 10
    squares = [factor * i for i in range(n)]
    lambdas = [lambda: i * factor for i in range(n)]
    factor = 100
    return squares, [f() for f in lambdas], sum(factor * k
        for k in range(n)), {i: [j * n for j in range(i)] for i in range(n)}


print(scoped(4))


def first_iterable_is_eager():
    print("building", end=" ")
    try:
        (v for v in missing_name)
    except NameError as error:
        print("eager:", error)
    lazy = (v for u in range(1) for v in missing_name)
    try:
        next(lazy)
    except NameError as error:
        print("lazy:", error)
    try:
        (v for v in 5)
    except TypeError as error:
        print(error)


first_iterable_is_eager()
total = 0
print([total := total + v for v in range(6)], total)


def walrus():
    return [(last := v) for v in range(4)], last


print(walrus(), any((witness := v) > 3 for v in range(10)), witness)
generator = (v * 2 for v in range(3))
print(type(generator).__name__, generator.__name__, generator.__qualname__, next(generator),
    list(generator), list(generator))
print(sum(v for v in range(101)), max((len(w), w) for w in "the quick brown".split()),
    "".join(c.upper() for c in "join"), dict((c, ord(c)) for c in "ab"),
    sorted(set(c for c in "hello")), tuple(v for v in ()))
for case in (
    lambda: [1 // v for v in (2, 1, 0)],
    lambda: {v: 1 for v in [[]]},
    lambda: {v for v in [{}]},
    lambda: [a for a, b in [(1,)]],
    lambda: list(u.nothing for u in [1]),
    lambda: {1: v for v in 3},
):
    try:
        print(case())
    except Exception as error:
        print(type(error).__name__, error)
print([[i * j for j in range(1, 4) if (i + j) % 2 == 0] for i in range(1, 4) if i != 2],
    [y for x in range(5) if x % 2 for y in range(x) if y])
print({k: [v for k2, v in [("a", 1), ("b", 2), ("a", 3)] if k2 == k] for k in "ab"},
    {**{c: 1 for c in "xy"}, "z": 0})


class Body:
    items = [1, 2, 3]
    doubled = [i * 2 for i in items]
    pairs = [(i, j) for i in items for j in range(i)]


print(Body.doubled, Body.pairs)
print({d: None for d in (3, 1, 2, 1, 3)}, {d % 2: d for d in range(5)},
    len({d: 0 for d in range(1000)}), [q for q in {d for d in range(5)} if q > 2])
nested = [lambda a: [a + b + c for c in range(2)] for b in range(2)]
print([f(10) for f in nested], (lambda: [(yield_) for yield_ in "ok"])())
big = [i for i in range(5000) if i % 7 == 0 and not i % 11]
print(len(big), big[:5], sum(big), sum([j for i in range(50) for j in range(i)]))
