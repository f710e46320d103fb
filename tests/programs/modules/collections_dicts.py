# krait: short
# _collections.defaultdict, OrderedDict, _tuplegetter and _count_elements.
from _collections import OrderedDict, _count_elements, _tuplegetter, defaultdict


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def raising():
    raise ValueError("from the factory")


for args, kwargs in (((), {}), ((list,), {}), ((None,), {}), ((int, {"a": 1}), {}),
                     ((int, [("a", 1)]), {"b": 2}), ((5,), {}), (({},), {}), ((list, 5), {}),
                     ((list, {}, 5), {}), ((), {"default_factory": list}), (("x",), {})):
    tell(f"defaultdict {len(args)} {kwargs}", defaultdict, *args, **kwargs)
d = defaultdict(list, a=[1])
d["b"].append(2)
print(d, d["a"], d.get("zz"), "zz" in d, d.default_factory, d.setdefault("c", 5), d.pop("c"),
      len(d), d.copy(), type(d.copy()).__name__, d.__copy__() == d, d == {"a": [1], "b": [2]},
      d | {"z": 0}, {"z": 0} | d, type(d | {}).__name__, type({} | d).__name__)
for factory in (int, None, raising, lambda: 7, lambda x: x, str, 5):
    d = defaultdict(int)
    tell("set factory", setattr, d, "default_factory", factory)
    tell("missing", lambda: d["key"])
    print(len(d), d.get("key"), hasattr(d, "default_factory"))
d = defaultdict(int)
tell("__missing__", d.__missing__, "m")
tell("__missing__ without", defaultdict().__missing__, "m")
tell("missing tuple key", lambda: defaultdict()[(1, 2)])
tell("unhashable", lambda: d[[]])
tell("hash", lambda: hash(d))
tell("del factory", delattr, d, "default_factory")
print(defaultdict(list, {"a": [1]}).__reduce__()[:4],
      list(defaultdict(list, {"a": [1]}).__reduce__()[4]), defaultdict(None).__reduce__()[1],
      defaultdict[str, int])
d = defaultdict(lambda: d)
print(d["self"] is d, repr(defaultdict(None, {1: defaultdict(int)})))
d |= {"more": 1}
print(sorted(d), type(d).__name__)


class Sub(defaultdict):
    def __missing__(self, key):
        return f"sub {key}"


s = Sub(list)
print(s["x"], len(s), s, type(s.copy()).__name__, Sub.fromkeys("ab", 0))
for args, kwargs in (((), {}), (([("b", 1), ("a", 2)],), {}), (({"x": 1},), {"y": 2}), ((5,), {}),
                     (([1],), {}), (({}, {}), {}), ((), {"self": 1})):
    tell(f"OrderedDict {len(args)} {kwargs}", OrderedDict, *args, **kwargs)
o = OrderedDict(a=1, b=2, c=3)
print(o, list(o), list(reversed(o)), list(o.items()), list(reversed(o.items())),
      list(reversed(o.keys())), list(reversed(o.values())), o == {"c": 3, "b": 2, "a": 1},
      o == OrderedDict(c=3, b=2, a=1), o == OrderedDict(a=1, b=2, c=3), o != OrderedDict(),
      type(o.keys()).__name__, type(o.items()).__name__, type(o.values()).__name__)
for name, args, kwargs in (("move_to_end", ("a",), {}), ("move_to_end", ("a",), {"last": False}),
                           ("move_to_end", ("zz",), {}), ("move_to_end", (), {}),
                           ("move_to_end", ("b", True, 3), {}), ("popitem", (), {}),
                           ("popitem", (), {"last": False}), ("popitem", (False,), {}),
                           ("popitem", (1, 2), {}), ("pop", ("a",), {}), ("pop", ("zz",), {}),
                           ("pop", ("zz", 0), {}), ("pop", (), {}), ("pop", ("a",), {"default": 5}),
                           ("setdefault", ("a", 9), {}), ("setdefault", ("n", 9), {}),
                           ("setdefault", ("n",), {}), ("update", ({"a": 9, "n": 8},), {}),
                           ("update", (), {"k": 1}), ("update", (5,), {}), ("clear", (), {}),
                           ("copy", (), {}), ("__delitem__", ("a",), {}),
                           ("__delitem__", ("zz",), {}), ("__setitem__", ("a", 0), {}),
                           ("__getitem__", ("zz",), {}), ("__or__", ({"a": 0, "q": 1},), {}),
                           ("__ror__", ({"q": 1, "a": 0},), {}), ("__ior__", ([("q", 1)],), {}),
                           ("__or__", (5,), {}), ("get", ("a",), {})):
    o = OrderedDict(a=1, b=2, c=3)
    tell(f"{name}{args}{kwargs}", getattr(o, name), *args, **kwargs)
    print("   ", o)
tell("popitem empty", OrderedDict().popitem)
tell("move empty", OrderedDict().move_to_end, "x")
print(OrderedDict.fromkeys("ba"), OrderedDict.fromkeys("ba", 0), OrderedDict(a=1).__reduce__()[1:4],
      list(OrderedDict(a=1).__reduce__()[4]), OrderedDict[str, int], bool(OrderedDict()),
      "a" in OrderedDict(a=1))
o = OrderedDict(a=1, b=2, c=3)
for label, change in (("add", lambda: o.update(z=1)), ("delete", lambda: o.pop("c", None)),
                      ("move", lambda: o.move_to_end("a")), ("clear", lambda: o.clear()),
                      ("value", lambda: o.update(a=9))):
    for view in ("keys", "items", "values"):
        o = OrderedDict(a=1, b=2, c=3)
        seen = []
        try:
            for thing in getattr(o, view)():
                seen.append(thing)
                change()
                if len(seen) > 6:
                    break
            print(label, view, seen[:7])
        except RuntimeError as error:
            print(label, view, error, seen)
o = OrderedDict(a=1, b=2)
it = iter(o)
print(type(it).__name__, next(it), it.__reduce__()[0].__name__, it.__reduce__()[1],
      hasattr(it, "__length_hint__"))
tell("hash", lambda: hash(o))
o.attribute = 5
print(o.attribute, o.__dict__, OrderedDict(o).__dict__, o.__reduce__()[2])
o["self"] = o
print(o)
big = OrderedDict()
for i in range(2000):
    big[i] = i
    if i % 2:
        del big[i // 2]
    if i % 5 == 0:
        big.move_to_end(i, last=False)
print(len(big), list(big)[:5], list(big)[-5:], sum(big), next(reversed(big)))


class SubOrdered(OrderedDict):
    def __missing__(self, key):
        return "missing"

    def __setitem__(self, key, value):
        super().__setitem__(key, (value,))


s = SubOrdered(a=1)
s["b"] = 2
s.update(c=3)
print(s, s["zz"], s.pop("zz", 1), s.copy(), type(s.copy()).__name__, s.setdefault("d", 4), s["d"])
g = _tuplegetter(1, "the doc")
Point = type("Point", (tuple,), {"y": g})
print(Point((1, 2)).y, Point.y.__doc__, type(g).__name__, g.__reduce__()[1], Point.y is g)
for action in (lambda: Point((1,)).y, lambda: setattr(Point((1, 2)), "y", 1),
               lambda: delattr(Point((1, 2)), "y"), lambda: g.__get__(5),
               lambda: g.__get__([1, 2], list), lambda: g.__get__((1, 2)), lambda: _tuplegetter(),
               lambda: _tuplegetter("x", "d"), lambda: _tuplegetter(-1, "d").__get__((1, 2)),
               lambda: setattr(g, "__doc__", "new") or g.__doc__):
    tell("tuplegetter", action)
counts = {}
_count_elements(counts, "abca")
_count_elements(counts, ["a"])
print(counts)


class Counts(dict):
    def get(self, key, default=None):
        return super().get(key, 100)


counts = Counts()
_count_elements(counts, "ab")
print(counts)
for args in ((), ({},), ({}, 5), ({}, [[]]), ({"a": "x"}, "a"), (5, "a")):
    tell("count", _count_elements, *args)
