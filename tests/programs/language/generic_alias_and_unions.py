# krait: short
# list[int], int | str and friends: repr, equality, attributes, calls, isinstance, errors.
def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


alias = list[int]
print(alias, repr(dict[str, list[int]]), tuple[int, ...], tuple[()], type[int], set["forward"],
    list[None], list[...], frozenset[int | None])
print(alias.__origin__, alias.__args__, alias.__parameters__, type(alias), alias == list[int],
    alias == list[str], hash(alias) == hash(list[int]), {alias: 1}[list[int]], alias != 5)
print(alias([1, 2]), alias() == [], dict[str, int](a=1), tuple[int]((1,)), type(list[int]()),
    alias.append is list.append, alias.__name__, alias.__doc__ == list.__doc__)
print(attempt(isinstance, [], alias), attempt(issubclass, list, alias), attempt(lambda: alias[int]),
    attempt(lambda: alias.nothing), attempt(setattr, alias, "x", 1), attempt(lambda: int[str]),
    attempt(lambda: (5)[int]), attempt(lambda: alias < alias))
print(list(alias), next(iter(tuple[int, str])), alias.__mro_entries__((alias,)), dir(alias) != [])


class Sub(list[int]):
    pass


class Generic:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


class Child(Generic):
    pass


class Aliased:
    __class_getitem__ = classmethod(type(alias))


class MetaItem(type):
    def __getitem__(cls, item):
        return f"meta {item}"


class Both(Generic, metaclass=MetaItem):
    pass


print(Sub.__bases__, Sub.__orig_bases__, Sub([1]), Generic[int], Child[1, 2], Both["x"],
    Aliased[int, str].__args__, attempt(lambda: Generic()[0]), Child[...], Generic[()])


class NotMethod:
    __class_getitem__ = 5


class NoItem:
    pass


print(attempt(lambda: NotMethod[1]), attempt(lambda: NoItem[1]), attempt(lambda: NoItem()[1]))
GenericAlias = type(alias)
made = GenericAlias(5, ("a", 7))
print(made, GenericAlias(list, int), attempt(GenericAlias), attempt(GenericAlias, 1), made.__args__,
    attempt(made))
u = int | str
print(u, u.__args__, type(u), int | None, None | int, int | str | float, int | (str | int),
    int | int, (int | str) == (str | int), hash(int | str) == hash(str | int), list[int] | None,
    u | bytes, u != int)
print(isinstance(5, u), isinstance("s", u), isinstance(1.5, u), issubclass(bool, u),
    attempt(isinstance, 5, list[int] | int), attempt(isinstance, "s", int | list[int]),
    attempt(lambda: int | 5), attempt(lambda: 5 | int), attempt(lambda: int | "str"),
    attempt(lambda: u | 5), attempt(u), attempt(lambda: u[int]), attempt(lambda: u.nothing),
    attempt(setattr, u, "x", 1), attempt(lambda: u < u), attempt(type(u)))
print(u.__parameters__, bool(u), (int | str).__or__(bytes), (int | None).__args__,
    type(None) | None, attempt(lambda: None | None), Sub | int, Generic | None)
match 5:
    case int() | str():
        print("match is not a union")
star = (*tuple[int, str],)
print(star, star[0].__unpacked__, tuple[int].__unpacked__, star[0] == tuple[int, str])


class Hooks(type):
    def __or__(cls, other):
        return "meta or"

    def __ror__(cls, other):
        return "meta ror"


class Hooked(metaclass=Hooks):
    pass


print(Hooked | int, int | Hooked, None | Hooked, alias | int)
import _collections

print(_collections.deque[int], _collections.defaultdict[str, int]().__class__.__name__,
    attempt(lambda: memoryview[int]), enumerate[int], BaseExceptionGroup[int])
