# Every method of set and frozenset; sets are shown sorted.


def shown(value):
    if isinstance(value, (set, frozenset)):
        return f"{type(value).__name__}{sorted(value, key=repr)}"
    if isinstance(value, dict):
        return str(value)
    return value if isinstance(value, str) else repr(value)


def tell(receiver, name, *args, **kwargs):
    before = shown(receiver)
    labels = ["iterator" if hasattr(a, "__next__") else shown(a) for a in args]
    try:
        result = shown(getattr(receiver, name)(*args, **kwargs))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    after = shown(receiver) if isinstance(receiver, set) else ""
    print(before, name, *labels, kwargs or "", "->", result, after)


OTHERS = [{2, 3, 9}, frozenset([1, 2, 3]), [2, 2, 7], (3,), "ab", {1: "x"}, range(2, 5), set(), 5,
          None, [[]], {1, 2, 3}, {1, 2, 3, 4}]
for kind in (set, frozenset):
    for name in ("union", "intersection", "difference", "symmetric_difference", "issubset",
                 "issuperset", "isdisjoint", "__or__", "__and__", "__sub__", "__xor__", "__ror__",
                 "__rand__", "__rsub__", "__rxor__", "__eq__", "__ne__", "__lt__", "__le__",
                 "__gt__", "__ge__"):
        for other in OTHERS:
            tell(kind([1, 2, 3]), name, other)
        tell(kind([1, 2, 3]), name)
        tell(kind([1]), name, [1], [2])
    tell(kind([1, 2, 3]), "union", [4], "a", {5: 6})
    tell(kind([1, 2, 3]), "intersection", [1, 2], {2, 3}, iter([2]))
    tell(kind([1, 2, 3]), "difference", [1], (2,))
    tell(kind([1, 2, 3]), "union", [1], 5)
    tell(kind([1, 2, 3]), "intersection", [[]])
    tell(kind([1, 2, 3]), "difference", [[]])
    tell(kind([1, 2]), "copy")
    tell(kind([1, 2]), "copy", 1)
    for item in (1, 1.0, 9, "1", [], {}):
        tell(kind([1, 2]), "__contains__", item)
    tell(kind([1, 2]), "__len__")
    for args in ((), ([],), ("aab",), ([1, [2]],), (5,), ({"k": 1},), ([1], [2]), (None,),
                 (range(3),)):
        try:
            print(kind.__name__, shown(kind(*args)))
        except TypeError as error:
            print(error)
    try:
        kind(iterable=[1])
    except TypeError as error:
        print(error)
for name, argument_lists in (("add", ((4,), (1,), ([],), (), (1, 2))),
                             ("discard", ((1,), (9,), ([],), ())),
                             ("remove", ((1,), (9,), ("k",), ([],), ())), ("clear", ((), (1,))),
                             ("update", (([4, 5],), ([4], "xy", {9: 1}), (5,), ([[]],), (),
                                         ({1, 7},))), ("intersection_update",
                                                       (([1, 2],), ([1, 2], [2]), (5,), (), ([],))),
                             ("difference_update", (([1],), ([1], {2}), (5,), (), ([[]],))),
                             ("symmetric_difference_update", (([1, 9],), ({2, 8},), ({3: 1},), (5,),
                                                              (), ("aab",))),
                             ("__ior__", (({4},), ([4],), ({4: 1}.keys(),))),
                             ("__iand__", (({1, 9},), ([1],))),
                             ("__isub__", (({1},), (frozenset([2]),), ([1],))),
                             ("__ixor__", (({1, 9},), ([1],))),
                             ("__init__", (([7],), (5,), ([1], [2])))):
    for args in argument_lists:
        tell({1, 2, 3}, name, *args)
own = {1, 2, 3}
for name in ("update", "intersection_update", "difference_update", "symmetric_difference_update",
             "__ior__", "__iand__", "__isub__", "__ixor__"):
    own = {1, 2, 3}
    getattr(own, name)(own)
    print(name, "with itself", sorted(own))
single = {"only"}
print(single.pop(), single)
for call in (lambda: set().pop(), lambda: {1}.pop(1), lambda: hash({1}), lambda: {1} | [1],
             lambda: [1] | {1}, lambda: {1} + {2}, lambda: {{1}}, lambda: {1} < [1],
             lambda: {1} <= 5, lambda: frozenset().add, lambda: set.add({1}),
             lambda: set.add([], 1), lambda: {1}.missing, lambda: setattr(set(), "x", 1),
             lambda: {1: 2} | {3}, lambda: {3} - {1: 2}.keys(),
             lambda: {1} - {1: 2}, lambda: set[int], lambda: frozenset.__class_getitem__(str),
             lambda: set.__new__(list), lambda: frozenset.__new__(set)):
    try:
        print(shown(call()))
    except Exception as error:
        print(type(error).__name__, error)
left = {1}
for symbol in ("|", "&", "-", "^"):
    try:
        if symbol == "|":
            left |= [2]
        elif symbol == "&":
            left &= [2]
        elif symbol == "-":
            left -= [2]
        else:
            left ^= [2]
    except TypeError as error:
        print(error)
print(repr(set()), repr(frozenset()), repr({1}), repr(frozenset([1])), str({"a"}),
      f"{frozenset('z')}", {frozenset([1]): 2}[frozenset([1])], {1, 1.0, True} == {1})
