# Recursion: "[Previous line repeated N more times]" in its forms.
import sys


def show(function, *args):
    try:
        function(*args)
    except Exception:
        sys.excepthook(*sys.exc_info())


def simple(n):
    return simple(n - 1) if n else 1 / 0


def mutual_a(n):
    return mutual_b(n - 1) if n else 1 / 0


def mutual_b(n):
    return mutual_a(n - 1)


def two_places(n):
    if n % 4 == 0:
        return two_places(n - 1)
    if n > 0:
        return two_places(n - 1)
    return 1 / 0


def through_native(n):
    return sorted([n], key=lambda k: through_native(k - 1) if k else 1 / 0)


def handles_and_raises(n):
    try:
        return handles_and_raises(n - 1) if n else 1 / 0
    finally:
        n = 0


class Node:
    def __init__(self, depth):
        self.child = Node(depth - 1) if depth else 1 / 0


for n in (0, 1, 2, 3, 4, 5, 6, 10, 50):
    show(simple, n)
show(mutual_a, 10)
show(two_places, 21)
show(through_native, 5)
show(handles_and_raises, 12)
show(Node, 8)


def endless(n):
    return endless(n + 1)


show(endless, 0)
(lambda f: f(f))(lambda f: f(f))
