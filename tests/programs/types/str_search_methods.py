# find, rfind, index, rindex, count, startswith, endswith, in, replace, partition, removeprefix.


def tell(function, *args, **kwargs):
    name = function.__name__
    shown = ", ".join([ascii(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{name}({shown}) = {ascii(function(*args, **kwargs))}")
    except Exception as error:
        print(f"{name}({shown}) ! {type(error).__name__}: {error}")


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value

    def __repr__(self):
        return f"Index({self.value})"


TEXTS = ["", "a", "abcabcabc", "aaaaaa", "\xe9t\xe9 \xe9t\xe9", "\u4e2d\u6587\u4e2d",
         "a\U0001f600b\U0001f600", "mississippi"]
NEEDLES = ["", "a", "abc", "aa", "\xe9", "\u4e2d", "\U0001f600", "issi", "zz", "abcabcabcabc"]
for method in (str.find, str.rfind, str.index, str.rindex, str.count, str.startswith, str.endswith,
               str.__contains__, str.partition, str.rpartition, str.removeprefix, str.removesuffix):
    for text in TEXTS:
        for needle in NEEDLES:
            tell(method, text, needle)
    tell(method, "abc", 5)
    tell(method, "abc", None)
    tell(method, "abc", b"a")
    tell(method, "abc")
    tell(method, 5, "a")
for method in (str.find, str.rfind, str.index, str.rindex, str.count, str.startswith, str.endswith):
    for bounds in ((1,), (1, 4), (-3,), (-5, -1), (0, 100), (5, 2), (None, 3), (2, None),
                   (None, None), (100,), (-100, 2), (Index(1), Index(5)), (2**70,),
                   (-(2**70), 2**70), (9, 9),
                   (10, 10)):
        tell(method, "abcabcabc", "c", *bounds)
        tell(method, "abcabcabc", "", *bounds)
    tell(method, "abc", "b", 1.5)
    tell(method, "abc", "b", "x")
    tell(method, "abc", "b", 1, 2, 3)
for method in (str.startswith, str.endswith):
    for choice in (("a", "bc"), ("x", "abc"), (), ("c", 5), [], ("", "z"), (("a",),), {"a": 1}):
        tell(method, "abc", choice)
    tell(method, "abcd", ("bc", "d"), 1, 3)
for args in (("a", "X"), ("a", "X", 1), ("a", "X", 0), ("a", "X", -1), ("a", "X", -5), ("", "-"),
             ("", "-", 2), ("a", ""), ("aa", "b"), ("zz", "b"), ("a", "\u4e2d"),
             ("a", "\U0001f600", 2), ("a", "a"), ("a",),
             (1, "b"), ("a", 1), ("a", "b", "c"), ("a", "b", 1.0), ("a", "b", 1, 2), ("", "", 1),
             ("a", "bb"), ("a", "b", 2**40)):
    tell(str.replace, "banana", *args)
for args in (("\xe9", "e"), ("t", "\u4e2d"), ("\u6587", "xy"), ("\xe9t\xe9", ""),
             (" ", "\U0001f600")):
    tell(str.replace, "\xe9t\xe9 \u6587", *args)
tell(str.replace, "", "", "x")
tell(str.replace, "", "a", "x")
tell(str.replace, "x", old="x", new="y")
tell(str.partition, "abc", "")
tell(str.rpartition, "abc", "")
haystack = "ab" * 2000 + "abc" + "ba" * 2000
print(haystack.find("abc"), haystack.rfind("abc"), haystack.count("ab"), haystack.count("aba"),
      haystack.index("cb"), "abcb" in haystack, ("a" * 5000 + "b").find("a" * 2500 + "b"),
      ("x" + "a" * 5000).rfind("x" + "a" * 4999), (haystack * 3).replace("abc",
                                                                         "\u20ac").count("\u20ac"))
