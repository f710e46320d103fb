# itertools: product, permutations, combinations, combinations_with_replacement, groupby, tee.
import itertools
from itertools import (combinations, combinations_with_replacement, groupby, islice, permutations,
                       product, tee)


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def failing(*values):
    yield from values
    raise ValueError("source failed")


for args, kwargs in (((), {}), (("ab", [1, 2]), {}), (("ab",), {"repeat": 2}),
                     (("ab", "c"), {"repeat": 2}), (([], "ab"), {}), (("ab",), {"repeat": 0}),
                     (("ab",), {"repeat": -1}), (("ab",), {"repeat": "x"}), ((5,), {}),
                     (("ab",), {"other": 1}), ((failing(1),), {}), (("ab", ()), {"repeat": 0}),
                     (("a",), {"repeat": 1.5})):
    tell(f"product {len(args)} {kwargs}", lambda: list(product(*args, **kwargs)))
for args, kwargs in ((("abc",), {}), (("abc", 2), {}), (("abc", 0), {}), (("abc", 4), {}),
                     (("", 0), {}), (("ab", None), {}), (("abc", -1), {}), (("abc", "x"), {}),
                     ((5,), {}), ((), {}), ((), {"iterable": "ab", "r": 1}), (("ab", 1, 2), {}),
                     (([1, 1],), {}), ((failing(1),), {})):
    tell(f"permutations {kwargs}", lambda: list(permutations(*args, **kwargs)))
for function in (combinations, combinations_with_replacement):
    for args, kwargs in ((("abcd", 2), {}), (("abc", 0), {}), (("abc", 3), {}), (("ab", 4), {}),
                         (("", 1), {}), (("", 0), {}), (("abc", -1), {}), (("abc", "x"), {}),
                         (("abc",), {}), ((5, 1), {}), ((), {"iterable": "ab", "r": 2}),
                         (("ab", None), {}), ((failing(1), 1), {})):
        tell(f"{function.__name__} {kwargs}", lambda: list(function(*args, **kwargs)))
for n in range(7):
    for r in range(n + 2):
        pool = range(n)
        every = list(permutations(pool, r))
        assert len(set(every)) == len(every) and every == sorted(every)
        assert [p for p in every if list(p) == sorted(p)] == list(combinations(pool, r))
        with_repeats = [p for p in product(pool, repeat=r) if list(p) == sorted(p)]
        assert with_repeats == list(combinations_with_replacement(pool, r))
        assert [p for p in product(pool, repeat=r) if len(set(p)) == r] == every
print("identities hold", sum(1 for _ in permutations(range(8))),
      sum(1 for _ in product("01", repeat=12)))
kept = []
for combination in combinations([1, 2, 3], 2):
    kept.append(combination)
print(kept, len({id(c) for c in kept}), next(product("x", "y")), next(permutations([1])),
      next(combinations([1], 1)))
for args, kwargs in ((("aabbbca",), {}), (([],), {}), (([1, 1.0, True, 2],), {}),
                     ((["a", "B", "b"], str.lower), {}), ((["x"],), {"key": None}),
                     ((range(6), lambda n: n // 2), {}), ((5,), {}), (([1], 5), {}),
                     (([1, 0], lambda v: 1 / v), {}), ((), {}), (([1],), {"other": 1}),
                     ((failing(1, 1),), {})):
    tell("groupby", lambda: [(key, list(group)) for key, group in groupby(*args, **kwargs)])
groups = groupby("aaabbc")
key, group = next(groups)
print(key, next(group), next(groups)[0], list(group))
print([key for key, group in groupby("aabbaa")], [(k, next(g)) for k, g in groupby("aabb")],
      type(group).__name__, type(groups).__name__)
unread = [(key, group) for key, group in groupby("aab")]
print([(key, list(group)) for key, group in unread])


class Never:
    def __eq__(self, other):
        return False


print(len([k for k, g in groupby([Never(), Never()])]))
for args in ((), ("ab",), ("ab", 3), ("ab", 0), ("ab", 1), ("ab", -1), ("ab", "x"), (5,),
             ("ab", 2, 3)):
    tell("tee", lambda: [list(t) for t in tee(*args)])
a, b = tee(iter("abcdef"))
print(next(a), next(a), next(b), list(islice(a, 2)), list(b), list(a), list(b))
a, b = tee(range(200))
print(sum(a), sum(islice(b, 100)), sum(b))
a, = tee("abc", 1)
next(a)
c = a.__copy__()
print(list(a), list(c), type(a).__name__, type(a)("xyz").__next__())
x, y = tee(failing(1, 2))
tell("tee failing", list, x)
tell("tee failing", list, y)
a, b = tee([3, 1, 2])
p, q = tee(a)
print(sorted(b), list(p), list(q), tee("") and [list(t) for t in tee("")])


def reentrant():
    yield 1
    yield next(other)


one, other = tee(reentrant())
tell("reentrant", list, one)
for make in (lambda: product("ab", [1]), lambda: permutations("abc", 2),
             lambda: combinations("abc", 2), lambda: combinations_with_replacement("ab", 2)):
    made = make()
    next(made)
    function, arguments, *state = made.__reduce__()
    print(function.__name__, arguments, state)
    again = function(*arguments)
    if state:
        again.__setstate__(state[0])
    print(list(again) == list(made))
for kind, state in ((product, (5,)), (product, 5), (permutations, ((0,), (1,))), (permutations, 5),
                    (combinations, (9, 9)), (combinations, 5),
                    (combinations_with_replacement, (9, 9))):
    made = kind("ab", "cd") if kind is product else kind("ab", 2)
    tell(f"setstate {kind.__name__}", made.__setstate__, state)
    tell("rest", list, made)
