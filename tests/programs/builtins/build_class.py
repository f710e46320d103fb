# krait: short
# __build_class__ called directly and through the class statement: bases, metaclasses, keywords.
import builtins


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", function(*args, **kwargs))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def body():
    """Runs in the namespace of the class."""


def body_with_value():
    return 5


def show(made):
    return made.__name__, made.__bases__, type(made).__name__


build = builtins.__build_class__
made = build(body, "Made")
print(show(made), sorted(made.__dict__), made.__module__,
      made.__qualname__ if hasattr(made, "__qualname__") else "")
print(show(build(body, "Sub", made)), show(build(body, "Two", int)))
for args, kwargs in (((), {}), ((body,), {}), ((5, "X"), {}), ((body, 5), {}), ((len, "X"), {}),
                     ((body, "X", 5), {}), ((body, "X", made, made), {}),
                     ((body, "X"), {"unknown": 1}), ((body, "X"), {"metaclass": 5}),
                     ((body, "X"), {"metaclass": lambda *a, **k: (a, k)}),
                     ((body, "X", int, str), {}), ((body, "X", bool), {}),
                     ((body, "X", "base"), {}),
                     ((lambda a: 0, "X"), {}), ((body, "X"), {"metaclass": None})):
    tell(f"build {len(args)} {sorted(kwargs)}", build, *args, **kwargs)


class Prepared(type):
    log = []

    @classmethod
    def __prepare__(mcs, name, bases, **keywords):
        mcs.log.append(("prepare", name, bases, keywords))
        return {"from_prepare": name}

    def __new__(mcs, name, bases, namespace, **keywords):
        mcs.log.append(("new", name, sorted(k for k in namespace if not k.startswith("__")),
                        keywords))
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **keywords):
        cls.log.append(("init", name, keywords))
        super().__init__(name, bases, namespace)


class Uses(metaclass=Prepared, first=1, second="two"):
    own = from_prepare + "!"


class Inherits(Uses, third=3):
    pass


print(*Prepared.log, sep="\n")
print(Uses.own, Inherits.from_prepare, type(Inherits).__name__)


class BadPrepare(type):
    answer = None

    @classmethod
    def __prepare__(mcs, name, bases):
        return mcs.answer


for answer in (5, None, [], {}, Prepared):
    BadPrepare.answer = answer

    def attempt():
        class X(metaclass=BadPrepare):
            inside = 1
        return X.inside

    tell(f"prepare gives {type(answer).__name__}", attempt)


class Base:
    seen = []

    def __init_subclass__(cls, /, tag=None, **rest):
        Base.seen.append((cls.__name__, tag, rest))
        super().__init_subclass__(**rest)


class Child(Base, tag="t"):
    pass


class GrandChild(Child):
    pass


tell("init_subclass keyword", lambda: type("Bad", (Base,), {}, tag=1, other=2))
print(Base.seen)


class Entries:
    def __init__(self, *bases):
        self.bases = bases

    def __mro_entries__(self, bases):
        return self.bases


class BadEntries:
    def __init__(self, answer):
        self.answer = answer

    def __mro_entries__(self, bases):
        return self.answer


class FromEntries(Entries(Base, int), Entries()):
    pass


print(FromEntries.__bases__, [type(b).__name__ for b in FromEntries.__orig_bases__],
      FromEntries(5) + 1)
for answer in ([Base], 5, None, (5,)):
    tell(f"entries {answer!r}", lambda: build(body, "X", BadEntries(answer)))
tell("type with entries", lambda: type("X", (Entries(Base),), {}))


class Describes:
    def __set_name__(self, owner, name):
        owner.described = getattr(owner, "described", ()) + ((owner.__name__, name),)


class Has:
    b = Describes()
    a = Describes()


print(Has.described)


class Cell:
    def method(self):
        return __class__, super().__repr__ is not None

    alias = lambda self: __class__


print(Cell().method()[0], Cell().alias(), "__classcell__" in Cell.__dict__)


class DropsCell(type):
    def __new__(mcs, name, bases, namespace):
        namespace.pop("__classcell__", None)
        return super().__new__(mcs, name, bases, namespace)


def dropped():
    class X(metaclass=DropsCell):
        def method(self):
            return __class__
    return X


class WrongCell(type):
    def __new__(mcs, name, bases, namespace):
        super().__new__(mcs, name, bases, dict(namespace))
        return super().__new__(mcs, "Another", bases, dict(namespace))


def wrong():
    class X(metaclass=WrongCell):
        def method(self):
            return __class__
    return X


class BadCell(type):
    def __new__(mcs, name, bases, namespace):
        namespace["__classcell__"] = 5
        return super().__new__(mcs, name, bases, namespace)


def bad():
    class X(metaclass=BadCell):
        pass


for function in (dropped, wrong, bad):
    tell(function.__name__, function)
original = builtins.__build_class__
builtins.__build_class__ = lambda function, name, *bases, **keywords: ("replaced", name, bases,
                                                                       keywords)


class Replaced(int, key=1):
    pass


del builtins.__build_class__
try:
    class NoBuilder:
        pass
except NameError as error:
    print(error)
builtins.__build_class__ = original
print(Replaced)


class Ordered:
    z = 1
    y = 2
    x = z + y
    for i in range(3):
        pass
    del y
    values = [i for i in range(2)]
    if x:
        conditional = "yes"


print([k for k in Ordered.__dict__ if not k.startswith("__")], Ordered.x, Ordered.i)
