# The is* predicates over whole ranges of characters, and on short texts.
METHODS = ["isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isupper",
           "islower", "istitle", "isidentifier", "isprintable", "isascii"]
RANGES = [("latin", 0x0, 0x250), ("greek and cyrillic", 0x250, 0x590),
          ("hebrew to thai", 0x590, 0xE80),
          ("to georgian", 0xE80, 0x1100), ("to punctuation", 0x1100, 0x2000),
          ("symbols", 0x2000, 0x2E80),
          ("cjk marks", 0x2E80, 0x3400), ("private and forms", 0xF8F0, 0x10000),
          ("ancient", 0x10000, 0x10E80),
          ("surrogates", 0xD7F0, 0xE010), ("digits", 0x1D7C0, 0x1D800), ("emoji", 0x1F300, 0x1F700),
          ("tags", 0xE0000, 0xE0200), ("last", 0x10FFF0, 0x110000), ("ext", 0x2A6D0, 0x2A710)]
for label, low, high in RANGES:
    for name in METHODS:
        count = folded = 0
        for code in range(low, high):
            if getattr(chr(code), name)():
                count += 1
                folded = (folded * 31 + code) % 1000000007
        print(label, name, count, folded)
for text in ("", "a", "A", "1", "abc1", "Title Case", "Not title", "TITLE", "title", "\u0661",
             "\u00b2", "\u00bd", "\u4e00",
             "_x", "1x", "x y", "\u00aa", "\u2160", "\xa0", "\n", "\x7f", "\ud800", "def", "None",
             "x\u0301", "\u0301x", "\u2118",
             "\u309b", "\u1369", "\U0001d7ce", "\uff11", "a b", "A1", "a1", "ABC \u4e2d",
             "abc \u4e2d", "\u01c5", "Ab\u01c5", "3Com", "\u200d"):
    print(ascii(text), "".join("01"[getattr(text, name)()] for name in METHODS))
for name in METHODS:
    for call in (lambda: getattr("a", name)(1), lambda: getattr(str, name)(5),
                 lambda: getattr(str, name)(b"a"),
                 lambda: getattr(str, name)()):
        try:
            call()
        except TypeError as error:
            print(error)
