# repr and ascii of str: quotes, escapes, unprintable and wide characters.
for text in ("", "plain", "it's", 'say "hi"', "both ' and \"", "back\\slash", "tab\tnew\nret\r",
             "\0\x01\x1f\x7f", "\x80\x9f\xa0\xad",
             "\xe9\xff", "\u0378", "\u200b\u2028\u2029", "\u3000", "\ud800\udfff", "\ue000",
             "\ufeff\ufffe", "\u4e2d\u6587", "\U0001f600",
             "\U000e0001", "\U0010ffff", "\U000f0000", "a\x00b\u4e2d\n'", "'", '"', "'\"", "''\"\"",
             "\\n", "\x1b[0m", "\u0301", "\u202e"):
    print(ascii(repr(text)), ascii(text), repr(text) == ascii(text), len(repr(text)))
for low, high in ((0, 0x300), (0x300, 0x3000), (0xA000, 0xAC00), (0xD7A0, 0xE100),
                  (0xF8F0, 0x10000), (0x10000, 0x12600),
                  (0x1D000, 0x1F900), (0xE0000, 0xE0200)):
    escaped = folded = 0
    for code in range(low, high):
        shown = repr(chr(code))
        if len(shown) != 3:
            escaped += 1
            folded = (folded * 31 + code) % 1000000007
        for character in ascii(chr(code)):
            folded = (folded * 131 + ord(character)) % 1000000007
    print(hex(low), hex(high), escaped, folded)
print([ascii(chr(c)) for c in (0, 9, 10, 13, 31, 32, 39, 34, 92, 126, 127, 128, 159, 160, 161, 172,
                               173, 174, 255, 256)])
print(repr(["it's", "\n"]), repr({"k'": 'v"'}), str(["\u4e2d", "\x00"]).encode("utf-8"))


class Sub(str):
    def __repr__(self):
        return f"Sub({str.__repr__(self)})"


print(repr(Sub("x")), [Sub("y")], f"{Sub('z')!r:>10}", ascii(Sub("\xe9")), "%r" % Sub("w"))
