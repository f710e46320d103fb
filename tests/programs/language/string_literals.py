# krait: short
# String and bytes literals: escapes, prefixes, joining, encodings, identifiers beyond ASCII.
print("a\tb\\n\'\"\x41\u0042\U00000043\103\N{LATIN SMALL LETTER E WITH ACUTE}\
joined", "\0".encode(), "\a\b\f\v\r".encode(), "\7\77\377")
print(r"raw \n \x41 \\", rb"raw \n", Rb"\d", b"\x00\xff\101", b'it' b's',
    ("adjacent" " strings" 'mixed' """triple"""))
print("""multi
line with "quotes" and \
continuation""", '''other 'style' ''', len("""
"""))
print("é漢字🐍".encode("utf-8"), "é漢字🐍", len("🐍"), len("e\u0301"),
    "\ud800".encode("utf-8", "surrogatepass"), ascii("é🐍\x7f\x80"), repr("\u200b\xad\u3000é"))
print("é" == "\xe9", "e\u0301" == "é", "ﬁ".upper(), "ß".upper(), "İ".lower().encode(), "ΑΣ".lower(),
    "ǆ".title())
été = "summer"
名前 = "name"
_ñ = {"ключ": 1}
ﬁ = "normalised"
print(été, 名前, _ñ, fi, "été" in globals(), "fi" in globals())


class Ünïcode:
    µ = 1

    def ß(self, ö=2, *, ä=3):
        return ö, ä


print(Ünïcode().ß(ä=4), Ünïcode.__name__, vars(Ünïcode).keys() >= {"μ", "ß"},
    Ünïcode.ß.__code__.co_varnames)
print(repr("it's"), repr('say "hi"'), repr("both ' and \""), repr("\\"), repr("\n\t\r\0\x1f"),
    repr(b"it's \"\x00\xff"), repr("\x85\u2028\ue000\U0010ffff"))
print(0x_FF, 0o17, 0b1010_1010, 1_000_000, 1e3, 1.5e-3, .5, 5., 1_0.0_1, 0xdeadBEEF, 0B1, 1J,
    1e1_0j, 00, 0_0, 123456789012345678901234567890)
print("%s" % "\u00e9", "{}".format("\u00e9"), f"{'é'}", "\u00e9"[0], [c for c in "aé🐍"],
    "aé🐍"[::-1], "🐍" in "a🐍b", "a🐍b".find("b"), sorted("bécaβ🐍"))
print(b"abc"[0], bytes([65, 66]), b"\xe9".decode("latin-1"), "\xe9".encode("latin-1"), b"a" b"b",
    type(b"" if b"" else ""), b"".join([b"x", b"y"]), bytes("é", "utf-16-le"))
print("tab\there", "a" "b" * 3, "ab" "cd"[1], ("implicit "
      "over lines"), "x" if "" else "y", not "", "a" < "b" < "c", "z" > "a" "b")
nothing = ""
print(nothing == "", len(nothing), nothing * 5, nothing + "x", nothing in "abc", "".join(()), "" "")
print("\x00embedded\x00nulls".split("\x00"), len("\x00\x00"), "a\x00b" < "a\x01",
    "\N{SNOWMAN}\N{greek small letter alpha}", "\N{DIGIT FOUR}")
long_text = "0123456789" * 100 + "é" * 50 + "🐍" * 10
print(len(long_text), hash(long_text) == hash("0123456789" * 100 + "é" * 50 + "🐍" * 10),
    long_text.count("9"), long_text[1000], long_text[-1], long_text[:1000].isascii(),
    long_text.isascii())
