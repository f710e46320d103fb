# Every special method of dicts, views, sets and their iterators called through the type.


class Index:
    def __index__(self):
        return 2

    def __repr__(self):
        return "Index"


SKIPPED = {"__new__", "__init_subclass__", "__class_getitem__", "__sizeof__", "__dir__",
           "__getattribute__", "__reduce__", "__reduce_ex__", "__subclasshook__"}
ORDERLESS = (set, frozenset)


def shown(value):
    if isinstance(value, ORDERLESS):
        return f"{type(value).__name__}{sorted(value, key=repr)}"
    if hasattr(value, "__next__") or type(value).__name__ == "memoryview":
        return f"<{type(value).__name__}>"
    return ascii(value)


def call(kind, name, make, arguments):
    receiver = make()
    try:
        result = getattr(kind, name)(receiver, *arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if name == "__hash__":
        return "an int" if isinstance(result, int) else result
    after = shown(receiver)
    changed = f" {after}" if after != shown(make()) else ""
    return shown(result) + changed


OTHERS = [(), (2,), ("x",), (None,), ([],), ({1: 0, 5: 6},), ({1, 5},), (frozenset([1]),),
          ([1, 5],), (1, "new"), ([], 1), (1, 2, 3)]
SAMPLES = [
    (lambda: {1: "a", 2: "b"}, OTHERS),
    (lambda: {1, 2}, OTHERS),
    (lambda: frozenset([1, 2]), OTHERS),
    (lambda: {1: "a", 2: "b"}.keys(), OTHERS),
    (lambda: {1: "a", 2: "b"}.items(), OTHERS + [({(1, "a")},), ([(1, "a"), (5, 5)],)]),
    (lambda: {1: "a", 2: "b"}.values(), [(), (1,), ({}.values(),)]),
    (lambda: iter([1]), [(), (0,), ("x",), (1, 2)]),
    (lambda: iter({5: 6}), [(), (1,)]),
    (lambda: enumerate("a"), [(), (1,)]),
    (lambda: zip("a", "b"), [(), (True,), ("x",)]),
    (lambda: map(str, [1]), [(), (1,)]),
    (lambda: filter(None, [1]), [(), (1,)]),
    (lambda: reversed([1]), [(), (0,), ("x",)]),
    (lambda: range(3).__iter__(), [(), (1,), ("x",)]),
]

for make, argument_lists in SAMPLES:
    kind = type(make())
    for name in sorted(vars(kind)):
        member = vars(kind)[name]
        if not name.startswith("__") or not callable(member) or isinstance(member, type):
            continue
        if name in SKIPPED or (kind, name) in SKIPPED:
            continue
        for arguments in argument_lists:
            print(kind.__name__, name, *map(shown, arguments), "->",
                  call(kind, name, make, arguments))
        for wrong in (5, "x", None):
            if not isinstance(wrong, kind):
                print(kind.__name__, name, "of", repr(wrong), "->",
                      call(kind, name, lambda: wrong, argument_lists[0]))
