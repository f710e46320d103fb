"""Generators that a round makes: run to their end, given up, looked at, kept, resumed by others, raised in."""
import gc
import inspect
import sys

ROUNDS = 300


def early_and_late(numbers):
    """Some end, some are given up in the middle."""
    hits = []
    for n in numbers:
        if any(n % d == 0 for d in (11, 13, 17)):
            hits.append(n)
        if all(n % d for d in [2, 3, 5, 7]):
            hits.append(-n)
    return sum(hits), len(hits)


def filters(numbers):
    return sum(1 for n in numbers if any(n % d == 0 for d in (3, 5)))


def count(start, stop, step=1):
    while start < stop:
        yield start
        start += step


def of_functions(rounds):
    total = 0
    for i in range(rounds):
        for x in count(i, i + 3):
            total += x
        for x in count(0, i % 5, step=2):
            total -= x
        else:
            total += 1
    return total


class Tree:
    def __init__(self, value, *children):
        self.value = value
        self.children = children

    def walk(self):
        yield self.value
        for child in self.children:
            for value in child.walk():
                yield value

    def leaves(self):
        return (child.value for child in self.children if not child.children)


def of_methods(rounds):
    tree = Tree(1, Tree(2, Tree(3), Tree(4)), Tree(5), Tree(6, Tree(7)))
    total = 0
    for i in range(rounds):
        total += sum(tree.walk()) * i
        for leaf in tree.leaves():
            total -= leaf
    return total


def kept(rounds):
    """The first item is taken by the loop, the rest later."""
    rest = []
    for i in range(rounds):
        generator = (i * j for j in range(5))
        for item in generator:
            if item >= i:
                break
        rest.append(generator)
    return [sum(generator) for generator in rest[:10]], sum(sum(generator) for generator in rest)


def not_started(rounds):
    made = []
    for i in range(rounds):
        made.append(x + i for x in (1, 2, 3))
    return [list(generator) for generator in made[:3]], sum(map(sum, made[3:]))


def by_next(rounds):
    total = 0
    for i in range(rounds):
        generator = count(i, i + 4)
        total += next(generator)
        for item in generator:
            total += item * 2
            if item == i + 2:
                break
        total += next(generator, -1)
        total += next(generator, -1)
    return total


def look(generator):
    return inspect.getgeneratorstate(generator), dict(generator.gi_frame.f_locals) if generator.gi_frame else None


def looked_at(rounds):
    """Each state, as others see it."""
    seen = []
    for i in range(rounds):
        generator = count(i, i + 2)
        if i % 50 == 10:
            seen.append(look(generator))
        for item in generator:
            if i % 50 in (20, 30):
                seen.append((item, look(generator)))
            if i % 50 == 30:
                break
        if i % 50 in (30, 40):
            seen.append(look(generator))
    return seen


def watch():
    frame = sys._getframe(1)
    return frame.f_code.co_name, sorted(frame.f_locals.items()), frame.f_back.f_code.co_name


def watching(i):
    for j in range(2):
        yield watch() if i % 60 == 59 else (i, j)


def from_inside(rounds):
    seen = []
    for i in range(rounds):
        for found in watching(i):
            if len(found) == 3:
                seen.append(found)
    return seen


def raising(i):
    yield i
    if i % 7 == 3:
        raise ValueError(i)
    yield 10 // (i % 5)


def raised_in(rounds):
    total = 0
    for i in range(rounds):
        try:
            for item in raising(i):
                total += item
        except ValueError as error:
            total += 1000 + error.args[0]
        except ZeroDivisionError as error:
            total += 2000 + error.__traceback__.tb_next.tb_lineno - error.__traceback__.tb_lineno
    return total


closed = []


def tidy(i):
    try:
        yield i
        yield i + 1
    finally:
        closed.append(i)


def with_finally(rounds):
    """What is given up ends later, or at once."""
    total = 0
    for i in range(rounds):
        generator = tidy(i)
        for item in generator:
            total += item
            if i % 3 == 0:
                break
        generator.close()
    return total, sorted(closed) == list(range(rounds))


def floats(rounds):
    total = 0.0
    for i in range(rounds):
        x = i / 7
        for y in (x * k for k in range(3)):
            total += y
            if y > 60.0:
                break
        total += sum(x + k for k in (0.5, 1.5))
    return total


def nested(rounds):
    total = 0
    for i in range(rounds):
        pairs = ((a, b) for a in range(3) for b in (c + i for c in range(a)))
        for a, b in pairs:
            total += a * b
        total += sum(sum(x for x in range(y)) for y in range(4))
    return total


def sends(rounds):
    total = 0
    for i in range(rounds):
        def echo(n=i):
            got = yield n
            while got is not None:
                got = yield got * 2
        generator = echo()
        total += next(generator)
        total += generator.send(i)
        for item in generator:
            total += item
    return total


def delegating(i):
    yield from count(i, i + 2)
    got = yield from (j for j in (i,))
    yield got


def delegated(rounds):
    found = []
    for i in range(rounds):
        found.extend(delegating(i))
        for item in delegating(i):
            found.append(item)
    return len(found), [item for item in found if item is not None][-5:]


def deep(n):
    """A function that calls itself, with a generator in each of its calls."""
    if n == 0:
        return 1
    return sum(deep(n - 1) for _ in range(2)) + any(x == n for x in (1, 2))


def returned(i):
    return (x * i for x in range(3))


def given_back(rounds):
    """Made in one function, used in another; and one that goes round the loop."""
    total = 0
    last = returned(0)
    for i in range(rounds):
        for item in last:
            total += item
        last = returned(i)
        for item in last:
            total += item
            break
    return total


def with_big_ints(rounds):
    total = 0
    for i in range(rounds):
        for x in (i ** k for k in range(0, 30, 9)):
            total += x
    return total


def collected(rounds):
    total = 0
    for i in range(rounds):
        for x in ([i, k] for k in range(2)):
            if i % 100 == 99:
                gc.collect()
            total += x[0] + x[1]
    return total


def named(rounds):
    names = set()
    for i in range(rounds):
        generator = (x for x in (i,))
        for _ in generator:
            pass
        if i % 40 == 0:
            names.add((generator.__name__, generator.__qualname__, generator.gi_running, generator.gi_frame is None))
        other = count(0, 1)
        for _ in other:
            if i % 40 == 0:
                names.add((other.__name__, other.gi_running, other.gi_frame.f_lineno > 0))
    return sorted(names)


print(early_and_late(range(3000)))
print([filters(range(i, i + 100)) for i in range(20)], filters(range(5000)))
print(of_functions(ROUNDS), of_methods(ROUNDS))
print(kept(ROUNDS))
print(not_started(ROUNDS))
print(by_next(ROUNDS))
print(looked_at(ROUNDS))
print(from_inside(ROUNDS))
print(raised_in(ROUNDS))
print(with_finally(ROUNDS))
print(floats(ROUNDS))
print(nested(ROUNDS))
print(sends(ROUNDS))
print(delegated(ROUNDS))
print([deep(n) for n in range(9)])
print(given_back(ROUNDS))
print(with_big_ints(ROUNDS))
print(collected(ROUNDS))
print(named(ROUNDS))
count.__name__ = "renamed"
print(named(ROUNDS))
