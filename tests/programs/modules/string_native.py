# krait: short
# _string: formatter_parser and formatter_field_name_split.
import _string


def tell(label, function, *args):
    try:
        print(label, "->", function(*args))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


for text in ("", "plain", "{}", "a{0}b", "{x!r:>5}", "{x:{y}}", "{{}}", "{{{}}}",
             "{a.b[c]!s:fmt}tail", "}", "{", "{x", "{x!", "{x!r", "{x!rr}", "{x!}", "{!r}", "{:}",
             "{x:{y:{z}}}", "a}}b", "a}b", "{a{b}}", "{x:!r}", "\u4e2d{\u6587}", "{x!r:}", "{0[}]}",
             "{0[{]}"):
    tell(f"parser {text!r}", lambda: list(_string.formatter_parser(text)))
for text in ("", "0", "name", "0.attr", "a[0]", "a[key].b[1].c", "a.b.c", "a[", "a[]", "a[x", "a.",
             "a..b", "a[0]b", "[0]", ".x", "007", "99999999999999999999", "a[99999999999999999999]",
             "-1", "a[-1]", "a[1.5]", "\u0661", "a]b", "a b[c d]"):
    def split():
        first, rest = _string.formatter_field_name_split(text)
        return first, list(rest)
    tell(f"split {text!r}", split)
for bad in (5, b"x", None):
    tell("parser", _string.formatter_parser, bad)
    tell("split", _string.formatter_field_name_split, bad)
tell("parser", _string.formatter_parser)
tell("split", _string.formatter_field_name_split, "a", "b")
parser = _string.formatter_parser("a{b}")
print(type(parser).__name__, iter(parser) is parser, next(parser), next(parser, "end"))
first, rest = _string.formatter_field_name_split("a.b")
print(type(rest).__name__, next(rest), next(rest, "end"),
      sorted(n for n in dir(_string) if not n.startswith("_")))
