# krait: short
# Indexing, slicing, +, *, in, comparison, hashing, iteration, % formatting of bytes.


def tell(function, *args):
    shown = ", ".join(map(repr, args))
    try:
        print(f"{function.__qualname__}({shown}) = {function(*args)!r}")
    except Exception as error:
        print(f"{function.__qualname__}({shown}) ! {type(error).__name__}: {error}")


class Index:
    def __index__(self):
        return 1

    def __repr__(self):
        return "Index"


for kind in (bytes, bytearray):
    data = kind(b"abcdef")
    for position in (0, -1, 5, 6, -7, Index(), True, 2**70, 1.5, "1", None, slice(1, 4),
                     slice(None, None, -2), slice(5, 1, -1), slice(0, 0), slice(None, None, 0),
                     slice("a"), (1,)):
        tell(kind.__getitem__, data, position)
    for item in (b"bc", b"", b"zz", 97, 200, 256, -1, "a", None, kind(b"ef"), 1.5):
        tell(kind.__contains__, data, item)
    for other in (b"xy", b"", bytearray(b"q"), "x", 5, None, [1]):
        tell(kind.__add__, kind(b"ab"), other)
        for name in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"):
            tell(getattr(kind, name), kind(b"ab"), other)
    for count in (0, 1, 3, -1, True, Index(), 1.5, "2", 2**62, 2**70):
        tell(kind.__mul__, kind(b"ab"), count)
        tell(kind.__rmul__, kind(b""), count)
    print(list(data), data[::-1], len(data), list(reversed(data)), [x for x in kind(b"\x00\xff")],
          max(data), sorted(data)[:2], sum(data))
    tell(kind.__len__, "x")
    iterator = iter(data)
    print(type(iterator).__name__, iterator.__length_hint__(), next(iterator),
          iterator.__length_hint__(), iterator.__reduce__()[1:])
    iterator.__setstate__(4)
    print(list(iterator), iterator.__length_hint__(), next(iterator, "end"))
    for state in (-5, 100, "x"):
        fresh = iter(data)
        try:
            fresh.__setstate__(state)
            print(state, list(fresh))
        except TypeError as error:
            print(error)
print(hash(b"ab") == hash(b"a" + b"b"), {b"k": 1}[b"k"], b"a" == "a", b"a" != "a",
      b"a" == bytearray(b"a"), bytearray(b"a") == memoryview(b"a"))
tell(hash, bytearray(b"x"))
tell(bytes.__getnewargs__, b"abc")
tell(bytes.__bytes__, b"abc")
tell(bytes.__hash__, "x")
print(b"a" + bytearray(b"b"), type(b"a" + bytearray(b"b")), type(bytearray(b"a") + b"b"), b"x" b"y",
      b"a" < b"b" < b"c", b"" < b"a", b"ab" > b"aa\xff")
for template, values in ((b"%d|%5d|%-5d|%05d", (1, 2, 3, 4)), (b"%s %b", (b"a", b"b")),
                         (b"%s", bytearray(b"x")), (b"%r %a", ("\u4e2d", "\u4e2d")),
                         (b"%c%c", (65, b"B")), (b"%x %X %#o", (255, 255, 8)),
                         (b"%.2f %e %g", (1.5, 2.5, 3.5)), (b"%(k)s %%", {b"k": b"v"}),
                         (b"%s", "text"), (b"%b", 5), (b"%s", None), (b"%d", b"5"), (b"%c", 256),
                         (b"%c", b"ab"), (b"%c", "a"), (b"%z", 1),
                         (b"%", ()), (b"%s %s", (b"a",)), (b"%s", (b"a", b"b")), (b"%(k)s", {}),
                         (b"%(k)s", {"k": b"v"}), (b"%(k)s", 5),
                         (b"%5.1s|%-5s|", (b"abc", b"x")), (b"%*d", (5, 3)), (b"%+d % d", (1, 2)),
                         (b"%i %u", (1, 2)), (b"none", (1,)),
                         (b"%d", 10**30), (b"%s", memoryview(b"view").tobytes()),
                         (b"%.3b", b"abcdef"), (b"%s", 5), (b"%f", "x"), (b"%d", 1.9)):
    for kind in (bytes, bytearray):
        tell(kind.__mod__, kind(template), values)
tell(bytes.__rmod__, b"x", b"%s")
tell(bytes.__rmod__, b"x", 5)
for action in (lambda: b"a" + "b", lambda: "a" + b"b", lambda: b"a" * "b", lambda: b"a" < "b",
               lambda: "a" in b"a", lambda: b"a" in "a",
               lambda: b"abc".missing, lambda: setattr(b"abc", "x", 1), lambda: b"a" - b"b",
               lambda: int(b"a"), lambda: b"a".join("b")):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
