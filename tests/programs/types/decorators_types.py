# krait: short
# property, classmethod, staticmethod, super: construction, attributes, errors, inheritance.


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class Box:
    def __init__(self):
        self._value = 1

    def _get(self):
        """Getter doc."""
        return self._value

    def _set(self, value):
        self._value = value

    def _del(self):
        self._value = "deleted"

    full = property(_get, _set, _del, "explicit doc")
    read = property(_get)
    write = property(None, _set)
    empty = property()

    @property
    def chained(self):
        return self._value, "chained"

    @chained.setter
    def chained(self, value):
        self._value = value, "set"

    @chained.deleter
    def chained(self):
        self._value = None

    def __repr__(self):
        return "Box"


box = Box()
print(box.full, box.read, box.chained, Box.full.__doc__, Box.read.__doc__, Box.write.__doc__,
      Box.full.fget.__name__, Box.full.fset.__name__, Box.full.fdel.__name__, Box.read.fset,
      Box.empty.fget)
box.full = 5
box.write = 6
box.chained = 7
print(box._value)
del box.chained
print(box._value)
del box.full
print(box._value)
for action in (lambda: setattr(box, "read", 1), lambda: delattr(box, "read"), lambda: box.write,
               lambda: box.empty, lambda: setattr(box, "empty", 1), lambda: delattr(box, "empty"),
               lambda: delattr(box, "write")):
    tell("property", action)
lone = property(lambda self: 1)
for action in (lambda: lone.__get__(box), lambda: lone.__get__(None, Box) is lone,
               lambda: lone.__set__(box, 1), lambda: lone.__delete__(box), lambda: lone.__get__(),
               lambda: property(5).__get__(box), lambda: property(fget=len, doc="d").__doc__,
               lambda: property(1, 2, 3, 4, 5), lambda: property(x=1),
               lambda: setattr(lone, "fget", 1), lambda: setattr(lone, "extra", 1),
               lambda: setattr(lone, "__doc__", "new") or lone.__doc__,
               lambda: lone.getter(lambda self: "g").__get__(box),
               lambda: type(lone.setter(1)).__name__, lambda: lone.__isabstractmethod__,
               lambda: lone.__set_name__(Box, "given"), lambda: lone.__set_name__(1)):
    tell("property", action)


class Named(property):
    def __get__(self, instance, owner=None):
        return "sub", super().__get__(instance, owner) if instance is not None else owner.__name__


class UsesNamed:
    @Named
    def value(self):
        """doc of value"""
        return 5

    @value.setter
    def value(self, new):
        print("setting", new)


uses = UsesNamed()
print(uses.value, UsesNamed.value, type(UsesNamed.__dict__["value"]).__name__,
      UsesNamed.__dict__["value"].__doc__)
uses.value = 3


class Maker:
    @classmethod
    def made(cls, *args):
        """Made doc."""
        return cls.__name__, args

    @staticmethod
    def helper(a, b=2):
        """Helper doc."""
        return a, b

    wrapped_number = staticmethod(5)


class SubMaker(Maker):
    @classmethod
    def made(cls, *args):
        return "sub", super().made(*args)


print(Maker.made(1), Maker().made(2), SubMaker.made(3), SubMaker().made(), Maker.helper(1),
      Maker().helper(1, 3), Maker.wrapped_number)
raw_class, raw_static = Maker.__dict__["made"], Maker.__dict__["helper"]
print(type(raw_class).__name__, raw_class.__func__.__name__, raw_class.__wrapped__.__name__,
      raw_class.__name__, raw_class.__doc__, raw_class.__qualname__, raw_class.__isabstractmethod__,
      raw_static.__func__.__name__, raw_static.__wrapped__.__name__, raw_static.__doc__)
for action in (lambda: raw_class(Maker), lambda: raw_static(7),
               lambda: raw_class.__get__(None, SubMaker)(1),
               lambda: raw_class.__get__(SubMaker())(1), lambda: raw_static.__get__(None, int)(8),
               lambda: classmethod(), lambda: classmethod(1, 2), lambda: staticmethod(),
               lambda: classmethod(5).__get__(None, int),
               lambda: staticmethod(5)(), lambda: repr(staticmethod(5)),
               lambda: repr(classmethod(5)), lambda: raw_class.missing,
               lambda: setattr(raw_class, "x", 1) or raw_class.x, lambda: raw_static.__get__(),
               lambda: classmethod(property(lambda cls: cls.__name__)).__get__(None, int),
               lambda: classmethod(func=1)):
    tell("wrapper", action)


class Root:
    attribute = "root"

    def who(self):
        return ["Root"]

    @classmethod
    def kind(cls):
        return ["Root", cls.__name__]


class Left(Root):
    def who(self):
        return ["Left"] + super().who()


class Right(Root):
    attribute = "right"

    def who(self):
        return ["Right"] + super(Right, self).who()

    @classmethod
    def kind(cls):
        return ["Right"] + super().kind()


class Bottom(Left, Right):
    def who(self):
        return ["Bottom"] + super().who()


bottom = Bottom()
print(bottom.who(), Bottom.kind(), super(Left, bottom).attribute, super(Left, Bottom).kind(),
      super(Bottom, bottom).who(), super(Right, bottom).who())
proxy = super(Left, bottom)
print(proxy.__thisclass__.__name__, proxy.__self__ is bottom, proxy.__self_class__.__name__,
      repr(proxy).replace(repr(bottom), "BOTTOM"), super(Left).__self__, repr(super(Left)),
      super(Left).__get__(bottom).who())
for action in (lambda: super(), lambda: super(5), lambda: super(Left, 5), lambda: super(Left, Root),
               lambda: super(Left, bottom, 3), lambda: proxy.missing,
               lambda: setattr(proxy, "x", 1), lambda: super(Left).who, lambda: proxy.__class__,
               lambda: super(Root, bottom).who(), lambda: super(x=1),
               lambda: super(Bottom, None).__self__, lambda: super(Left).__get__(5),
               lambda: proxy(), lambda: proxy[0], lambda: super(type, int).__thisclass__):
    tell("super", action)


class Deleted:
    def method(self):
        del self
        return super()

    def no_arguments():
        return super()

    def nested(self):
        return [super().__repr__ is not None for _ in range(1)]


tell("deleted self", Deleted().method)
tell("no self", Deleted.no_arguments)
tell("nested", Deleted().nested)
tell("wrong self", Deleted.method, 5)
