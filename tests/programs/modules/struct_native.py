# _struct: pack and unpack of every format in every byte order, Struct objects, buffers, errors.
import _struct
from _struct import Struct, calcsize, iter_unpack, pack, pack_into, unpack, unpack_from


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class Index:
    def __index__(self):
        return 5


class Float:
    def __float__(self):
        return 1.5


for order in ("", "@", "=", "<", ">", "!"):
    for code in "xcbB?hHiIlLqQnNefdspP":
        tell(f"calcsize {order}{code}", calcsize, order + code)
    for code, values in (("b", (0, -128, 127, 128, -129)), ("B", (0, 255, 256, -1)),
                         ("h", (-32768, 32767, 32768)), ("H", (65535, 65536, -1)),
                         ("i", (-(2**31), 2**31 - 1, 2**31)), ("I", (2**32 - 1, 2**32, -1)),
                         ("q", (-(2**63), 2**63 - 1, 2**63)), ("Q", (2**64 - 1, 2**64, -1)),
                         ("?", (0, 1, "x", [], None)), ("c", (b"a", b"", b"ab", "a", 97)),
                         ("s", (b"a", b"", b"abc", "a", bytearray(b"z"))),
                         ("p", (b"a", b"abc")), ("f", (1.5, -0.0, 1e40, float("inf"), 3, "x")),
                         ("d", (1.5, 1e300, float("-inf"))),
                         ("e", (1.5, 65504.0, 65520.0, 1e-8, float("inf"), 2**-24, 0.1))):
        for value in values:
            tell(f"pack {order}{code} {value!r}", pack, order + code, value)
for code in "bBhHiIlLqQnN":
    for value in (Index(), True, 1.0, "1", None, 2**200):
        tell(f"pack {code}", pack, code, value)
for code in "efd":
    for value in (Float(), Index(), 10**400, None):
        tell(f"pack {code}", pack, code, value)
for form, args in (("3s", (b"ab",)), ("3s", (b"abcdef",)), ("0s", (b"x",)), ("5p", (b"ab",)),
                   ("3p", (b"abcdef",)), ("0p", (b"x",)), ("300p", (b"y" * 400,)), ("2i", (1, 2)),
                   ("2i", (1,)), ("2i", (1, 2, 3)), ("0i", ()), ("i 2h x", (1, 2, 3)), ("", ()),
                   ("  ", ()), ("z", (1,)), ("i<", (1,)), ("3", ()), ("99999999999999999999i", ()),
                   ("i\0", (1,)), ("\xe9", ()), (5, ()), (b"i", (1,)), (None, ()), ("2?", (1, 0)),
                   ("<bhiq", (1, 2, 3, 4)), ("bhiq", (1, 2, 3, 4)), ("@qb", (1, 2)),
                   ("@bq", (1, 2)), ("@bxxxi", (1, 2)), ("b0q", (1,)), (">I4xB", (1, 2)),
                   ("P", (0,)), ("P", (2**64,)), ("4c", (b"a", b"b", b"c", b"d")), ("2e", (1, 2)),
                   ("n", (-1,)), ("N", (-1,)), ("=n", (1,)), ("x", ()), ("xx", (1,))):
    tell(f"pack {form!r}", pack, form, *args)
    if isinstance(form, (str, bytes)):
        tell(f"size {form!r}", calcsize, form)
for form, data in (("<i", b"\1\0\0\0"), ("<i", b"\1\0\0"), ("<i", b"\1\0\0\0\0"), ("3s", b"abc"),
                   ("5p", b"\2abcd"), ("5p", b"\xffabcd"), ("?", b"\2"), ("c", b"z"),
                   (">hH", b"\xff\xfe\xff\xfe"), ("<q", b"\xff" * 8), ("<Q", b"\xff" * 8),
                   ("<e", b"\0\x3e"), ("<e", b"\0\x7c"), ("<e", b"\1\x7e"), ("<f", b"\0\0\xc0\x3f"),
                   (">d", b"\x3f\xf8" + b"\0" * 6), ("", b""), ("2x", b"ab"), ("i", "text"),
                   ("i", 5), ("<2b", bytearray(b"\1\2")), ("<H", memoryview(b"\1\2"))):
    tell(f"unpack {form!r}", unpack, form, data)
for args, kwargs in ((("<H", b"\0\1\2\3"), {}), (("<H", b"\0\1\2\3", 2), {}),
                     (("<H", b"\0\1\2\3", -2), {}), (("<H", b"\0\1\2\3", 3), {}),
                     (("<H", b"\0\1\2\3", -5), {}), (("<H", b"\0\1\2\3", 9), {}),
                     (("<H",), {"buffer": b"ab", "offset": 0}), (("<H", b"ab", "x"), {})):
    tell(f"unpack_from {args[1:]} {kwargs}", unpack_from, *args, **kwargs)
buffer = bytearray(8)
for args in (("<H", buffer, 0, 0x4142), ("<H", buffer, -2, 0x4344), ("<H", buffer, 7, 1),
             ("<H", buffer, -9, 1), ("<H", buffer, 0), ("<H", buffer, 0, 1, 2),
             ("<H", b"readonly", 0, 1), ("<H", buffer, "x", 1), ("<H", "text", 0, 1),
             ("<H", buffer), ("<H",), ("<H", buffer, 99, 1), ("<2s", memoryview(buffer), 3, b"mv")):
    tell("pack_into", pack_into, *args)
print(buffer)
for form, data in (("<H", b"abcdef"), ("<H", b"abc"), ("<H", b""), ("", b"ab"),
                   ("<2s", bytearray(b"wxyz")), ("<H", 5)):
    tell(f"iter_unpack {form!r}", lambda: list(iter_unpack(form, data)))
it = iter_unpack("<H", b"abcdef")
print(type(it).__name__, it.__length_hint__(), next(it), it.__length_hint__(), list(it),
      it.__length_hint__())
s = Struct("<bH")
print(s.format, s.size, s.pack(1, 2), s.unpack(b"\1\2\0"), s.unpack_from(b"xx\1\2\0", 2),
      list(s.iter_unpack(b"\1\2\0\3\4\0")), s.pack_into(buffer, 1, 7, 8), buffer, type(s).__name__)
for action in (lambda: Struct(), lambda: Struct(5), lambda: Struct("z"),
               lambda: Struct(b"<i").format, lambda: s.pack(1), lambda: s.unpack(b""),
               lambda: setattr(s, "size", 1), lambda: setattr(s, "x", 1),
               lambda: Struct(format="i").size, lambda: Struct.__new__(Struct).pack(),
               lambda: Struct.__new__(Struct).size, lambda: s.__init__("q") or s.size,
               lambda: type("Sub", (Struct,), {})("i").size, lambda: Struct("\u4e2d")):
    tell("Struct", action)
print(_struct.error.__name__, _struct.error.__bases__, _struct._clearcache(),
      sorted(n for n in dir(_struct) if not n.startswith("__")))
for value in range(-(2**15), 2**15, 977):
    assert unpack("<h", pack("<h", value)) == (value,) and unpack(">h",
                                                                  pack(">h", value)) == (value,)
for bits in range(0, 2**16, 7):
    value, = unpack("<e", bits.to_bytes(2, "little"))
    if value == value:
        assert pack("<e", value) == bits.to_bytes(2, "little"), bits
for value in (0.1, -1e-310, 1.7e308, 5e-324, 2.5):
    assert unpack("<d", pack("<d", value)) == (value,) and unpack(">d",
                                                                  pack(">d", value)) == (value,)
print("round trips hold", pack(">f", 0.1).hex(), pack("<d", 0.1).hex(), pack("<e", 0.1).hex(),
      pack("<f", 3.4e38).hex())
