# krait: short
# __init_subclass__ and __set_name__: order, keywords, inheritance, failures.
class Named:
    def __init__(self, tag):
        self.tag = tag

    def __set_name__(self, owner, name):
        print(f"set_name {self.tag} {owner.__name__}.{name}")
        self.name = name

    def __get__(self, obj, owner=None):
        return f"{self.tag}:{self.name}"


class Base:
    registry = []

    def __init_subclass__(cls, /, label=None, **kwargs):
        print("init_subclass", cls.__name__, label, kwargs,
            sorted(k for k in vars(cls) if not k.startswith("__")))
        super().__init_subclass__(**kwargs)
        cls.registry.append(cls.__name__)
        cls.label = label


class A(Base, label="a"):
    second = Named("2")
    first = Named("1")


class B(A):
    pass


class C(B, label="c"):
    def __init_subclass__(cls, **kwargs):
        print("C's hook", cls.__name__)
        super().__init_subclass__(label="forced", **kwargs)


class D(C):
    own = Named("d")


print(Base.registry, A.label, B.label, C.label, D.label, A().first, A.second, D.own)


def attempt(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error} | cause {error.__cause__!r}"


def unknown_keyword():
    class X(Base, label="x", typo=1):
        pass


class Failing:
    def __set_name__(self, owner, name):
        raise ValueError("set_name failed")


def failing_set_name():
    class X:
        attribute = Failing()


class FailingHook:
    def __init_subclass__(cls):
        raise LookupError("no subclasses")


def failing_hook():
    class X(FailingHook):
        pass


class WrongSignature:
    def __set_name__(self, owner):
        pass


def wrong_signature():
    class X:
        attribute = WrongSignature()


for function in (unknown_keyword, failing_set_name, failing_hook, wrong_signature):
    print(function.__name__, attempt(function))


class InstanceAttribute:
    def __init__(self):
        self.__set_name__ = lambda *args: print("never: looked up on the type")


class NotCalled:
    x = InstanceAttribute()
    y = Named


NotCalled.late = Named("late")
print("late" in vars(NotCalled), hasattr(vars(NotCalled)["late"], "name"))
vars(NotCalled)["late"].__set_name__(NotCalled, "by_hand")
print(NotCalled.late)
made = type("Made", (Base,), {"z": Named("z"), "a": Named("a")}, label="made")
print(made.label, made.a)


class Meta(type):
    def __new__(mcls, name, bases, ns, **kwargs):
        print("before type.__new__")
        cls = super().__new__(mcls, name, bases, ns, **kwargs)
        print("after type.__new__")
        return cls

    def __init__(cls, name, bases, ns, **kwargs):
        print("meta init")


class WithMeta(Base, metaclass=Meta, label="m"):
    attr = Named("m")


class ReassignsClass:
    def __set_name__(self, owner, name):
        setattr(owner, name, "replaced")
        owner.added = "by set_name"


class Replaced:
    a = ReassignsClass()
    b = ReassignsClass()


print(Replaced.a, Replaced.b, Replaced.added)


class Static:
    @staticmethod
    def __init_subclass__(**kwargs):
        print("static hook", kwargs)


class FromStatic(Static, k=1):
    pass


class Plugin:
    plugins = {}

    def __init_subclass__(cls, name=None):
        if name:
            Plugin.plugins[name] = cls


class Json(Plugin, name="json"):
    pass


class Xml(Plugin, name="xml"):
    pass


class Abstract(Plugin):
    pass


print(sorted(Plugin.plugins), Plugin.plugins["xml"].__name__)
print(object.__init_subclass__(), attempt(lambda: object.__init_subclass__(1)),
    attempt(lambda: object.__init_subclass__(k=1)))
