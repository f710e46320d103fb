# Every special method of the sequence types, called through the type:
# too few, fitting and wrong arguments.


class Index:
    def __index__(self):
        return 2

    def __repr__(self):
        return "Index"


SKIPPED = {"__new__", "__init_subclass__", "__class_getitem__", "__sizeof__", "__dir__",
           "__getattribute__", "__reduce__", "__reduce_ex__", "__subclasshook__",
           (memoryview, "__repr__")}
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


COMMON = [(), (1,), (-9,), (None,), ("x",), (1.5,), (slice(0, 1),), (Index(),), (1, 2), (0, "z"),
          (9, 1), (slice(0, 1), [7]), (slice(0, 1), b"q"), (1, 2, 3)]
SAMPLES = [
    (lambda: [1, 2, 3], COMMON + [([4],), ((4,),)]),
    (lambda: (1, 2, 3), COMMON + [([4],), ((4,),)]),
    (lambda: "abc", COMMON + [("b",), ("%s",), ("%d",), (("a", "b"),), (">5",)]),
    (lambda: b"abc", COMMON + [(b"b",), (b"%s",), (bytearray(b"d"),), (98,)]),
    (lambda: bytearray(b"abc"), COMMON + [(b"b",), (b"%s",), (bytearray(b"d"),), (98,), (0, 98),
                                          (0, 300)]),
    (lambda: range(1, 9, 3), COMMON + [(4,), (range(1, 8, 3),)]),
    (lambda: slice(1, 2, 3), [(), (slice(1, 2, 3),), (5,), (None, None)]),
    (lambda: memoryview(bytearray(b"abc")),
     [(), (1,), (9,), ("x",), (slice(0, 1),), (0, 65), (0, 300), (slice(0, 1), b"z"),
      (memoryview(b"abc"),), (b"abc",), (None, None, None)]),
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
