# krait: short
# _abc used directly: abstract methods, registration, instance and subclass checks, caches.
import _abc
from _abc import (_abc_init, _abc_instancecheck, _abc_register, _abc_subclasscheck, _get_dump,
                  _reset_caches, _reset_registry, get_cache_token)


def tell(label, function, *args):
    try:
        print(label, "->", repr(function(*args)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def abstract(function):
    function.__isabstractmethod__ = True
    return function


class Meta(type):
    def __init__(cls, *args):
        super().__init__(*args)
        _abc_init(cls)

    def register(cls, subclass):
        return _abc_register(cls, subclass)

    def __instancecheck__(cls, instance):
        return _abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        return _abc_subclasscheck(cls, subclass)


class Shape(metaclass=Meta):
    @abstract
    def area(self):
        """To be overridden."""

    @property
    @abstract
    def name(self):
        return "shape"

    @classmethod
    @abstract
    def make(cls):
        return cls

    @staticmethod
    @abstract
    def helper():
        return 1

    def concrete(self):
        return "concrete"


class Partial(Shape):
    def area(self):
        return 1


class Whole(Partial):
    name = "whole"

    @classmethod
    def make(cls):
        return "made"

    @staticmethod
    def helper():
        return 2


print(sorted(Shape.__abstractmethods__), sorted(Partial.__abstractmethods__),
      Whole.__abstractmethods__, type(Shape.__abstractmethods__).__name__)
tell("abstract", Shape)
tell("abstract", Partial)
print(Whole().area(), Whole().concrete(), Whole.make(), isinstance(Whole(), Shape),
      issubclass(Whole, Shape), issubclass(Shape, Whole))


class Single(metaclass=Meta):
    @abstract
    def only(self):
        pass


tell("one abstract method", Single)
tell("arguments", Single, 1, 2)
tell("object.__new__", object.__new__, Single)


class Registered:
    pass


class SubRegistered(Registered):
    pass


token = get_cache_token()
print(isinstance(Registered(), Shape), Shape.register(Registered) is Registered,
      isinstance(Registered(), Shape), issubclass(SubRegistered, Shape),
      isinstance(SubRegistered(), Shape), get_cache_token() > token,
      Shape.register(Registered) is Registered)
for bad in (5, "x", None, Registered()):
    tell("register", Shape.register, bad)
tell("cycle", Registered.register if hasattr(Registered,
                                             "register") else lambda x: Whole.register(Shape),
                                             Shape)
for first, second in ((5, Shape), (Shape, 5), ("x", Shape), (Registered(), Shape), (int, Shape)):
    tell("issubclass", issubclass, first, second)
tell("isinstance", isinstance, 5, Shape)
calls = []


class Hooked(metaclass=Meta):
    answer = NotImplemented

    @classmethod
    def __subclasshook__(cls, other):
        calls.append(other.__name__)
        return cls.answer


class HasIt:
    pass


for answer in (True, False, NotImplemented, 5, None):
    class Fresh(Hooked):
        pass

    Fresh.answer = answer
    calls.clear()
    tell(f"hook {answer!r}", issubclass, HasIt, Fresh)
    tell("again", issubclass, HasIt, Fresh)
    print(calls)
    tell("itself", issubclass, Fresh, Fresh)


class Lies:
    @property
    def __class__(self):
        return Whole


print(isinstance(Lies(), Shape), isinstance(Lies(), Whole), isinstance(Whole, Shape))
registry, cache, negative, version = _get_dump(Shape)
print(type(registry).__name__, len(registry), len(cache) > 0, len(negative) > 0,
      isinstance(version, int))
_reset_caches(Shape)
print([len(part) for part in _get_dump(Shape)[:3]])
_reset_registry(Shape)
print(isinstance(Registered(), Shape), [len(part) for part in _get_dump(Shape)[:1]])
for function in (_abc_init, _get_dump, _reset_caches, _reset_registry):
    tell(function.__name__, function, 5)
    tell(function.__name__, function)
for function in (_abc_register, _abc_instancecheck, _abc_subclasscheck):
    tell(function.__name__, function, int, int)
    tell(function.__name__, function, Shape)
Whole.__abstractmethods__ = frozenset(["later"])
tell("made abstract", Whole)
Whole.__abstractmethods__ = ()
tell("made concrete", lambda: Whole().area())
Whole.__abstractmethods__ = ["b", "a"]
tell("list of names", Whole)
for value in (5, None):
    tell("abstractmethods", setattr, Whole, "__abstractmethods__", value)
tell("del", delattr, Whole, "__abstractmethods__")
tell("del again", delattr, Whole, "__abstractmethods__")
tell("plain class", lambda: Registered.__abstractmethods__)


class BadAbstract(type):
    def __init__(cls, *args):
        cls.__dict__
        super().__init__(*args)
        _abc_init(cls)


class RaisesWhenAsked:
    @property
    def __isabstractmethod__(self):
        raise ZeroDivisionError("asked")


tell("raising attribute", BadAbstract, "X", (), {"a": RaisesWhenAsked()})
print(get_cache_token() >= token, sorted(n for n in dir(_abc) if not n.startswith("__")))
