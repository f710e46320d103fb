# unicodedata.ucd_3_2_0: Unicode 3.2 as told by its differences, over all characters.
import unicodedata

OLD = unicodedata.ucd_3_2_0
FORMS = ("NFC", "NFD", "NFKC", "NFKD")


def fold(values):
    folded = 0
    for value in values:
        for letter in str(value):
            folded = (folded * 31 + ord(letter)) % 2305843009213693951
        folded = folded * 7 % 2305843009213693951
    return folded


everything = [chr(code) for code in range(0, 0x3400)]
everything += [chr(code) for code in range(0xA000, 0x20000, 3)]
everything += [chr(code) for code in range(0x2F800, 0x2FA20)] + ["\U000e0001", "\U0010ffff"]
for name in ("category", "bidirectional", "combining", "mirrored", "east_asian_width",
             "decomposition"):
    old, new = getattr(OLD, name), getattr(unicodedata, name)
    print(name, fold(map(old, everything)), sum(old(c) != new(c) for c in everything))
for name in ("decimal", "digit", "numeric", "name"):
    old, new = getattr(OLD, name), getattr(unicodedata, name)
    print(name, fold(old(c, None) for c in everything),
          sum(old(c, None) != new(c, None) for c in everything))
for form in FORMS:
    results = [OLD.normalize(form, c) for c in everything]
    print(form, fold(results), sum(OLD.is_normalized(form, c) for c in everything))
for text in ("e\u0301\u1dcd\u0323", "\U0002f868x", "a\u0350\u0323", "\u1b05\u1b35"):
    print(ascii(text), [ascii(OLD.normalize(form, text)) for form in FORMS],
          [OLD.is_normalized(form, text) for form in FORMS])
for action in (lambda: OLD.lookup("LATIN SMALL LETTER D WITH CURL"),
               lambda: OLD.lookup("KEYCAP DIGIT ONE"), lambda: OLD.lookup("LINE FEED"),
               lambda: OLD.lookup("latin small letter a"), lambda: OLD.name("\u0221"),
               lambda: OLD.decimal("\u07c1"), lambda: OLD.numeric("\u07c1"),
               lambda: OLD.category("ab"), lambda: OLD.normalize("nfc", "a"),
               lambda: unicodedata.UCD(), lambda: setattr(OLD, "unidata_version", 1),
               lambda: unicodedata.lookup("\ud800"), lambda: unicodedata.lookup("a\0b"),
               lambda: unicodedata.lookup(bytearray(b"A")), lambda: OLD.category()):
    try:
        print(ascii(action()))
    except Exception as error:
        print(type(error).__name__, ascii(str(error)))
