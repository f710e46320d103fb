"""A class before it has an MRO, as its mro() method sees it, and for good when that raises."""


class Other:
    pass


def catch(c):
    try:
        1 / 0
    except c:
        pass


def match_class(c):
    match 1:
        case c():
            return 1
    return 2


def throw(c):
    raise c


ACTIONS = {
    "dir": lambda c: [name for name in dir(c) if name in ("a", "method", "__eq__", "__repr__")],
    "default": lambda c: getattr(c, "absent", "none"),
    "repr": repr,
    "mro attribute": lambda c: c.__mro__,
    "mro method": lambda c: type.mro(c)[1:],
    "bases": lambda c: (c.__bases__, c.__base__, c.__subclasses__()),
    "names": lambda c: (c.__name__, c.__qualname__, c.__module__, c.__doc__),
    "dict": lambda c: "a" in c.__dict__ and "a" in vars(c),
    "own": lambda c: c.a,
    "missing": lambda c: c.nope,
    "abstract": lambda c: c.__abstractmethods__,
    "annotations": lambda c: c.__annotations__,
    "subclass of int": lambda c: issubclass(c, int),
    "subclass of object": lambda c: issubclass(c, object),
    "superclass": lambda c: issubclass(int, c),
    "one of": lambda c: issubclass(int, (c, str)),
    "instance": lambda c: (isinstance(1, c), isinstance(1, c | int), c.__instancecheck__(1)),
    "compared": lambda c: (c == c, {c: 1}[c], bool(c)),
    "called": lambda c: c(),
    "type's call": lambda c: type.__call__(c),
    "object.__new__": lambda c: object.__new__(c),
    "int.__new__": lambda c: int.__new__(c),
    "derived": lambda c: type("D", (c,), {}),
    "item": lambda c: c[int],
    "set": lambda c: setattr(c, "x", 1),
    "get": lambda c: c.x,
    "deleted": lambda c: delattr(c, "x"),
    "class": lambda c: setattr(c, "__class__", type),
    "rename": lambda c: setattr(c, "__name__", "C"),
    "operator": lambda c: setattr(c, "__add__", lambda a, b: 3),
    "no bases": lambda c: setattr(c, "__bases__", (int,)),
    "super": lambda c: type(super(c, c)),
    "super of int": lambda c: super(int, c),
    "super of 1": lambda c: super(c, 1),
    "super's attribute": lambda c: super(c, c).absent,
    "super's method": lambda c: type(super(c, c).__init__),
    "init_subclass": lambda c: super(c, c).__init_subclass__(),
    "object's dir": lambda c: "a" in object.__dir__(c),
    "reduced": lambda c: object.__reduce_ex__(c, 2),
    "object.__setattr__": lambda c: object.__setattr__(c, "x", 1),
    "caught": catch,
    "matched": match_class,
    "thrown": throw,
}


def probe(cls, say):
    for name, action in ACTIONS.items():
        try:
            say(f"  {name}:", action(cls))
        except Exception as error:
            say(f"  {name}:", type(error).__name__, error)


def say_nothing(*args):
    pass


made = []


class Meta(type):
    def mro(cls):
        if not made:
            made.append(cls)
            print("while it is made")
            probe(cls, print)
            print("absent:", getattr(cls, "late", "not yet"))
            raise KeyError("no MRO")
        return type.mro(cls)


class Base:
    late = "from the base"


namespace = {"a": 1, "method": lambda self: 2}
try:
    Meta("C", (), dict(namespace))
except KeyError as error:
    print(repr(error))
# CPython tries again to make an MRO of such a class; Krait leaves it as it is.
probe(made[0], say_nothing)


class D(Base, metaclass=Meta):
    pass


print(D.late, D().late)

for base in (int, list, type, str, D):
    for cls in (Other, Base):
        try:
            cls.__bases__ = (base,)
        except TypeError as error:
            print(cls.__name__, base.__name__, error)


class Plain:
    __slots__ = ()


class Slotted:
    __slots__ = ("x",)


class Texts(str):
    pass


for derived in (Plain, Slotted, Texts, Other, D):
    for base in (object, int, str, Plain, Slotted, Other):
        class E(derived):
            __slots__ = ()
        try:
            E.__bases__ = (base,)
            print(derived.__name__, base.__name__, E.__mro__[1:])
        except TypeError as error:
            print(derived.__name__, base.__name__, error)

made[0].missing
