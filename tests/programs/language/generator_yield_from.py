# krait: short
# yield from: over every kind of iterable, results, sends, nesting depth, errors.
def over(x):
    result = yield from x
    return result


print(list(over([1, 2])), list(over("ab")), list(over({1: 2})), list(over(range(3))),
    list(over(over(over((1,))))), list(over(())), list(over(map(str, [1]))))


def result_of(generator):
    items = []
    while True:
        try:
            items.append(next(generator))
        except StopIteration as stop:
            return items, stop.value


def with_result(n):
    for i in range(n):
        yield i
    return n * 10


def chain():
    a = yield from with_result(2)
    b = yield from with_result(a // 10)
    c = yield from []
    return a, b, c


print(result_of(chain()))


def receiver():
    got = []
    while True:
        item = yield len(got)
        if item is None:
            return got
        got.append(item)


def proxy():
    while True:
        got = yield from receiver()
        print("proxy", got)
        if not got:
            return "closed"


p = proxy()
print(next(p), p.send("a"), p.send("b"), p.send(None), p.send("c"), p.send(None))
try:
    p.send(None)
except StopIteration as stop:
    print(stop.value)


class SendIterator:
    def __init__(self):
        self.sent = []

    def __iter__(self):
        return self

    def __next__(self):
        self.sent.append("next")
        if len(self.sent) > 4:
            raise StopIteration(self.sent)
        return len(self.sent)

    def send(self, value):
        self.sent.append(("send", value))
        if len(self.sent) > 4:
            raise StopIteration(self.sent)
        return len(self.sent)


g = over(SendIterator())
print(next(g), g.send(None), g.send("x"), next(g))
try:
    g.send("y")
except StopIteration as stop:
    print(stop.value)
g = over(iter([1, 2]))
next(g)
try:
    g.send("to a list iterator")
except AttributeError as error:
    print(error)
for bad in (5, None, len):
    try:
        list(over(bad))
    except TypeError as error:
        print(error)


class BadIter:
    def __iter__(self):
        return 5


try:
    list(over(BadIter()))
except TypeError as error:
    print(error)


def depth(n):
    if n:
        result = yield from depth(n - 1)
        return result + 1
    sent = yield "bottom"
    return sent


g = depth(100)
print(next(g))
try:
    g.send(1)
except StopIteration as stop:
    print(stop.value)


def hanoi(n, a, b, c):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


print(*hanoi(4, "A", "B", "C"))


def inner_raises():
    yield 1
    raise LookupError("inner")


def outer_catches():
    try:
        yield from inner_raises()
    except LookupError as error:
        yield f"caught {error}"
    return "ok"


print(result_of(outer_catches()))


def self_delegate():
    yield from holder


holder = self_delegate()
try:
    next(holder)
except ValueError as error:
    print(error)


def shared(source):
    yield from source


source = iter(range(6))
a, b = shared(source), shared(source)
print(next(a), next(b), next(a), next(b), list(a), list(b))
tuple_result = over(with_result(1))
next(tuple_result)
try:
    next(tuple_result)
except StopIteration as stop:
    print(stop.value)


def returns_tuple():
    return (1, 2)
    yield


def returns_exception():
    return ValueError("as a value")
    yield


def outer():
    x = yield from returns_tuple()
    y = yield from returns_exception()
    return x, repr(y)


print(result_of(outer()))
