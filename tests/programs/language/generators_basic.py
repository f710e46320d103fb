# krait: short
# Generators as iterators: laziness, return values, exhaustion, nesting, arguments, expressions.
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
    return "done"


g = count(3)
print(next(g), next(g), next(g))
try:
    next(g)
except StopIteration as stop:
    print("value", stop.value, stop.args)
try:
    next(g)
except StopIteration as stop:
    print("again", stop.value, stop.args)
print(next(g, "default"), list(g), list(count(4)), iter(g) is g)


def empty():
    return
    yield


def only_return():
    return 5
    yield


print(list(empty()), list(only_return()))
for generator in (empty(), only_return()):
    try:
        next(generator)
    except StopIteration as stop:
        print(stop.value, stop.args)


def laziness(log):
    log.append("started")
    yield 1
    log.append("between")
    yield 2
    log.append("finished")


log = []
lazy = laziness(log)
print(log)
next(lazy)
print(log)
next(lazy)
print(log, next(lazy, "end"), log)


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def take(n, iterable):
    for _, item in zip(range(n), iterable):
        yield item


print(list(take(15, fibonacci())), sum(take(100, fibonacci())))


def primes():
    found = []
    candidate = 2
    while True:
        for p in found:
            if p * p > candidate:
                found.append(candidate)
                yield candidate
                break
            if candidate % p == 0:
                break
        else:
            found.append(candidate)
            yield candidate
        candidate += 1


print(list(take(20, primes())))


def flatten(tree):
    if isinstance(tree, list):
        for part in tree:
            for leaf in flatten(part):
                yield leaf
    else:
        yield tree


print(list(flatten([1, [2, [3, [4, []]], 5], [[[6]]]])))


def arguments(a, *args, b=2, **kwargs):
    yield a
    yield from args
    yield b
    yield kwargs


print(list(arguments(1, 2, 3, b=4, c=5)))
try:
    arguments()
except TypeError as error:
    print(error)


def unpacking():
    first, *rest = yield_three()
    yield first, rest
    x = [(yield "inside list"), (yield "again")]
    yield x
    yield {**{"k": (yield "dict")}}
    yield f"{(yield 'f-string')}"


def yield_three():
    yield from "abc"


print(list(unpacking()))
a, b, c = count(3)
*start, end = count(4)
print(a, b, c, start, end, [*count(2), *count(3)], {*count(3)}, max(count(5)), 2 in count(5),
    dict(zip(count(3), "xyz")), "-".join(map(str, count(3))))
try:
    a, b = count(3)
except ValueError as error:
    print(error)
try:
    a, b, c, d = count(2)
except ValueError as error:
    print(error)


def raises():
    yield 1
    raise KeyError("from generator")


r = raises()
print(next(r))
for _ in range(2):
    try:
        next(r)
    except KeyError as error:
        print("KeyError", error)
    except StopIteration as stop:
        print("StopIteration", stop.value)


def pipeline():
    numbers = (n for n in range(20))
    odd = (n for n in numbers if n % 2)
    squares = (n * n for n in odd)
    return sum(s for s in squares if s % 3)


print(pipeline())


class Tree:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


print(list(Tree(4, Tree(2, Tree(1), Tree(3)), Tree(6, Tree(5)))))


def permutations(items):
    if not items:
        yield ()
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield (item, *rest)


print(list(permutations([1, 2, 3])), sum(1 for _ in permutations(list(range(6)))))
