# unicodedata: checksums over all characters for every property, names, normalisation, errors.
import unicodedata
from unicodedata import (bidirectional, category, combining, decimal, decomposition, digit,
                         east_asian_width, is_normalized, lookup, mirrored, name, normalize,
                         numeric)


def tell(label, function, *args):
    try:
        print(label, "->", ascii(function(*args)))
    except Exception as error:
        print(label, "!", type(error).__name__, ascii(str(error)))


CHARACTERS = ["a", "A", "1", " ", "\n", "\xe9", "\xbd", "\xb2", "\u0301", "\u0661", "\u05d0",
              "\u4e2d", "\uac00", "\u3000", "\uff21", "\u2160", "\ud800", "\ue000", "\U0001f600",
              "\U0010ffff", "\u0378", "(", "\u221e", "\u1e9b", "\ufb01", "\u2126", "\u0344",
              "\u115f", "\U0002f800", "\u4e00", "\U00020000", "\u0bf2", "\u137c"]
for character in CHARACTERS:
    print(ascii(character), category(character), bidirectional(character), combining(character),
          mirrored(character), east_asian_width(character), ascii(decomposition(character)),
          decimal(character, None), digit(character, None), numeric(character, None),
          name(character, "no name"))
for function in (decimal, digit, numeric, name):
    for character in ("a", "\ud800", "\xbd"):
        tell(function.__name__, function, character)
for function in (bidirectional, category, combining, decimal, decomposition, digit,
                 east_asian_width, mirrored, name, numeric):
    for arguments in ((), ("ab",), ("",), (5,), (b"a",), (None,), ("a", 1, 2)):
        tell(function.__name__, function, *arguments)
for wanted in ("LATIN SMALL LETTER A", "latin small letter a", "GREEK SMALL LETTER FINAL SIGMA",
               "HANGUL SYLLABLE GAG", "CJK UNIFIED IDEOGRAPH-4E2D", "GRINNING FACE",
               "NO-BREAK SPACE", "LINE FEED", "NULL", "no such name", "", "HANGUL SYLLABLE ZZ",
               "CJK UNIFIED IDEOGRAPH-0041", "LATIN SMALL LETTER R WITH TILDE", "KEYCAP DIGIT ONE",
               "BELL", "A" * 300, 5, b"DIGIT ONE"):
    tell(f"lookup {str(wanted)[:40]}", lookup, wanted)
tell("lookup", lookup)
FORMS = ("NFC", "NFD", "NFKC", "NFKD")
for text in ("", "abc", "\xe9", "e\u0301", "\ufb01", "\uac00", "\u1100\u1161", "\u1100\u1161\u11a8",
             "a\u0323\u0307", "a\u0307\u0323", "\u1e9b\u0323", "\u212b", "\u2126", "\xbd", "\uff21",
             "\u0344", "\u3300", "\ud800", "\U0002f800", "e\u0301\u0301", "\u0301", "\u0f71\u0f72",
             "\u0958", "\u2adc", "\U0001d15e", "x\u0345\u0301", "\u1ea5"):
    print(ascii(text), [ascii(normalize(form, text)) for form in FORMS],
          [is_normalized(form, text) for form in FORMS])
for arguments in ((), ("NFC",), ("nfc", "a"), ("XYZ", "a"), ("", "a"), (5, "a"), ("NFC", 5),
                  ("NFC", b"a"), ("NFC", "a", "b")):
    tell("normalize", normalize, *arguments)
    tell("is_normalized", is_normalized, *arguments)
everything = [chr(c) for c in range(0, 0x110000, 11)]
for function in (category, bidirectional, combining, mirrored, east_asian_width, decomposition):
    folded = 0
    for character in everything:
        for letter in str(function(character)):
            folded = (folded * 31 + ord(letter)) % 2305843009213693951
        folded = folded * 7 % 2305843009213693951
    print(function.__name__, folded)
folded = count = 0
for code in [*range(0, 0x3400, 2), *range(0xA000, 0xAD00), *range(0xF900, 0x12000),
             *range(0x1D000, 0x1F900, 3)]:
    text = name(chr(code), "")
    if text:
        count += 1
        assert lookup(text) == chr(code), text
    for letter in text:
        folded = (folded * 31 + ord(letter)) % 2305843009213693951
print("names", count, folded)
for form in FORMS:
    folded = changed = 0
    for character in everything[::2]:
        result = normalize(form, character)
        changed += result != character
        assert normalize(form, result) == result and is_normalized(form, result)
        for letter in result:
            folded = (folded * 31 + ord(letter)) % 2305843009213693951
    print(form, changed, folded)
values = [numeric(c) for c in everything if numeric(c, None) is not None]
print(len(values), sum(values), max(values), min(values),
      len([c for c in everything if decimal(c, None) is not None]),
      len([c for c in everything if digit(c, None) is not None]))
old = unicodedata.ucd_3_2_0
print(unicodedata.unidata_version, old.unidata_version, type(old).__name__, old.category("\u0221"),
      category("\u0221"), old.name("a"), old.lookup("DIGIT ONE"),
      old.normalize("NFC", "e\u0301") == "\xe9", old.category("\U0001f600"),
      old.numeric("\u0f33", None), old.bidirectional("\u0378"), old.decimal("5"), old.digit("\xb2"),
      old.combining("\u0301"), old.mirrored("("), old.east_asian_width("\u4e2d"),
      old.decomposition("\xe9"), old.is_normalized("NFD", "\xe9"))
print(sorted(n for n in dir(unicodedata) if not n.startswith("_")))
