# krait: short
import sys


def show(function):
    try:
        function()
    except Exception:
        sys.excepthook(*sys.exc_info())


def inner(n):
    yield n
    raise LookupError(f"inner {n}")


def delegating(n):
    yield from inner(n)


def deep(n):
    if n:
        yield from deep(n - 1)
    else:
        yield from delegating(0)


def looping():
    for x in inner(5):
        yield x


def sending():
    while True:
        received = yield
        received.missing


def use_send():
    g = sending()
    next(g)
    g.send(5)


def use_throw():
    g = inner(1)
    next(g)
    g.throw(ValueError("thrown from outside"))


def use_throw_deep():
    g = deep(3)
    next(g)
    g.throw(KeyError("through three levels"))


def reentrant():
    def gen():
        yield next(g)

    g = gen()
    next(g)


show(lambda: list(inner(1)))
show(lambda: list(delegating(2)))
show(lambda: list(deep(2)))
show(lambda: list(looping()))
show(use_send)
show(use_throw)
show(use_throw_deep)
show(reentrant)
show(lambda: next(iter([])))
for item in deep(1):
    print("item", item)
