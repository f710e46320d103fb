# krait: short
# Every named method of dict on normal and error paths.


def tell(table, name, *args, **kwargs):
    before = repr(table)
    try:
        result = repr(getattr(table, name)(*args, **kwargs))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(before, name, *map(repr, args), kwargs or "", "->", result, table)


class Mapping:
    def keys(self):
        return ["k1", "k2"]

    def __getitem__(self, key):
        return key.upper()

    def __repr__(self):
        return "Mapping"


class BadKeys:
    def keys(self):
        return 5

    def __repr__(self):
        return "BadKeys"


class NoItems:
    def keys(self):
        return ["a"]

    def __repr__(self):
        return "NoItems"


for name, argument_lists in (
        ("get", (("a",), ("z",), ("z", 0), ("a", 0), ([],), (), ("a", 1, 2))),
        ("setdefault", (("a",), ("z",), ("z", 5), ("a", 5), ([], 1), (), ("a", 1, 2))),
        ("pop", (("a",), ("z",), ("z", None), ("a", 9), ([],), ([], 1), (), ("a", 1, 2))),
        ("popitem", ((), (1,))), ("clear", ((), (1,))), ("copy", ((), (1,))),
        ("keys", ((), (1,))), ("values", ((),)), ("items", ((),)),
        ("__getitem__", (("a",), ("z",), (5,), ([],), ())), ("__setitem__",
                                                             (("a", 5), ("n", 5), ([], 5), ("a",))),
        ("__delitem__", (("a",), ("z",), ([],), ())), ("__contains__", (("a",), ("z",), ([],), ())),
        ("__len__", ((), (1,))), ("__eq__", (({"b": 2, "a": 1},), ({"a": 1},), (5,), ([],))),
        ("__ne__", (({"a": 1, "b": 2},),)), ("__lt__", (({},),)),
        ("__or__", (({"b": 9, "c": 3},), ([("c", 1)],), (5,))),
        ("__ror__", (({"a": 0, "z": 1},), (5,))),
        ("__ior__", (({"b": 9},), ([("c", 1)],), (5,), ("ab",), ([(1,)],))), ("__repr__", ((),)),
        ("__init__", ((), ({"z": 1},), (5,), ([1],), ({}, {})))):
    for args in argument_lists:
        tell({"a": 1, "b": 2}, name, *args)
tell({}, "popitem")
for args, kwargs in (((), {}), (({"c": 3},), {}), (([("a", 9), ("d", 4)],), {}),
                     (([["x", 1]],), {}), (("ab",), {}), ((["ab", "cd"],), {}), ((5,), {}),
                     (([1],), {}), (([(1,)],), {}),
                     (([(1, 2, 3)],), {}), (([([], 1)],), {}), ((Mapping(),), {}),
                     ((BadKeys(),), {}), ((NoItems(),), {}), ((), {"kw": 1}),
                     (({"c": 1},), {"c": 2}), (({}, {}), {}), ((None,), {}),
                     (({}.items(),), {}), (({"q": 1}.items(),), {}),
                     ((((k, v) for k, v in [("g", 1)]),), {})):
    shown = [a if not hasattr(a, "send") else "generator" for a in args]
    table = {"a": 1}
    try:
        table.update(*args, **kwargs)
        print("update", *shown, kwargs, "->", table)
    except Exception as error:
        print("update", *shown, kwargs, "!", type(error).__name__, error, table)
    try:
        print("dict", *shown, kwargs, "->", dict(*args, **kwargs))
    except Exception as error:
        print("dict", *shown, kwargs, "!", type(error).__name__, error)
for args in (([1, 2],), ("aba", 0), ((), 1), ({"k": 1}, []), (5,), ([[]],), (), ([1], 2, 3),
             ({3, 1}, "s"), (range(3), None)):
    try:
        made = dict.fromkeys(*args)
        print("fromkeys", *args, "->", sorted(made.items()))
    except Exception as error:
        print("fromkeys", *args, "!", type(error).__name__, error)
for call in (lambda: hash({}), lambda: {} < {}, lambda: {} + {}, lambda: {}["k"], lambda: {}[1, 2],
             lambda: {}.missing, lambda: setattr({}, "x", 1), lambda: dict.get({}),
             lambda: dict.get(5, 1), lambda: dict.fromkeys(), lambda: {1: 2}[[]],
             lambda: [] in {}, lambda: {[]: 1}, lambda: {{}: 1}, lambda: -{}, lambda: {} * 2,
             lambda: dict(1, 2), lambda: dict([(1, 2), 3]),
             lambda: dict(**{1: 2}), lambda: {**[1]}, lambda: {} | [], lambda: [] | {},
             lambda: dict.__new__(list), lambda: {}.__class_getitem__(int), lambda: dict[str, int]):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
table = {1: "a"}
table[True] = "b"
table[1.0] = "c"
recursive = {}
recursive["self"] = recursive
print(table, recursive, {"k": recursive}["k"] is recursive, repr({"l": [recursive]}))
first, second = {"a": 1, "b": 2}, {"b": 3, "c": 4}
merged = first | second
first |= second
print(merged, first, merged == first, list({**second, "b": 0}), {1: 2} | {}, dict(first) is first,
      first.copy() is first)
