"""Objects that a round makes: those that nobody else comes to know, and those that somebody does, at
a call, at the round's end, on a branch, in another object, or where the loop is left."""
import sys


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def scaled(self, factor):
        return Point(self.x * factor, self.y * factor)

    def __repr__(self):
        return f"Point({self.x!r}, {self.y!r})"


class Pair:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left, self.right = left, right


def only_inside(n):
    total = 0
    for i in range(n):
        total += (Point(i, 1) + Point(2, i)).scaled(3).x
    return total


def of_floats(n):
    total = 0.0
    for i in range(n):
        total += (Point(i * 0.5, 1.0) + Point(0.25, -i / 3)).y
    return round(total, 6)


def at_the_end_of_rounds(n):
    point = Point(0, 0)
    for i in range(n):
        point = point + Point(i, -i)
    return point


def in_others(n):
    last = None
    for i in range(n):
        pair = Pair(Pair(i, (i, i + 1)), None)
        pair.right = pair
        last = pair
    return last.left.left, last.left.right, last.right is last


def on_a_branch(n):
    kept = []
    for i in range(n):
        pair = Pair(i, i * 2)
        if i % 7 == 3:
            kept.append(pair)
        if i % 5 == 2:
            pair.right = -1
    return [(pair.left, pair.right) for pair in kept]


def at_calls(n):
    def look():
        frame = sys._getframe(1)
        return frame.f_locals["pair"].right

    total = 0
    for i in range(n):
        pair = Pair(i, i & 3)
        total += look()
        pair.left += total
        total += pair.left & 1
    return total


def changed_from_outside(n):
    def change():
        sys._getframe(1).f_locals["pair"].right = 100

    total = 0
    for i in range(n):
        pair = Pair(i, 1)
        if i % 3 == 0:
            change()
        total += pair.right
    return total


def where_it_raises(n):
    def divide(pair):
        made = Pair(pair, pair.left)
        return made.right // (pair.right - 50)

    total = 0
    for i in range(n):
        try:
            total += divide(Pair(i, i))
        except ZeroDivisionError as error:
            trace = error.__traceback__.tb_next
            found = trace.tb_frame.f_locals
            total += found["made"].left is found["pair"]
            total += found["pair"].right * 1000
    return total


def tuples(n):
    total = 0
    for i in range(n):
        a, (b, c) = i, (i + 1, i + 2)
        key = (a, b)
        x, y = key
        total += x * y - c
    return total, key


def returned_tuples(n):
    def parts(number):
        return number // 10, number % 10, number * 0.5

    total = 0
    for i in range(n):
        tens, ones, half = parts(i)
        total += tens - ones + half
    return total


def closures(n):
    def adder(a):
        return lambda b: lambda c: a + b + c

    total = 0
    for i in range(n):
        total += adder(i)(i + 1)(2)
    return total


def counters(n):
    def counter(start):
        value = start

        def step(by=2):
            nonlocal value
            value += by
            return value
        return step

    total = 0
    steps = None
    for i in range(n):
        step = counter(i)
        step(1)
        total += step(0.5)
        if i % 50 == 7:
            steps = step
    return total, steps(), step()


def names_of_functions(n):
    found = set()
    for i in range(n):
        def inner(a, b=i):
            return a + b
        if i % 40 == 3:
            found.add((inner.__name__, inner.__qualname__, inner.__module__, inner.__defaults__,
                       inner(1)))
    return sorted(found)


def identity(n):
    same = different = 0
    first = Pair(0, 0)
    for i in range(n):
        pair = Pair(first, i)
        same += pair.left is first
        different += pair is first
        if pair is not None:
            same += 1
    return same, different


def until_it_changes_type(n):
    total = 0
    for i in range(n):
        point = Point(i, i if i < 70 else i + 0.5)
        total += point.scaled(2).y
    return total


def with_more_attributes(n):
    class Many:
        def __init__(self, a):
            self.a = self.b = self.c = a
            self.d = self.e = self.f = -a

    total = 0
    for i in range(n):
        many = Many(i)
        many.g = 1
        total += many.c + many.f + many.g
    return total, vars(many)


def deep(n):
    total = 0
    for i in range(n):
        chain = None
        chain = Pair(1, chain)
        chain = Pair(2, (chain, Pair(3, (chain, (chain, i)))))
        total += chain.right[1].right[1][1] + chain.right[0].left
    return total, chain.right[0] is chain.right[1].right[0]


for function in (only_inside, of_floats, at_the_end_of_rounds, in_others, on_a_branch, at_calls,
                 changed_from_outside, where_it_raises, tuples, returned_tuples, closures, counters,
                 names_of_functions, identity, until_it_changes_type, with_more_attributes, deep):
    print(function.__name__, function(100), function(230))
