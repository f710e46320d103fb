# krait: collects
# krait: short
# Weak references, proxies and callbacks; collection is asked for, never assumed.
import gc
import _weakref


class Thing:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Thing({self.name})"

    def method(self):
        return f"method of {self.name}"

    def __len__(self):
        return 7

    def __eq__(self, other):
        return isinstance(other, Thing) and self.name == other.name

    def __hash__(self):
        return hash(self.name)

    def __getitem__(self, key):
        return key * 2

    def __add__(self, other):
        return f"{self.name}+{other}"

    def __iter__(self):
        return iter(self.name)

    def __call__(self, x):
        return x

    def __contains__(self, x):
        return x in self.name


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


log = []


def make(name, callback=None):
    """Creates a thing that nothing but the returned reference knows."""
    thing = Thing(name)
    ref = _weakref.ref(thing, callback) if callback else _weakref.ref(thing)
    assert ref() is thing
    return ref


keep = Thing("keep")
ref = _weakref.ref(keep)
print(ref() is keep, ref() == keep, ref == _weakref.ref(keep), ref is _weakref.ref(keep),
    hash(ref) == hash(keep), ref.__callback__, _weakref.getweakrefcount(keep), type(ref).__name__)
dead = make("dead")
gc.collect()
print(dead(), attempt(hash, dead), dead == make("dead"), dead != ref, dead == dead)
watched = make("watched", lambda r: log.append(("callback", r() is None)))
gc.collect()
print(watched(), log, watched.__callback__)
log.clear()


def many():
    things = [Thing(f"t{i}") for i in range(5)]
    refs = [_weakref.ref(t, lambda r, i=i: log.append(i)) for i, t in enumerate(things)]
    return refs, things[2]


refs, survivor = many()
gc.collect()
print([r() for r in refs], sorted(log))
log.clear()
del survivor
gc.collect()
print([r() for r in refs], sorted(log))


def dropped_reference():
    thing = Thing("x")
    r = _weakref.ref(thing, lambda r: log.append("never: the reference died first"))
    del r
    gc.collect()
    return thing


dropped_reference()
gc.collect()
print(log)
proxy = _weakref.proxy(keep)
print(proxy.name, proxy.method(), len(proxy), proxy[4], proxy + 1, list(proxy)[:2], proxy == keep,
    "e" in proxy, bool(proxy), str(proxy), type(proxy).__name__, attempt(hash, proxy))
proxy.extra = 5
print(keep.extra, isinstance(proxy, Thing), proxy.__class__.__name__, attempt(lambda: proxy(3)))
del proxy.extra


def make_proxy():
    return _weakref.proxy(Plain())


class Plain:
    pass


# A native stack may remember the last one for a while, not the first of many.
lost = [make_proxy() for _ in range(20)][0]
gc.collect()
for case in (lambda: lost.x, lambda: lost + 1, lambda: len(lost), lambda: str(lost),
        lambda: bool(lost), lambda: setattr(lost, "x", 1), lambda: lost(), lambda: lost[0],
        lambda: lost == 1):
    print(attempt(case))


def cycle():
    a, b = Thing("a"), Thing("b")
    a.other, b.other = b, a
    a.self = a
    return _weakref.ref(a), _weakref.ref(b)


a, b = cycle()
gc.collect()
print(a(), b())


class Sub(_weakref.ref):
    __slots__ = ("tag",)

    def __new__(cls, target, tag, callback=None):
        self = super().__new__(cls, target, callback)
        return self

    def __init__(self, target, tag, callback=None):
        super().__init__(target, callback)
        self.tag = tag


s = Sub(keep, "tagged")
print(s() is keep, s.tag, s == ref, s is Sub(keep, "x"), type(s).__name__)
for bad in (5, "s", None, (), 1.5, [], {}, object()):
    print(type(bad).__name__, attempt(_weakref.ref, bad))
print(attempt(_weakref.ref), attempt(_weakref.ref, keep, None, 1), attempt(lambda: ref(1)),
    attempt(setattr, ref, "x", 1))


def function():
    pass


def generator():
    yield


class WithSlots:
    __slots__ = ("__weakref__", "v")


g = generator()
for target in (function, Thing, g, WithSlots(), len, set(), frozenset({1}), keep.method,
        type(keep).__dict__["method"], memoryview(b"x"), function.__code__):
    print(type(target).__name__, str(attempt(lambda: _weakref.ref(target)() is target)))
print(_weakref.getweakrefs(keep)[0]() is keep, len(_weakref.getweakrefs(5)),
    _weakref.getweakrefcount(5))


def resurrect():
    class Phoenix:
        def __del__(self):
            log.append("del")
            risen.append(self)

    risen = []
    r = _weakref.ref(Phoenix())
    gc.collect()
    return len(risen), type(risen[0]).__name__, type(r).__name__


log.clear()
print(resurrect(), log)
