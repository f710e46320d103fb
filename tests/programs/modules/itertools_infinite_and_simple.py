# krait: short
# itertools: count, cycle, repeat, chain, compress, dropwhile, takewhile, filterfalse, starmap,
# islice, pairwise, accumulate, zip_longest: results, laziness, reprs, errors.
import itertools
from itertools import (accumulate, chain, compress, count, cycle, dropwhile, filterfalse, islice,
                       pairwise, repeat, starmap, takewhile, zip_longest)


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def first(n, iterable):
    result = []
    for item in iterable:
        result.append(item)
        if len(result) == n:
            break
    return result


def failing(*values):
    yield from values
    raise ValueError("source failed")


for args, kwargs in (((), {}), ((5,), {}), ((5, 3), {}), ((5, -3), {}), ((2.5, 0.5), {}),
                     ((1j, 2), {}), ((2**63 - 2,), {}), ((0, 2**70), {}), ((), {"start": 3}),
                     ((), {"step": 2}), (("x",), {}), ((1, "x"), {}), ((1, 2, 3), {}),
                     ((None,), {}), ((True,), {}), ((5, 0), {}), ((1.5,), {})):
    tell(f"count{args}{kwargs}", lambda: first(4, count(*args, **kwargs)))
print(count(5), count(5, 2), count(2.5), count(1, 1.5), count(-3, -1), repr(count(2**63)))
c = count(3)
next(c)
print(c, next(c), c)
for args in (("abc",), ([],), ((x for x in "xy"),), (5,), ()):
    tell("cycle", lambda: first(7, cycle(*args)))
tell("cycle failing", lambda: first(5, cycle(failing(1, 2))))
for args, kwargs in ((("x", 3), {}), (("x", 0), {}), (("x", -2), {}), ((5,), {}), (([], 2), {}),
                     (("x", "y"), {}), (("x", 1.5), {}), ((), {}), ((), {"object": 1, "times": 2}),
                     (("x",), {"times": -1}), (("x", None), {}), (("x", 1, 2), {})):
    tell(f"repeat{args}{kwargs}", lambda: first(4, repeat(*args, **kwargs)))
r = repeat("x", 3)
print(r, r.__length_hint__(), next(r), r, list(r), r, repeat(5))
tell("endless hint", lambda: repeat(1).__length_hint__())
for args in ((), ("ab",), ("ab", [1], ()), ("ab", 5), (failing(1), "x"), (5,)):
    tell("chain", lambda: list(chain(*args)))
tell("from_iterable", lambda: list(chain.from_iterable(["ab", [1]])))
tell("from_iterable", lambda: list(chain.from_iterable([5])))
tell("from_iterable", lambda: chain.from_iterable(5))
tell("from_iterable lazy", lambda: first(5, chain.from_iterable([i, i] for i in count())))
tell("chain keyword", lambda: chain(x=1))
for data, selectors in (("abcdef", [1, 0, 1, 0, 1, 1]), ("abc", [1]), ("a", [1, 1, 1]), ("abc", []),
                        ("abc", 5), (5, [1]), ("ab", ["", "x"]), (failing(1), [1, 1])):
    tell("compress", lambda: list(compress(data, selectors)))
tell("compress keywords", lambda: list(compress(selectors=[0, 1], data="ab")))
tell("compress", compress, "a")
for function in (dropwhile, takewhile, filterfalse):
    for predicate, data in ((lambda x: x < 3, [1, 2, 3, 1, 5]), (None, [1, 0, 2]),
                            (lambda x: 1 / x, [1, 0]), (lambda: 0, [1]), (len, ["a", "", "b"]),
                            (5, [1]), (bool, 5), (bool, failing(1, 0))):
        tell(function.__name__, lambda: list(function(predicate, data)))
    tell(function.__name__, function, len)
    tell(function.__name__, lambda: function(predicate=len, iterable=[]))
t = takewhile(lambda x: x < 2, [1, 5, 1])
print(list(t), list(t))
for function, data in ((pow, [(2, 3), (3, 2)]), (max, [[1, 2], (5, 4)]), (lambda *a: a, ["ab", ()]),
                       (pow, [2]), (pow, [(1,)]), (5, [(1,)]), (pow, 5), (len, [])):
    tell("starmap", lambda: list(starmap(function, data)))
for args in ((5,), (0,), (2, 5), (2, None), (None, 3), (None,), (1, 8, 3), (5, 2), (2, 20, 4),
             (None, None, 2), (-1,), (1, -1), (1, 5, 0), (1, 5, -1), ("x",), (1.5,), (2**63,),
             (0, 5, 2**62), (), (1, 2, 3, 4), (True,)):
    tell(f"islice{args}", lambda: list(islice("abcdefgh", *args)))
source = iter(range(10))
print(list(islice(source, 3)), list(islice(source, 1, 3)), list(islice(source, 0)), list(source))
tell("islice", lambda: list(islice(5, 1)))
for data in ("", "a", "abcd", [1, 2], 5, failing(1, 2)):
    tell("pairwise", lambda: list(pairwise(data)))
tell("pairwise", pairwise)
for args, kwargs in ((([1, 2, 3],), {}), (([],), {}), (("abc",), {}), (([1, 2, 3], max), {}),
                     (([1, 2, 3], lambda a, b: a * 10 + b), {}), (([1, 2],), {"initial": 100}),
                     (([],), {"initial": 0}), (([1, 2],), {"initial": None}), (([1, "a"],), {}),
                     (([1, 2], None), {}), (([1, 2], 5), {}), ((5,), {}),
                     (([1],), {"func": max, "initial": 3}), ((), {}), (([1], max, 2), {}),
                     ((failing(1, 2),), {})):
    tell("accumulate", lambda: list(accumulate(*args, **kwargs)))
for args, kwargs in (((), {}), (("ab", [1, 2, 3]), {}), (("ab", [1], ()), {"fillvalue": "-"}),
                     ((5,), {}), (("ab",), {"other": 1}), (("ab", failing(1)), {}),
                     (([], []), {"fillvalue": 0}), (("abc",), {"fillvalue": None})):
    tell("zip_longest", lambda: list(zip_longest(*args, **kwargs)))
for make in (lambda: count(2), lambda: repeat(1, 2), lambda: chain("a"),
             lambda: islice("abc", 1, None), lambda: pairwise("a"), lambda: accumulate([1]),
             lambda: zip_longest("a"), lambda: cycle("a"), lambda: compress("a", [1]),
             lambda: starmap(pow, []), lambda: takewhile(len, []), lambda: dropwhile(len, []),
             lambda: filterfalse(None, [])):
    made = make()
    print(type(made).__name__, type(made).__module__, iter(made) is made,
          hasattr(made, "__length_hint__"),
          sorted(n for n in type(made).__dict__ if n in ("__reduce__", "__setstate__",
                                                         "__class_getitem__", "from_iterable")))
for kind in (count, repeat, chain, islice):
    tell("subclass", lambda: type("Sub", (kind,), {}).__name__)
print(sorted(n for n in dir(itertools) if not n.startswith("_")), next(chain([], "x")))
