# krait: short
# Padding, replacing single characters and translating, over all widths.
for s in ("", "a", "abc", "\u00e9b", "\u20acx\u20ac", "\U0001f600\u20ac"):
    for fill in (" ", "*", "\u00fc", "\u4e00", "\U0001f601"):
        padded = [s.center(6, fill), s.ljust(4, fill), s.rjust(5, fill), s.center(1, fill), s.ljust(0, fill)]
        print(padded, [p.isascii() for p in padded], [p == "".join(list(p)) for p in padded])
    print(s.zfill(5), s.replace("a", "b"), s.replace("a", "\u20ac"), s.replace("\u20ac", "\u4e00"), s.replace("\u20ac", "e"))
    print(s.replace("b", "\u00e9"), s.replace("\u00e9", "e").isascii(), s.replace("x", "\U0001f602"), s.replace("\u20ac", "\u4e00", 1))
    changed = [s.replace("a", "\u20ac"), s.replace("\u20ac", "\u4e00"), s.replace("\u20ac", "e"), s.replace("\u00e9", "e")]
    print([c == "".join(list(c)) for c in changed])
    print(s.find("\u20ac"), s.find("x"), s.find("b"), s.count("\u20ac"), "\U0001f600" in s, s.find("\U0001f601"))
try:
    print("a".center(1 << 62))
except (MemoryError, OverflowError) as error:
    print(type(error).__name__)


class Table(dict):
    def __missing__(self, key):
        asked.append(key)
        if key == ord("q"):
            raise LookupError
        return key + 1 if key < 200 else None


asked = []
print("abcabcq\u00e9".translate(Table({97: "xyz", 98: None, 99: 0x20AC})), asked)
asked = []
print("abcabcqd".translate(Table({97: "xyz", 98: None, 99: 0x20AC})), asked)
for bad in (-1, 0x110000, 1.5, b"x", True):
    try:
        print("ab".translate({97: bad}))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
