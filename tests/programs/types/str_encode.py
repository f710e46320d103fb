# str.encode and bytes.decode with the native codecs and every error handler.
TEXTS = ["", "ascii", "\xe9\xff", "\u20ac\u4e2d", "\U0001f600", "a\ud800b", "\udc80\udcff",
         "\ud83d\ude00", "\x00\x7f\x80",
         "\ufeffbom", "\uffff\U0010ffff"]
CODECS = ["utf-8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le",
          "utf-32-be"]
HANDLERS = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace",
            "surrogateescape", "surrogatepass"]
DECODE_HANDLERS = ["strict", "replace", "ignore", "backslashreplace", "surrogateescape",
                   "surrogatepass"]


def attempt(function, *args, **kwargs):
    try:
        return ascii(function(*args, **kwargs))
    except UnicodeError as error:
        span = error.start, error.end
        return f"{type(error).__name__}({error.encoding}, {span}, {error.reason}): {error}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for codec in CODECS:
    for text in TEXTS:
        for handler in HANDLERS:
            print(codec, ascii(text), handler, attempt(text.encode, codec, handler))
print(attempt("abc".encode), attempt("abc".encode, encoding="ascii", errors="strict"),
      attempt("abc".encode, errors="ignore"))
for args in ((5,), ("utf-8", 5), (None,), ("utf-8", "strict", 1), ("utf-8", "no-such-handler"),
             ("ascii", "no-such-handler")):
    print(args, attempt("\xe9".encode, *args), attempt(b"\xe9".decode, *args))
DATA = [b"", b"ok", b"\xc3\xa9", b"\xe2\x82\xac", b"\xf0\x9f\x98\x80", b"\x80", b"\xc3", b"a\xc3(",
        b"\xe2\x82", b"\xe2(\xa1",
        b"\xf0\x9f\x98", b"\xf0(\x8c\xbc", b"\xf4\x90\x80\x80", b"\xed\xa0\x80", b"\xed\xb2\x80x",
        b"\xc0\x80", b"\xe0\x80\x80",
        b"\xf0\x80\x80\x80", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbfx", b"\xf8\x88\x80\x80\x80",
        b"a\xffb\xfec", b"\xf5", b"\xff\xfea\x00", b"\xfe\xff\x00a", b"a\x00b", b"\x00\xd8",
        b"\x00\xd8a\x00", b"=\xd8\x00\xde", b"\xd8=\xde\x00",
        b"\x00\xdc", b"a\x00\x00\x00", b"\x00\x00\x00a", b"\xff\xfe\x00\x00a\x00\x00\x00",
        b"\x00\x00\x11\x00", b"\x00\xd8\x00\x00",
        b"abc\x00\x00"]
for data in DATA:
    for codec in CODECS:
        row = [attempt(data.decode, codec, handler) for handler in DECODE_HANDLERS]
        print(codec, data, *row, sep=" | ")
for codec in CODECS:
    whole = "".join(map(chr, range(0, 0xD800, 7))) + "".join(map(chr, range(0xE000, 0x110000, 97)))
    if codec not in ("ascii", "latin-1"):
        data = whole.encode(codec)
        assert data.decode(codec) == whole
        print(codec, len(data), sum(data) % 65521)
raw = bytes(range(256))
assert raw.decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape") == raw
assert raw.decode("ascii", "surrogateescape").encode("ascii", "surrogateescape") == raw
assert raw.decode("latin-1").encode("latin-1") == raw
print(str(b"\xc3\xa9", "utf-8"), bytes("\xe9", "latin-1"), bytearray("\xe9", "utf-8"))
