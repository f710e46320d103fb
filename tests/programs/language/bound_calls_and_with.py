# krait: short
# Bound methods called by name, from native code and by `with`; generators that resume each other.


def raises(function, *args, **named):
    try:
        return function(*args, **named)
    except Exception as error:
        return type(error).__name__, str(error)


class Counter:
    def __init__(self, start=0):
        self.value = start
        self.log = []

    def add(self, by=1, *, times=1):
        self.value += by * times
        return self.value

    def many(self, a, b, c, d, e, f, g, h, i):
        return (self.value, a, b, c, d, e, f, g, h, i)

    def spread(self, *args, **named):
        return len(args), sorted(named.items())

    def key(self, item):
        return -item

    @classmethod
    def make(cls, start):
        return cls(start)

    @staticmethod
    def double(x):
        return x * 2

    def __enter__(self):
        self.log.append("enter")
        return self

    def __exit__(self, kind, error, traceback):
        self.log.append(("exit", kind and kind.__name__, str(error), traceback is not None))
        return kind is KeyError


def calls(counter):
    add, many, make, double, spread = counter.add, counter.many, counter.make, counter.double, counter.spread
    append, key = counter.log.append, counter.key
    out = []
    for turn in range(3):
        out += [add(1), add(), add(times=2), add(1, times=3), raises(add, 1, 2), raises(lambda: add(1, 2, 3)),
                many(1, 2, 3, 4, 5, 6, 7, 8, turn), raises(lambda: many(1)), make(turn).value, double(turn),
                spread(), spread(1, turn), spread(1, x=turn), spread(*range(turn), **{"k": 1}),
                append(turn), sorted([1, 3, 2], key=key), list(map(key, [1, 2])), key(turn)]
    return out


print(calls(Counter()), len(calls(Counter(5))))
print(list(map(Counter(3).many, *[range(2)] * 9)), raises(lambda: Counter().key()), max([1, 5, 3], key=Counter().key))


class Deep:
    def __init__(self):
        self.again = self.go

    def go(self, depth):
        again = self.again
        return again(depth - 1) + 1 if depth else 0


print(Deep().go(50))


class Callable:
    def __call__(self, *args):
        return "called", args


import types
instance = Callable()
odd = types.MethodType(instance, 7)
native = types.MethodType(len, "abc")
twice = types.MethodType(types.MethodType(Counter.add, Counter(10)), 5)


def odd_calls():
    first, second, third = odd, native, twice
    return first(1), first(), second(), raises(lambda: second(1)), third(), third(times=2)


print(odd_calls(), odd_calls())


# --- with -------------------------------------------------------------------------------------
class NoEnter:
    __exit__ = Counter.__exit__


class NoExit:
    def __enter__(self):
        print("not reached")


class Odd:
    def __init__(self):
        self.log = []

    @property
    def __enter__(self):
        self.log.append("get enter")
        return lambda: self.log.append("enter") or "value"

    __exit__ = Callable()


class Static:
    @staticmethod
    def __enter__():
        return "static"

    @classmethod
    def __exit__(cls, *error):
        print(cls.__name__, [str(e) for e in error[:2]])


class FailingEnter(Counter):
    def __enter__(self):
        raise ValueError("at the door")


class Rebinding(Counter):
    def __enter__(self):
        type(self).__exit__ = None
        return "rebound"


def use(manager, error=None):
    with manager as value:
        if error is not None:
            raise error
        return value if isinstance(value, str) else type(value).__name__
    return "swallowed"


for manager in (Counter(), NoEnter(), NoExit(), Odd(), Static(), FailingEnter(), Rebinding(), 5):
    print(raises(use, manager), raises(use, manager, KeyError("k")), raises(use, manager, OSError("o")),
          getattr(manager, "log", None))


# --- generators -------------------------------------------------------------------------------
def inner(n):
    for i in range(n):
        try:
            got = yield i
        except KeyError as error:
            got = str(error)
        if got:
            yield "got", got
    return n


def outer(n):
    while n:
        done = yield from inner(n)
        n -= 1
        yield "done", done


def mixed():
    try:
        raise ValueError("handled")
    except ValueError:
        for item in outer(3):
            import sys
            yield item, str(sys.exc_info()[1])


print(list(outer(3)))
print(list(mixed()))
stepping = outer(2)
print(next(stepping), stepping.send("x"), next(stepping), stepping.throw(KeyError("y")), list(stepping))


# --- slices -----------------------------------------------------------------------------------
class At:
    def __init__(self, items, at):
        self.items, self.at = items, at

    def __index__(self):
        del self.items[1:]
        return self.at


def assign(items, start, stop, step, value):
    items[start:stop:step] = value
    return items


def assign_plain(items, start, stop, value):
    items[start:stop] = value
    return items


for start, stop in ((1, 3), (None, 2), (-2, None), (5, 1), (0, 0), (-100, 100), (2, -1)):
    print(assign_plain(list(range(6)), start, stop, "ab"), assign_plain(list(range(6)), start, stop, []),
          raises(assign, list(range(6)), start, stop, 2, "ab"), raises(assign, list(range(6)), start, stop, -1, [9]))
items = list(range(6))
print(raises(assign_plain, items, At(items, 0), 3, [7, 8]), raises(assign_plain, [1], "a", 3, ()), raises(assign_plain, [1], 0, 1, 5))
items[1:2] = items
print(items)
