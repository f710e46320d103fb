# krait: short
# _codecs: registering codecs and error handlers; what handlers see, may return and may change.
import _codecs


def tell(label, function, *args):
    try:
        print(label, "->", ascii(function(*args)))
    except Exception as error:
        print(label, "!", type(error).__name__, ascii(str(error)))


for name in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace",
             "surrogateescape", "surrogatepass"):
    handler = _codecs.lookup_error(name)
    encode = UnicodeEncodeError("ascii", "a\xe9\u4e2db", 1, 3, "reason")
    decode = UnicodeDecodeError("ascii", b"a\xff\xfeb", 1, 3, "reason")
    translate = UnicodeTranslateError("a\xe9\u4e2db", 1, 3, "reason")
    surrogate = UnicodeEncodeError("utf-8", "x\ud800\udcffy", 1, 3, "reason")
    raw = UnicodeDecodeError("utf-8", b"\xed\xa0\x80x", 0, 1, "reason")
    for label, error in (("encode", encode), ("decode", decode), ("translate", translate),
                         ("surrogate", surrogate), ("raw", raw), ("plain", ValueError("v")),
                         ("number", 5)):
        tell(f"{name} {label}", handler, error)
    tell(name, handler)
for bad in ("no-such-handler", 5, None, "a\0b"):
    tell("lookup_error", _codecs.lookup_error, bad)
seen = []


def raises(error):
    raise error


def noting(answer):
    def handler(error):
        seen.append((type(error).__name__, error.encoding if hasattr(error, "encoding") else "",
                     error.object, error.start, error.end, error.reason))
        return answer(error) if callable(answer) else answer
    return handler


for label, answer in (("text", lambda e: ("<?>", e.end)), ("bytes", lambda e: (b"<?>", e.end)),
                      ("empty", lambda e: ("", e.end)), ("wide", lambda e: ("\u4e2d", e.end)),
                      ("back", lambda e: ("-", e.end - len(e.object) or e.end)),
                      ("forward", lambda e: ("+", len(e.object))),
                      ("too far", lambda e: ("", 99)), ("too far back", lambda e: ("", -99)),
                      ("not a tuple", "text"), ("short tuple", ("x",)), ("wrong types", (5, 1)),
                      ("wrong position", ("x", "y")),
                      ("none", None), ("raises", lambda e: 1 / 0),
                      ("raises the error", raises)):
    _codecs.register_error("test.handler", noting(answer))
    for text, codec in (("a\xe9b", "ascii"), ("\u4e2d\u6587", "latin-1"), ("x\ud800", "utf-8"),
                        ("\ud800", "utf-16-le")):
        tell(f"{label} {codec}", text.encode, codec, "test.handler")
    for data, codec in ((b"a\xffb", "ascii"), (b"\xc3(\xff", "utf-8"), (b"\x00\xd8a", "utf-16-le")):
        tell(f"{label} {codec}", data.decode, codec, "test.handler")
    tell(f"{label} charmap", _codecs.charmap_encode, "a\xe9", "test.handler", {97: 98})
    tell(f"{label} charmap", _codecs.charmap_decode, b"a\xe9", "test.handler", {97: "b"})
print(len(seen), seen[0], seen[5])


def changes_object(error):
    if error.object.startswith(b"replaced"):
        return "?", error.end
    error.object = b"replaced \xfe"
    return "!", 1


_codecs.register_error("test.changes", changes_object)
tell("changes object", b"a\xffb".decode, "ascii", "test.changes")
for arguments in ((), ("name",), ("name", 5), (5, len), ("name", None)):
    tell("register_error", _codecs.register_error, *arguments)
calls = []


def search(name):
    calls.append(name)
    if name == "test_tuple":
        return ((lambda text, errors="strict": (b"enc " + text.upper().encode(), len(text))),
                (lambda data, errors="strict": ("dec " + bytes(data).decode(), len(data))), None,
                None)
    if name == "test_bad":
        return 5
    if name == "test_short":
        return (1, 2)
    if name == "test_wrong":
        return ((lambda text, errors: 5), (lambda data, errors: ("x", 1, 2)), None, None)
    if name == "test_types":
        return ((lambda text, errors: ("text", 1)), (lambda data, errors: (b"data", 1)), None, None)
    if name == "test_raises":
        raise KeyError("in search")
    if name == "test_failing":
        return ((lambda text, errors="strict": 1 / 0), (lambda data, errors="strict": 1 / 0), None,
                None)
    return None


print(_codecs.register(search))
for name in ("test_tuple", "Test-Tuple", "TEST TUPLE", "test_bad", "test_short", "test_wrong",
             "test_types", "test_raises", "test_failing"):
    tell(f"encode {name}", "ab".encode, name)
    tell(f"decode {name}", b"ab".decode, name)
    tell(f"codecs.encode {name}", _codecs.encode, "ab", name)
    tell(f"codecs.decode {name}", _codecs.decode, b"ab", name)
    tell(f"errors {name}", "ab".encode, name, "errors passed on")
print([name for name in calls if name.startswith("test")])
print(_codecs.lookup("test_tuple")[2:], len(_codecs.lookup("test tuple")))
tell("str()", str, b"zz", "test_tuple")
tell("bytes()", bytes, "zz", "test_tuple")
for bad in (5, None):
    tell("register", _codecs.register, bad)
print(_codecs.unregister(search), _codecs.unregister(search), _codecs.unregister(5))
tell("unregistered", "ab".encode, "test_tuple")
