# krait: short
# enumerate, zip, map, filter, reversed, iter(callable, sentinel), sequence iterators:
# laziness, attributes, length hints, pickling hooks, errors in the middle.


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def failing(limit):
    for i in range(limit):
        yield i
    raise ValueError(f"failed after {limit}")


class Sequence:
    def __init__(self, *items):
        self.items = items

    def __getitem__(self, position):
        return self.items[position]

    def __len__(self):
        return len(self.items)


class OnlyItems:
    def __getitem__(self, position):
        if position >= 3:
            raise StopIteration("ends it too")
        return position * 10


for args, kwargs in ((("ab",), {}), (("ab", 5), {}), (("ab",), {"start": -1}), ((), {}), ((5,), {}),
                     (("ab", "x"), {}), (("ab", 1.5), {}), (("ab", 2**70), {}), (("ab", 1, 2), {}),
                     ((), {"iterable": "ab"}), ((), {"iterable": "ab", "start": 3}),
                     (("ab",), {"stop": 3}), (("ab",), {"iterable": "x"})):
    tell("enumerate", lambda: list(enumerate(*args, **kwargs)))
e = enumerate("abc", 2**63 - 2)
print(next(e), e.__reduce__()[1][1], next(e), next(e), next(e, "end"), e.__iter__() is e,
      type(e).__name__, enumerate[int])
for args, kwargs in (((), {}), (("ab",), {}), (("ab", [1, 2, 3]), {}), (("ab", 5), {}),
                     (([], "ab"), {}), (("ab", [1]), {"strict": True}),
                     (([1], "ab"), {"strict": True}), (("ab", "cd", [1]), {"strict": True}),
                     (("ab", "cd"), {"strict": True}), (("abc", "ab", "ab"), {"strict": 1}),
                     (("ab",), {"other": 1}), ((), {"strict": True}),
                     ((failing(1), "ab"), {}), (("ab", failing(1)), {"strict": True})):
    tell("zip", lambda: list(zip(*args, **kwargs)))
source = iter([1, 2, 3])
print(list(zip(source, [10])), next(source), [*zip()], zip("a").__reduce__()[0].__name__,
      len(zip("a", strict=True).__reduce__()), next(zip("a")))
z = zip("ab", "cd", strict=False)
z.__setstate__(True)
tell("setstate", lambda: z.__reduce__()[2])
tell("setstate", zip("a").__setstate__, [])
for args in ((), (len,), (len, ["a", "bb"]), (len, 5), (5, [1]), (pow, [2, 3], [3, 2]),
             (pow, [2, 3], [3]), (lambda a, b, c: a + b + c, "ab", "cd", "ef"), (len, [5]),
             (None, [1]), (str, failing(2)), (lambda: 0, [1]), (int, "12x")):
    tell("map", lambda: list(map(*args)))
tell("map keyword", lambda: map(len, [], key=1))
print(next(map(str, [5])), map(str, "a").__reduce__()[0].__name__,
      map(str, "a").__reduce__()[1][0].__name__, type(map(str, [])).__name__)
for args in ((), (None,), (None, [0, 1, "", "a", None]), (bool, [0, 2]), (str.isdigit, "a1b2"),
             (5, [1]), (None, 5), (lambda x: 1 / x, [1, 0]), (lambda: 0, [1]), (None, failing(2)),
             (None, [1], [2]), ((lambda x: [x]), [1, 0]), (lambda x: [], [1, 0])):
    tell("filter", lambda: list(filter(*args)))
tell("filter keyword", lambda: filter(function=None, iterable=[]))
print(next(filter(None, [0, 7])), filter(None, "a").__reduce__()[1][0],
      type(filter(None, [])).__name__)
for thing in ([1, 2], (1, 2), "ab", range(3), {1: 2}, {1: 2}.items(), Sequence(1, 2), b"ab",
              bytearray(b"ab")):
    r = reversed(thing)
    print(type(r).__name__, list(r), list(r))
for thing in (5, None, {1}, iter([]), OnlyItems(), (x for x in ()), object):
    tell("reversed", reversed, thing)
tell("reversed", reversed)
tell("reversed", reversed, [1], [2])
tell("reversed", lambda: reversed(sequence=[1]))
r = reversed(Sequence("a", "b", "c"))
print(r.__length_hint__(), next(r), r.__length_hint__(), r.__reduce__()[2], r.__setstate__(0),
      list(r), r.__length_hint__())
r = reversed(Sequence("a", "b"))
r.__setstate__(99)
print(list(r))
tell("setstate", reversed(Sequence(1)).__setstate__, "x")


class Custom:
    def __reversed__(self):
        return "anything at all"


class Refuses(list):
    __reversed__ = None


tell("custom", reversed, Custom())
tell("refuses", reversed, Refuses())
counter = iter([1, 2, 3, 0, 5])
calls = iter(lambda: next(counter), 0)
print(type(calls).__name__, list(calls), next(calls, "end"), next(counter),
      calls.__reduce__()[0].__name__)
for args in ((5, 0), (lambda: 1,), (len, 0), (lambda: 1 / 0, 1), (5,), (), (1, 2, 3)):
    tell("iter", lambda: next(iter(*args)))
stopping = iter(lambda: next(iter([])), 0)
print(next(stopping, "StopIteration ends it"), next(stopping, "again"))
for thing in (Sequence(1, 2, 3), OnlyItems(), Sequence()):
    i = iter(thing)
    tell("hint", lambda: i.__length_hint__())
    print(type(i).__name__, next(i, "none"), i.__reduce__()[2:], end=" ")
    tell("rest", list, i)
i = iter(Sequence("a", "b", "c"))
for state in (1, 99, -5):
    i = iter(Sequence("a", "b", "c"))
    i.__setstate__(state)
    print(state, list(i), i.__length_hint__())
for kind in (type(iter(Sequence())), type(iter(len, 0)), type(iter("")), type(iter(range(0)))):
    tell("no constructor", kind)


class Iter:
    def __init__(self, answer):
        self.answer = answer

    def __iter__(self):
        return self.answer


class NextOnly:
    def __next__(self):
        return 1


for thing in (Iter(5), Iter([]), Iter(iter([1])), Iter(NextOnly()), NextOnly(), Iter(Iter(5))):
    tell("iter", lambda: type(iter(thing)).__name__)
for thing in (5, "abc", [1], NextOnly(), Iter(1), None):
    tell("next", lambda: next(thing))
tell("next", next)
tell("next", next, iter([]), 1, 2)
tell("next", next, iter([]), default=1)
print([*map(lambda x: x, zip(*[iter("abcdef")] * 2))], dict(zip("ab", enumerate("cd"))),
      list(map(lambda *a: a, enumerate("ab"), reversed("cd"), filter(None, "ef"))))
