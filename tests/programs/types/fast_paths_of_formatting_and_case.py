# krait: short
# The short ways through formatting, case mapping, repr, translate and splitlines, and what leaves them.

def shown(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)


print([format(12, ">5"), format("ab", "^5"), format(-3, "05"), format(1234567.891, ".1f"), format(5, "d")])
print("{:>8}|{:<6}|{:08.3f}|{:+d}".format(42, "x", 2 / 3, 7), f"{255:x}-{1234567:>12,}-{1 / 3:.2e}")
print("{0:{1}}|{a!r:>6}|{b.real:03d}|{c[0]:_>4}".format(3, ">4", a="q", b=7, c=["z"]))

print("%05d;%s;%d.%02d" % (7, "name7", 7, 7), "%s %r %a" % (1.5, "\xe9", "\xe9"))


class Odd:
    def __str__(self):
        return "odd\u540d"

    def __format__(self, spec):
        return "<" + spec + ">"

    def __int__(self):
        return 3

    def __index__(self):
        return 4


print("%s|%5s|%x" % (Odd(), Odd(), Odd()), f"{Odd():>5}", "{:x}".format(Odd()), shown(lambda: "%d" % Odd()))
print("%d %d" % (2.9, True), shown(lambda: "%d" % "3"), shown(lambda: "%x" % 2.5))


# Case, repr, translate and splitlines: of ASCII, of text that keeps its width, of text that does not.
TEXTS = ["", "a", "\xe9", "Hello wORLD it's 2nd", "stra\xdfe \xb5", "\u540d\u524d Abc D\u01c5",
         "\u0130I \u03a3A\u03a3 \u017f", "\U00010400 \U0001d400x", "\ufb01n", "\xff\xd6"]
for text in TEXTS:
    print(ascii([text.upper(), text.lower(), text.title(), text.swapcase(), text.capitalize(), text.casefold()]))
    print(ascii(text * 20 == (text.swapcase() * 20).swapcase()), len((text * 70).upper()))
for text in ["plain", "it's", 'say "x"', "'\"", "back\\slash", "tab\t", "\x7f", "\x1f", "\xe9", "", "\u540d'"]:
    print(ascii(repr(text)), ascii(str([text, text])))
TABLE = {97: "AA", 98: None, 99: 100, 100: "\u540d", 101: 0x1F600, ord("z"): ord("y"), 233: "e"}
for text in ["", "abc", "xyz" * 60, "zzbzzazz", "b" * 200, "dez" * 3, "\xe9abz", "\u540dabz"]:
    print(ascii(text.translate(TABLE)), ascii(text.translate(str.maketrans("xy", "yx", "z"))))


class Table:
    def __getitem__(self, key):
        if key == 98:
            raise LookupError
        if key == 113:
            raise ZeroDivisionError("q")
        return key + 1


print("abcabc".translate(Table()), shown(lambda: "abq".translate(Table())), shown(lambda: "a".translate({97: -1})))
for text in ["", "\n", "a\nb\r\nc\rd", "x\x0by\x0cz\x1cq\x1dr\x1es\x85t\u2028u\u2029v\x1fw", "end\n\n", "\x7f~ "]:
    print(ascii(text.splitlines()), ascii(text.splitlines(True)))
