# krait: short
# The UnicodeError family: constructors, attributes, text in every range, mutated fields.


def tell(label, function, *args):
    try:
        print(label, *map(ascii, args), "->", ascii(function(*args)))
    except Exception as error:
        print(label, *map(ascii, args), "!", type(error).__name__, ascii(str(error)))


def show(error):
    tell(type(error).__name__, str, error)
    for name in ("start", "end", "reason", "object", "encoding", "args"):
        try:
            print("   ", name, ascii(getattr(error, name)))
        except Exception as problem:
            print("   ", name, type(problem).__name__, problem)


for args in (("utf-8", b"abc", 0, 1, "r"), ("utf-8", b"abc", 0, 3, "r"),
             ("utf-8", b"abc", 1, 1, "r"), ("utf-8", b"abc", 5, 9, "r"),
             ("utf-8", b"abc", -5, -1, "r"), ("utf-8", b"", 0, 1, "r"),
             ("utf-8", bytearray(b"x"), 0, 1, "r"), ("utf-8", b"abc", 2, 1, "r")):
    show(UnicodeDecodeError(*args))
for args in (("ascii", "a\xe9b", 1, 2, "r"), ("ascii", "a\u4e2d", 1, 2, "r"),
             ("ascii", "\U0001f600", 0, 1, "r"), ("ascii", "abc", 0, 3, "r"),
             ("ascii", "abc", 9, 10, "r"), ("ascii", "", 0, 1, "r"),
             ("ascii", "\ud800", 0, 1, "r")):
    show(UnicodeEncodeError(*args))
for args in (("a\xe9b", 1, 2, "r"), ("a\u4e2d", 1, 2, "r"), ("\U0001f600", 0, 1, "r"),
             ("abc", 0, 2, "r"), ("", 0, 1, "r"), ("abc", 7, 8, "r")):
    show(UnicodeTranslateError(*args))
for kind, argument_lists in (
        (UnicodeDecodeError, ((), ("utf-8", "text", 0, 1, "r"), ("utf-8", b"a", "0", 1, "r"),
                              (5, b"a", 0, 1, "r"), ("utf-8", b"a", 0, 1, 5), ("utf-8", b"a", 0, 1),
                              ("utf-8", b"a", 0, 1.5, "r"), ("u", b"a", 0, 2**70, "r"),
                              ("u", memoryview(b"view").tobytes(), 0, 1, "r"),
                              ("u", None, 0, 1, "r"))),
        (UnicodeEncodeError, ((), ("ascii", b"bytes", 0, 1, "r"), ("ascii", "a", None, 1, "r"),
                              (None, "a", 0, 1, "r"), ("ascii", "a", 0, 1, None), ("ascii", "a", 0),
                              ("a", "b", 0, 1, "r", 6))),
        (UnicodeTranslateError, ((), (b"a", 0, 1, "r"), ("a", "0", 1, "r"), ("a", 0, 1),
                                 ("a", 0, 1, 5))),
        (UnicodeError, ((), ("any",), (1, 2)))):
    for args in argument_lists:
        tell(kind.__name__, lambda *a: str(kind(*a)), *args)
for error in (UnicodeDecodeError("utf-8", b"abcdef", 1, 2, "why"),
              UnicodeEncodeError("ascii", "abc\xe9f", 3, 4, "why"),
              UnicodeTranslateError("abc\xe9", 3, 4, "why")):
    for name, values in (("start", (0, 100, -1, "x")), ("end", (2, 100, -5, None)),
                         ("reason", ("other", 5)), ("encoding", ("latin", 7)),
                         ("object", (b"zz", "zz", 5))):
        if name == "encoding" and isinstance(error, UnicodeTranslateError):
            continue
        for value in values:
            tell(name, setattr, error, name, value)
            tell("str", str, error)
    for name in ("start", "end", "reason", "object"):
        tell("del " + name, delattr, error, name)
        tell("get " + name, getattr, error, name)
    tell("str", str, error)
    print(len(error.__reduce__()[1]))
blank = UnicodeDecodeError.__new__(UnicodeDecodeError)
tell("uninitialised str", str, blank)
for name in ("encoding", "object", "start", "end", "reason", "args"):
    tell("uninitialised", getattr, blank, name)
for action in (lambda: b"\xff".decode("utf-8"), lambda: b"ab\xe4".decode("ascii"),
               lambda: "\u4e2d".encode("latin-1"), lambda: "\ud800".encode("utf-8"),
               lambda: b"\xd8\x00".decode("utf-16-be"), lambda: b"a".decode("utf-16-le"),
               lambda: "ab\xe9\xe8\u4e2d".encode("ascii"), lambda: b"\xe4\xb8".decode("utf-8"),
               lambda: b"\x80" * 5 and b"x\x80\x80".decode("utf-8"),
               lambda: b"\x00\x00\x11\x00".decode("utf-32-le")):
    try:
        action()
    except UnicodeError as error:
        show(error)
class Sub(UnicodeDecodeError):
    def __str__(self):
        return "sub: " + super().__str__()


show(Sub("utf-8", b"\xff", 0, 1, "r"))
print(isinstance(Sub("u", b"a", 0, 1, "r"), ValueError), UnicodeDecodeError.__mro__[1:4])
