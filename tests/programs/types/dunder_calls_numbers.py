# Every special method of the number types, called through the type:
# too few, fitting and wrong arguments.


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
    if name == "__rpow__" and isinstance(receiver, int) and receiver > 1000:
        return "too large to compute"
    try:
        result = getattr(kind, name)(receiver, *arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if name == "__hash__":
        return "an int" if isinstance(result, int) else result
    after = shown(receiver)
    changed = f" {after}" if after != shown(make()) else ""
    return shown(result) + changed


SAMPLES = [
    (lambda: 7, [(), (2,), (True,), (2.0,), ("x",), (None,), (2, 5), (1, 2, 3)]),
    (lambda: 2**70, [(), (2,), (3.5,), (-5,), (2, 1000003)]),
    (lambda: True, [(), (False,), (3,), ("x",)]),
    (lambda: 2.5, [(), (2,), (1.5,), ("x",), (None,), (2, 5), ("double",), ("f",)]),
    (lambda: 1 + 2j, [(), (2,), (1.5j,), ("x",), (None,), (2, 5)]),
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
