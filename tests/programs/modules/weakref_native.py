# _weakref: references, proxies, callbacks, equality and hashing while the object lives; what
# happens after its death is shown after an explicit collection.
import _weakref
import gc
from _weakref import ref, proxy, getweakrefcount, getweakrefs


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class Thing:
    def __init__(self, value=1):
        self.value = value

    def __repr__(self):
        return f"Thing({self.value})"

    def __eq__(self, other):
        return isinstance(other, Thing) and self.value == other.value

    def __hash__(self):
        return hash(self.value)

    def __call__(self, *args):
        return "called", args

    def __len__(self):
        return 3

    def __iter__(self):
        return iter("abc")

    def __getitem__(self, key):
        return "item", key

    def __contains__(self, item):
        return item == "in"

    def __add__(self, other):
        return "add", other if not isinstance(other, Thing) else "thing"

    def __radd__(self, other):
        return "radd", other

    def __bool__(self):
        return False

    def __int__(self):
        return 42

    def __index__(self):
        return 7

    def __str__(self):
        return "str of thing"

    def __lt__(self, other):
        return "lt"

    def __iadd__(self, other):
        return "iadd"

    def method(self):
        return "method"


class Plain:
    pass


def dead(make=Thing):
    """A reference to something that has been collected."""
    def inner():
        things = [make() for _ in range(10)]
        return [ref(thing) for thing in things]
    references = inner()
    for _ in range(5):
        gc.collect()
    return [r for r in references if r() is None][0]


thing, same, other = Thing(1), Thing(1), Thing(2)
r = ref(thing)
print(r() is thing, type(r).__name__, _weakref.ReferenceType is ref, r.__callback__, r == ref(same),
      r == ref(other), r != ref(other), hash(r) == hash(thing), ref(thing) is r,
      ref(thing, None) is r, {r: "v"}[ref(same)], getweakrefcount(thing) >= 1,
      getweakrefs(thing)[0] is r, repr(r).split(" at ")[0])
called = []
with_callback = ref(thing, called.append)
print(with_callback.__callback__.__name__, with_callback is r, with_callback == r,
      getweakrefcount(thing), len(getweakrefs(thing)), getweakrefcount(5), getweakrefs("x"))
for arguments in ((), (5,), ("x",), (None,), ([],), ((),), (thing, 5), (thing, len, 3), ({},),
                  (object(),), (1.5,)):
    tell(f"ref {len(arguments)}", lambda: type(ref(*arguments)).__name__)
    if len(arguments) == 1:
        tell("    proxy", lambda: type(proxy(*arguments)).__name__)
for target in (Thing, len, tell, set(), frozenset(), type, (x for x in ()), r, gc, tell.__code__,
               Thing().method, range(3), bytearray(), slice(1), property(), iter([]), {}.keys(),
               int):
    tell(f"ref to {type(target).__name__}", lambda: ref(target)() is target)
for action in (lambda: r(1), lambda: r.missing, lambda: setattr(r, "x", 1), lambda: r < r,
               lambda: ref[int], lambda: setattr(r, "__callback__", 1), lambda: ref.__new__(ref),
               lambda: ref.__init__(r, thing)):
    tell("action", action)
gone = dead()
print(gone(), gone == dead(), gone != gone, gone == gone, repr(gone).count("dead"),
      gone.__callback__)
tell("hash of a dead reference", hash, gone)
kept_hash = None


def remembering():
    global kept_hash
    things = [Thing(n) for n in range(10)]
    references = [ref(thing) for thing in things]
    kept_hash = [hash(reference) for reference in references]
    return references


references = remembering()
gc.collect()
gc.collect()
print(any(reference() is None and hash(reference) == value for reference,
          value in zip(references, kept_hash)))
p = proxy(thing)
print(type(p).__name__, type(proxy(Plain())).__name__, p.value, p.method(), len(p), list(p), p["k"],
      "in" in p, p + 1, 1 + p, bool(p), int(p), str(p), p == thing, p == same, p(1), p < 5,
      [10, 20, 30, 40, 50, 60, 70, 80][p], isinstance(p, Thing), p.__class__ is Thing,
      proxy(thing) is p)
p.value = 9
print(thing.value, repr(p).split(" at ")[0])
del p.value
print(hasattr(thing, "value"))
thing.value = 1
p2 = proxy(thing)
p2 += 1
print(p2)
for action in (lambda: hash(p), lambda: p.missing, lambda: -p, lambda: proxy(Plain())(),
               lambda: proxy(), lambda: type(proxy(thing, 5)).__name__, lambda: p @ 1,
               lambda: next(p), lambda: reversed(p), lambda: type(p)(), lambda: divmod(p, 2),
               lambda: p[1:2], lambda: p.__getitem__(1), lambda: abs(p), lambda: p | 1,
               lambda: float(p), lambda: bytes(p), lambda: dir(p).count("method"),
               lambda: p.__reversed__):
    tell("proxy", action)


def dead_proxy():
    def inner():
        things = [Thing() for _ in range(10)]
        return [proxy(thing) for thing in things]
    proxies = inner()
    for _ in range(5):
        gc.collect()
    for candidate in proxies:
        try:
            candidate.value
        except ReferenceError:
            return candidate


d = dead_proxy()
for action in (lambda: d.value, lambda: setattr(d, "x", 1), lambda: d(), lambda: len(d),
               lambda: d + 1, lambda: bool(d), lambda: str(d), lambda: d == 1, lambda: iter(d),
               lambda: 1 in d, lambda: d[0], lambda: d < 1, lambda: next(d), lambda: int(d),
               lambda: isinstance(d, int)):
    tell("dead proxy", action)


class Sub(ref):
    def __new__(cls, target, callback=None, tag="t"):
        return super().__new__(cls, target, callback)

    def __init__(self, target, callback=None, tag="t"):
        super().__init__(target, callback)
        self.tag = tag

    def __call__(self):
        return "sub", super().__call__()


s = Sub(thing, tag="q")
print(s(), s.tag, s is ref(thing), s == r, Sub(thing) is s, hash(s) == hash(thing))
cleared = []


def with_callbacks():
    things = [Thing(n) for n in range(20)]
    return [ref(thing, lambda reference: cleared.append(reference() is None)) for thing in things]


references = with_callbacks()
for _ in range(5):
    gc.collect()
print(len(cleared) >= 15, all(cleared))


class Cycle:
    def __init__(self):
        self.me = self


gone = dead(Cycle)
print(gone() is None)
table = {}
_weakref._remove_dead_weakref(table, "absent")
table["dead"] = gone
_weakref._remove_dead_weakref(table, "dead")
print(table)
table["alive"] = r
_weakref._remove_dead_weakref(table, "alive")
print(list(table))
for arguments in ((), ({},), (5, 1), ({"x": 5}, "x")):
    tell("remove", _weakref._remove_dead_weakref, *arguments)


class Slots:
    __slots__ = ("a",)


class SlotsWithWeakref:
    __slots__ = ("a", "__weakref__")


tell("slots", ref, Slots())
print(SlotsWithWeakref.__weakref__ is not None, type(ref(SlotsWithWeakref())).__name__,
      thing.__weakref__ is not None, SlotsWithWeakref().__weakref__)
tell("set weakref", setattr, thing, "__weakref__", 1)
