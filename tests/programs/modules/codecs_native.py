# _codecs: the stateless encoders and decoders, with partial input, error handlers, charmaps.
import _codecs


def tell(label, function, *args):
    try:
        print(label, "->", ascii(function(*args)))
    except Exception as error:
        print(label, "!", type(error).__name__, ascii(str(error)))


TEXTS = ["", "abc", "\xe9", "\u4e2d", "\U0001f600", "\ud800", "a\nb\\c'\"", "\x00\x7f\x80", "+-&"]
for name in ("utf_8_encode", "utf_7_encode", "utf_16_encode", "utf_16_le_encode",
             "utf_16_be_encode", "utf_32_encode", "utf_32_le_encode", "utf_32_be_encode",
             "latin_1_encode", "ascii_encode", "unicode_escape_encode",
             "raw_unicode_escape_encode"):
    function = getattr(_codecs, name)
    for text in TEXTS:
        tell(f"{name} {ascii(text)}", function, text)
        tell("    replace", function, text, "replace")
    for arguments in ((), (5,), (b"x",), ("a", 5), ("a", None), ("\ud800", "no-such-handler"),
                      ("a", "strict", 1, 2)):
        tell(name, function, *arguments)
tell("utf_16_encode order", _codecs.utf_16_encode, "a", None, -1)
tell("utf_16_encode order", _codecs.utf_16_encode, "a", None, 1)
tell("utf_32_encode order", _codecs.utf_32_encode, "a", "strict", 1)
DATA = [b"", b"abc", b"\xc3\xa9", b"\xc3", b"\xff", b"\xf0\x9f\x98\x80", b"\xf0\x9f\x98",
        b"\xed\xa0\x80", b"a\x00b\x00", b"a\x00b", b"\xff\xfea\x00", b"\xfe\xff\x00a",
        b"\x00\xd8\x00\xdc", b"\x00\xd8", b"a\x00\x00\x00", b"\x00\x00\x00a", b"+AOk-", b"+AOk",
        b"+!", b"+-", b"\\n\\x41\\u4e2d", b"\\x4", b"\\N{DIGIT ONE}", b"\\N{none such}",
        b"\\U00110000", b"\\", b"\\777\\8", b"a\\", b"\\ud800"]
for name in ("utf_8_decode", "utf_7_decode", "utf_16_decode", "utf_16_le_decode",
             "utf_16_be_decode", "utf_32_decode", "utf_32_le_decode", "utf_32_be_decode",
             "latin_1_decode", "ascii_decode", "unicode_escape_decode",
             "raw_unicode_escape_decode"):
    function = getattr(_codecs, name)
    for data in DATA:
        tell(f"{name} {data}", function, data)
        tell("    partial", function, data, "strict", False)
        tell("    replace", function, data, "replace", True)
    for arguments in ((), (5,), ("text",), (b"a", 5), (b"a", None),
                      (b"\xff\\x", "no-such-handler", True), (bytearray(b"ba"),),
                      (memoryview(b"mv"),), (b"a", "strict", True, 1, 2, 3)):
        tell(name, function, *arguments)
for data in (b"a\x00", b"\xff\xfea\x00", b"\xfe\xff\x00a", b"\xff\xfe\x00\x00a\x00\x00\x00",
             b"\x00\x00\xfe\xff\x00\x00\x00a"):
    tell(f"utf_16_ex {data}", _codecs.utf_16_ex_decode, data, "strict", 0, False)
    tell(f"utf_32_ex {data}", _codecs.utf_32_ex_decode, data, "strict", 0, False)
for data in (b"", b"abc", b"\\n\\x41\\101\\'", b"\\x4", b"\\xzz", b"\\", b"\\q", b"\\\n",
             b"\\u1234", "text\\n", b"\xff", 5):
    tell(f"escape_decode {data!r}", _codecs.escape_decode, data)
tell("escape_decode ignore", _codecs.escape_decode, b"a\\xzb", "ignore")
tell("escape_decode replace", _codecs.escape_decode, b"a\\xzb", "replace")
tell("escape_decode other", _codecs.escape_decode, b"a\\xzb", "other")
for data in (b"", b"a\n\t\r\\'\"\x00\xff", bytearray(b"x"), "text"):
    tell(f"escape_encode {data!r}", _codecs.escape_encode, data)
for data in (b"abc", bytearray(b"d"), memoryview(b"ef"), "\u4e2d", 5):
    tell("readbuffer_encode", _codecs.readbuffer_encode, data)
TABLE = "".join(chr(0x400 + i) if i < 200 else "\ufffe" for i in range(256))
encoding = _codecs.charmap_build(TABLE)
print(type(encoding).__name__, type(_codecs.charmap_build("ab")).__name__,
      _codecs.charmap_build("ab"))
for text in ("\u0400\u0401", "", "a", "\u04c7", "\u04c8", "\U0001f600"):
    for mapping in (encoding, {0x400: 65, 0x401: b"xy", 97: None}, {0x400: 300}, {0x400: "text"},
                    {}, None):
        label = type(mapping).__name__ if not isinstance(mapping, dict) else mapping
        tell(f"charmap_encode {ascii(text)} {label}", _codecs.charmap_encode, text, "strict",
             mapping)
        tell("    replace", _codecs.charmap_encode, text, "replace", mapping)
        tell("    ignore", _codecs.charmap_encode, text, "ignore", mapping)
for data in (b"", b"\x00\x01", b"a\xff"):
    for mapping in (TABLE, {0: "zero", 1: 0x4E2D, 97: None}, {0: -1}, {0: 0x110000}, {0: 1.5}, {},
                    None, "ab"):
        tell(f"charmap_decode {data}", _codecs.charmap_decode, data, "strict", mapping)
        tell("    replace", _codecs.charmap_decode, data, "replace", mapping)
tell("charmap_build", _codecs.charmap_build, 5)
tell("charmap_build", _codecs.charmap_build)
for action in (lambda: _codecs.encode("\xe9"), lambda: _codecs.decode(b"\xc3\xa9"),
               lambda: _codecs.encode("a", "ascii", "strict"),
               lambda: _codecs.decode(b"a", encoding="ascii", errors="strict"),
               lambda: _codecs.encode(5, "utf-8"), lambda: _codecs.decode("x", "utf-8"),
               lambda: _codecs.encode("a", 5), lambda: _codecs.encode(),
               lambda: _codecs.encode("a", "no-such-codec"),
               lambda: _codecs.lookup("no-such-codec"), lambda: _codecs.lookup(5),
               lambda: _codecs.lookup()):
    tell("encode", action)
print(sorted(n for n in dir(_codecs) if not n.startswith("_")))
