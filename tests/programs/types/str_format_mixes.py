# Specifications and % conversions in all mixes: those that take the short way through formatting,
# those just beyond it, and those that are mistakes.
import itertools

VALUES = [0, 7, -7, 1234567, -10 ** 9, 2 ** 60 - 1, -2 ** 60, 2 ** 64, True, 0.0, -0.0, 1.5, -2.75,
          1e14 + 0.25, 1e15, 1e300, float("inf"), float("nan"), -0.004, "", "a", "text", "t\xe9xt",
          "\u540d\u524d", None]
SUBCLASSES = [type("I", (int,), {})(5), type("F", (float,), {})(2.5), type("S", (str,), {})("sub")]


def digest(items):
    """A number for many texts, the same everywhere."""
    total = 0
    for item in items:
        for c in item:
            total = (total * 31 + ord(c)) % (2 ** 55)
        total = (total * 37 + len(item)) % (2 ** 55)
    return total


def shown(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)


def all_ways(value, spec):
    yield shown(format, value, spec)
    yield shown(lambda: f"<{value:{spec}}>")
    yield shown(("[{:" + spec + "}]").format, value)
    yield shown(("\u540d{0:" + spec + "}").format, value)


def report(what, texts):
    texts = list(texts)
    errors = sorted({text for text in texts if "Error: " in text})
    print(what, len(texts), digest(texts))
    for text in errors[:3]:
        print("   ", text)


FILLS = ["", "<", "*>", "0=", "^", "\xb7^"]
SIGNS = ["", "+", " "]
WIDTHS = ["", "0", "9", "012"]
TYPES = ["", "d", "x", "f", "e", "s"]
for fill in FILLS:
    report("fill " + ascii(fill), (text
           for sign, width, kind in itertools.product(SIGNS, WIDTHS, TYPES)
           for value in VALUES[::3]
           for text in [shown(format, value, fill + sign + width + kind)]))
for grouping in [",", "_", ".2", ",.3", ".0", "."]:
    report("grouping " + grouping, (text
           for fill, width, kind in itertools.product(["", ">", "0>", "^"], ["", "012", "15"], TYPES)
           for value in VALUES[1::4]
           for text in [shown(format, value, fill + width + grouping + kind)]))
for spec in ["5", "<5", "08.3f", "+d", ",", "x", "\0", "d\0", "5 ", "#x", "z.1f", "99", "100", "007", "^07",
             ".99f", ".100f", "15.20f", ".21f", "é<5", "c", "n", "%", "g", "b", "r", "==5", "=5", "<", "١٢"]:
    report("spec " + ascii(spec), (text for value in VALUES + SUBCLASSES for text in all_ways(value, spec)))

# The % operator.
FLAGS = ["", "-", "0", "+", " ", "-0", "+0", " +", "#"]
for flags in FLAGS:
    report("flags " + repr(flags), (text
           for width, kind in itertools.product(["", "1", "8", "012", ".2", "9.1", "100"], "dixefsrac%")
           for value in VALUES[::3]
           for text in [shown(lambda: ("<%" + flags + width + kind + ">") % (value,))]))
for form in ["%d", "%5.3d", "%u", "%x", "%5s|", "%-5s|", "%05s|", "%.2s|", "%+5s|", "%08.3f", "%e", "%ld", "%c",
             "%", "%5", "%-", "%.", "%.d", "%y", "%\xe9", "%s%s", "", "%%", "%5%", "é%d", "\u540d%3d"]:
    report("form " + ascii(form), (shown(lambda: form % value) for value in VALUES + SUBCLASSES))
for args in [(1, 2, 3), (1,), (), {"a": 5, "b": "x"}, 5, [1]]:
    for form in ["%d-%d-%d", "%d", "%(a)d %(b)s", "%s", "%d %(a)d", "%*d", "%-*d|", "%.*f", "none"]:
        print(repr(form), args, shown(lambda: form % args))
