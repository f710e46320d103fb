# krait: short
# Pickling hooks and __setstate__ of the itertools objects: state taken half way, rebuilt, finished.
from itertools import (accumulate, chain, compress, count, cycle, dropwhile, filterfalse, groupby,
                       islice, repeat, starmap, takewhile, zip_longest, tee)


def shown(value):
    if isinstance(value, tuple):
        return "(" + ", ".join(map(shown, value)) + ")"
    if hasattr(value, "__next__"):
        return f"<{type(value).__name__}>"
    if isinstance(value, type) or callable(value):
        return value.__name__
    return repr(value)


def positive(number):
    return number > 0


def add(a, b):
    return a + b


def rebuild(value):
    function, arguments, *state = value.__reduce__()
    made = function(*arguments)
    if state and state[0] is not None:
        made.__setstate__(state[0])
    return made


MAKERS = [lambda: count(5), lambda: count(5, 2), lambda: count(2.5), lambda: count(2**63),
          lambda: repeat("x", 3), lambda: repeat("x"), lambda: chain("ab", "cd"),
          lambda: chain.from_iterable(["ab", "cd"]), lambda: cycle([1, 2, 3]),
          lambda: compress([1, 2, 3, 4], [1, 0, 1, 1]), lambda: dropwhile(positive, [1, -1, 2]),
          lambda: takewhile(positive, [1, 2, -1]), lambda: filterfalse(positive, [-1, 1, -2]),
          lambda: starmap(add, [(1, 2), (3, 4)]), lambda: islice([1, 2, 3, 4], 1, 4),
          lambda: accumulate([1, 2, 3]), lambda: accumulate([1, 2, 3], add, initial=10),
          lambda: zip_longest([1], [2, 3], fillvalue=0)]
for make in MAKERS:
    for steps in (0, 1, 2):
        source = make()
        for _ in range(steps):
            next(source, None)
        try:
            reduced = source.__reduce__()
        except Exception as error:
            print(type(source).__name__, steps, type(error).__name__, error)
            continue
        print(type(source).__name__, steps, shown(reduced))
for make in MAKERS:
    source, taken = make(), []
    next(source, None)
    try:
        again = rebuild(source)
    except Exception as error:
        print(type(source).__name__, type(error).__name__, error)
        continue
    for _ in range(5):
        taken.append(next(again, "end"))
    print(type(again).__name__, taken)
for kind, arguments, states in ((chain, ("ab",),
                                 ((iter("x"),), (5,), (), 5, (iter("x"), iter("y")),
                                  (iter("x"), 5))),
                                  (cycle, ("ab",),
                                   (([1, 2], 0), ([1], 1), (5, 0), ([1],), 5, ([1], "x"))),
                                   (dropwhile, (positive, [1, 2]), (True, False, 5, "x", [])),
                                   (takewhile, (positive, [1, 2]), (True, False, 7)),
                                   (islice, ([1, 2, 3], 3), (1, 0, -1, "x", 2**40)),
                                   (accumulate, ([1, 2],), (5, None, "x")),
                               (zip_longest, ([1], [2, 3]), (0, "fill", None))):
    for state in states:
        made = kind(*arguments)
        try:
            made.__setstate__(state)
            print(kind.__name__, shown(state) if not isinstance(state, list) else state,
                  [next(made, "end") for _ in range(4)])
        except Exception as error:
            print(kind.__name__, shown(state) if not isinstance(state, list) else state,
                  type(error).__name__, error)
groups = groupby([1, 1, 2])
print(shown(groups.__reduce__()))
key, group = next(groups)
print(key, shown(groups.__reduce__()), shown(group.__reduce__()))
a, b = tee([1, 2, 3])
next(a)
function, arguments, state = a.__reduce__()
print(function.__name__, arguments, type(state[0]).__name__, state[1])
again = function(*arguments)
again.__setstate__(state)
print(list(again), list(b))
data = state[0]
print(data.__reduce__()[0].__name__, data.__reduce__()[1][1:])
for bad in (5, (), (5, 1), (data, "x"), (data, -1), (data, 1000)):
    try:
        function(*arguments).__setstate__(bad)
        print("accepted")
    except Exception as error:
        print(type(error).__name__, error)
