# krait: short
# type() in both forms, class attributes, __name__ and friends, annotations, class dictionaries.
def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Plain:
    """Plain doc."""

    x = 1

    def f(self):
        """f doc"""

    class Inner:
        pass


print(Plain.__name__, Plain.__qualname__, Plain.Inner.__qualname__, Plain.__module__, Plain.__doc__,
    Plain.f.__doc__, Plain.f.__qualname__, repr(Plain), str(Plain.Inner))
print([k for k in Plain.__dict__], type(Plain.__dict__).__name__,
    attempt(lambda: Plain.__dict__.__setitem__("y", 1)), Plain.__dict__["x"],
    Plain.__dict__.get("zzz"), "f" in Plain.__dict__, len(Plain.__dict__))
Plain.__name__ = "Renamed"
Plain.__qualname__ = "Q.Renamed"
Plain.__module__ = "mod"
Plain.__doc__ = "new doc"
print(Plain, Plain.__name__, Plain.__doc__, repr(Plain()).split(" at ")[0])
for name, value in (("__name__", 5), ("__qualname__", 5), ("__name__", "with\0null"),
        ("__mro__", ()), ("__dict__", {}), ("__bases__", ()), ("__module__", 7)):
    print(name, attempt(setattr, Plain, name, value))
print(Plain.__module__, repr(Plain))
T = type("T", (Plain,), {"y": 2, "g": lambda self: self.x + self.y})
print(T.__name__, T.__qualname__, T.__module__, T().g(), T.__bases__[0] is Plain, T.__doc__)
for args in ((), (1, 2, 3, 4), ("N", (), {}, 1), (5, (), {}), ("N", [], {}), ("N", (), []),
        ("N", (5,), {}), ("N\0", (), {}), ("N", (), {1: 2}), ("N", (), {"__slots__": 5}),
        ("", (), {}), ("é", (), {"__qualname__": "q"}), ("N", (), {"__qualname__": 5}),
        ("N", (), {"__doc__": 5})):
    print(args, attempt(lambda: type(*args).__qualname__))
print(type(5), type(type), type(None), type(...), type(NotImplemented), type(lambda: 0), type(len),
    type(Plain.f), type(Plain().f), type(int.real), type(str.join), type("".join),
    type(object().__str__), type(object.__str__), type(x for x in ()), type(range(0)),
    type({}.keys()), type(iter([])), type(Plain.__dict__), type(type.__dict__["__doc__"]))
print(attempt(type, 1, key=2), attempt(lambda: type("N", (), {}, key=1)), isinstance(type, type),
    isinstance(type, object), issubclass(type, object), isinstance(object, type))
namespace = {"a": 1}
N = type("N", (), namespace)
namespace["a"] = 2
N.b = 3
print(N.a, "b" in namespace, N.b)


class Body:
    for i in range(3):
        exec_free = i * 10
    if i == 2:

        def conditional(self):
            return "defined"

    else:

        def conditional(self):
            return "other"

    while i > 0:
        i -= 1
    try:
        1 / 0
    except ZeroDivisionError as e:
        caught = str(e)
    with memoryview(b"x") as view:
        first = view[0]
    squares = {k: k * k for k in range(3)}
    lambda_ = lambda self: self.caught
    import math as m

    a, (b, *c) = 1, (2, 3, 4)
    __private = "mangled"
    global module_level
    module_level = "from class body"
    assert i == 0
    pass


print(Body.i, Body.exec_free, Body().conditional(), Body.caught, Body.first, Body.squares,
    Body().lambda_(), Body.m.floor(2.5), Body.a, Body.b, Body.c, Body._Body__private, module_level,
    hasattr(Body, "e"))


class Mangle:
    __a = 1

    def __init__(self):
        self.__b = 2
        self.__c__ = 3
        self._d = 4
        self.___ = 5

    def get(self, other):
        __local = 6
        return self.__a, self.__b, __local, other.__b

    def names(self):
        global __global_mangled
        __global_mangled = 1
        return sorted(self.__dict__), "__local" in locals()

    def keyword(self, *, __kw=1):
        return __kw

    def attempt(self):
        try:
            return (5).__missing
        except AttributeError as error:
            return str(error)


class _Under(Mangle):
    __x = 1


class __(Mangle):
    __y = 2


m = Mangle()
print(m.get(m), m.names(), m.keyword(_Mangle__kw=5), m.attempt(),
    [k for k in vars(_Under) if "x" in k], [k for k in vars(__) if "y" in k],
    "_Mangle__global_mangled" in globals())
print(attempt(m.keyword, __kw=1))
C1 = type("C", (), {})
C2 = type("C", (), {})
print(C1 == C2, C1 is C1, hash(C1) == hash(C1), len({C1, C2}), C1 != C2, attempt(lambda: C1 < C2),
    bool(C1), callable(C1))
