# krait: short
# __slots__ in all forms, __dict__ and __weakref__ control, layouts and __class__ assignment.
import _weakref


def tell(label, function, *args):
    try:
        print(label, "->", repr(function(*args)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Named(Point):
    __slots__ = "name"


class Open(Point):
    pass


class WithDict:
    __slots__ = ("a", "__dict__")


class WithWeak:
    __slots__ = ["w", "__weakref__"]


class Empty:
    __slots__ = ()


class Mangled:
    __slots__ = ("__private", "_single", "__dunder__")

    def __init__(self):
        self.__private = 1
        self.__dunder__ = 2


class Documented:
    __slots__ = {"a": "doc of a", "b": None}


class FromGenerator:
    __slots__ = (n for n in ("g1", "g2"))


p = Point(1, 2)
print(p.x, p.y, Point.x, type(Point.x).__name__, Point.x.__get__(p), Point.__slots__,
      Point.x.__objclass__, Point.x.__name__)
for action in (lambda: setattr(p, "z", 1), lambda: p.z, lambda: p.__dict__, lambda: delattr(p, "x"),
               lambda: p.x, lambda: delattr(p, "x"), lambda: setattr(p, "x", 9), lambda: p.x,
               lambda: Point.x.__get__(5), lambda: Point.x.__set__(5, 1),
               lambda: Point.x.__delete__(p), lambda: Point.x.__get__(p),
               lambda: _weakref.ref(p), lambda: Point.x.__get__(None, Point) is Point.x,
               lambda: Point.x.__get__(None, None)):
    tell("slot", action)
n = Named(1, 2)
n.name = "n"
print(n.x, n.name, Named.__slots__)
tell("named", setattr, n, "other", 1)
o = Open(3, 4)
o.extra = 5
print(o.x, o.extra, o.__dict__)
w = WithDict()
w.a, w.b = 1, 2
print(w.a, w.b, w.__dict__)
weak = WithWeak()
print(_weakref.ref(weak)() is weak)
tell("with weak", setattr, weak, "z", 1)
tell("empty", setattr, Empty(), "z", 1)
m = Mangled()
print(m._Mangled__private, m.__dunder__,
      sorted(k for k in Mangled.__dict__ if "priv" in k or "sing" in k or "dunder" in k))
print(Documented.a.__doc__, Documented.b.__doc__, Documented.__slots__,
      FromGenerator().__class__.__name__, type(FromGenerator.g1).__name__)
for slots in (5, ("a", 5), ("1x",), ("a b",), ("",), ("x", "x"), ("__dict__", "__dict__"),
              ("__weakref__", "__weakref__"), None, b"x", ("\xe9",), ("class",), ("__slots__",),
              ("__class__",), ("__doc__",)):
    tell(f"slots {slots!r}", lambda: type("S", (), {"__slots__": slots}).__name__)
tell("conflict with class variable", lambda: type("S", (), {"__slots__": ("x",), "x": 1}))
tell("dict twice", lambda: type("S", (Open,), {"__slots__": ("__dict__",)}))
tell("weakref twice", lambda: type("S", (Open,), {"__slots__": ("__weakref__",)}))
tell("int with slots", lambda: type("S", (int,), {"__slots__": ("x",)}))
tell("int with dict", lambda: type("S", (int,), {"__slots__": ("__dict__",)})(5) + 1)
tell("two slotted bases", lambda: type("S", (Point, WithWeak), {}))
tell("slotted and empty", lambda: type("S", (Point, Empty), {})(1, 2).x)
tell("slotted and open", lambda: type("S", (Open, Point), {})(1, 2).x)


class Same:
    __slots__ = ("x", "y")


class OtherOrder:
    __slots__ = ("y", "x")


class Free:
    pass


class FreeToo:
    pass


for kind in (Same, OtherOrder, Free, Open, int, Empty, Named):
    q = Point(7, 8)
    tell(f"class {kind.__name__}", lambda: (setattr(q, "__class__", kind), type(q).__name__,
                                            q.x)[1:])
free = Free()
free.attribute = 1
free.__class__ = FreeToo
print(type(free).__name__, free.attribute)
for value in (5, None, object, list):
    tell(f"class {value}", setattr, free, "__class__", value)
tell("del class", delattr, free, "__class__")
for value in ({}, {"k": 1}, 5, None):
    tell(f"dict {value}", lambda: (setattr(free, "__dict__", value), vars(free))[1])
shared = {"s": 1}
free.__dict__ = shared
free.t = 2
shared["u"] = 3
print(free.u, shared, vars(free) is shared, free.__dict__ is shared)
del free.__dict__
print(free.__dict__, hasattr(free, "s"))
free.__dict__[5] = "number key"
free.__dict__["x y"] = 1
print(free.__dict__, getattr(free, "x y"))
a, b = Free(), Free()
for i in range(40):
    setattr(a, f"n{i}", i)
b.n5, b.n1 = "five", "one"
print(list(a.__dict__)[:3], b.__dict__, a.n39, sum(vars(a).values()))
del a.n0
a.n0 = "again"
print(list(a.__dict__)[-1], len(vars(a)))
a.__dict__.clear()
tell("cleared", lambda: a.n1)
a.fresh = 1
print(vars(a), a.__dict__ == {"fresh": 1}, {**a.__dict__})
for i, name in enumerate(vars(b)):
    print(i, name)
kept = b.__dict__
b.__dict__ = {}
b.z = 1
print(kept, vars(b))
