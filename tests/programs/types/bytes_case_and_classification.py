# krait: short
# ASCII case mapping, predicates, hex and decode of bytes and bytearray.


def tell(function, *args, **kwargs):
    shown = ", ".join([repr(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{function.__qualname__}({shown}) = {function(*args, **kwargs)!r}")
    except Exception as error:
        print(f"{function.__qualname__}({shown}) ! {type(error).__name__}: {error}")


DATA = [b"", b"a", b"A", b"1", b"abc", b"ABC", b"aB c", b"hello wORLD x1y", b"\xe9\xc9", b" \t\n",
        b"\x1c", b"\x85\xa0", b"Title Case",
        b"it's", b"abc1", b"_", b"\x00\x7f\x80\xff", b"\xb2", b"A\xe9b"]
for kind in (bytes, bytearray):
    for name in ("upper", "lower", "title", "capitalize", "swapcase", "isalpha", "isdigit",
                 "isalnum", "isspace", "isupper", "islower", "istitle", "isascii"):
        print(name, [getattr(kind(data), name)() for data in DATA])
        every = kind(range(256))
        result = getattr(every, name)()
        print(result if isinstance(result, bool) else sum((i + 1) * b for i,
                                                          b in enumerate(result)),
              sum(i for i in range(256) if getattr(kind([i]), name)() == True))
        tell(getattr(kind, name), kind(b"x"), 1)
        tell(getattr(kind, name), "x")
    for data in (b"", b"\x00", b"\x01\xab\xff", bytes(range(10))):
        tell(kind.hex, kind(data))
        for args in ((":",), (" ", 2), (b"-", -3), ("_", 1), (".", 0), (":", 100), (":", -100)):
            tell(kind.hex, kind(data), *args)
    for args in (("",), ("ab",), (5,), ("\xe9",), (b"\x80",), (":", "1"), (None,), (":", 1, 2),
                 (b"",)):
        tell(kind.hex, kind(b"abc"), *args)
    tell(kind.hex, kind(b"abcd"), sep="/", bytes_per_sep=2)
    tell(kind.decode, kind(b"abc"))
    tell(kind.decode, kind(b"\xff"), "latin-1")
    tell(kind.decode, kind(b"\xff"), errors="replace")
    tell(kind.decode, kind(b"\xff"), encoding="ascii", errors="ignore")
    tell(kind.decode, kind(b"\xff"))
    tell(kind.decode, kind(b"x"), 5)
    tell(kind.decode, kind(b"x"), "no-such-codec")
    print([repr(kind([b])) for b in range(0, 256, 5)], repr(kind(b"it's")), repr(kind(b'"')),
          repr(kind(b"'\"\\\n\t\r")))
    print(str(kind(b"x")), f"{kind(b'y')}", f"{kind(b'y')!r:>20}",
          "%s %r %a" % (kind(b"a"), kind(b"b"), kind(b"c")), ascii(kind(b"\xe9")))
    try:
        print(format(kind(b"z"), "5"))
    except TypeError as error:
        print(error)
