# krait: short
# split, rsplit, splitlines, join, expandtabs.


def tell(function, *args, **kwargs):
    shown = ", ".join([ascii(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{function.__name__}({shown}) = {ascii(function(*args, **kwargs))}")
    except Exception as error:
        print(f"{function.__name__}({shown}) ! {type(error).__name__}: {error}")


TEXTS = ["", " ", "a", " a ", "a b  c", "\ta\nb\x0bc\x0cd\re", "a\x1cb\x1dc\x1ed\x1fe",
         "a\x85b\xa0c", "a\u2003b\u3000c\u2028d", "a,b,,c,", ",", "aXbXXc", "\u4e2d,\u6587",
         "x\U0001f600y\U0001f600", "a\u200bb"]
for method in (str.split, str.rsplit):
    for text in TEXTS:
        for args in ((), (None,), (",",), ("X",), ("XX",), (None, 1), (None, 0), (None, -1),
                     (",", 1), (",", 2), ("\U0001f600", 1)):
            tell(method, text, *args)
    for args in (("",), (5,), (b",",), (",", "1"), (",", 1.0), (",", 1, 2), (None, None)):
        tell(method, "a,b", *args)
    tell(method, "a,b,c", sep=",", maxsplit=1)
    tell(method, "a b c", maxsplit=1)
    tell(method, "a b c", nothing=1)
for text in ("", "\n", "a", "a\n", "a\nb", "a\r\nb\rc\n\n", "\r\n\n\r", "a\x0bb\x0cc",
             "a\x1cb\x1dc\x1ed\x1fe", "a\x85b\u2028c\u2029d", "\u4e2d\n\u6587\r\n",
             "\U0001f600\n\U0001f600"):
    tell(str.splitlines, text)
    tell(str.splitlines, text, True)
tell(str.splitlines, "a\nb", keepends=True)
tell(str.splitlines, "a\nb", keepends="yes")
tell(str.splitlines, "a\nb", 1, 2)
tell(str.splitlines, "a\nb", None)


class Sub(str):
    pass


for separator in ("", ",", "\u4e2d", "--"):
    for parts in ([], ["a"], ["a", "b", "c"], ("x", "y"), "word", {"only": 1}, ["", ""],
                  ["\xe9", "\U0001f600"], [Sub("s"), "t"], range(0)):
        tell(str.join, separator, parts)
tell(str.join, ",", ["a", 5, "b"])
tell(str.join, ",", ["a", "b", None])
tell(str.join, ",", [b"a"])
tell(str.join, ",", 5)
tell(str.join, ",")
tell(str.join, ",", ["a"], ["b"])
tell(str.join, ",", {1: 2})
print(type(",".join([Sub("only")])), ",".join(c for c in "abc"), "".join(iter(["x", "y"])),
      ",".join(map(str, range(5))))


def failing():
    yield "a"
    raise ValueError("from the generator")


try:
    ",".join(failing())
except ValueError as error:
    print(error)
for text in ("a\tb", "\t", "ab\tc\n\td", "abcdefgh\ti", "\t\t", "a\rb\tc", "\u4e2d\tx", "no tabs",
             ""):
    for args in ((), (4,), (0,), (1,), (-1,)):
        tell(str.expandtabs, text, *args)
tell(str.expandtabs, "a\tb", tabsize=3)
tell(str.expandtabs, "a\tb", "3")
tell(str.expandtabs, "a\tb", 2.0)
tell(str.expandtabs, "\t\t\t", 2**62)
long = ("word " * 3000).split()
print(len(long), len(" ".join(long)), len("|".join(long).rsplit("|", 10)),
      len(("line\n" * 500).splitlines()))
