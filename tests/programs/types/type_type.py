# krait: short
# type: creating classes, attributes of classes, __mro__, __bases__ changes, layout conflicts.


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class A:
    """A's doc."""
    x = 1

    def method(self):
        return "A"


class B(A):
    pass


class C(A):
    x = 3


class D(B, C):
    pass


Made = type("Made", (A,), {"y": 2, "__doc__": "made", "f": lambda self: self.y})
print(Made, Made.__name__, Made.__qualname__, Made.__module__, Made.__doc__, Made.__bases__,
      Made.__base__, Made.__mro__, Made().f(), Made.x, type(Made), Made.__dict__["y"])
print(D.__mro__, D.mro(), D.x, D.__bases__, A.__subclasses__(), D.__subclasses__(),
      B.__subclasses__(), D.__base__, type.mro(D)[1].__name__)
print(A.__dict__["x"], type(A.__dict__).__name__,
      sorted(k for k in A.__dict__ if not k.startswith("__")), A.__annotations__,
      A.__weakrefoffset__ != 0, A.__dictoffset__ != 0, A.__basicsize__ > 0, A.__itemsize__,
      A.__flags__ > 0, A.__text_signature__)
for args in ((), ("x",), ("x", ()), ("x", (), {}, 1), (5, (), {}), ("x", [], {}), ("x", (), []),
             ("x", (5,), {}), ("x", (A, A), {}), ("x", (A, B), {}), ("x", (B, A), {}),
             ("x", (int, str), {}), ("x", (bool,), {}), ("x", (type(None),), {}),
             ("x", (int, float), {}), ("x\0y", (), {}), ("\ud800", (), {}), ("x", (), {1: 2}),
             ("x", ("str",), {}), (b"x", (), {}), ("", (), {}), ("x", (len,), {}),
             ("x", (type, int), {})):
    tell(f"type{ascii(args)}", lambda: type(*args).__name__)
tell("three arguments keyword", lambda: type("x", (), {}, flag=1))
for name, values in (("__name__", ("Renamed", 5, "a\0b")), ("__qualname__", ("q.r", 5)),
                     ("__module__", ("m", 5)), ("__doc__", ("d", 5)),
                     ("__bases__", ((C,), (), (5,), 5, (D,), (int,), (object,))),
                     ("__mro__", ((),)), ("__dict__", ({},)), ("__abstractmethods__", (("m",), 5)),
                     ("__annotations__", ({"a": 1}, 5)),
                     ("__base__", (A,)), ("__subclasses__", (5,)), ("new", (1,)),
                     ("__class__", (5, int))):
    for value in values:
        class Target(A):
            pass
        tell(f"{name} = {value!r}", setattr, Target, name, value)
        if name not in ("__dict__", "__subclasses__", "__class__", "new"):
            tell("    now", getattr, Target, name)
    tell(f"del {name}", delattr, Target, name)
for kind in (int, list, type, object):
    for name in ("x", "__name__", "__add__", "__doc__"):
        tell(f"{kind.__name__}.{name} =", setattr, kind, name, 1)
        tell(f"del {kind.__name__}.{name}", delattr, kind, name)


class E(B):
    def method(self):
        return "E then " + super().method()


print(E().method(), E.__mro__[1].__name__)
E.__bases__ = (C,)
print(E().method(), E().x, E.__mro__, E in C.__subclasses__(), E in B.__subclasses__())
A.x = "changed"
print(D.x, B.x, E.x, D().x)
A.late = lambda self: "late method"
print(D().late(), Made().late())
del A.late
tell("deleted", lambda: D().late())
print(isinstance(D(), A), issubclass(D, (int, A)), isinstance(D, type), issubclass(type, object),
      isinstance(object, type), type(type) is type, type.__mro__, object.__bases__)
for action in (lambda: type(), lambda: type(5), lambda: type.__call__(int, "7"),
               lambda: type.__call__(), lambda: type.__new__(),
               lambda: type.__new__(int, "x", (), {}),
               lambda: type.__new__(type, "N", (), {}).__name__, lambda: type.__init__(A),
               lambda: type.__init__(A, 1, 2, 3), lambda: type.__subclasses__(type(...)),
               lambda: type.__subclasses__(5),
               lambda: type.mro(5), lambda: type.__instancecheck__(A, B()),
               lambda: type.__subclasscheck__(A, D), lambda: type.__subclasscheck__(A, 5),
               lambda: type.__prepare__(), lambda: type.__prepare__("x", (), k=1),
               lambda: type.__or__(int, str), lambda: type.__ror__(int, None),
               lambda: type.__getattribute__(A, "x"), lambda: A.missing,
               lambda: A.__missing__, lambda: type.__repr__(A), lambda: A < B, lambda: A + B,
               lambda: A[0], lambda: len(A), lambda: A == A, lambda: hash(A) == hash(A),
               lambda: type.__dir__(A).count("method"), lambda: A.__sizeof__() > 0, lambda: A(1),
               lambda: A(k=1), lambda: int.mro(), lambda: A.__call__().__class__,
               lambda: A.__init_subclass__(), lambda: A.__subclasshook__(int)):
    tell("type", action)


class Meta(type):
    def __call__(cls, *args):
        return "called", cls.__name__, args, super().__call__()

    def __getattr__(cls, name):
        return f"meta {name}"

    def __len__(cls):
        return 5

    def __iter__(cls):
        return iter("meta")

    def mro(cls):
        return super().mro()

    def __instancecheck__(cls, instance):
        return instance == "yes"

    def __repr__(cls):
        return f"<Meta {cls.__name__}>"


class WithMeta(metaclass=Meta):
    __slots__ = ()


print(WithMeta(1)[:3], WithMeta.zzz, len(WithMeta), list(WithMeta), isinstance("yes", WithMeta),
      isinstance(5, WithMeta), WithMeta, type(WithMeta))


class BadMro(type):
    answer = [5]

    def mro(cls):
        return BadMro.answer


for answer in ([5], [int], 5, [], [object]):
    BadMro.answer = answer
    tell(f"mro {answer}", lambda: BadMro("X", (), {}).__mro__[-1])


class OtherMeta(type):
    pass


tell("metaclass conflict", lambda: OtherMeta("X", (WithMeta,), {}))
tell("metaclass derived", lambda: type(type("X", (WithMeta,), {})).__name__)


def no_metaclass(name, bases, namespace):
    return name, bases, sorted(namespace)


class NotAClass(A, metaclass=no_metaclass):
    inside = 1


print(NotAClass)
print(sorted(dir(A))[:4], "x" in dir(A), [k for k in vars(D) if not k.startswith("__")],
      type.__eq__(D, D), type.__eq__(D, 5))
