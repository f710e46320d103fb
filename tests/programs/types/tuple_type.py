# tuple: construction, methods, operators, iterator, hashing, subclasses.


def tell(function, *args, **kwargs):
    name = function.__qualname__
    try:
        print(name, *map(repr, args), kwargs or "", "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(name, *map(repr, args), kwargs or "", "!", type(error).__name__, error)


class Index:
    def __index__(self):
        return 1

    def __repr__(self):
        return "Index"


for args in ((), ([],), ("abc",), ((1, 2),), ({"k": 1},), (range(3),), (5,), (None,), ([1], [2])):
    tell(tuple, *args)
tell(tuple, iterable=[1])
for name, argument_lists in (
        ("count", ((1,), (9,), ("1",), (), (1, 2))), ("index",
                                                      ((2,), (9,), (1, 1), (1, -1), (1, 0, 1),
                                                       (1, 5), (1, -100, 100), (1, "0"), (),
                                                       (1, 1, 1, 1))),
        ("__getitem__", ((0,), (-1,), (3,), (-4,), (Index(),), ("0",), (1.5,), (None,),
                         (slice(1, None),), (slice(None, None, -1),), (slice(None, None, 0),),
                         (2**70,))),
        ("__contains__", ((2,), (9,), (2.0,))), ("__add__", (((4,),), ([4],), (5,), ((),))),
        ("__mul__", ((2,), (0,), (-1,), (Index(),), ("2",), (1.5,), (2**62,), (2**70,))),
        ("__rmul__", ((2,), (None,))), ("__len__", ((),)), ("__eq__",
                                                            (((1, 2, 1),), ([1, 2, 1],), (5,))),
                                                            ("__ne__", (((1,),),)),
                                                            ("__lt__", (((1, 3),), ([1],))),
        ("__le__", (((1, 2, 1),),)), ("__gt__", (((1, 2),),)), ("__ge__", (((2,),),)),
        ("__repr__", ((),)), ("__getnewargs__", ((),)), ("__setitem__", ()), ("__iter__", ((1,),))):
    for args in argument_lists:
        tell(getattr(tuple, name), (1, 2, 1), *args)
tell(tuple.count, [1], 1)
tell(tuple.__new__, tuple, "ab")
tell(tuple.__new__, list, "ab")
tell(tuple.__new__)
print(repr(()), repr((1,)), repr((1, 2)), repr(((),)), str((1, "a")), tuple([1, 2])[::-1],
      (1, 2) + (3,), 2 * (1,), (1, 2) < (1, 3), () < (0,))
whole = (1, 2, 3)
print((1, 2)[5:], tuple(whole) == whole, whole[:] == whole, whole + () == whole, whole * 1 == whole)
print(hash((1, 2)) == hash((1.0, 2)), hash(()) == hash(()), hash((1, (2, 3))) == hash((1, (2, 3))),
      hash((1, 2)) != hash((2, 1)), {(1, 2): "x"}[(1, 2.0)])
tell(hash, (1, []))
tell(tuple.__hash__, 5)
iterator = iter(whole)
print(type(iterator).__name__, iterator.__length_hint__(), next(iterator),
      iterator.__length_hint__(), iterator.__reduce__()[1:])
for state in (0, 2, 99, -5):
    iterator = iter(whole)
    iterator.__setstate__(state)
    print(state, list(iterator), iterator.__length_hint__(), iterator.__reduce__()[1:])
print(list(reversed(whole)), type(reversed(whole)).__name__, reversed(whole).__length_hint__(),
      [*whole, *()], max(whole), sorted(whole, reverse=True), sum(whole))
first, *rest = whole
(a, b), c = (1, 2), 3
print(first, rest, a, b, c)
nested = ([],)
nested[0].append(nested)
print(nested)
try:
    nested[0] += [1]
except TypeError as error:
    print(error, len(nested[0]))
for action in (lambda: whole.__setitem__, lambda: whole.missing, lambda: setattr(whole, "x", 1),
               lambda: (1, 2) + [3], lambda: [3] + (1, 2), lambda: (1,) * (2,), lambda: (1,) < [1],
               lambda: (1, "a") < (1, 2), lambda: (1, 2) - (1,)):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


def store():
    whole[0] = 1


def remove():
    del whole[0]


tell(store)
tell(remove)


class Point(tuple):
    def __new__(cls, x, y):
        self = super().__new__(cls, (x, y))
        self.label = "p"
        return self

    @property
    def x(self):
        return self[0]

    def __add__(self, other):
        return Point(self[0] + other[0], self[1] + other[1])

    def __repr__(self):
        return f"Point{tuple.__repr__(self)}"


class Loud(tuple):
    def __getitem__(self, key):
        return "item"

    def __iter__(self):
        return iter("it")

    def __len__(self):
        return 50

    def __eq__(self, other):
        return True

    __hash__ = tuple.__hash__


p = Point(1, 2)
print(p, p.x, p.label, p == (1, 2), p + p, type(p + p).__name__, type(p[:]).__name__,
      type(p * 2).__name__, hash(p) == hash((1, 2)), isinstance(p, tuple), len(p), p.__dict__)
loud = Loud((1, 2, 3))
print(loud[0], list(loud), len(loud), loud == (9,), (9,) == loud, tuple(loud), tuple.__len__(loud),
      2 in loud, repr(loud), sorted(loud), "%s %s %s" % loud)
a, b = loud
print(a, b, [*loud], (lambda *args: args)(*loud), tuple.__getitem__(loud, 0),
      isinstance("x", Loud((int, str))))
tell(Point, 1)
tell(type, "Slots", (tuple,), {"__slots__": ("x",)})
print(type(type("Empty", (tuple,), {"__slots__": ()})((1,))).__name__, Point.__getnewargs__(p))
big = tuple(range(100000))
print(len(big + big), (big * 3)[-1], big.index(99999), big.count(5), sum(big), big[50000:50003])
