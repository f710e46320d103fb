# krait: short
# Annotations on modules, classes and functions: evaluation, storage, targets without values.
x: int
y: "forward reference" = 5
z: list[int] = [1]
print(__annotations__, y, z, "x" in globals())
(w): int = 3
log = []


def note(tag, value=None):
    log.append(tag)
    return value


class Target:
    pass


target = Target()
items = [0]
target.attr: note("attr annotation") = note("attr value", 1)
items[note("index", 0)]: note("item annotation") = note("item value", 2)
target.other: note("evaluated")
items[note("not stored", 0)]: note("evaluated too")
print(log, target.attr, items, hasattr(target, "other"), sorted(__annotations__))


def function(a: int, b: "text" = 1, /, c: note("evaluated at def") = 2, *args: float, d: 1 + 1,
        e: list = 3, **kwargs: {"a": 1}) -> "result":
    local: note("never evaluated") = 1
    unbound: int
    return local


print(function.__annotations__, log[-1], function(1, d=2))


def unbound_local():
    v: int
    return v


try:
    unbound_local()
except UnboundLocalError as error:
    print(error)


class Annotated:
    a: int
    b: str = "b"
    c: "Annotated"
    __private: int = 1
    log: note("class body", dict) = note("value")

    def method(self, v: "Annotated") -> "Annotated":
        self.made: int = v
        return self


print(Annotated.__annotations__, Annotated.b, hasattr(Annotated, "a"),
    Annotated.method.__annotations__, Annotated().method(4).made)


class Child(Annotated):
    pass


class Bare:
    pass


print("__annotations__" in Child.__dict__, Child.__annotations__ == Annotated.__annotations__,
    Bare.__annotations__, "__annotations__" in Bare.__dict__)
Bare.__annotations__["added"] = 1
print(Bare.__annotations__)
del Bare.__annotations__
try:
    del Bare.__annotations__
except AttributeError as error:
    print(error)
function.__annotations__ = {"new": 1}
print(function.__annotations__)
function.__annotations__ = None
print(function.__annotations__)
try:
    function.__annotations__ = 5
except TypeError as error:
    print(error)
del function.__annotations__
print(function.__annotations__, (lambda q: q).__annotations__)
try:
    print(len.__annotations__)
except AttributeError as error:
    print(error)


def nested():
    T = int

    def inner(v: T) -> T:
        return v

    class Local:
        f: T

    return inner.__annotations__, Local.__annotations__


print(nested())


def everything_at_once(T, captured):
    def inner(a: T, b: T = 1, *, c: T = 2) -> T:
        return a, b, c, captured

    return inner


inner = everything_at_once(int, "cell")
print(inner(0), inner(0, 5, c=6), inner.__annotations__, inner.__defaults__, inner.__kwdefaults__,
    len(inner.__closure__))
try:
    bad: undefined_name = 1
except NameError as error:
    print(error, "bad" in globals())
try:

    def bad_function(v: undefined_name):
        pass

except NameError as error:
    print(error)
if y:
    conditional: str = "c"
else:
    never: str = "n"
print("conditional" in __annotations__, "never" in __annotations__)
for loop in range(2):
    looped: int = loop
del __annotations__["x"]
__annotations__["manual"] = True
after: bool = False
print(sorted(__annotations__))
tuple_target: tuple[int, ...] = 1, 2
print(tuple_target, __annotations__["tuple_target"])
del __annotations__
try:
    gone: int = 1
except NameError as error:
    print(error, gone)


class Slotted:
    __slots__ = ("s",)
    s: int


print(Slotted.__annotations__)
