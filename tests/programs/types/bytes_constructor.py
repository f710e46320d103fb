# krait: short
# bytes() and bytearray(): from nothing, sizes, iterables, text, buffers, __bytes__; fromhex.


def tell(function, *args, **kwargs):
    name = function.__qualname__
    shown = ", ".join([ascii(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{name}({shown}) = {function(*args, **kwargs)!r}")
    except Exception as error:
        print(f"{name}({shown}) ! {type(error).__name__}: {error}")


class Named:
    def __repr__(self):
        return type(self).__name__


class WithBytes(Named):
    def __bytes__(self):
        return b"from __bytes__"


class BadBytes(Named):
    def __bytes__(self):
        return "text"


class Index(Named):
    def __index__(self):
        return 3


class Sequence(Named):
    def __len__(self):
        return 3

    def __getitem__(self, position):
        if position < 3:
            return position + 65
        raise IndexError


class StrWithBytes(str):
    def __bytes__(self):
        return b"str's __bytes__"


class Failing(Named):
    def __iter__(self):
        yield 1
        raise ValueError("from the iterator")


for kind in (bytes, bytearray):
    tell(kind)
    for value in (0, 3, -1, True, 2**70, 2**62, 1.5, None, [], [1, 2, 255], [256], [-1], [2**70],
                  ["a"], [1.5], (65, 66), range(5), {67: 1}, "text", b"copy", bytearray(b"array"),
                  WithBytes(), BadBytes(), Index(), [Index()], Sequence(), Failing(), Named(),
                  StrWithBytes("x"), object):
        if value == 2**62 and kind is bytearray:
            continue
        tell(kind, value)
    print(kind(memoryview(b"view")), kind(memoryview(b"abcdef")[::2]), kind(iter([1, 2])))
    for args in (("text", "ascii"), ("\xe9", "utf-8"), ("\xe9", "ascii"),
                 ("\xe9", "ascii", "replace"), ("x", "no-such"),
                 ("x", None), ("x", 5), ("x", "ascii", 5), (5, "ascii"), (b"x", "ascii"),
                 ([1], "ascii"), ([1], "ascii", "strict"),
                 ("x", "ascii", "strict", 1)):
        tell(kind, *args)
    tell(kind, "x", encoding="ascii")
    tell(kind, source=[1])
    tell(kind, "x", errors="strict")
    tell(kind, 5, errors="strict")
    tell(kind, encoding="ascii")
    tell(kind, errors="strict")
    tell(kind, nothing=1)
    for text in ("", "00ff", "00 ff 0A", "  00ff  ", "0", "0 0", "0g", "zz", "00\tff\n",
                 "\u0660\u0661", "00f", "f\xe9", "0x00", "00  ff",
                 5, b"00", None):
        tell(kind.fromhex, text)
    tell(kind.fromhex)
    tell(kind.__new__, kind, 3)
    tell(kind.__new__, str, 3)


class Sub(bytes):
    pass


class SubArray(bytearray):
    pass


print(type(Sub.fromhex("00")), type(SubArray.fromhex("00")), type(bytes(Sub(b"x"))),
      type(bytearray(SubArray())))
print(Sub(b"x") == b"x", SubArray(b"x") == b"x", bytes(Sub(b"y")), Sub(2), SubArray([1]))
