"""Random names, numbers and strings, right and wrong ones."""

NAMES = "a b c d x y z x y z self cls __p _Q__p f g".split()
SOFT_NAMES = "match case _ type print exec".split()
ODD_NAMES = [
    "é", "ﬁ", "𝐱", "µ", "ªb", "x·y", "ℌ", "__class__", "__debug__", "super", "__init__", "__annotations__",
    "__", "___", "__p__", "_", "名前", "a" * 60, "n0", "e", "j", "if_", "Ⅷ", "ſ",
]
WRONG_NAMES = [
    "None", "True", "False", "class", "if", "lambda", "1a", "a$", "?", "€", "a\u200b", "x²", "“a”", "...",
    "not", "await", "yield", "$", "!", "0", "''", "¬", "\xa0", "print x", "½", "in", "is", "async",
]
NUMBERS = [
    "0", "1", "2", "3", "7", "10", "255", "256", "1_000", "0x1F", "0XfF", "0b101", "0B1", "0o17", "0O7",
    "0_0", "00", "000_0", "1.0", "1.", ".5", "1e3", "1E-3", "1e+3", "1_0.0_1", "1j", "1.5J", "1e3j", "0j",
    "0.0", "1e400", "5e-324", "0xFFFFFFFFFFFFFFFFFF", "9223372036854775807", "9223372036854775808",
    "1152921504606846975", "1152921504606846976", "123456789012345678901234567890", "3.14159", "1_0j",
    "0x_f", "0b_1", "0o_7", "1e1_0", "2147483647", "2147483648", "65536", "1e-400", "0e0", "0_7.5", "09.5",
    "09e1", "09j", "1e22", "1.7976931348623157e308",
]  # fmt: skip
WRONG_NUMBERS = [
    "01", "0777", "1__0", "1_", "0x", "0b2", "0o8", "0b", "0o", "1e", "1e+", "1.e_3", "0xg", "1_.0", "1._0",
    "1e1_", "0_x", "1a", "12f", "1jj", "1.2.3", "0b1_", "0xf_", "1__", "09", "0_9", "1\u0661", "0b12", "0o1_",
    "08.", "1e5x", "0xfor", "1if", "1.5abc", "00001", "0b1e5", "1_000_", "0XG", "0O9", "1J2", "1e--1", "٣",
]  # fmt: skip
STUCK_TO_WORDS = ["1if", "0x1for", "1or", "0xfor", "1in", "1jif", "1.if", "1and", "0o7and", "0b1is", "1not", "1e5or"]
PIECES = [
    "a", "b c", "x", "1", "%s", "%d", "%r", "{", "}", "{{", "}}", "é", "名", "😀", " ", "", "'", '"', "#",
    "//", "\\n", "\\t", "\\\\", "\\'", '\\"', "\\0", "\\12", "\\377", "\\x41", "\\u00e9", "\\U0001F600",
    "\\N{DIGIT ONE}", "\\a", "\\\n", "\t", "\\r", "\\f", "\\v", "\\b", "%%", "%5.2f", "%-5s", "%a", "%i",
    "\\ud800", "\x7f", "\\u2028",
]  # fmt: skip
WRONG_PIECES = [
    "\\d", "\\400", "\\8", "\\x4", "\\xg", "\\u12", "\\U00110000", "\\N{NO SUCH NAME}", "\\N{", "\\N", "\\",
    "\\ ", "\\é", "\n", "\\777", "\\U1234", "\\N{}", "\\x", "\\u", "%", "%(a)s", "%*d", "\\%", "\\{", "\\N{a",
]  # fmt: skip
PREFIXES = ["", "", "", "", "", "", "r", "u", "U", "R"]
BYTES_PREFIXES = ["b", "b", "b", "B", "br", "Rb", "bR", "RB"]
WRONG_PREFIXES = ["b", "", "ur", "bu", "bf", "fb", "uf", "rr", "bb", "x", "fF", "ru"]
QUOTES = ["'", "'", '"', '"', '"""', "'''"]


class Literals:
    """Takes choices of `chance`, a random.Random; a share `wrong` of them are wrong."""

    def __init__(self, chance, wrong):
        self.random = chance.random
        self.wrong = wrong

    def any_of(self, choices):
        return choices[int(self.random() * len(choices))]

    def below(self, bound):
        return int(self.random() * bound)

    def is_wrong(self):
        return self.wrong > 0 and self.random() < self.wrong

    def name(self):
        chance = self.random()
        if chance < 0.93:
            return self.any_of(NAMES)
        if chance < 0.97:
            return self.any_of(SOFT_NAMES)
        if self.is_wrong():
            return self.any_of(WRONG_NAMES)
        return self.any_of(ODD_NAMES)

    def number(self):
        chance = self.random()
        if self.is_wrong():
            return self.any_of(WRONG_NUMBERS)
        if chance < 0.5:
            return str(self.below(20))
        if chance < 0.95:
            return self.any_of(NUMBERS)
        digits = "".join(self.any_of("0123456789") for _ in range(self.below(40)))
        return self.any_of(["1", "1", "0x1", "1.", "3e1"]) + digits[: self.below(40)]

    def string(self):
        prefixes = BYTES_PREFIXES if self.random() < 0.2 else PREFIXES
        text = self.one_string(prefixes)
        while self.random() < 0.12:
            text += self.any_of([" ", "", " ", "\\\n"]) + self.one_string(prefixes)
        return text

    def one_string(self, prefixes):
        prefix = self.any_of(prefixes)
        if self.is_wrong():
            prefix = self.any_of(WRONG_PREFIXES)
        quote = self.any_of(QUOTES)
        pieces = [self.piece(prefix) for _ in range(self.below(4))]
        if len(quote) == 3 and self.random() < 0.3:
            pieces.append("\n")
        body = "".join(pieces)
        if not self.is_wrong():
            body = body.replace(quote[0], "")
            if len(body) - len(body.rstrip("\\")) & 1:
                body += " "
        end = quote if not self.is_wrong() else self.any_of(["", "'", '"', '"""', "\n"])
        return prefix + quote + body + end

    def piece(self, prefix):
        if self.random() < 0.002 + self.wrong:
            return self.any_of(WRONG_PIECES)
        piece = self.any_of(PIECES)
        if "b" in prefix or "B" in prefix:
            if not piece.isascii() and not self.is_wrong():
                return "a"
        return piece
