"""Calls with *args and **kwargs: of functions, methods, classes and natives, with what cannot be spread."""
import sys
import traceback


def plain(a, b=2, *rest, c=3, **named):
    return a + b + sum(rest) + c + len(named)


def forwards(*args, **kwargs):
    return plain(*args, **kwargs)


def twice(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs) * 2
    return wrapper


@twice
def decorated(x, y=1):
    return x * y


class Point:
    def __init__(self, *coordinates, **names):
        self.coordinates, self.names = coordinates, names

    def moved(self, *by):
        return Point(*(a + b for a, b in zip(self.coordinates, by)), **self.names)

    def __call__(self, *args):
        return max(*self.coordinates, *args)


def numbers(n):
    yield n
    yield n + 1


def calls(rounds):
    total = 0
    for i in range(rounds):
        pair = (i, i + 1)
        total += plain(*pair) + plain(*[i], **{"c": i}) + forwards(i, *pair, c=1, d=2)
        total += decorated(*pair) + decorated(i, **{"y": 3})
        point = Point(*pair, name=i).moved(*numbers(i))
        total += point.coordinates[1] + point.names["name"] + point(*pair) + max(*pair)
        total += len("{}-{}".format(*pair)) + divmod(*(i, 7))[1]
    return total


def failing(rounds):
    seen = {}
    for i in range(rounds):
        for make in (lambda: plain(*i), lambda: plain(**[i]), lambda: plain(**{1: 2}), lambda: decorated(*(1, 2, 3)),
                     lambda: plain(1, **{"a": 2}), lambda: Point(*numbers(1), **5), lambda: divmod(*(1, 0))):
            try:
                make()
            except (TypeError, ZeroDivisionError) as error:
                seen[str(error).split("<lambda>")[-1]] = seen.get(str(error), 0) + 1
    return sorted(seen)


def deep(n, *rest):
    return 0 if n == 0 else 1 + deep(*(n - 1,), *rest)


def traced(n, *args):
    if n == 150:
        return [line for frame in traceback.extract_stack()[-3:] for line in (frame.name, frame.line)], sys._getframe(1).f_locals["i"]
    return None


def seen_from_inside(rounds):
    found = None
    for i in range(rounds):
        found = traced(*(i, 1)) or found
    return found


print(calls(300))
print(failing(60))
print([deep(n, 1) for n in (1, 50, 300)], sum(deep(20) for _ in range(50)))
print(seen_from_inside(200))
sys.setrecursionlimit(3000)
try:
    deep(100000)
except RecursionError as error:
    print(error)
