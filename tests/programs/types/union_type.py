# krait: short
# int | str: construction, flattening, isinstance, attributes, comparison, parameters, errors.


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class TypeVar:
    __module__ = "typing"

    def __init__(self, name):
        self.name = name

    def __or__(self, other):
        return NotImplemented

    def __typing_subst__(self, argument):
        return argument

    def __repr__(self):
        return "~" + self.name


class Meta(type):
    def __or__(cls, other):
        return "meta or"


class Thing(metaclass=Meta):
    pass


class Plain:
    pass


T = TypeVar("T")
Union = type(int | str)
print(Union.__name__, Union.__module__, int | str, int | None, None | int, int | str | int,
      (int | str) | (str | float), int | int, list[int] | str,
      int | list[int] | list[int] | list[str], Plain | None)
u = int | str | None
print(u.__args__, u.__parameters__, u.__class__, u == (str | None | int), u != int,
      hash(u) == hash(None | str | int), u == "int", {u: 1}[int | str | None],
      (int | str) == (int | str | int), (bool | int) == (int | bool))
print(isinstance(5, u), isinstance(None, u), isinstance(1.5, u), isinstance("x", int | str),
      issubclass(bool, int | str), issubclass(float, int | str), issubclass(type(None), u),
      isinstance(True, int | None), isinstance(5, (str, int | float)))
for action in (lambda: int | 5, lambda: int | "str", lambda: 5 | int, lambda: "x" | int,
               lambda: None | None, lambda: int | ..., lambda: int | [],
               lambda: isinstance(5, int | list[int]), lambda: issubclass(int, int | list[int]),
               lambda: isinstance("x", int | list[int]), lambda: issubclass(5, int | str),
               lambda: Union(), lambda: Union(int, str),
               lambda: (int | str)(), lambda: (int | str).missing,
               lambda: setattr(int | str, "x", 1), lambda: setattr(int | str, "__args__", ()),
               lambda: (int | str)[int], lambda: (list[T] | int)[str],
               lambda: (list[T] | dict[T, int]).__parameters__,
               lambda: (list[T] | dict[T, int])[float], lambda: (list[T] | int)[str, int],
               lambda: type("Sub", (Union,), {}),
               lambda: type("Sub", (int | str,), {}), lambda: (int | str) < (int | str),
               lambda: len(int | str), lambda: iter(int | str), lambda: Thing | int,
               lambda: int | Thing, lambda: Plain | Thing, lambda: (int | str) | Thing,
               lambda: int.__or__(int, str), lambda: type.__or__(int, 5),
               lambda: type.__or__(int, None), lambda: (int | str).__or__(float),
               lambda: (int | str).__ror__(float), lambda: (int | str).__or__(5),
               lambda: bool(int | str), lambda: (int | str) & int, lambda: T | int, lambda: int | T,
               lambda: list[T] | T):
    tell("action", action)


class BadInstanceCheck(type):
    def __instancecheck__(cls, instance):
        raise ZeroDivisionError("checked")

    def __eq__(cls, other):
        raise KeyError("compared")

    __hash__ = type.__hash__


class Bad(metaclass=BadInstanceCheck):
    pass


tell("bad check", lambda: isinstance(5, str | Bad))
tell("bad check avoided", lambda: isinstance("x", str | Bad))
tell("bad comparison", lambda: Bad | int | Bad)
print(repr(int | type(None)), repr(type | int), repr(Plain | list["x"]),
      repr(tuple[int, ...] | None), repr((int | None).__args__))
x = int
x |= str
print(x, x.__args__, [t.__name__ for t in x.__args__])


def annotated(a: int | None = None, b: "int | str" = 5) -> list[int] | None:
    return a


print(annotated.__annotations__)
match 5:
    case int() | str():
        print("pattern alternatives are another thing")

# The module of its type.
print((int | str).__module__, hasattr(int | str, "__name__"), (int | None).__args__)
for _ in range(3):
    print((int | list[str]).__module__)
