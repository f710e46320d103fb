# krait: short
# "%" formatting and str.format: all codes, widths, mappings, attribute and index fields, errors.
def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print("%s %r %a" % ("é", "é", "é"), "%d %i %u" % (1, 2.9, -3),
    "%x %X %o %#x %#X %#o" % (255, 255, 8, 255, 255, 8), "%e %E %.2e" % (1.5, 1e10, 12345),
    "%f %.1f %F" % (1, 2.25, float("inf")), "%g %G %#g" % (1e-5, 1e20, 3), "%c%c" % (65, "é"),
    "100%%" % ())
print("[%5d|%-5d|%05d|%+d|% d|%+05d]" % (42, 42, 42, 42, 42, 42),
    "[%8.3f|%-8.2f|%08.1f]" % (3.14159, 3.14159, -3.14159),
    "[%5s|%-5s|%.2s|%5.1s]" % ("abc", "abc", "abc", "abc"),
    "[%*d|%-*d|%.*f]" % (5, 1, 5, 2, 2, 3.14159))
print("%(a)s %(b)05.1f %(a)r %%" % {"a": "x", "b": 2}, "%(k e y)s" % {"k e y": 1},
    "%()s" % {"": "empty"}, "%((p))s" % {"(p)": "parens"}, "%s" % (1,), "%s" % [1, 2],
    "%s" % {"a": 1}, "%s %s" % ((1, 2), None), "%s" % None, "%ld %hd %Ld" % (1, 2, 3))
big = 10**30
print("%d %x %o" % (big, big, -big), "%s" % 10**20, "%.10d" % 5, "%#.5x" % 255, "%+.3x" % 10,
    "%.0f %.0f %.0f" % (0.5, 1.5, 2.5), "%d" % True, "%s" % True)
for template, value in (("%d", "x"), ("%d", None), ("%x", 1.5), ("%c", "ab"), ("%c", -1),
        ("%c", 0x110000), ("%c", 1.0), ("%f", "x"), ("%s %s", (1,)), ("%s", (1, 2)),
        ("%(a)s", (1,)), ("%(a)s", {"b": 1}), ("%(a", {}), ("%", ()), ("%y", 1), ("%*d", ("a", 1)),
        ("abc", 1), ("abc", (1,)), ("abc", {"a": 1}), ("abc", [1]), ("%(a)s %s", {"a": 1}),
        ("%.s", "abc"), ("%-", 1), ("%s%", 1), ("%é", 1), ("%d", float("inf")),
        ("%d", float("nan")), ("%99999999999999999999d", 1), ("%i", 3j)):
    print(repr(template), attempt(lambda: template % value))


class Obj:
    attr = {"k": [10, 20]}

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"

    def __format__(self, spec):
        return f"fmt({spec})"


o = Obj()
print("{} {!s} {!r} {!a} {:x}".format(o, o, o, o, o), "{0} {1} {0}".format("a", "b"),
    "{a} {b[k]} {c.attr} {c.attr[k][1]}".format(a=1, b={"k": 2}, c=o))
print("{:>{}}|{:{fill}^{width}}".format("x", 5, "y", fill="*", width=7),
    "{0:.{1}f}".format(3.14159, 2), "{{}} {{{}}}".format(1),
    "{0[0]} {0[-1]}".format({"0": "text", 0: "zero", "-1": "minus"}), "{[a]}".format({"a": "auto"}),
    "{.real}".format(5), "{!r:>8}".format("q"), "{:}".format(3), "".format(),
    "{:,} {:_} {:%}".format(1234567, 7654321, 0.25))
for template, args, kwargs in (("{}", (), {}), ("{1}", (0,), {}), ("{a}", (), {}),
        ("{} {0}", (1,), {}), ("{0} {}", (1,), {}), ("{", (1,), {}), ("}", (1,), {}),
        ("{!x}", (1,), {}), ("{!}", (1,), {}), ("{!rr}", (1,), {}), ("{0.}", (1,), {}),
        ("{0[}", (1,), {}), ("{0[]}", (1,), {}), ("{0.missing}", (1,), {}), ("{0[1]}", ((1,),), {}),
        ("{0[a]}", ([1],), {}), ("{:{:{}}}", (1, 2, 3), {}), ("{0!r", (1,), {}),
        ("{a b}", (), {"a b": "spaced"}), ("{0x}", (1,), {}), ("{:d}", ("s",), {}),
        ("{99999999999999999999}", (), {}), ("{0[0]x}", ([1],), {})):
    print(repr(template), attempt(template.format, *args, **kwargs))


class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"


print("{a} {b}".format_map(Default(a=1)), attempt("{a}".format_map, {}),
    attempt("{}".format_map, {}), attempt("{a}".format_map), attempt("{a}".format_map, 5))
print(b"%s %d %a %b %c %x" % (b"x", 5, "é", b"y", 65, 255), attempt(lambda: b"%s" % "str"),
    attempt(lambda: b"%d" % b"1"), b"%(k)s" % {b"k": b"v"}, b"%5s|%-5s|%05d" % (b"a", b"b", 7),
    bytearray(b"%s") % b"z")
