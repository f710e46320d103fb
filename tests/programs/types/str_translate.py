# krait: short
# str.maketrans and str.translate.


def tell(function, *args):
    try:
        print(function.__name__, *map(ascii, args), "->", ascii(function(*args)))
    except Exception as error:
        print(function.__name__, *map(ascii, args), "!", type(error).__name__, error)


class Table:
    def __init__(self, answers):
        self.answers = answers

    def __getitem__(self, code):
        return self.answers(code)

    def __repr__(self):
        return "Table"


def missing(code):
    raise LookupError(code)


def broken(code):
    raise ValueError(f"asked for {code}")


tell(str.maketrans, {"a": "b", "c": None, 100: "dd", "\u4e2d": 0x6587})
tell(str.maketrans, "abc", "xyz")
tell(str.maketrans, "abc", "xyz", "de")
tell(str.maketrans, "", "")
tell(str.maketrans, "\u4e2d\U0001f600", "ab", "a")
for args in (("abc", "xy"), ("abc",), (5,), ({"ab": "c"},), ({1.5: "c"},), ("a", 5), (5, "a"),
             ("a", "b", 5), ({}, "a"), (),
             ("a", "b", "c", "d"), ([("a", "b")],), (None, None), ({"": "x"},)):
    tell(str.maketrans, *args)
TEXTS = ["", "banana", "\xe9a\xe9", "\u4e2d\u6587a", "a\U0001f600b", "abcabc" * 3]
for text in TEXTS:
    tell(str.translate, text, str.maketrans("ab", "xy"))
    tell(str.translate, text, str.maketrans("ab\xe9", "\u4e2dy\U0001f600"))
    tell(str.translate, text, str.maketrans("", "", "a\u4e2d"))
    tell(str.translate, text, {97: "LONG", 98: None, 110: 78, 0x1F600: "smile"})
    tell(str.translate, text, {})
    tell(str.translate, text, Table(lambda code: chr(code + 1)))
    tell(str.translate, text, Table(missing))
    tell(str.translate, text, Table(lambda code: None))
    tell(str.translate, text, Table(lambda code: code))
tell(str.translate, "ab", Table(broken))
tell(str.translate, "ab", Table(lambda code: 0x110000))
tell(str.translate, "ab", Table(lambda code: -1))
tell(str.translate, "ab", Table(lambda code: 2**70))
tell(str.translate, "ab", Table(lambda code: 1.5))
tell(str.translate, "ab", Table(lambda code: b"x"))
tell(str.translate, "ab", "x" * 128)
tell(str.translate, "ab", ["z"] * 98)
tell(str.translate, "ab", ("q",) * 10)
tell(str.translate, "ab", 5)
tell(str.translate, "ab", None)
tell(str.translate, "ab")
tell(str.translate, "ab", {}, {})
tell(str.translate, "ab", str.maketrans({"a": ""}))
rot13 = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")
print("hello world".translate(rot13), ("hello world " * 500).translate(rot13).count("jbeyq"))
