# krait: short
# sys.tracebacklimit shortens what is printed.
import sys


def deep(n):
    if n == 0:
        raise ValueError("bottom")
    return deep(n - 1) + other(n)


def other(n):
    return n


def show(limit):
    sys.tracebacklimit = limit
    try:
        a()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def a():
    b()


def b():
    c()


def c():
    d()


def d():
    raise ValueError("d")


for limit in (1000, 4, 2, 1, 0, -5, 2**70, "not a number", None):
    print("limit", limit, file=sys.stderr)
    show(limit)
del sys.tracebacklimit
show(3)
sys.tracebacklimit = 1
a()
