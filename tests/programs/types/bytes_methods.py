# krait: short
# Methods that bytes and bytearray share with str: searching, splitting, stripping, padding.


def tell(function, *args, **kwargs):
    name = function.__qualname__
    shown = ", ".join([ascii(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{name}({shown}) = {function(*args, **kwargs)!r}")
    except Exception as error:
        print(f"{name}({shown}) ! {type(error).__name__}: {error}")


for kind in (bytes, bytearray):
    for name in ("find", "rfind", "index", "rindex", "count"):
        method = getattr(kind, name)
        for needle in (b"a", b"", b"abc", b"zz", bytearray(b"ca"), 97, 255, 256, -1, "a", None, 1.5,
                       2**70):
            tell(method, kind(b"abcabc"), needle)
        for bounds in ((2,), (1, 4), (-3,), (None, None), (9,), (3, 1), (2**70,), (0, -1)):
            tell(method, kind(b"abcabc"), b"c", *bounds)
            tell(method, kind(b"abcabc"), 98, *bounds)
        tell(method, kind(b"abc"))
        tell(method, kind(b"abc"), b"a", "x")
        tell(method, kind(b"abc"), b"a", 1, 2, 3)
    for name in ("startswith", "endswith"):
        method = getattr(kind, name)
        for affix in (b"ab", b"bc", b"", (b"x", b"abc"), (), bytearray(b"a"), "a", 97, ("a",),
                      [b"a"], (b"x", 5)):
            tell(method, kind(b"abc"), affix)
        tell(method, kind(b"abcd"), (b"bc", b"d"), 1, 3)
    for name in ("removeprefix", "removesuffix", "partition", "rpartition"):
        method = getattr(kind, name)
        for part in (b"ab", b"bc", b"b", b"", b"abc", bytearray(b"a"), "a", 97, None):
            tell(method, kind(b"abc"), part)
    for name in ("strip", "lstrip", "rstrip"):
        method = getattr(kind, name)
        for data in (b"  a b  ", b"\t\n\x0b\x0c\r x \x1c", b"", b"xxaxx"):
            tell(method, kind(data))
            tell(method, kind(data), None)
            tell(method, kind(data), b"x ")
        tell(method, kind(b"abc"), "a")
        tell(method, kind(b"abc"), 97)
    for name in ("center", "ljust", "rjust"):
        method = getattr(kind, name)
        for args in ((5,), (6, b"*"), (0,), (-1,), (5, b"ab"), (5, "x"), (5, b""), ("5",), (5.0,),
                     (5, bytearray(b"."))):
            tell(method, kind(b"abc"), *args)
    for data in (b"5", b"-5", b"+5", b"", b"abc", b"--5"):
        tell(kind.zfill, kind(data), 4)
    for name in ("split", "rsplit"):
        method = getattr(kind, name)
        for args in ((), (None,), (b",",), (b",", 1), (b",,",), (None, 1), (b"",), (",",), (44,),
                     (b",", -1), (bytearray(b","), 2)):
            tell(method, kind(b" a,b,,c d\t"), *args)
        tell(method, kind(b"a,b"), sep=b",", maxsplit=0)
    for data in (b"a\nb\r\nc\rd", b"", b"\n", b"a\x0bb\x0cc\x1cd\x85e", b"\r\r\n"):
        tell(kind.splitlines, kind(data))
        tell(kind.splitlines, kind(data), keepends=True)
    for items in ([b"a", b"b"], (), [bytearray(b"x"), b"y"], ["a"], [5], 5, b"ab", [b"only"],
                  [b"a", None]):
        tell(kind.join, kind(b"-"), items)
    print(kind(b"-").join([memoryview(b"mv"), b"z"]), kind(b"").join(b"x" for _ in range(3)))
    for args in ((b"a", b"XX"), (b"a", b"X", 1), (b"", b"-"), (b"", b"-", 2), (b"an", b""),
                 (b"zz", b"y"), ("a", b"b"), (b"a", "b"),
                 (b"a",), (97, b"x"), (b"a", b"b", -1), (b"ana", b"ANA")):
        tell(kind.replace, kind(b"banana"), *args)
    for args in ((), (4,), (0,), (-1,)):
        tell(kind.expandtabs, kind(b"a\tbc\td\n\te"), *args)
    table = bytes((b + 1) & 255 for b in range(256))
    print(kind(b"abc\xff").translate(table), kind(b"abc").translate(None, b"b"),
          kind(b"abc").translate(table, delete=b"a"))
    for args in ((b"short",), (None,), ("x" * 256,), (table, 5), (5,),
                 (bytearray(table), bytearray(b"c"))):
        try:
            print(kind(b"abc").translate(*args))
        except Exception as error:
            print(type(error).__name__, error)
    made = kind.maketrans(b"abc", b"xyz")
    print(type(made).__name__, len(made), made[97:100], made == bytes.maketrans(b"cba", b"zyx"))
    for args in ((b"a", b"xy"), ("a", b"x"), (b"a",), (5, 5)):
        tell(kind.maketrans, *args)
