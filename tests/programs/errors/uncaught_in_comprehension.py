# krait: short
import sys


def show(function):
    try:
        function()
    except Exception:
        sys.excepthook(*sys.exc_info())


def f(x):
    return 10 // x


show(lambda: [f(x) for x in (2, 1, 0)])
show(lambda: {f(x): x for x in (2, 0)})
show(lambda: {f(x) for x in (2, 0)})
show(lambda: list(f(x) for x in (2, 0)))
show(lambda: sum(f(x) for x in (y - 1 for y in (2, 1))))
show(lambda: [[f(y) for y in range(x, -1, -1)] for x in range(2)])
show(lambda: [x for x in range(3) if f(x)])
show(lambda: [x for x in f(0)])
show(lambda: [a for a, b in [(1, 2), (3,)]])
show(lambda: next(x.missing for x in [1]))
show(lambda: dict((x, f(x)) for x in (1, 0)))


def comprehension_in_class():
    class Body:
        values = [f(v) for v in (1, 0)]


show(comprehension_in_class)
print([f(x)
       for x in (1, 0)])
