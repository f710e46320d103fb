# krait: short
# callable, isinstance, issubclass: hooks, tuples, unions, proxies, errors.

def tell(function, *args, **kwargs):
    shown = ", ".join([ascii(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{function.__name__}({shown}) = {ascii(function(*args, **kwargs))}")
    except Exception as error:
        print(f"{function.__name__}({shown}) ! {type(error).__name__}: {error}")


class Base:
    pass


class Derived(Base):
    pass


class Callable:
    def __call__(self):
        return 1


class InstanceOnly:
    def __init__(self):
        self.__call__ = lambda: 1


class NotCallable(Callable):
    __call__ = None


for thing in (len, tell, lambda: 0, int, Base, Callable(), InstanceOnly(), NotCallable(), 5, None,
              "x", [].append, Base(), type, print, (x for x in ()), staticmethod(len),
              classmethod(len), property(), Callable, NotImplemented):
    print(type(thing).__name__, callable(thing))
tell(callable)
tell(callable, 1, 2)


class Hooked(type):
    def __instancecheck__(cls, instance):
        return cls.instance_answer(instance)

    def __subclasscheck__(cls, other):
        return cls.subclass_answer(other)


class Odd(metaclass=Hooked):
    instance_answer = staticmethod(lambda instance: instance == 7)
    subclass_answer = staticmethod(lambda other: [] if other is int else "yes")


class Raises(metaclass=Hooked):
    @staticmethod
    def instance_answer(instance):
        raise ZeroDivisionError("instance")

    subclass_answer = instance_answer


class Lies:
    __class__ = Derived


class LiesWithProperty:
    @property
    def __class__(self):
        return int


class RaisingClass:
    @property
    def __class__(self):
        raise KeyError("class")


class WithBases:
    def __init__(self, *bases):
        self.__bases__ = bases

    def __repr__(self):
        return "WithBases"


class RaisingBases:
    @property
    def __bases__(self):
        raise KeyError("bases")

    def __repr__(self):
        return "RaisingBases"


old_base = WithBases()
old_derived = WithBases(WithBases(old_base))
CASES = [(5, int), (True, int), (5, bool), (5, (str, int)), (5, (str, (list, (int,)))), (5, ()),
         (5, str), (Derived(), Base), (Base(), Derived), (5, object), (int, type), (type, type),
         (type, object), (7, Odd), (8, Odd), (Odd(), Odd), (5, Raises), (Lies(), Base),
         (Lies(), Lies), (LiesWithProperty(), int), (LiesWithProperty(), str), (5, int | str),
         ("x", int | None), (None, int | None),
         (None, type(None)), (5, 5), (5, "int"), (5, [int]), (5, (int, 5)), (5, (str, 5)),
         (5, None), (5, list[int]), (5, old_base), (old_base, old_derived), (5, RaisingBases()),
         (1.5, (int, float)), (len, type(len)), (NotImplemented, type(NotImplemented))]
for thing, kind in CASES:
    try:
        print(type(thing).__name__, getattr(kind, "__name__",
                                            kind if not isinstance(kind, tuple) else len(kind)),
                                            isinstance(thing, kind))
    except Exception as error:
        print(type(thing).__name__, type(error).__name__, error)
try:
    print(isinstance(RaisingClass(), int))
except KeyError as error:
    print("KeyError", error)
PAIRS = [(int, int), (bool, int), (int, bool), (Derived, Base), (Base, Derived),
         (Base, (int, Derived)), (Derived, (int, (str, Base))), (int, ()), (int, object),
         (type, object), (int, Odd), (str, Odd), (int, Raises), (5, int), ("int", int), (None, int),
         (int, 5), (int, "x"), (int, (str, 5)), (int, int | str), (float, int | str),
         (list[int], list), (int, list[int]), (old_derived, old_base), (old_base, old_derived),
         (old_derived, (int, old_base)),
         (WithBases(5), old_base), (RaisingBases(), old_base), (Lies, Base), (type, type),
         (int | str, int)]
for first, second in PAIRS:
    try:
        print(getattr(first, "__name__", first),
              getattr(second, "__name__", second if not isinstance(second, tuple) else len(second)),
              issubclass(first, second))
    except Exception as error:
        print(getattr(first, "__name__", first), type(error).__name__, error)
for function in (isinstance, issubclass):
    tell(function)
    tell(function, int)
    tell(function, int, int, int)
    tell(function, int, cls=int)
deep = int
for _ in range(200):
    deep = (deep,)
print(isinstance(5, deep), isinstance("x", deep), issubclass(bool, deep))
