# krait: short
# __class__ cells, class bodies that read enclosing scopes, and names with class scope in between.
class A:
    def who(self):
        return __class__.__name__

    @classmethod
    def who_class(cls):
        return __class__ is A, cls.__name__

    @staticmethod
    def who_static():
        return __class__.__name__

    def nested(self):
        return [__class__.__name__ for _ in range(2)], (lambda: __class__.__name__)()


class B(A):
    pass


print(B().who(), B.who_class(), B.who_static(), B().nested(), A.who.__code__.co_freevars,
    A.who.__closure__[0].cell_contents is A)


def enclosing(x):
    y = "enclosing y"

    class Inner:
        print("body sees", y, locals().get("y", "not its own"))
        x = "class x"
        print("then", x, __qualname__)
        z = [x for _ in range(1)]
        w = [y]

        def method(self):
            return x, y, self.x

    return Inner


inner = enclosing("argument")()
print(inner.method(), inner.z, inner.w)


name = "global"


def conditional(flag):
    name = "outer"

    class Body:
        if flag:
            name = "class"
        seen = name

        def read(self):
            return name

    return Body.seen, Body().read()


print(conditional(True), conditional(False))


def explicit_global():
    name = "function"

    class Body:
        global name
        seen = name
        name = "set from class"

    return Body.seen, name, hasattr(Body, "name")


print(explicit_global(), name)


def nonlocal_in_class():
    total = 1

    class Body:
        nonlocal total
        total += 41
        own = total

    return total, Body.own, "total" in vars(Body)


print(nonlocal_in_class())


class Outer:
    attribute = "outer attribute"

    class Inner:
        try:
            print(attribute)
        except NameError as error:
            print(error)

    def method(self):
        try:
            return attribute
        except NameError as error:
            return str(error)

    copies = [attribute for attribute in [attribute]]
    try:
        broken = [attribute for _ in range(1)]
    except NameError as error:
        print(error)


print(Outer().method(), Outer.copies, Outer.Inner.__qualname__, Outer.method.__qualname__)


class Meta(type):
    def __new__(mcls, name, bases, namespace, keep=True):
        namespace = dict(namespace)
        if not keep:
            namespace.pop("__classcell__")
        print("classcell" if "__classcell__" in namespace else "no classcell")
        return super().__new__(mcls, name, bases, namespace)


class WithCell(metaclass=Meta):
    def f(self):
        return __class__


class WithoutCell(metaclass=Meta):
    pass


try:

    class Lost(metaclass=Meta, keep=False):
        def f(self):
            return __class__

except (RuntimeError, TypeError) as error:
    print(type(error).__name__, error)


def early(metaclass_result):
    class M(type):
        def __new__(mcls, name, bases, ns):
            try:
                ns["f"](None)
            except NameError as error:
                print(error)
            return metaclass_result if metaclass_result is not None else super().__new__(mcls, name,
                bases, ns)

    class C(metaclass=M):
        def f(self):
            return __class__

    return C


try:
    print(early(5))
except TypeError as error:
    print(error)
print(early(None)().f().__name__)


def locals_in_body():
    free = 1

    class C:
        a = 2
        b = free
        names = sorted(k for k in locals() if not k.startswith("__"))

    return C.names


print(locals_in_body())
