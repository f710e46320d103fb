# krait: short
# C3 linearisation, its failures, __bases__ assignment, mro(), attribute lookup along the MRO.
def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def names(cls):
    return "".join(k.__name__ if k is not object else "*" for k in cls.__mro__)


class O:
    pass


class A(O):
    pass


class B(O):
    pass


class C(O):
    pass


class D(A, B):
    pass


class E(B, C):
    pass


class F(D, E):
    pass


class G(A, C, B):
    pass


print(names(D), names(E), names(F), names(G))
X = type("X", (O,), {})
Y = type("Y", (O,), {})
XY = type("P", (X, Y), {})
YX = type("Q", (Y, X), {})
for bases in ((XY, YX), (O, A), (object, A), (A, A), (A, object, B), (int, A, str), (D, O, A)):
    print(attempt(lambda: names(type("Z", bases, {}))))
print(names(type("Z", (A, B, C, object), {})), names(type("Z", (), {})))


class Method:
    def who(self):
        return "Method"


class Left(Method):
    def who(self):
        return "Left+" + super().who()


class Right(Method):
    def who(self):
        return "Right+" + super().who()


class Join(Left, Right):
    pass


print(Join().who(), Left().who())
Right.who = lambda self: "patched"
print(Join().who())
del Right.who
print(Join().who())
Left.__bases__ = (Right,)
print(names(Left), names(Join), Left().who())
print(attempt(setattr, Left, "__bases__", ()), attempt(setattr, Left, "__bases__", 5),
    attempt(setattr, Left, "__bases__", (Join,)), attempt(setattr, Left, "__bases__", (5,)),
    attempt(delattr, Left, "__bases__"))
print(Left.__bases__ == (Right,), Method.__subclasses__() == [Right],
    [k.__name__ for k in Right.__subclasses__()], Left.__base__.__name__, int.__base__,
    object.__base__, bool.__bases__, type.__mro__)


class CustomMro(type):
    def mro(cls):
        order = super().mro()
        return [order[0]] + order[1:-1][::-1] + [order[-1]]


class H(A, B, metaclass=CustomMro):
    pass


print(names(H), [k.__name__ for k in H.mro()], attempt(type.mro, 5),
    [k.__name__ for k in type.mro(int)])


class BadMro(type):
    result = 5

    def mro(cls):
        return cls.result


for result in (5, [], [1], [object], [int, object], None):
    BadMro.result = result
    print(result, attempt(lambda: BadMro("I", (), {}).__mro__))


class Mixin:
    def __init_subclass__(cls):
        cls.tagged = cls.__name__.lower()

    def describe(self):
        return f"{self.tagged}:{self.value}"


class Valued:
    def __init__(self, value):
        self.value = value


class Thing(Mixin, Valued):
    pass


class Special(Thing):
    def describe(self):
        return super().describe().upper()


print(Thing(1).describe(), Special(2).describe(), isinstance(Special(3), (int, Valued)),
    issubclass(Special, Mixin), issubclass(Mixin, Valued))


class Chain0:
    v0 = "v0"

    def get(self):
        return self.v0


chain = Chain0
for i in range(1, 30):
    chain = type(f"Chain{i}", (chain,), {f"v{i}": f"v{i}"})
deep = chain()
print(deep.v0, deep.v15, deep.v29, deep.get(), len(chain.__mro__), attempt(lambda: deep.v30))
Chain0.v0 = "changed"
print(deep.v0, deep.get())
chain.__mro__[10].v0 = "overridden in the middle"
print(deep.v0)
deep.v0 = "instance"
print(deep.get())
print(type("Q2", (dict, Mixin), {})(a=1), type("L2", (list,),
    {"__len__": lambda self: 42})([1, 2]).__len__(), len(type("L3", (list,),
    {"__len__": lambda self: 42})()))
