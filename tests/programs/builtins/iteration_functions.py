# krait: short
# iter, next, aiter, anext, reversed, enumerate, zip, map and filter called in every odd way.


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except BaseException as error:
        print(label, "!", type(error).__name__, error)


class Iterates:
    def __init__(self, limit):
        self.limit = limit

    def __iter__(self):
        return self

    def __next__(self):
        self.limit -= 1
        if self.limit < 0:
            raise StopIteration("value of stop", "second")
        return self.limit


class RaisesInIter:
    def __iter__(self):
        raise KeyError("in __iter__")


class RaisesInNext:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("in __next__")


class NoneIter:
    __iter__ = None


class InstanceIter:
    def __init__(self):
        self.__iter__ = lambda: iter("abc")


class NegativeLength:
    def __len__(self):
        return -1

    def __getitem__(self, i):
        raise IndexError


class LengthHint:
    def __init__(self, answer):
        self.answer = answer

    def __length_hint__(self):
        if self.answer == "raise":
            raise ZeroDivisionError("hint")
        if self.answer == "type":
            raise TypeError("hint")
        return self.answer

    def __iter__(self):
        return iter("ab")


it = Iterates(2)
print(next(it), next(it), next(it, "default"), next(it, None))
tell("stop", next, it)
try:
    next(it)
except StopIteration as stop:
    print(stop.value, stop.args)
for thing in (RaisesInIter(), NoneIter(), InstanceIter(), 5, None, Iterates, len, object()):
    tell(f"iter {type(thing).__name__}", lambda: type(iter(thing)).__name__)
    tell(f"list {type(thing).__name__}", list, thing)
    tell(f"in {type(thing).__name__}", lambda: 1 in thing)
    tell(f"unpack {type(thing).__name__}", lambda: [*thing])
    tell(f"star call {type(thing).__name__}", lambda: print(*thing))
for consumer in (list, tuple, set, sum, max, sorted, dict, "".join, bytes, all, any, lambda i: [*i],
                 lambda i: dict.fromkeys(i)):
    tell("error in next", consumer, RaisesInNext())
for answer in (5, 0, -1, "x", None, 1.5, NotImplemented, "raise", "type", 2**70, True):
    tell(f"hint {answer}", list, LengthHint(answer))
tell("negative length", list, NegativeLength())


def counting():
    counting.n += 1
    if counting.n == 5:
        raise StopIteration("from the callable")
    return counting.n


counting.n = 0
print(list(iter(counting, 3)), counting.n, list(iter(counting, 99)), counting.n)


class EqRaises:
    def __eq__(self, other):
        raise KeyError("in __eq__")


tell("sentinel", lambda: next(iter(lambda: 1, EqRaises())))
tell("sentinel", lambda: list(iter(lambda: 1 / 0, 5)))
for args in ((), (5, 6), (len,), (len, 1, 2)):
    tell("iter", iter, *args)
for args in ((), (5,), ([],), ("x", "default"), (iter([]), 1, 2), (Iterates(1),), (RaisesInNext(),),
             (RaisesInNext(), "default"), (iter([]), "default")):
    tell(f"next {len(args)}", next, *args)


class AsyncIter:
    def __init__(self, *items):
        self.items = list(items)

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.items:
            raise StopAsyncIteration("done")
        return self.items.pop(0)


class BadAsync:
    def __aiter__(self):
        return 5


class BadAnext:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 5


def finish(awaitable):
    step = awaitable.__await__() if hasattr(awaitable, "__await__") else iter(awaitable)
    try:
        while True:
            next(step)
    except StopIteration as stop:
        return stop.value


source = AsyncIter("a", "b")
print(aiter(source) is source, finish(anext(source)), finish(anext(source, "default")),
      finish(anext(source, "default")))
tell("anext end", lambda: finish(anext(source)))
for thing in (5, [1], BadAsync(), None, iter([])):
    tell(f"aiter {type(thing).__name__}", aiter, thing)
    tell(f"anext {type(thing).__name__}", anext, thing)
tell("bad anext", lambda: finish(anext(BadAnext())))
tell("bad anext default", lambda: finish(anext(BadAnext(), 1)))
tell("aiter", aiter)
tell("anext", anext)
tell("aiter", aiter, source, source)
tell("anext", anext, source, 1, 2)
wrapped = anext(AsyncIter(1), 5)
print(type(wrapped).__name__, hasattr(wrapped, "send"), hasattr(wrapped, "throw"),
      hasattr(wrapped, "close"))
tell("send", wrapped.send, None)
tell("throw", anext(AsyncIter(1), 5).throw, KeyError("thrown"))
tell("close", anext(AsyncIter(), 5).close)
matrix = [[1, 2, 3], [4, 5, 6]]
print(list(zip(*matrix)), [*map(sum, matrix)], list(enumerate(zip("ab", "cd"), 1)),
      dict(zip(map(str, range(2)), filter(None, [0, 1, 2]))), max(map(len, ["a", "bb"])),
      sorted(zip([3, 1], "ab")), list(reversed(list(enumerate("xy")))))
