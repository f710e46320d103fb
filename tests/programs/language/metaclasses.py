# krait: short
# Metaclasses: call order, derivation and conflicts, __prepare__, __call__, keyword arguments.
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kwargs):
        print("prepare", mcls.__name__, name, [b.__name__ for b in bases], kwargs)
        return Recording()

    def __new__(mcls, name, bases, namespace, **kwargs):
        print("new", name, sorted(k for k in namespace if not k.startswith("__")), kwargs)
        return super().__new__(mcls, name, bases, dict(namespace))

    def __init__(cls, name, bases, namespace, **kwargs):
        print("init", name, kwargs)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args, **kwargs):
        print("call", cls.__name__, args, kwargs)
        return super().__call__(*args, **kwargs)

    def meta_method(cls):
        return f"meta_method of {cls.__name__}"

    @property
    def meta_property(cls):
        return f"meta_property of {cls.__name__}"

    shared = "from meta"


class Recording(dict):
    def __setitem__(self, key, value):
        if not key.startswith("__"):
            print("  set", key)
        super().__setitem__(key, value)

    def __delitem__(self, key):
        print("  del", key)
        super().__delitem__(key)

    def __getitem__(self, key):
        value = super().__getitem__(key)
        if not key.startswith("__"):
            print("  get", key)
        return value


class A(metaclass=Meta, option=1):
    x = 1
    y = x + 1
    del x

    def __init__(self, *args):
        self.args = args


class B(A, other=2):
    shared = "from B"


a = A(1, 2)
print(a.args, type(A).__name__, type(B).__name__, A.meta_method(), B.meta_property, A.shared,
    B.shared)
for name in ("meta_method", "meta_property"):
    try:
        getattr(a, name)
    except AttributeError as error:
        print(error)


class Other(type):
    pass


class Sub(Meta):
    pass


try:

    class Conflict(A, metaclass=Other):
        pass

except TypeError as error:
    print(error)


class Derived(A, metaclass=Sub):
    pass


print(type(Derived).__name__)


class FromDerived(Derived, metaclass=Meta):
    pass


print(type(FromDerived).__name__)


def function_metaclass(name, bases, namespace, **kwargs):
    print("function", name, bases, kwargs, "__qualname__" in namespace)
    return f"not even a class: {name}"


class FromFunction(metaclass=function_metaclass, k=1):
    pass


print(FromFunction)


class PrepareMapping:
    def __init__(self):
        self.data = {}

    def __getitem__(self, key):
        return self.data[key]

    def __setitem__(self, key, value):
        self.data[key] = value


class CustomMapping(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return PrepareMapping()

    def __new__(mcls, name, bases, namespace):
        return type.__new__(mcls, name, bases, namespace.data)


class Mapped(metaclass=CustomMapping):
    one = 1
    two = one + 1


print(Mapped.one, Mapped.two)


def attempt(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class BadPrepare(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return 5


def bad_prepare():
    class X(metaclass=BadPrepare):
        pass


def bad_metaclass():
    class X(metaclass=5):
        pass


def bad_base():
    class X(5):
        pass


def bad_keyword():
    class X(unknown=1):
        pass


def bad_function_base():
    class X(len):
        pass


def none_base():
    class X(None):
        pass


def final_base():
    class X(bool):
        pass


def function_type_base():
    class X(type(lambda: 0)):
        pass


def init_subclass_missing():
    class X(object, a=1, b=2):
        pass


def mro_entries():
    class Entry:
        def __mro_entries__(self, bases):
            print("mro_entries", [type(b).__name__ for b in bases])
            return (dict, Plain)

    class X(Entry()):
        pass

    return X.__mro__[1:3], X.__orig_bases__[0].__class__.__name__


def mro_entries_bad():
    class Entry:
        def __mro_entries__(self, bases):
            return 5

    class X(Entry()):
        pass


class Plain:
    pass


for function in (bad_prepare, bad_metaclass, bad_base, bad_keyword, bad_function_base, none_base,
        final_base, function_type_base, init_subclass_missing, mro_entries, mro_entries_bad):
    print(function.__name__, attempt(function))


class Singleton(type):
    instances = {}

    def __call__(cls, *args):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*args)
        return cls.instances[cls]


class One(metaclass=Singleton):
    def __init__(self, value=0):
        self.value = value


print(One(1) is One(2), One().value)


class Operators(type):
    def __add__(cls, other):
        return f"{cls.__name__}+{other}"

    def __getitem__(cls, key):
        return f"{cls.__name__}[{key}]"

    def __len__(cls):
        return 3

    def __iter__(cls):
        return iter("xyz")

    def __contains__(cls, item):
        return item == "in"

    def __bool__(cls):
        return False

    def __repr__(cls):
        return f"<class of Operators {cls.__name__}>"

    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return f"meta getattr {name}"

    def __setattr__(cls, name, value):
        print("meta setattr", name)
        super().__setattr__(name, value)

    def __eq__(cls, other):
        return "meta eq"

    __hash__ = type.__hash__


class Ops(metaclass=Operators):
    pass


print(Ops + 1, Ops[2], len(Ops), list(Ops), "in" in Ops, bool(Ops), Ops, Ops.anything, Ops == 5)
Ops.attribute = 1
print(Ops.attribute, attempt(lambda: Ops().anything), attempt(lambda: Ops() + 1))
