# krait: short
# Every parameter kind with every way of passing arguments.
def plain(a, b, c):
    return ("plain", a, b, c)


def defaults(a, b=2, c=3):
    return ("defaults", a, b, c)


def keyword_only(a, *, b, c=3):
    return ("keyword_only", a, b, c)


def positional_only(a, b=2, /):
    return ("positional_only", a, b)


def mixed(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return ("mixed", a, b, c, args, d, e, kwargs)


def collect(*args, **kwargs):
    return ("collect", args, kwargs)


def shadow(a, /, **kwargs):
    return ("shadow", a, kwargs)


print(plain(1, 2, 3), plain(1, c=3, b=2), plain(c=1, a=2, b=3), plain(*(1, 2), 3),
    plain(*[1], **{"c": 3, "b": 2}))
print(defaults(1), defaults(1, c=9), defaults(1, 9), defaults(a=0), defaults(*(1, 5), c=7),
    defaults(**{"a": 4}))
print(keyword_only(1, b=2), keyword_only(b=1, a=0, c=9), keyword_only(*[1], **dict(b=7)))
print(positional_only(1), positional_only(1, 5), positional_only(*[7, 8]))
print(mixed(1, d=4), mixed(1, 2, 3, 4, 5, d=6), mixed(1, c=9, d=4, z=26, y=25),
    mixed(*range(6), d=0, **{"a": 1, "b": 2}))
print(collect(), collect(1, 2), collect(x=1), collect(1, *[2, 3], 4, *(), *"ab", k=1, **{"l": 2},
    **{}, m=3))
print(shadow(1, a=2), shadow(1, **{"a": 3, "self": 4}))
print((lambda: "none")(), (lambda x: x)(1), (lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, j=4))


class Callable:
    def __call__(self, *args, **kwargs):
        return ("called", args, kwargs)

    def method(self, a, b=0, *args, c=1, **kwargs):
        return ("method", a, b, args, c, kwargs)

    @classmethod
    def klass(cls, x, *, y=1):
        return (cls.__name__, x, y)

    @staticmethod
    def static(x, y=2):
        return ("static", x, y)


obj = Callable()
print(obj(), obj(1, k=2), obj.method(1), obj.method(1, 2, 3, c=4, d=5), Callable.method(obj, 9),
    obj.method(*[1, 2], **{"e": 3}))
print(obj.klass(1), Callable.klass(1, y=5), obj.static(1), Callable.static(y=3, x=4),
    Callable.static(*"ab"))
bound = obj.method
print(bound(5), bound.__func__ is Callable.method, bound.__self__ is obj, bound(a=6),
    bound.__func__(obj, a=7))
print(int("7"), int(x := "8"), max(3, 1, 2), max([1, 5], key=lambda v: -v),
    print("sep", "end", sep="-", end="!\n"), sorted([3, 1], reverse=True))
print(dict(a=1, b=2), dict([("a", 1)], b=2), dict({"x": 1}, **{"not an identifier": 2}),
    str(object="s"), "{a}{0}".format(1, a=2), int("z", base=36))


def many(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, *rest, k0=0, k1=1, k2=2, k3=3):
    return a0, a9, rest, k0, k1, k2, k3


print(many(*range(10)), many(*range(15), k3="k"), many(0, 1, 2, 3, 4, *[5, 6, 7, 8, 9, 10], k0="z",
    **{"k2": "y"}))


def recursive(n, acc=(), *, limit=3):
    return acc if n == limit else recursive(n + 1, acc + (n,), limit=limit)


print(recursive(0), recursive(0, limit=6), recursive(n=1, acc=("s",)))
mutable = {"k": 1}


def keeps(**kwargs):
    kwargs["k"] = 2
    return kwargs


print(keeps(**mutable), mutable)
values = [1, 2]


def star_is_tuple(*args):
    return type(args).__name__, args is values


print(star_is_tuple(*values), star_is_tuple(*iter(values)), star_is_tuple(*{"a": 1, "b": 2}),
    star_is_tuple(*(n for n in range(3))))
