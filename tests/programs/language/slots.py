# krait: short
# __slots__: access, inheritance, __dict__ and __weakref__, layout conflicts, errors.
def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Point3(Point):
    __slots__ = ("z",)


class WithDict(Point):
    pass


class DictSlot(Point):
    __slots__ = ("__dict__",)


class Single:
    __slots__ = "only"


class Iterated:
    __slots__ = (name for name in ["a", "b"])


class Documented:
    __slots__ = {"a": "doc of a", "b": None}


class Empty:
    __slots__ = ()


p = Point(1, 2)
print(p.x, p.y, attempt(setattr, p, "z", 1), attempt(lambda: p.__dict__), hasattr(p, "__dict__"),
    Point.__slots__, Point.x, type(Point.x).__name__)
del p.x
print(attempt(lambda: p.x), attempt(delattr, p, "x"), hasattr(p, "x"))
p.x = 9
print(p.x, Point.x.__get__(p, Point), attempt(Point.x.__get__, 5, int), Point.x.__name__,
    Point.x.__objclass__.__name__, Point.__dict__["y"].__get__(p))
q = Point3(1, 2)
print(attempt(lambda: q.z), q.x)
q.z = 3
print(q.z, Point3.__slots__, attempt(setattr, q, "w", 1))
w = WithDict(1, 2)
w.anything = 3
print(w.__dict__, w.x, attempt(lambda: w.__slots__))
d = DictSlot(3, 4)
d.extra = 1
print(d.__dict__, d.x, "x" in d.__dict__)
s = Single()
s.only = 1
print(s.only, attempt(setattr, s, "o", 1))
i = Iterated()
i.a, i.b = 1, 2
print(i.a, i.b, Documented.a.__doc__, Documented.__slots__, attempt(setattr, Empty(), "x", 1))
Point.x.__set__(p, "via descriptor")
print(p.x, attempt(Point.x.__set__, 5, 1), attempt(Point.x.__delete__, q),
    attempt(Point.x.__delete__, q))


def class_conflict():
    class X:
        __slots__ = ("a",)
        a = 1


def bad_name():
    class X:
        __slots__ = ("1a",)


def bad_type():
    class X:
        __slots__ = (1,)


def bad_slots():
    class X:
        __slots__ = 5


def duplicate_dict():
    class X(WithDict):
        __slots__ = ("__dict__",)


def duplicate_weakref():
    class X(WithDict):
        __slots__ = ("__weakref__",)


def nonempty_int():
    class X(int):
        __slots__ = ("a",)


def nonempty_tuple():
    class X(tuple):
        __slots__ = ("a",)


def empty_int():
    class X(int):
        __slots__ = ()

    return attempt(setattr, X(5), "a", 1), X(5) + 1


def list_slots():
    class X(list):
        __slots__ = ("tag",)

    x = X([1])
    x.tag = "t"
    return x, x.tag, attempt(setattr, x, "other", 1)


def layout_conflict():
    class A:
        __slots__ = ("a",)

    class B:
        __slots__ = ("b",)

    class C(A, B):
        pass


def layout_fine():
    class A:
        __slots__ = ("a",)

    class B:
        __slots__ = ()

    class C(A, B):
        __slots__ = ("c",)

    c = C()
    c.a = c.c = 1
    return c.a, attempt(setattr, c, "d", 1)


def builtin_layout():
    class X(int, str):
        pass


def mangled():
    class Private:
        __slots__ = ("__hidden", "__dunder__")

        def __init__(self):
            self.__hidden = 1

    return sorted(n for n in vars(Private) if "hidden" in n
        or "dunder" in n), Private()._Private__hidden


def same_name_in_child():
    class A:
        __slots__ = ("v",)

    class B(A):
        __slots__ = ("v",)

    b = B()
    b.v = "B's"
    A.v.__set__(b, "A's")
    return b.v, A.v.__get__(b)


for function in (class_conflict, bad_name, bad_type, bad_slots, duplicate_dict, duplicate_weakref,
        nonempty_int, nonempty_tuple, empty_int, list_slots, layout_conflict, layout_fine,
        builtin_layout, mangled, same_name_in_child):
    print(function.__name__, attempt(function))


class Meta(type):
    def __new__(mcls, name, bases, ns):
        ns["__slots__"] = tuple(ns.get("fields", "").split())
        return super().__new__(mcls, name, bases, ns)


class Record(metaclass=Meta):
    fields = "name value"


r = Record()
r.name, r.value = "n", 2
print(r.name, r.value, attempt(setattr, r, "nope", 0))
import _weakref


class NoWeak:
    __slots__ = ()


class Weak:
    __slots__ = ("__weakref__",)


weak = Weak()
print(attempt(_weakref.ref, NoWeak()), _weakref.ref(weak)() is weak, attempt(_weakref.ref, p))
total = 0
for n in range(300):
    point = Point(n, n + 1)
    point.x += point.y
    total += point.x
print(total, [attempt(getattr, Point.__new__(Point), name) for name in ("x", "y", "z")])
r2 = Point.__new__(Point)
print(Point(1, 2).__getstate__(), Empty().__getstate__(), w.__getstate__())
