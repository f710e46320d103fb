# krait: short
# list[int] and its kind: attributes, calls, parameters, unpacking, comparison, errors.


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class TypeVar:
    """Enough of a type variable: what the alias looks for."""

    def __init__(self, name):
        self.name = name

    def __typing_subst__(self, argument):
        return argument

    def __repr__(self):
        return "~" + self.name


class Generic:
    def __class_getitem__(cls, item):
        return "class_getitem", cls.__name__, item

    def __init__(self, *args):
        self.args = args


T, U = TypeVar("T"), TypeVar("U")
Alias = type(list[int])
print(Alias.__name__, Alias.__module__, list[int], dict[str, int], tuple[int, ...], tuple[()],
      set[str], frozenset[int], type[int], list["forward"], list[None], list[...], list[[1, 2]],
      dict[str, list[int]])
a = dict[str, list[T]]
print(a, a.__origin__, a.__args__, a.__parameters__, a.__unpacked__, a.__mro_entries__(()),
      a.__class__, a.__reduce__()[1:], a.__name__, a.__doc__ is not None, a.__module__)
for alias, item in ((list[T], int), (dict[T, U], (int, str)), (dict[T, T], int),
                    (dict[T, int], str), (list[list[T]], int), (tuple[T, ...], int),
                    (dict[T, U], int), (list[T], (int, str)), (list[int], str),
                    (dict[T, U], (int, str, float)), (list[T], list[U]), (tuple[T, U, T], (1, 2))):
    tell(f"{alias!r}[{item!r}]", lambda: alias[item])
print(list[int] == list[int], list[int] == list[str], list[int] != list,
      hash(list[int]) == hash(list[int]), {list[int]: 1}[list[int]], list[int] == "list[int]",
      list[T] == list[U])
print(list[int]("ab"), dict[str, int](a=1), tuple[int]((1, 2)), type(list[int]()), type[int](5),
      list[int].append, dict[int, str].fromkeys("a"), list[int].__len__([1]),
      list[int].__class_getitem__(str))
for action in (lambda: isinstance([], list[int]), lambda: issubclass(list, list[int]),
               lambda: issubclass(list[int], list), lambda: isinstance(list[int], type),
               lambda: list[int].missing, lambda: setattr(list[int], "x", 1),
               lambda: setattr(list[int], "__origin__", 1), lambda: list[int][0],
               lambda: iter(list[int]).__next__(), lambda: list(tuple[int, str]),
               lambda: list[int] < list[int], lambda: len(list[int]), lambda: list[int] | None,
               lambda: int | list[str], lambda: list[int]() == [], lambda: int[str],
               lambda: len[int], lambda: str["x"], lambda: bool(list[int]),
               lambda: list[int].__call__("xy"),
               lambda: Alias(list, int), lambda: Alias(list, (int, str)), lambda: Alias(5, 6),
               lambda: Alias(list), lambda: Alias(), lambda: Alias(list, int, 3),
               lambda: Alias(Generic, int)(1, 2).args, lambda: Alias(list, int, x=1),
               lambda: type("Sub", (Alias,), {})(list, int), lambda: delattr(list[int], "__args__"),
               lambda: list[int].__origin__.__name__, lambda: dir(list[int]).count("append"),
               lambda: list[()], lambda: dict[()],
               lambda: list[int].__dir__().count("__origin__"), lambda: list[int].__getitem__(int),
               lambda: list[T].__getitem__(int), lambda: Generic[int], lambda: Generic[1, 2],
               lambda: Generic[()]):
    tell("action", action)


class Sub(list[int]):
    pass


class Two(dict[str, T], Generic):
    pass


print(Sub.__bases__, Sub.__orig_bases__, Sub("ab"), Sub[int], Two.__mro__[1:],
      Two.__orig_bases__[0])


class Remembers:
    def __init__(self):
        self.__orig_class__ = None


class Slotted:
    __slots__ = ()


made = Alias(Remembers, int)()
print(made.__orig_class__, type(Alias(Slotted, int)()).__name__)
starred = next(iter(tuple[int, str]))
print(starred, starred.__unpacked__, repr(starred), tuple[*tuple[int, str]],
      tuple[int, *tuple[str, ...]], type(starred) is Alias, starred == tuple[int, str],
      [*tuple[T]][0].__parameters__)
iterator = iter(list[int])
print(type(iterator).__name__, list(iterator), list(iterator))
for item in ("text", 5, int, None, (int, "a"), [int], TypeVar("Q"), list, list[int], type(None),
             Generic, len, "a b"):
    print(list[item], dict[item], end=" ")
print()
from itertools import chain, count
from _collections import deque, defaultdict, OrderedDict
import _weakref, array

for kind in (deque, defaultdict, OrderedDict, chain, _weakref.ref, enumerate, BaseExceptionGroup,
             array.array, type(x for x in ())):
    tell(kind.__name__, lambda: kind[int])
for kind in (int, str, bytes, range, slice, property, map, zip, filter, reversed, count, memoryview,
             object, super, staticmethod, classmethod, complex, bytearray):
    print(kind.__name__, hasattr(kind, "__class_getitem__"), end="; ")
