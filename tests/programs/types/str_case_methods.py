# Case mapping: upper, lower, title, capitalize, swapcase, casefold, with special casing.
TEXTS = ["", "a", "A", "hello World", "HELLO", "hElLo wOrLd", "it's they're x1y2z", "straße",
         "STRASSE", "ß", "ẞ", "İstanbul", "ıI", "iİ", "ΑΣ", "ΑΣΑ", "ΌΔΟΣ", "ς", "σ", "Σ", "ΑΣ Σ",
         "Α\u0301Σ", "ΑΣ\u0301", "ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ", "ŉ", "ǰ", "ΐ", "ΰ", "և", "ẖẗẘẙẚ", "ὐ ὒ",
         "ᾳ ᾼ ᾲ ᾴ ᾷ", "ῼ", "ǅ ǆ Ǆ ǈ ǋ ǲ",
         "\u0345", "µ", "ſ", "K", "Å", "Ω", "ⅷ", "Ⅷ", "ⓐⒶ", "\U00010400\U00010428", "\U0001e900",
         "\U00010c80\U00010cc0", "Ꭰꭰ", "Ა ა", "éÉ", "ÿŸ", "àÀ", "х Х", "ё Ё", "中文", "a中B", "ﬁn",
         "1st 2ND", "o'neill", "x-ray", "tab\tSep", "a\u0300b", "ʼn", "\u1e9e", "ꟅꞔꟆ", "\ua7c0",
         "ᲈ", "\u13f8"]
METHODS = ["upper", "lower", "title", "capitalize", "swapcase", "casefold", "isupper", "islower",
           "istitle"]
for text in TEXTS:
    print(ascii(text), [ascii(getattr(text, name)()) for name in METHODS])

# Every character of the first planes, folded into one number per method.
for name in METHODS:
    folded = 0
    changed = longer = 0
    for code in list(range(0x0, 0x3000)) + list(range(0xA640, 0xABC0)) + list(range(0xFB00,
                                                                                    0xFB20)) \
            + list(range(0xFF20, 0xFF60)) + list(range(0x10400, 0x10500)) + list(range(0x1E900,
                                                                                       0x1E950)):
        result = getattr(chr(code), name)()
        if isinstance(result, str):
            changed += result != chr(code)
            longer += len(result) > 1
            for character in result:
                folded = (folded * 1000003 + ord(character)) % 2**61
        else:
            folded = (folded * 3 + result) % 2**61
    print(name, folded, changed, longer)
for name in METHODS:
    for args in ((1,), ("x", "y")):
        try:
            getattr("abc", name)(*args)
        except TypeError as error:
            print(error)
for bad in (5, b"abc", None):
    try:
        str.upper(bad)
    except TypeError as error:
        print(error)
try:
    str.lower()
except TypeError as error:
    print(error)
print("ß".upper().lower(), "Σ".lower(), "ΣΣ".lower(), "ΣΣ Σ".lower(), "AΣ.".lower(), "AΣ-B".lower(),
      "AΣʼ".lower())
print("STRASSE".casefold() == "straße".casefold(), "ﬃ".casefold(), "ſ".casefold(), len("ΐ".upper()),
      len("ﬃ".title()))
print("ǆ".title(), "ǅ".upper(), "ǅ".lower(), "ǅ".swapcase(), "ﬀ".capitalize(), "ŉx".capitalize(),
      "ǆX".capitalize())
