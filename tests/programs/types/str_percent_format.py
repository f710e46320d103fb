# krait: short
# The % operator on str: flags, widths, precisions, conversions, mappings, errors.


def tell(template, values):
    try:
        print(ascii(template), "%", ascii(values), "->", ascii(template % values))
    except Exception as error:
        print(ascii(template), "%", ascii(values), "!", type(error).__name__, error)


class Shown:
    def __str__(self):
        return "str\xe9"

    def __repr__(self):
        return "repr\u4e2d"

    def __index__(self):
        return 77

    def __int__(self):
        return 99

    def __float__(self):
        return 1.25


class Map:
    def __getitem__(self, key):
        return f"<{key}>"

    def __repr__(self):
        return "Map"


for template in ("%s", "%r", "%a", "%5s|", "%-5s|", "%.2s", "%5.1s|", "%05s|", "%d", "%i", "%u",
                 "%5d|", "%-5d|", "%05d", "%+d", "% d",
                 "%+5d", "%.3d", "%8.3d|", "%-8.3d|", "%08.3d", "%x", "%X", "%#x", "%#X", "%o",
                 "%#o", "%#10x|", "%#010x", "%-#10x|",
                 "%.5x", "%#.5x", "%c", "%5c|", "%-5c|", "%e", "%f", "%g", "%5.1f|", "%%", "%5%|",
                 "%hd", "%ld", "%Ld"):
    for value in (5, -42, "\xe9A", 2.75, True, 2**70, Shown()):
        tell(template, value)
for template, values in (
        ("%s %s", ("a", "b")), ("%s", ("a",)), ("%s", ()), ("%s %s", ("a",)), ("%s", ("a", "b")),
        ("none", ()), ("none", "x"),
        ("none", ("x",)), ("none", 5), ("none", {}), ("none", []), ("%s", [1, 2]), ("%s", {"a": 1}),
        ("%(a)s", {"a": 1}),
        ("%(a)s %(b)05d %%", {"a": "x", "b": 7}), ("%(a)s", {}), ("%(a)s", "x"), ("%(a)s", ("x",)),
        ("%(a)s", [1]), ("%(a)s", Map()),
        ("%(a(b)c)s", Map()), ("%(a", Map()), ("%()s", Map()), ("%(x)s %s", {"x": 1}),
        ("%*d|", (5, 3)), ("%-*d|", (5, 3)),
        ("%*d|", (-5, 3)), ("%.*f", (2, 1.239)), ("%*.*f|", (8, 1, 2.55)), ("%*d", ("x", 3)),
        ("%*d", (5,)), ("%.*f", (-1, 1.5)),
        ("%(a)*d", {"a": 1}), ("%", ()), ("abc%", ()), ("%z", 5), ("%\u4e2d", 5), ("%5", 5),
        ("%.", 5), ("%-", 5), ("% ", 5), ("%c", "ab"),
        ("%c", ""), ("%c", 0x1F600), ("%c", 0x110000), ("%c", -1), ("%c", 1.5), ("%c", None),
        ("%c", b"a"), ("%d", "5"), ("%d", None),
        ("%x", 1.5), ("%x", "a"), ("%f", "x"), ("%f", None), ("%f", 2**2000), ("%d", 1e300),
        ("%i", 2.999), ("%d", 1j), ("%o", 2.0),
        ("%99999999999999999999d", 5), ("%.99999999999999999999f", 5), ("%s", (1, 2)),
        ("%s", ((1, 2),)), ("%r %a", ("\u4e2d", "\u4e2d")),
        ("%s" * 3, tuple("xyz")), ("\u4e2d%s\U0001f600", "\xe9"), ("%s", b"bytes"),
        ("%.3r|%10.2a|", ("abcdef", "\u4e2d")),
        ("%b", 5), ("%n", 5), ("%B", 5), ("%+s|% s|%#s", ("a", "b", "c")), ("%+x % x", (10, 10)),
        ("%+.1e % g", (12345.678, 0.0001)),
        ("%#.0f %#g", (3, 3)), ("%0-5d|%-05d|", (3, 3)), ("%+ d", 3), ("%  d", 3),
        ("%(a)s%(a)s", {"a": "twice"}), ("%lld", 5)):
    tell(template, values)


class Sub(str):
    def __rmod__(self, other):
        return "rmod called"

    def __mod__(self, other):
        return "mod called"


print("%s" % Sub("x"), Sub("%s") % 5, type("%s" % Sub("y")))
print(str.__mod__("%s", 5), str.__mod__("%d", (7,)), str.__rmod__("x", "%s!"), "x".__rmod__(5))
try:
    str.__mod__(5, 5)
except TypeError as error:
    print(error)
print(("%d" % 10**50)[:20], "%x" % 2**130, "%o" % 2**70, "%.60d" % 3, "%+.40x" % 255,
      len("%5000d" % 1), "%s" % ("x" * 50))
