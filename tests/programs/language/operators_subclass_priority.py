# krait: short
# The right operand goes first when its type is a proper subclass that overrides the reflection.
class Base:
    def __add__(self, other):
        return f"{type(self).__name__}.add"

    def __radd__(self, other):
        return f"{type(self).__name__}.radd(Base)"

    def __lt__(self, other):
        return f"{type(self).__name__}.lt"

    def __gt__(self, other):
        return f"{type(self).__name__}.gt"

    def __eq__(self, other):
        return f"{type(self).__name__}.eq"

    __hash__ = None


class Inherits(Base):
    pass


class Overrides(Base):
    def __radd__(self, other):
        return "Overrides.radd"

    def __gt__(self, other):
        return "Overrides.gt"

    def __eq__(self, other):
        return "Overrides.eq"


class Declines(Base):
    def __radd__(self, other):
        print("  Declines.radd declines")
        return NotImplemented

    def __gt__(self, other):
        print("  Declines.gt declines")
        return NotImplemented


for cls in (Base, Inherits, Overrides, Declines):
    print(cls.__name__)
    print(" ", Base() + cls(), cls() + Base(), cls() + cls())
    print(" ", Base() < cls(), cls() < Base(), Base() == cls(), cls() == Base(), Base() > cls())


class MyInt(int):
    def __radd__(self, other):
        return f"MyInt.radd({other!r})"

    def __rsub__(self, other):
        return NotImplemented

    def __rpow__(self, other, modulus=None):
        return f"MyInt.rpow({other!r})"

    def __rtruediv__(self, other):
        return f"MyInt.rtruediv({other!r})"


print(1 + MyInt(2), MyInt(2) + 1, 5 - MyInt(2), True + MyInt(2), 1.5 + MyInt(2), 2 ** MyInt(3),
    1 / MyInt(2))
print(type(MyInt(2) + 1), type(-MyInt(2)), type(MyInt(2) * 1), 3 * MyInt(4), type(abs(MyInt(-3))))


class MyStr(str):
    def __add__(self, other):
        return MyStr(str.__add__(self, other) + "!")

    def __radd__(self, other):
        return f"MyStr.radd({other!r})"

    def __rmod__(self, other):
        return f"MyStr.rmod({other!r})"


print(MyStr("a") + "b", "a" + MyStr("b"), "%s" % MyStr("c"), MyStr("%s") % "d",
    type(MyStr("a") + "b").__name__)


class MyList(list):
    def __radd__(self, other):
        return "MyList.radd"

    def __rmul__(self, n):
        return f"MyList.rmul({n})"


print([1] + MyList([2]), MyList([1]) + [2], 2 * MyList([3]), MyList([3]) * 2,
    type(MyList([1]) + [2]).__name__)


class Seq:
    def __getitem__(self, i):
        raise IndexError

    def __radd__(self, other):
        return "Seq.radd"


print([] + Seq(), () + Seq(), "" + Seq(), b"" + Seq())
try:
    [] + ()
except TypeError as error:
    print(error)
