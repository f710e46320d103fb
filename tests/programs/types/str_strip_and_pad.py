# krait: short
# strip family, center, ljust, rjust, zfill.


def tell(function, *args, **kwargs):
    shown = ", ".join([ascii(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{function.__name__}({shown}) = {ascii(function(*args, **kwargs))}")
    except Exception as error:
        print(f"{function.__name__}({shown}) ! {type(error).__name__}: {error}")


for method in (str.strip, str.lstrip, str.rstrip):
    for text in ("", "  ", " a b ", "\t\n x \x0b\x0c\r", "\xa0x\x85", "\u3000x\u2003", "\x1cx\x1f",
                 "\u200bx", "xxabcxx"):
        tell(method, text)
        tell(method, text, None)
    for characters in ("x", "xa", "", "\u4e2d", "cx", "xyzabc"):
        tell(method, "xxabcxx", characters)
    tell(method, "\u4e2d\U0001f600abc\U0001f600\u4e2d", "\u4e2d\U0001f600")
    tell(method, "\xe9a\xe9", "\xe9")
    tell(method, "abc", 5)
    tell(method, "abc", b"a")
    tell(method, "abc", "a", "b")
    tell(method, "abc", chars="a")
for method in (str.center, str.ljust, str.rjust):
    for text in ("", "ab", "abc", "\u4e2d"):
        for args in ((0,), (2,), (5,), (6,), (7, "*"), (6, "\u4e2d"), (5, "\U0001f600"), (-3,)):
            tell(method, text, *args)
    tell(method, "a", 5, "ab")
    tell(method, "a", 5, "")
    tell(method, "a", 5, 5)
    tell(method, "a", 5, b"x")
    tell(method, "a", "5")
    tell(method, "a", 5.0)
    tell(method, "a")
    tell(method, "a", 1, "x", 2)
    tell(method, "a", True)
    tell(method, "a", 2**63)
for text in ("", "5", "-5", "+5", "--5", "abc", "-", "+", "\u0665", "-\u4e2d", " 5"):
    for width in (0, 1, 3, 6):
        tell(str.zfill, text, width)
tell(str.zfill, "5", "3")
tell(str.zfill, "5", 3.5)
tell(str.zfill, "5")
tell(str.zfill, "5", -3)
for width in range(0, 9):
    print(repr("ab".center(width, "-")), repr("abc".center(width, "-")))


class Sub(str):
    pass


untouched = Sub("word")
print(type(untouched.strip()), type(untouched.center(2)), type(untouched.zfill(1)),
      type(untouched.ljust(0)))
