# krait: short
# _io.TextIOWrapper and IncrementalNewlineDecoder over byte streams in memory.
from _io import (BufferedReader, BytesIO, IncrementalNewlineDecoder, StringIO, TextIOWrapper,
                 text_encoding)


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", ascii(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def call(f, name, *args):
    tell(f"{name}{args}", lambda: getattr(f, name)(*args))


def wrap(data, **kwargs):
    return TextIOWrapper(BytesIO(data), **{"encoding": "utf-8", **kwargs})


t = wrap(b"first \xe4\xb8\xad\nsecond\r\nthird\rlast")
print(t.encoding, t.errors, t.newlines, t.line_buffering, t.write_through, t.closed, t.readable(),
      t.writable(), t.seekable(), t.isatty(), type(t.buffer).__name__, repr(t))
for name, args in (("read", (3,)), ("readline", ()), ("tell", ()), ("readline", (4,)),
                   ("readlines", ()), ("read", ()), ("read", (5,)), ("readline", ()),
                   ("seek", (0,)), ("read", (None,)), ("seek", (0, 2)), ("seek", (0, 1)),
                   ("seek", (1, 1)), ("seek", (-1,)), ("seek", (1, 2)), ("seek", (0, 7)),
                   ("seek", ("x",)), ("read", ("x",)), ("fileno", ()), ("flush", ()),
                   ("write", (" added\n",)), ("write", (b"x",)), ("write", (5,)), ("truncate", ()),
                   ("truncate", (12,)), ("seek", (0,)), ("read", ())):
    call(t, name, *args)
for newline in (None, "", "\n", "\r", "\r\n"):
    t = wrap(b"a\nb\r\nc\rd\r\n\r\n\ne", newline=newline)
    print(repr(newline), t.readlines(), t.newlines, list(wrap(b"x\ry\nz", newline=newline)),
          wrap(b"a\r\nb", newline=newline).read(2))
    out = BytesIO()
    w = TextIOWrapper(out, "utf-8", newline=newline)
    print(w.write("a\nb\r\nc\rd"), w.flush(), out.getvalue())
for kwargs in ({"newline": "x"}, {"newline": 5}, {"encoding": "no-such"}, {"encoding": 5},
               {"errors": "no-such"}, {"errors": 5}, {"line_buffering": "yes"}, {"unknown": 1},
               {"encoding": "locale"}, {"encoding": "a\0b"}):
    tell(f"{kwargs}", lambda: wrap(b"x", **kwargs).read())
tell("no buffer", TextIOWrapper)
tell("bad buffer", lambda: TextIOWrapper(5, encoding="utf-8"))
tell("text buffer", lambda: TextIOWrapper(StringIO("text"), encoding="utf-8").read())
for data, kwargs in ((b"\xff\xfe", {}), (b"ok\xff", {"errors": "replace"}),
                     (b"ok\xff", {"errors": "ignore"}), (b"ok\xff", {"errors": "surrogateescape"}),
                     (b"\xe9", {"encoding": "latin-1"}), (b"\xe9", {"encoding": "ascii"}),
                     (b"a\xe4\xb8", {}), (b"\xff\xfea\x00b\x00", {"encoding": "utf-16"}),
                     (b"a\x00b\x00", {"encoding": "utf-16-le"})):
    tell(f"decode {data} {kwargs}", lambda: wrap(data, **kwargs).read())
    tell("    by one", lambda: [wrap(data, **kwargs).read(1), wrap(data, **kwargs).readline()])
for text, kwargs in (("\u4e2d", {}), ("\u4e2d", {"encoding": "ascii"}),
                     ("\u4e2d", {"encoding": "ascii", "errors": "backslashreplace"}),
                     ("\ud800", {}), ("ab", {"encoding": "utf-16"}),
                     ("\xe9", {"encoding": "latin-1"})):
    def encode():
        out = BytesIO()
        w = TextIOWrapper(out, **{"encoding": "utf-8", **kwargs})
        w.write(text)
        w.write(text)
        w.flush()
        return out.getvalue()
    tell(f"encode {kwargs}", encode)
out = BytesIO()
w = TextIOWrapper(out, "utf-8", line_buffering=True)
w.write("no newline")
before = out.getvalue()
w.write(" now\n")
print(before, out.getvalue(), w.line_buffering)
out = BytesIO()
w = TextIOWrapper(out, "utf-8", write_through=True)
w.write("at once")
print(out.getvalue(), w.write_through)
for kwargs in ({}, {"encoding": "latin-1"}, {"errors": "replace"}, {"newline": "\r\n"},
               {"line_buffering": True}, {"write_through": True}, {"encoding": 5}, {"newline": "x"},
               {"encoding": "no-such"}, {"errors": 5},
               {"encoding": "utf-8", "errors": None, "newline": None}):
    w = TextIOWrapper(BytesIO(), "utf-8")
    tell(f"reconfigure {kwargs}", lambda: (w.reconfigure(**kwargs), w.encoding, w.errors,
                                           w.line_buffering, w.write_through, w.write("\xe9\n"),
                                           w.flush(), w.buffer.getvalue())[1:])
t = wrap(b"abc\ndef")
t.read(1)
tell("reconfigure while reading", t.reconfigure, encoding="latin-1")
tell("reconfigure while reading", t.reconfigure, line_buffering=True)
t = wrap(b"one\n\xe4\xb8\xad\xe6\x96\x87 two\nthree\n")
cookies = [t.tell()]
while t.readline():
    cookies.append(t.tell())
print(cookies)
for cookie in reversed(cookies):
    t.seek(cookie)
    print(ascii(t.read(2)), end=" ")
print()
t.seek(0)
pieces = []
while piece := t.read(2):
    pieces.append((t.tell(), ascii(piece)))
print(pieces)
t.seek(0)
next(t)
tell("tell while iterating", t.tell)
list(t)
print(t.tell())
t = wrap(b"detach me")
print(t.read(2), type(t.detach()).__name__)
for name, args in (("read", ()), ("detach", ()), ("flush", ()), ("readline", ()), ("tell", ()),
                   ("write", ("x",))):
    tell(f"detached {name}", lambda: getattr(t, name)(*args))
tell("detached buffer", lambda: t.buffer)
tell("detached repr", lambda: repr(t))
t = wrap(b"close me")
t.close()
for name, args in (("read", ()), ("write", ("x",)), ("tell", ()), ("seek", (0,)), ("readline", ()),
                   ("close", ()), ("flush", ()), ("__next__", ()), ("__enter__", ()),
                   ("readable", ()), ("isatty", ()), ("truncate", ())):
    tell(f"closed {name}", lambda: getattr(t, name)(*args))
print(t.closed, t.buffer.closed)
with wrap(b"with") as t:
    t.mode = "custom"
    print(t.read(), t.mode, repr(t))
tell("chunk size", lambda: (setattr(t, "_CHUNK_SIZE", 2), t._CHUNK_SIZE)[1])
small = wrap(b"ab\r\ncd\xe4\xb8\xad\r\nef")
small._CHUNK_SIZE = 1
print(ascii(small.readlines()), small.newlines)
for bad in (0, -1, "x"):
    tell(f"chunk size {bad}", setattr, small, "_CHUNK_SIZE", bad)
print(ascii(TextIOWrapper(BufferedReader(BytesIO(b"x\ny")), "utf-8").read()), text_encoding(None),
      text_encoding("ascii"), text_encoding(None, 1))


class Decoder:
    def __init__(self):
        self.state = b"", 0

    def decode(self, data, final=False):
        return data.decode("latin-1")

    def getstate(self):
        return self.state

    def setstate(self, state):
        self.state = state

    def reset(self):
        self.state = b"", 0


for translate in (False, True):
    for decoder in (None, Decoder()):
        d = IncrementalNewlineDecoder(decoder, translate)
        for piece in ("a\r", "\nb\r", "c\n", "\r\n", "", "d\r"):
            data = piece if decoder is None else piece.encode()
            print(repr(d.decode(data)), d.newlines, d.getstate(), end="; ")
        print(repr(d.decode("" if decoder is None else b"", final=True)), d.newlines)
        d.setstate((b"", 1))
        print(d.getstate(), repr(d.decode("x" if decoder is None else b"x")), d.reset(), d.newlines,
              d.getstate())
for arguments in ((), (None,), (5, True), (None, True, "strict"), (None, "x")):
    tell(f"newline decoder {len(arguments)}",
         lambda: IncrementalNewlineDecoder(*arguments).decode("x\r\n"))
tell("setstate", IncrementalNewlineDecoder(None, True).setstate, 5)
tell("decode bytes without a decoder", IncrementalNewlineDecoder(None, True).decode, b"x")
