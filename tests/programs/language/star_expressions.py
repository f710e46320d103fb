# krait: short
# * and ** in displays, calls, subscripts, return, yield and for; errors.
a, b = [1, 2], (3, 4)
print([*a, *b], (*a, *b), {*a, *b} == {1, 2, 3, 4}, {**{"x": 1}, "y": 2, **{"x": 3}},
    [*a, 0, *b, *"xy", *range(2)], (*a,), [*()], {*()}, {**{}}, *a)
print([*{"k": 1}], [*{1: 2}.items()], (*(n for n in range(3)), "end"), {*"aab"} == {"a", "b"},
    [*[*[*a]]], *(), sep=",")


def returns():
    return *a, "r"


def yields():
    yield *a, "y"
    x = *b, *a
    yield x


print(returns(), list(yields()))
for x in *a, *b:
    print(x, end=" ")
print()


def attempt(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Mapping:
    def __init__(self, **items):
        self.items_ = items

    def keys(self):
        print("keys", end=" ")
        return self.items_.keys()

    def __getitem__(self, key):
        print(f"[{key}]", end=" ")
        return self.items_[key]


class KeysOnly:
    def keys(self):
        return ["a"]


class BadKeys:
    def keys(self):
        return 5

    def __getitem__(self, key):
        return 1


class Raising:
    def keys(self):
        return ["a", "b"]

    def __getitem__(self, key):
        raise LookupError(key)


def kwargs(**k):
    return k


print({**Mapping(p=1, q=2)}, kwargs(**Mapping(r=3)), dict(Mapping(s=4)))
for case in (
    lambda: [*5],
    lambda: (*None,),
    lambda: {*1.5},
    lambda: [1, *2, 3],
    lambda: {**5},
    lambda: {**[("a", 1)]},
    lambda: {**"ab"},
    lambda: {**None},
    lambda: {*[[]]},
    lambda: {**KeysOnly()},
    lambda: {**BadKeys()},
    lambda: {**Raising()},
    lambda: kwargs(**KeysOnly()),
    lambda: kwargs(**BadKeys()),
    lambda: kwargs(**Raising()),
    lambda: kwargs(**{1: 2}),
    lambda: kwargs(**{"a": 1}, **{"a": 2}),
    lambda: kwargs(a=1, **{"a": 2}),
    lambda: kwargs(**{"b": 1}, a=2),
    lambda: {**{1: 2}, **{1: 3}},
    lambda: kwargs(**{"with space": 1, "": 2}),
    lambda: print(*[1], *2),
    lambda: print(**{"sep": 5}),
    lambda: [*(1 // n for n in (1, 0))],
):
    print(attempt(case))


def everything(*args, **kw):
    return args, kw


print(everything(*a, *b, **{"k": 1}, **{"l": 2}), everything(*a, 9, *b, z=0, **{"y": 1}),
    everything(**{}), everything(*[], **{}))
print(everything(*a, *[x for x in b if x > 3], *map(str, a), **{c: ord(c) for c in "ab"}))


class Subscript:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


s = Subscript()
print(s[*a], s[*a, *b], s[0, *a], s[*()], s[1:2, *a])
s[*a] = 1
s[*b, 5] = 2
del s[*a, 0]


def typed(*args: *tuple[int, ...]) -> None:
    pass


print(typed.__annotations__)
big = [*range(300), *range(300)]
print(len(big), len((*big, *big)), len({*big}), len({**{i: i for i in range(300)},
    **{i: 0 for i in range(100, 400)}}), sum([*map(int, "123")]))
def lots(*args, **kwargs):
    return len(args), len(kwargs), sum(args)


print(lots(*range(1000), *range(500), **{f"k{i}": i for i in range(300)}))
