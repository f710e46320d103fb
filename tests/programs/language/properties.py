# krait: short
# property: getters, setters, deleters, inheritance, docs, errors.
class P:
    def __init__(self):
        self._x = 0

    @property
    def x(self):
        """The x property."""
        return self._x

    @x.setter
    def x(self, value):
        self._x = value * 2

    @x.deleter
    def x(self):
        print("deleting")
        self._x = None

    @property
    def read_only(self):
        return "ro"

    write_only = property(None, lambda self, v: print("write", v))
    empty = property()
    by_hand = property(lambda self: "get", doc="by hand doc")


def attempt(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


p = P()
p.x = 5
print(p.x, P.x.__doc__, P.by_hand.__doc__, P.read_only.__doc__, type(P.x).__name__,
    P.x.fget.__name__, P.x.fset.__name__, P.read_only.fset)
p.x += 1
del p.x
print(p.x, p.__dict__)
p.write_only = 3
for case in (
    lambda: setattr(p, "read_only", 1),
    lambda: delattr(p, "read_only"),
    lambda: p.write_only,
    lambda: p.empty,
    lambda: setattr(p, "empty", 1),
    lambda: delattr(p, "empty"),
    lambda: setattr(P.x, "fget", None),
    lambda: setattr(P.x, "__doc__", "new doc"),
    lambda: P.x.__doc__,
    lambda: P.x.__get__(None, P) is P.x,
    lambda: P.x.__get__(p),
    lambda: P.x.__get__(),
    lambda: P.x.__set__(p, 4),
    lambda: P.x.__delete__(p),
    lambda: property(5).__get__(1, int),
    lambda: property(fget=len).__get__("abc"),
    lambda: property(foo=1),
):
    print(attempt(case))
p.__dict__["read_only"] = "shadow"
print(p.read_only)


class Q(P):
    @property
    def x(self):
        return super().x, "from Q"

    @P.read_only.getter
    def read_only(self):
        return "Q's " + P.read_only.fget(self)

    @x.setter
    def x(self, value):
        P.x.fset(self, value + 100)


q = Q()
q.x = 1
print(q.x, q.read_only, Q.x is not P.x)


class R(P):
    x = P.x.setter(lambda self, v: setattr(self, "_x", v))


r = R()
r.x = 9
print(r.x, R.x.fget is P.x.fget, R.x.fdel is P.x.fdel)


class AttributeErrorInside:
    @property
    def broken(self):
        return self.missing_attribute

    def __getattr__(self, name):
        return f"getattr got {name}"


print(AttributeErrorInside().broken)


class Raising:
    @property
    def a(self):
        raise AttributeError("explicit")

    @property
    def v(self):
        raise ValueError("not an attribute error")


print(attempt(lambda: Raising().a), hasattr(Raising(), "a"), getattr(Raising(), "a", "default"),
    attempt(lambda: hasattr(Raising(), "v")))


class Sub(property):
    """Subclass doc."""

    def __get__(self, obj, owner=None):
        return f"sub {super().__get__(obj, owner) if obj is not None else 'class'}"


class UsesSub:
    @Sub
    def value(self):
        """value doc"""
        return 7


print(UsesSub().value, UsesSub.value, attempt(lambda: setattr(UsesSub(), "value", 1)))


class OnClass(type):
    @property
    def prop(cls):
        return f"prop of {cls.__name__}"

    @prop.setter
    def prop(cls, value):
        print("set on", cls.__name__, value)


class K(metaclass=OnClass):
    pass


print(K.prop, attempt(lambda: K().prop))
K.prop = 5


class ClassProperty:
    @classmethod
    @property
    def both(cls):
        return cls.__name__

    counter = 0

    @property
    def count(self):
        type(self).counter += 1
        return self.counter


print(ClassProperty.both, ClassProperty().both, [ClassProperty().count for _ in range(3)])
copy = P.x.getter(lambda self: "new getter")
print(copy.fget(None), copy.fset is P.x.fset, copy.__doc__)
