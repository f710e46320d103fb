# krait: short
# __new__, __init__, __call__, copying arguments, instances of other classes, construction errors.
def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Traced:
    def __new__(cls, *args, **kwargs):
        print("new", cls.__name__, args, kwargs)
        return super().__new__(cls)

    def __init__(self, *args, **kwargs):
        print("init", args, kwargs)


class Child(Traced):
    def __init__(self, a, *, b=0):
        super().__init__(a, b)


Traced(1, k=2)
Child("a", b=3)
print(attempt(Child))


class ReturnsOther:
    def __new__(cls):
        return [1, 2]

    def __init__(self):
        print("never called")


class ReturnsChild:
    def __new__(cls, make=True):
        if cls is ReturnsChild and make:
            return object.__new__(GrandChild)
        return object.__new__(cls)

    def __init__(self, make=True):
        print("init of", type(self).__name__)


class GrandChild(ReturnsChild):
    pass


print(ReturnsOther(), type(ReturnsChild()).__name__, type(ReturnsChild(False)).__name__)


class InitReturns:
    def __init__(self, value):
        return value


print(attempt(InitReturns, 5), type(InitReturns(None)).__name__)


class OnlyNew:
    def __new__(cls, x):
        self = super().__new__(cls)
        self.x = x
        return self


class OnlyInit:
    def __init__(self, x):
        self.x = x


class NewPassesArguments:
    def __new__(cls, *args):
        return super().__new__(cls, *args)


class InitPassesArguments:
    def __init__(self, *args):
        super().__init__(*args)


class Neither:
    pass


class NewAndInit:
    def __new__(cls, *args):
        return object.__new__(cls)

    def __init__(self, *args):
        pass


print(OnlyNew(1).x, OnlyInit(2).x, attempt(NewPassesArguments, 1), attempt(InitPassesArguments, 1),
    attempt(Neither, 1), attempt(Neither, k=1), type(NewAndInit(1, 2)).__name__)
print(attempt(object.__init__, Neither(), 1), attempt(object.__init__, NewAndInit(), 1),
    attempt(object.__new__, Neither, 1), attempt(object.__new__, NewAndInit, 1),
    attempt(Neither.__new__), attempt(Neither.__init__))


class Counted:
    count = 0

    def __init__(self):
        Counted.count += 1
        self.number = Counted.count


items = [Counted() for _ in range(50)]
print(Counted.count, items[-1].number, sum(i.number for i in items))


class Immutable(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)

    def __init__(self, *items):
        print("tuple subclass init", len(self), items)

    @property
    def first(self):
        return self[0]


t = Immutable(1, 2, 3)
print(t, t.first, t[1:], type(t[1:]).__name__, t + (4,), t == (1, 2, 3), hash(t) == hash((1, 2, 3)))


class Upper(str):
    def __new__(cls, value):
        return str.__new__(cls, value.upper())


u = Upper("abc")
u.extra = 1
print(u, repr(u), type(u + "d").__name__, u.extra, u == "ABC", {u: 1}["ABC"], type(str(u)).__name__,
    u[0], type(u[:]).__name__)


class Celsius(float):
    def __repr__(self):
        return f"{float(self)}C"

    def __add__(self, other):
        return Celsius(float(self) + other)


print(Celsius(20.5) + 1, Celsius("3"), sum([Celsius(1), Celsius(2)], Celsius(0)), [Celsius(1)],
    f"{Celsius(2)}", str(Celsius(2)))


class Callable:
    def __init__(self, f):
        self.f = f

    def __call__(self, *args, **kwargs):
        return self.f(*args, **kwargs)


add = Callable(lambda a, b=1: a + b)
print(add(1), add(1, b=5), callable(add), callable(Neither()), callable(Neither), attempt(add))
instance = Neither()
instance.__call__ = lambda: "not looked up here"
print(attempt(instance), instance.__call__())
Neither.__call__ = lambda self, *a: ("now callable", a)
print(instance(1), callable(instance))
del Neither.__call__


class NestedCall:
    __call__ = Callable(lambda *a: ("nested", a))


print(NestedCall()(7))


class DunderClass:
    @property
    def __class__(self):
        return int


fake = DunderClass()
print(isinstance(fake, int), isinstance(fake, DunderClass), type(fake).__name__, fake.__class__)
a = OnlyInit(1)
a.__class__ = Neither
print(type(a).__name__, a.x, attempt(setattr, a, "__class__", int),
    attempt(setattr, a, "__class__", 5), attempt(setattr, 5, "__class__", Neither),
    attempt(setattr, a, "__class__", Immutable))
b = OnlyInit.__new__(OnlyInit)
print(b.__dict__, attempt(lambda: b.x))
b.__init__(7)
print(b.x)
b.__dict__ = {"x": "swapped", "y": 2}
print(b.x, b.y, attempt(setattr, b, "__dict__", 5))
other = OnlyInit(0)
other.__dict__ = b.__dict__
other.x = "shared"
print(b.x, other.__dict__ is b.__dict__)


class GetNewArgs:
    def __init__(self):
        self.a = 1

    def __reduce__(self):
        return (GetNewArgs, ())


print(GetNewArgs().__reduce__()[0].__name__, OnlyInit(3).__getstate__())
