"""Objects that a local has when a loop goes round: made anew in each round, seen in the next one, kept by
others now and then, or looked at when the loop is left."""
import sys


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __repr__(self):
        return f"Vector({self.x!r}, {self.y!r})"


class Other(Vector):
    pass


def summed(n, start):
    step = Vector(0.5, 2)
    total = start
    for _ in range(n):
        total = total + step
    return total, total is start


def only_at_the_end(n):
    point = None
    total = 0
    for i in range(n):
        point = Vector(i, i + 1)
        total += point.x
    return total, point


def tuples(n):
    state = (0, 1.5)
    for i in range(n):
        count, half = state
        state = (count + 1, half + i)
    return state


def closures(n):
    function = None
    total = 0
    for i in range(n):
        def function(a, b=i):
            return a + b + i
        total += function(1)
    return total, function(2)


def aliases(n):
    first = second = Vector(0, 0)
    for i in range(n):
        first = first + Vector(1, i)
        second = first
    return first is second, second


def one_behind(n):
    last = before = Vector(0, 0)
    for i in range(n):
        before = last
        last = Vector(i, before.x)
    return before, last, before is last


def chain(n):
    node = None
    for i in range(n):
        node = Vector(i, node)
    length = 0
    while node is not None:
        length += node.x
        node = node.y
    return length


def changed_under_way(n):
    point = Vector(0, 0)
    for i in range(n):
        point.x += 1
        if i % 3 == 0:
            point = Vector(point.x, i)
    return point


def kept_now_and_then(n):
    kept = []
    point = Vector(0, 0)
    for i in range(n):
        point = point + Vector(i, 1)
        if i % 30 == 7:
            kept.append(point)
    return kept, kept[-1] is point


def not_in_all_rounds(n):
    point = Vector(0, 0)
    for i in range(n):
        if i & 1:
            point = point + Vector(i, 1)
    return point


def of_several_classes(n):
    point = Vector(0, 0)
    names = set()
    for i in range(n):
        point = Other(i, point.x) if i % 4 == 3 else Vector(point.y, i)
        names.add(type(point).__name__)
    return point, type(point).__name__, sorted(names)


def types_of_fields_change(n):
    point = Vector(0, 0)
    for i in range(n):
        point = point + Vector(1, i if i < n // 2 else 0.5)
    return point


def seen_when_it_raises(n):
    point = None
    try:
        for i in range(n):
            point = Vector(i, 1 // (n - 3 - i))
    except ZeroDivisionError as error:
        return point, error.__traceback__.tb_frame.f_locals["point"] is point


def seen_by_callees(n):
    def look():
        return sys._getframe(1).f_locals["point"].x

    point = Vector(-1, -1)
    total = 0
    for i in range(n):
        total += look()
        point = Vector(i, total & 7)
    return total, point


def in_nested_loops(n):
    centre = Vector(0, 0)
    for i in range(n // 10):
        point = centre
        for j in range(i):
            point = point + Vector(j, i)
        centre = centre + point
    return centre


def with_none_between(n):
    best = None
    for i in range(n):
        if i % 10 == 0:
            best = None
        if best is None or best.x < (i * 7) % 11:
            best = Vector((i * 7) % 11, i)
    return best


class Empty:
    __slots__ = ()

    def __init__(self):
        pass


def many_at_once(n):
    """More than an exit makes."""
    total = 0
    p0 = p1 = p2 = p3 = p4 = p5 = p6 = p7 = p8 = p9 = p10 = p11 = p12 = p13 = p14 = p15 = None
    for i in range(n):
        if i % 2:
            t = ((i, ((i, 1), (i, 2))), ((i, 3), ((i, 4), (i, 5))), ((i, 6), (i, 7)), (i, 8), (i, 9))
            total += 1 // (n - i) + t[3][0]
        p0 = Empty()
        p1 = Empty()
        p2 = Empty()
        p3 = Empty()
        p4 = Empty()
        p5 = Empty()
        p6 = Empty()
        p7 = Empty()
        p8 = Empty()
        p9 = Empty()
        p10 = Empty()
        p11 = Empty()
        p12 = Empty()
        p13 = Empty()
        p14 = Empty()
        p15 = Empty()
    made = (p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15)
    return total, t, len(set(made)), {type(p).__name__ for p in made}


for start in (Vector(1, 2), Other(0.5, 1), Vector(2 ** 60, -1)):
    print(summed(0, start), summed(1, start), summed(100, start), summed(250, start))
for function in (only_at_the_end, tuples, closures, aliases, one_behind, chain, changed_under_way,
                 kept_now_and_then, not_in_all_rounds, of_several_classes, types_of_fields_change,
                 seen_when_it_raises, seen_by_callees, in_nested_loops, with_none_between,
                 many_at_once):
    print(function.__name__, function(100), function(250))
