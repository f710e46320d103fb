# krait: short
# _weakref while the referent lives: references, proxies, equality, hashing, subclasses, errors.
from _weakref import (CallableProxyType, ProxyType, ReferenceType, getweakrefcount, getweakrefs, proxy,
                      ref)


def tell(label, function):
    try:
        print(label, "->", repr(function()))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class Thing:
    def __init__(self, value=1):
        self.value = value

    def __eq__(self, other):
        return isinstance(other, Thing) and self.value == other.value

    def __hash__(self):
        return hash(self.value)

    def __repr__(self):
        return f"Thing({self.value})"

    def __call__(self, *args, **kwargs):
        return args, kwargs

    def method(self):
        return self.value


class Number:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value

    __int__ = __index__

    def __float__(self):
        return self.value / 2

    def __bool__(self):
        return False

    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __abs__(self):
        return "abs"

    def __invert__(self):
        return "invert"

    def __bytes__(self):
        return b"bytes"

    def __reversed__(self):
        return iter("desrever")

    def __str__(self):
        return "str of number"

    def __matmul__(self, other):
        return "matmul", type(other).__name__

    def __rmatmul__(self, other):
        return "rmatmul", type(other).__name__

    def __divmod__(self, other):
        return "divmod", other

    def __pow__(self, other, modulus=None):
        return "pow", other, modulus

    def __ipow__(self, other):
        return "ipow", other

    def __iadd__(self, other):
        return "iadd", other

    def __lt__(self, other):
        return "lt", type(other).__name__

    def __enter__(self):
        return "entered"

    def __exit__(self, *details):
        return False


class Holder(list):
    pass


thing, same, other = Thing(1), Thing(1), Thing(2)
r = ref(thing)
print(r() is thing, type(r).__name__, type(r) is ReferenceType is ref, r.__callback__, ref(thing) is r,
      ref(thing, None) is r, getweakrefcount(thing), getweakrefs(thing)[0] is r, thing.__weakref__ is r,
      r == ref(same), r == ref(other), r != ref(other), r == thing, hash(r) == hash(thing), hash(r) == hash(r),
      {r: "found"}[ref(same)], ref.__module__, ref.__name__, ref[int])
callback = ref(thing, print)
print(callback is r, callback == r, callback.__callback__, getweakrefcount(thing), callback() is thing,
      ref(thing, print) is callback)


class Named:
    pass


def named_function():
    pass


print(repr(r).split(" at ")[0], repr(r).split("; ")[1].split(" at ")[0], repr(ref(Named)).split(" ")[-1],
      repr(ref(named_function)).split(" ")[-1])
for target in (5, "text", None, 1.5, [], (), {}, b"", object(), range(3), slice(1), property(), 2**70, True, ...,
               NotImplemented, bytearray(), iter([]), {}.keys(), Thing.method.__get__, int.__add__, list.append,
               type.__dict__["__name__"], r):
    tell(type(target).__name__, lambda: ref(target))
    tell(type(target).__name__, lambda: proxy(target))
for target in (Thing(), Thing, len, named_function, set(), frozenset(), (x for x in ()), type, Holder(),
               named_function.__code__, thing.method, memoryview(b""), Exception, ValueError.mro):
    tell(type(target).__name__, lambda: (ref(target)() == target, type(proxy(target)).__name__))
for action in (lambda: ref(), lambda: ref(thing, None, 1), lambda: ref(thing, callback=None), lambda: r(1),
               lambda: r(x=1), lambda: r.missing, lambda: setattr(r, "x", 1), lambda: r < r,
               lambda: setattr(r, "__callback__", 1), lambda: ref.__new__(ref), lambda: r.__init__(thing),
               lambda: r.__init__(), lambda: getweakrefcount(), lambda: getweakrefs(1, 2), lambda: getweakrefcount(5),
               lambda: getweakrefs("x"), lambda: proxy(), lambda: proxy(thing, None, 1), lambda: ProxyType(),
               lambda: CallableProxyType(), lambda: type("Sub", (ProxyType,), {})):
    tell("action", action)
p = proxy(thing)
print(type(p).__name__, p.value, p.method(), p(1, k=2), p == thing, p == same, p != other, thing == p,
      isinstance(p, Thing), p.__class__ is Thing, proxy(thing) is p, type(proxy(thing, print)).__name__,
      str(p), repr(p).split(" at ")[0], repr(p).split(" to ")[1].split(" at ")[0])
p.value = 9
print(thing.value)
del p.value
print(hasattr(thing, "value"), hasattr(p, "value"))
thing.value = 1
number = Number(6)
n = proxy(number)
print(type(n).__name__, int(n), float(n), bool(n), -n, +n, abs(n), ~n, str(n), list(range(10))[n], hex(n),
      bytes(n), list(reversed(n)), n @ 1, 1 @ n, n @ n, divmod(n, 2), n ** 2, pow(n, 2, 3), n < 5, n < n)
q = proxy(number)
q += 1
print(q)
q = proxy(number)
q **= 2
print(q)
with number as entered:
    print(entered)
holder = Holder([3, 1, 2])
h = proxy(holder)
print(len(h), h[0], h[-1], h[0:2], list(h), 3 in h, 9 in h, sorted(h), h + [4], h * 2, 2 * h, h == [3, 1, 2], bool(h))
h[0] = "set"
del h[1]
h += ["more"]
print(holder, h is holder)
for action in (lambda: hash(n), lambda: n(), lambda: n.missing, lambda: len(n), lambda: n[0], lambda: iter(n),
               lambda: next(n), lambda: 1 in n, lambda: n + 1, lambda: 1 + n, lambda: n & n, lambda: n > n,
               lambda: setattr(proxy(number), "fresh", 1) or number.fresh, lambda: delattr(n, "absent"),
               lambda: {n: 1}, lambda: n.__index__(), lambda: dir(n) == dir(number), lambda: vars(n) is vars(number),
               lambda: round(n), lambda: complex(n), lambda: format(n), lambda: f"{n!s:>15}", lambda: n is number,
               lambda: type(n) is Number, lambda: n.__reversed__.__name__):
    tell("proxy", action)


class Sub(ref):
    __slots__ = ("tag", "__dict__")

    def __new__(cls, target, tag=None):
        return super().__new__(cls, target)

    def __init__(self, target, tag=None):
        super().__init__(target)
        self.tag = tag

    def __call__(self):
        return "sub", super().__call__()


s = Sub(thing, tag="q")
s.extra = 5
print(s()[0], s()[1] is thing, s.tag, s.extra, Sub(thing) is s, s == r, hash(s) == hash(r), ref(thing) is r,
      isinstance(s, ref), repr(s).split(" at ")[0])


class Slots:
    __slots__ = ("a",)


class WithWeakref:
    __slots__ = ("a", "__weakref__")


tell("slots", lambda: ref(Slots()))
w = WithWeakref()
print(w.__weakref__)
w_ref = ref(w)
print(w_ref is w.__weakref__, getweakrefcount(w))
for action in (lambda: setattr(w, "__weakref__", 1), lambda: delattr(w, "__weakref__"), lambda: setattr(thing, "__weakref__", 1)):
    tell("set", action)
