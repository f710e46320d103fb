# krait: short
# isinstance and issubclass with tuples, unions, hooks, virtual classes and hand-made ABCs.
import _abc


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(isinstance(1, int), isinstance(True, int), isinstance(1, (str, int)),
    isinstance(1, (str, (float, (int,)))), isinstance(1, ()), isinstance(1, int | str),
    isinstance(None, int | None), isinstance(None, type(None)), issubclass(bool, int | str),
    issubclass(int, (str, int)))
for args in ((1, 5), (1, "int"), (1, None), (1, (int, 5)), (1, (5, int)), (1, [int]),
        (1, list[int]), (1, int | list[int]), (1,)):
    print(attempt(isinstance, *args))
for args in ((1, int), (int, 5), (int, (str, 5)), ("s", str), (int, list[int]), (int,),
        (None, int)):
    print(attempt(issubclass, *args))


class Hook(type):
    def __instancecheck__(cls, instance):
        print("instancecheck", cls.__name__, type(instance).__name__, end=" ")
        return getattr(instance, "quacks", 0)

    def __subclasscheck__(cls, sub):
        print("subclasscheck", cls.__name__, sub.__name__, end=" ")
        return hasattr(sub, "quacks")


class Duck(metaclass=Hook):
    pass


class Real(Duck):
    pass


class Quacker:
    quacks = "yes"


print(isinstance(Quacker(), Duck), isinstance(5, Duck), issubclass(Quacker, Duck),
    issubclass(int, Duck), isinstance(Duck(), Duck), isinstance(Real(), Duck),
    issubclass(Real, Duck))
print(isinstance(Quacker(), (int, Duck)), isinstance(Quacker(), int | Duck))


class Raising(type):
    def __instancecheck__(cls, instance):
        raise LookupError("instancecheck")

    def __subclasscheck__(cls, sub):
        raise LookupError("subclasscheck")


class R(metaclass=Raising):
    pass


print(attempt(isinstance, 5, R), attempt(issubclass, int, R), isinstance(R(), R),
    attempt(isinstance, 5, (int, R)), attempt(isinstance, 5, (R, int)))


class Bases:
    __bases__ = (int,)


class FakeClass:
    __bases__ = (Quacker,)


fake = FakeClass()
print(attempt(issubclass, fake, Quacker), attempt(issubclass, fake, int),
    attempt(isinstance, 5, fake))


class Lies:
    __class__ = int


print(isinstance(Lies(), int), isinstance(Lies(), Lies), isinstance(Lies(), str),
    type(Lies()) is Lies)


class ABCMeta(type):
    """The hand-made core of abc.ABCMeta, over the same native module."""

    def __new__(mcls, name, bases, namespace):
        cls = super().__new__(mcls, name, bases, namespace)
        _abc._abc_init(cls)
        return cls

    def register(cls, subclass):
        return _abc._abc_register(cls, subclass)

    def __instancecheck__(cls, instance):
        return _abc._abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        return _abc._abc_subclasscheck(cls, subclass)


def abstract(function):
    function.__isabstractmethod__ = True
    return function


class Shape(metaclass=ABCMeta):
    @abstract
    def area(self):
        return "base area"

    @property
    @abstract
    def name(self):
        pass

    @classmethod
    def __subclasshook__(cls, other):
        if hasattr(other, "pretends_to_be_shape"):
            return True
        return NotImplemented


class Partial(Shape):
    def area(self):
        return super().area()


class Square(Partial):
    name = "square"


class Pretender:
    pretends_to_be_shape = True


@Shape.register
class Registered:
    pass


print(attempt(Shape), attempt(Partial), Square().area(), sorted(Shape.__abstractmethods__),
    sorted(Partial.__abstractmethods__), sorted(Square.__abstractmethods__),
    Shape.__isabstractmethod__ if hasattr(Shape, "__isabstractmethod__") else "no flag",
    Shape.name.__isabstractmethod__)
print(isinstance(Square(), Shape), isinstance(Registered(), Shape), issubclass(Registered, Shape),
    issubclass(Registered, Partial), isinstance(Pretender(), Shape), isinstance(5, Shape),
    issubclass(int, Shape))
Shape.register(int)
print(isinstance(5, Shape), issubclass(bool, Shape), attempt(Shape.register, 5),
    attempt(Square.register, Shape))


class One(metaclass=ABCMeta):
    @abstract
    def only(self):
        pass


class Many(One):
    @abstract
    def zeta(self):
        pass

    @abstract
    def alpha(self):
        pass


print(attempt(One), attempt(Many), attempt(Many.__new__, Many))
Many.__abstractmethods__ = frozenset()
print(type(Many()).__name__, attempt(lambda: int.__abstractmethods__),
    attempt(lambda: Quacker.__abstractmethods__))
