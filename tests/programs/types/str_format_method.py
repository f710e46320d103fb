# krait: short
# str.format and format_map: fields, attributes, items, conversions, nesting, errors.


def tell(template, *args, **kwargs):
    try:
        print(ascii(template), "->", ascii(template.format(*args, **kwargs)))
    except Exception as error:
        print(ascii(template), "!", type(error).__name__, error)


class Thing:
    name = "thing"
    parts = {"k": [10, 20], "0": "zero", "a b": "spaced"}

    def __format__(self, spec):
        return f"<{spec}>"

    def __str__(self):
        return "str of thing"

    def __repr__(self):
        return "repr of thing \u4e2d"


class BadFormat:
    def __format__(self, spec):
        return 5


class Missing(dict):
    def __missing__(self, key):
        return f"no {key}"


thing = Thing()
tell("")
tell("plain {{}} text }}{{")
tell("{} {} {}", 1, "two", None)
tell("{0} {1} {0}", "a", "b")
tell("{a} {b!r} {a!s:>5}", a="x", b="y")
tell("{0.name} {0.parts[k]} {0.parts[k][1]} {0.parts[0]} {0.parts[a b]}", thing)
tell("{0[0]} {0[1]} {1[x]}", [7, 8], {"x": 9})
tell("{!r} {!s} {!a}", thing, thing, thing)
tell("{:} {:abc} {:{}}", thing, thing, thing, "inner")
tell("{:{width}.{precision}f}|{:{fill}{align}{width}}", 3.14159, "x", width=8, precision=2,
     fill="*", align="^")
tell("{0:{1}{2}{3}}", 42, "#", "0", "10x")
tell("{:>10}|{:<10}|{:^10}|{:=10}", "r", "l", "c", 5)
tell("{:5s}|{:.2s}|{:5.1s}|{:s}", "ab", "abc", "xyz", "")
tell("{0:d} {0:x} {0:o} {0:b} {0:c} {0:e} {0:%}", 65)
tell("{:,} {:_} {:+} {: }", 1234567, 1234567, 5, 5)
tell("\u4e2d{}\U0001f600{}", "\xe9", "x")
tell("{0!r:>8}", "a")
tell("{a[b]}", a={"b": 1})
tell("{a.b}", a=thing)
for bad in ("{", "}", "{0", "{0!", "{0!}", "{0!x}", "{0!rr}", "{0!r", "{!}", "{0.}", "{0[}",
            "{0[]}", "{0[x}", "{0]}", "{.}", "{[}",
            "{0:{", "{0:{}", "{0:{1:{2}}}", "{0:}}", "a}b", "{} {0}", "{0} {}", "{1}", "{x}",
            "{0.nope}", "{0[nope]}", "{0!r }",
            "{0:zzz}", "{-1}", "{ 0}", "{0 }", "{99999999999999999999}",
            "{0[99999999999999999999]}", "{0[-1]}", "{0.name[0]",
            "{:{:{}}}", "{0[a]b}", "{0.a.}", "{!r:{!r}}", "{0:{0!z}}", "{{}", "{}}", "{0:!r}",
            "{0[0].}", "{:d}"):
    tell(bad, "v", "w")
tell("{}", BadFormat())
tell("{}")
tell("{} {}", 1)
tell("{:s}", 5)
tell("{:d}", "5")
tell("{:5}", None)
tell("{:5}", [])
tell("{:}", [1])
tell("{:x}", object)
tell("{0[0]}", {0: "int key", "0": "str key"})
tell("{0[01]}", {1: "a", "01": "b"})
tell("{0[1_0]}", {"1_0": "b"})
print("{a} {b}".format_map(Missing(a=1)), "{x}".format_map({"x": 2}))
for template, mapping in (("{a}", {}), ("{}", {}), ("{0}", {0: 1}), ("{a}", 5), ("{a}", [1]),
                          ("", 5), ("{}", {"": 1})):
    try:
        print(template.format_map(mapping))
    except Exception as error:
        print(type(error).__name__, error)
for args in ((), ({}, {})):
    try:
        "x".format_map(*args)
    except TypeError as error:
        print(error)
for spec in ("", "s", "5", "<5", ">5", "^5", "*^7", ".1", "05", "=5", "+", " ", ",", "_", "d", "#",
             "5.2", "\u4e2d^5", "5s5", "z", ".", ".x", "00005"):
    try:
        print(ascii(spec), ascii(format("ab\xe9", spec)))
    except ValueError as error:
        print(ascii(spec), error)
print(str.__format__("x", ">3"), "%s" % "x".__format__(""), format("abc", ""),
      format("a", "<3") + "|")
