# krait: short
# Every named method of list on normal and error paths; the list is shown after each call.


def tell(items, name, *args, **kwargs):
    before = repr(items)
    try:
        result = repr(getattr(items, name)(*args, **kwargs))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(before, name, *map(repr, args), kwargs or "", "->", result, items)


class Index:
    def __index__(self):
        return 1

    def __repr__(self):
        return "Index"


for args in ((4,), ("x",), (), (1, 2)):
    tell([1, 2, 3], "append", *args)
for args in (([4, 5],), ("ab",), ((),), (range(2),), ({"k": 1},), (5,), (None,), (), ([1], [2])):
    tell([1, 2], "extend", *args)
for args in ((0, "x"), (1, "x"), (-1, "x"), (100, "x"), (-100, "x"), (Index(), "x"), ("0", "x"),
             (1.5, "x"), (0,), (2**70, 1)):
    tell([1, 2], "insert", *args)
for args in ((), (0,), (-1,), (1,), (3,), (-4,), (Index(),), ("0",), (1.5,), (None,), (1, 2),
             (2**70,)):
    tell([1, 2, 3], "pop", *args)
tell([], "pop")
for args in ((2,), (4,), (2.0,), ("2",), ()):
    tell([1, 2, 3, 2], "remove", *args)
for args in ((2,), (9,), (2, 2), (2, 2, 3), (2, -1), (2, -100, 100), (1, 1), (2, 5), (2, 2**70),
             (2, -(2**70)), (2, "0"), (2, None), (), (1, 2, 3, 4)):
    tell([1, 2, 3, 2], "index", *args)
for args in ((2,), (9,), (True,), (), (1, 2)):
    tell([1, 2, 2.0, "2", 1], "count", *args)
for name in ("reverse", "clear", "copy", "sort"):
    tell([3, 1, 2], name)
    tell([], name)
    tell([1], name, 5)
tell([3, 1, 2], "sort", reverse=True)
tell(["bb", "a", "ccc"], "sort", key=len)
tell([1, "a"], "sort")
tell([1, 2], "sort", key=5)
tell([1, 2], "sort", key=None, reverse=False)
tell([1, 2], "sort", nothing=1)
tell([1, 2], "sort", reverse="yes")
tell([1, 2], "sort", reverse=None)
tell([2, 1], "__reversed__", 1)
for name, argument_lists in (
        ("__getitem__", ((0,), (-1,), (3,), (-4,), (Index(),), (True,), ("0",), (1.5,), (None,),
                         (slice(0, 2),), (slice(None, None, -1),), (slice(5, 9),), (slice("a"),),
                         (2**70,), ())),
        ("__setitem__", ((0, "z"), (-1, "z"), (3, "z"), ("0", 1), (slice(0, 1), [7, 8]), (1,),
                         (2**70, 1))),
        ("__delitem__", ((0,), (-1,), (3,), ("0",), (slice(0, 2),), (slice(None, None, 2),), ())),
        ("__contains__", ((1,), (9,), (1.0,), ())),
        ("__add__", (([9],), ((9,),), (5,), ([],))), ("__iadd__", (([9],), ((9,),), ("ab",), (5,))),
        ("__mul__", ((2,), (0,), (-1,), (Index(),), (1.5,), ("2",), ([1],), (2**62,), (2**70,))),
        ("__rmul__", ((2,), ("x",))), ("__imul__", ((2,), (0,), ("2",), (2**62,))),
        ("__eq__", (([1, 2, 3],), ((1, 2, 3),), ([1.0, 2, 3],))), ("__ne__", (([1, 2, 3],),)),
        ("__lt__", (([1, 2, 4],), ((1,),))),
        ("__le__", (([1, 2],),)), ("__gt__", (([1, 2],),)), ("__ge__", (([1, 2, 3, 0],),)),
        ("__len__", ((), (1,))),
        ("__init__", ((), ("ab",), (5,), ([1], [2]))), ("__repr__", ((),)), ("__hash__", ())):
    for args in argument_lists:
        tell([1, 2, 3], name, *args)
for args, kwargs in (((), {}), (("abc",), {}), (((1, 2),), {}), (({"a": 1},), {}),
                     ((range(3),), {}), ((5,), {}), (([1], [2]), {}), ((), {"iterable": [1]}),
                     ((None,), {})):
    try:
        print(list(*args, **kwargs))
    except TypeError as error:
        print(error)
for call in (lambda: list.append([1]), lambda: list.append(5, 1), lambda: list.append(),
             lambda: [].append.__call__(), lambda: list.__hash__, lambda: hash([1]),
             lambda: {[1]: 2}, lambda: [1].missing, lambda: setattr([], "x", 1),
             lambda: list.__new__(str), lambda: list.__new__(list, 1, 2), lambda: list.pop()):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
recursive = [1]
recursive.append(recursive)
print(recursive, recursive[1] is recursive, repr([recursive, (recursive,), {1: recursive}]),
      len(recursive))
print(list.__class_getitem__(int), list[int], list.__name__, list.__doc__ is not None,
      list.__module__)
