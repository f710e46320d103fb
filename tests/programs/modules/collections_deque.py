# krait: short
# _collections.deque: every method, maxlen, rotation, indexing, mutation during iteration.
import _collections
from _collections import deque


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def call(d, name, *args):
    before = repr(d)
    try:
        print(before, name, *args, "->", getattr(d, name)(*args), d)
    except Exception as error:
        print(before, name, *args, "!", type(error).__name__, error, d)


for args, kwargs in (((), {}), (("abc",), {}), (("abc", 2), {}), (("abc", None), {}),
                     (("abc", 0), {}), (("abc",), {"maxlen": 2}),
                     ((), {"iterable": "ab", "maxlen": 5}), (("abc", -1), {}), (("abc", "x"), {}),
                     ((5,), {}), (("a", 1, 2), {}), (("abc", 2**70), {}), ((), {"other": 1})):
    tell(f"deque{args}{kwargs}", deque, *args, **kwargs)
for name, argument_lists in (("append", ((4,), (), (1, 2))), ("appendleft", ((0,), ())),
                             ("pop", ((), (1,))), ("popleft", ((), (1,))),
                             ("extend", (([4, 5],), ("ab",), (5,), ((),))),
                             ("extendleft", (([4, 5],), (5,))),
                             ("rotate",
                              ((), (1,), (-1,), (2,), (-7,), (0,), (100,), (2**62,), ("x",),
                               (1, 2))), ("reverse", ((), (1,))), ("clear", ((),)), ("copy", ((),)),
                               ("__copy__", ((),)),
                             ("count", ((2,), (9,), (2.0,), ())),
                             ("index",
                              ((2,), (9,), (2, 2), (2, 1, 5), (2, -2), (2, -100, 100), (3, 0, 2),
                               (2, "x"), (), (2, 2**70))),
                               ("insert",
                                ((0, "x"), (2, "x"), (-1, "x"), (100, "x"), (-100, "x"), ("x", 1),
                                 (0,))), ("remove", ((2,), (9,), ())),
                                 ("__getitem__",
                                  ((0,), (-1,), (3,), (4,), (-5,), ("x",), (1.5,), (slice(0, 1),),
                                   (2**70,))),
                             ("__setitem__",
                              ((0, "z"), (-1, "z"), (9, "z"), ("x", 1), (slice(0, 1), []))),
                              ("__delitem__", ((0,), (-1,), (9,), ("x",), (slice(0, 1),))),
                              ("__contains__", ((2,), (9,))), ("__len__", ((),)),
                              ("__add__", ((deque([9]),), ([9],), (5,))),
                              ("__iadd__", (([9],), ("ab",), (5,))),
                              ("__mul__", ((2,), (0,), (-1,), ("x",), (1.5,))),
                              ("__rmul__", ((2,),)), ("__imul__", ((2,), (0,), ("x",))),
                             ("__eq__", ((deque([1, 2, 3, 2]),), ([1, 2, 3, 2],), (deque([1]),))),
                             ("__ne__", ((deque([1]),),)), ("__lt__", ((deque([1, 3]),), ([1],))),
                             ("__le__", ((deque([1, 2, 3, 2]),),)), ("__gt__", ((deque([1, 2]),),)),
                             ("__ge__", ((deque([2]),),)), ("__bool__", ()),
                             ("__init__", (("xy",), ("xy", 1), (5,)))):
    for args in argument_lists:
        call(deque([1, 2, 3, 2]), name, *args)
for name, args in (("append", (9,)), ("appendleft", (9,)), ("extend", ("xyz",)),
                   ("extendleft", ("xyz",)), ("insert", (1, 9)), ("rotate", (1,)),
                   ("__iadd__", ("ab",)), ("__add__", (deque("q"),)), ("__mul__", (3,)),
                   ("__imul__", (2,)), ("copy", ()), ("pop", ()), ("__init__", ("abcdef",))):
    call(deque([1, 2, 3], 3), name, *args)
    call(deque([], 0), name, *args)
    call(deque([1], 3), name, *args)
for name in ("pop", "popleft"):
    call(deque(), name)
d = deque([1, 2, 3], maxlen=5)
print(d.maxlen, deque().maxlen, d, repr(deque([deque()])), bool(deque()), list(reversed(d)),
      d == deque([1, 2, 3]), hash.__name__)
for action in (lambda: hash(d), lambda: setattr(d, "maxlen", 3), lambda: setattr(d, "x", 1),
               lambda: d.missing, lambda: d < [1], lambda: d + [1], lambda: [1] + d, lambda: d[0:1],
               lambda: deque.append([], 1), lambda: deque.__class_getitem__(int),
               lambda: deque(d) == d, lambda: sorted(deque([3, 1])),
               lambda: d.__reduce__()[1:3] + (list(d.__reduce__()[3]),),
               lambda: deque([1]).__reduce__()[1]):
    tell("deque", action)
d.append(d)
print(d)
d.pop()
it, back = iter(d), reversed(d)
print(type(it).__name__, it.__length_hint__(), next(it), it.__length_hint__(),
      it.__reduce__()[0].__name__, it.__reduce__()[1][1:], type(back).__name__, next(back),
      back.__length_hint__(), back.__reduce__()[1][1:])
print(list(type(it)(d, 1)), list(type(back)(d, 1)))
tell("iterator of a list", lambda: type(it)([1]))
for label, change in (("append", lambda q: q.append(0)), ("pop", lambda q: q.pop()),
                      ("rotate", lambda q: q.rotate(1)), ("clear", lambda q: q.clear()),
                      ("setitem", lambda q: q.__setitem__(0, "set")),
                      ("same length", lambda q: (q.append(0), q.popleft()))):
    for walk in (iter, reversed):
        q, seen = deque([1, 2, 3]), []
        try:
            for item in walk(q):
                seen.append(item)
                if len(seen) == 1:
                    change(q)
            print(label, walk.__name__, seen)
        except RuntimeError as error:
            print(label, walk.__name__, error, seen)


class Mutates:
    def __init__(self, target):
        self.target = target

    def __eq__(self, other):
        self.target.clear()
        return False


for action in (lambda q: q.index(5), lambda q: q.count(5), lambda q: q.remove(5), lambda q: 5 in q,
               lambda q: q == deque([1, 2, 3])):
    q = deque()
    q.extend([Mutates(q), 1, 2])
    tell("mutates", action, q)


class Sub(deque):
    def __init__(self, *args, tag="t"):
        super().__init__(*args)
        self.tag = tag


s = Sub("ab", 3, tag="q")
print(s, s.tag, type(s.copy()).__name__, type(s + s).__name__, type(s * 2).__name__,
      s.__reduce__()[0].__name__, s.__reduce__()[1], s.__reduce__()[2], list(s.__reduce__()[3]))
big = deque()
for i in range(5000):
    big.append(i)
    if i % 3 == 0:
        big.popleft()
    if i % 100 == 0:
        big.rotate(i)
print(len(big), sum(big), big[0], big[-1], big[len(big) // 2], big.index(4999))
del big[100], big[-100]
big.insert(50, "x")
print(len(big), big.index("x"), [x for x in deque(range(200), 5)],
      sorted(n for n in dir(_collections) if not n.startswith("__")))
