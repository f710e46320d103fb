# krait: short
# Decorators on functions, methods and classes; stacked, with arguments, as classes and builtins.
def trace(tag):
    print("make", tag)

    def decorate(function):
        print("apply", tag, function.__name__)

        def wrapper(*args, **kwargs):
            print("call", tag, len(args), kwargs)
            return function(*args, **kwargs)

        wrapper.__name__ = f"{tag}({function.__name__})"
        return wrapper

    return decorate


@trace("outer")
@trace("inner")
def add(a, b=10):
    return a + b


print(add.__name__, add(1), add(2, b=3))


class CountCalls:
    def __init__(self, function):
        self.function, self.count = function, 0

    def __call__(self, *args):
        self.count += 1
        return self.function(*args)

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        return lambda *args: self(obj, *args)


@CountCalls
def square(n):
    return n * n


class Uses:
    @CountCalls
    def method(self, x):
        return ("method", x)

    @classmethod
    @CountCalls
    def klass(cls, x):
        return (cls.__name__, x)

    @staticmethod
    @CountCalls
    def static(x):
        return ("static", x)

    @property
    @trace("prop")
    def prop(self):
        return "prop value"

    @trace("on staticmethod")
    @staticmethod
    def callable_static(x):
        return x


print(square(3), square(4), square.count)
uses = Uses()
print(uses.method(1), uses.method(2), Uses.method.count, uses.klass(3), Uses.klass(4),
    uses.static(5), uses.prop, Uses.callable_static(6))


def add_repr(cls):
    def fields(self):
        return ", ".join(f"{k}={v!r}" for k, v in self.__dict__.items())

    cls.__repr__ = lambda self: f"{cls.__name__}({fields(self)})"
    return cls


def with_fields(*names):
    def decorate(cls):
        def __init__(self, *args):
            if len(args) != len(names):
                raise TypeError(f"{cls.__name__} expects {len(names)} arguments")
            for name, value in zip(names, args):
                setattr(self, name, value)

        cls.__init__ = __init__
        return cls

    return decorate


@add_repr
@with_fields("x", "y")
class Point:
    pass


print(Point(1, 2))
try:
    Point(1)
except TypeError as error:
    print(error)
registry = {}


def register(name):
    return lambda f: registry.setdefault(name, f)


@register("one")
def first():
    return 1


@register("one")
def second():
    return 2


print(second(), list(registry))


@str
def text():
    pass


@len
@list
@(lambda f: "abcd")
def number():
    pass


print(text.split(" at ")[0], number)
decorators = [lambda f: lambda: ("zero", f()), lambda f: lambda: ("one", f())]


@decorators[1]
@decorators[0]
@(lambda f: f)
@(decorators[0] if number > 3 else decorators[1])
def expression():
    return "expression"


print(expression())
try:

    @undefined_decorator
    def never():
        pass

except NameError as error:
    print(error)
try:

    @5
    def never():
        pass

except TypeError as error:
    print(error)


def memoize(f):
    cache = {}

    def wrapper(*args):
        if args not in cache:
            cache[args] = f(*args)
        return cache[args]

    wrapper.cache = cache
    return wrapper


@memoize
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), len(fib.cache))


class Meta(type):
    def __call__(cls, function):
        return ("class used as decorator", cls.__name__, function.__name__)


class Weird(metaclass=Meta):
    pass


@Weird
def target():
    pass


print(target)
print(staticmethod(add).__func__ is add, classmethod(add).__func__ is add,
    staticmethod(square.function)(5), staticmethod(fib).__wrapped__ is fib,
    staticmethod(target).__class__.__name__)
s = staticmethod(lambda: "called directly")
print(s(), s.__get__(None, int)(), callable(s), callable(classmethod(len)), repr(staticmethod(len)),
    repr(classmethod(len)))
