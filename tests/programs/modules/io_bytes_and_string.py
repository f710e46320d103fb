# krait: short
# _io.BytesIO and _io.StringIO: every method, positions beyond the end, closing, state, newlines.
from _io import BytesIO, StringIO, UnsupportedOperation


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def call(f, name, *args):
    tell(f"{name}{args}", lambda: getattr(f, name)(*args))


b = BytesIO(b"line one\nline two\n\nlast")
for name, args in (("read", (4,)), ("tell", ()), ("readline", ()), ("readline", (3,)),
                   ("read1", (2,)), ("readlines", (1,)), ("readlines", ()), ("read", ()),
                   ("read", (5,)), ("seek", (0,)), ("readinto", (bytearray(5),)),
                   ("readinto1", (bytearray(2),)), ("seek", (-4, 2)), ("read", (-1,)),
                   ("seek", (3, 0)), ("seek", (2, 1)), ("tell", ()), ("peek", ()), ("seek", (-1,)),
                   ("seek", (0, 5)), ("seek", ("x",)), ("seek", (1.5,)), ("read", ("x",)),
                   ("read", (None,)), ("getvalue", ()), ("isatty", ()), ("readable", ()),
                   ("writable", ()), ("seekable", ()), ("fileno", ()), ("detach", ()),
                   ("flush", ()), ("truncate", (8,)), ("getvalue", ()), ("truncate", (-1,)),
                   ("truncate", ("x",)), ("tell", ()), ("write", (b"END",)), ("getvalue", ()),
                   ("write", ("text",)), ("write", (5,)), ("write", (bytearray(b"!"),)),
                   ("writelines", ([b"a", b"b"],)),
                   ("writelines", ("ab",)), ("writelines", (5,)), ("seek", (40,)),
                   ("write", (b"",)), ("write", (b"Z",)), ("getvalue", ()), ("readline", ()),
                   ("readline", (None,)), ("readline", ("x",))):
    call(b, name, *args)
print(list(BytesIO(b"a\nb\nc")), [line for line in BytesIO(b"")], next(BytesIO(b"x\ny")), b.closed)
view = b.getbuffer()
view[0:2] = b"##"
for name, args in (("write", (b"x" * 100,)), ("truncate", (0,)), ("close", ())):
    call(b, name, *args)
print(b.getvalue()[:4], len(view), view.readonly)
view.release()
b.close()
for name, args in (("read", ()), ("write", (b"x",)), ("getvalue", ()), ("getbuffer", ()),
                   ("seek", (0,)), ("tell", ()), ("readline", ()), ("close", ()), ("isatty", ()),
                   ("readable", ()), ("flush", ()), ("__enter__", ()), ("__next__", ()),
                   ("truncate", ()), ("writelines", ([],)), ("readinto", (bytearray(1),))):
    call(b, name, *args)
print(b.closed)
for args, kwargs in (((), {}), ((b"x",), {}), ((bytearray(b"y"),), {}), ((None,), {}),
                     (("text",), {}), ((5,), {}), ((), {"initial_bytes": b"k"}), ((b"a", b"b"), {}),
                     ((memoryview(b"m"),), {})):
    tell(f"BytesIO{kwargs}", lambda: BytesIO(*args, **kwargs).getvalue())
with BytesIO(b"ctx") as f:
    print(f.read(), f.__getstate__()[:2])
f = BytesIO(b"abc")
f.read(1)
f.extra = "attribute"
print(f.__getstate__(), f.extra, f.__dict__)
for state in ((b"new", 1, {"k": 2}), (b"new", 2, None), (b"new", -1, None), (b"new", "x", None),
              (5, 0, None), (b"x",), 5, ("t", 0, None), (b"n", 0, 5)):
    f = BytesIO(b"abc")
    tell(f"setstate {state}", lambda: f.__setstate__(state) or (f.getvalue(), f.tell(), f.__dict__))
s = StringIO("line one\nline two\r\nthree\rlast")
for name, args in (("read", (4,)), ("tell", ()), ("readline", ()), ("readline", (3,)),
                   ("readlines", (1,)), ("readlines", ()), ("read", ()), ("seek", (0,)),
                   ("read", (None,)), ("seek", (0, 2)), ("seek", (0, 1)), ("seek", (1, 1)),
                   ("seek", (-1,)), ("seek", (0, 5)), ("seek", ("x",)), ("read", ("x",)),
                   ("write", ("more \u4e2d\n",)), ("write", (b"x",)), ("write", (5,)),
                   ("getvalue", ()), ("truncate", (6,)), ("getvalue", ()), ("truncate", (-1,)),
                   ("seek", (10,)), ("write", ("far",)), ("getvalue", ()),
                   ("writelines", (["a", "b"],)), ("writelines", ([5],)), ("isatty", ()),
                   ("readable", ()), ("writable", ()), ("seekable", ()), ("fileno", ()),
                   ("detach", ()), ("flush", ()), ("readline", ()), ("readline", (None,)),
                   ("truncate", (None,)), ("truncate", ("x",)), ("tell", ())):
    call(s, name, *args)
print(s.encoding, s.errors, s.newlines, s.line_buffering, s.closed)
s.close()
for name, args in (("read", ()), ("write", ("x",)), ("getvalue", ()), ("seek", (0,)), ("tell", ()),
                   ("readline", ()), ("close", ()), ("isatty", ()), ("__next__", ()),
                   ("truncate", ()), ("readable", ())):
    call(s, name, *args)
for newline in (None, "", "\n", "\r", "\r\n", "x", 5):
    def use():
        f = StringIO("a\nb\r\nc\rd", newline)
        kept = f.getvalue(), f.readlines(), f.newlines
        g = StringIO(newline=newline)
        g.write("a\nb\r\nc\rd")
        return kept, g.getvalue(), g.newlines, list(StringIO("x\ny\rz\r\n", newline=newline))
    tell(f"newline {newline!r}", use)
for args, kwargs in (((), {}), (("x",), {}), ((None,), {}), ((5,), {}), ((b"x",), {}),
                     ((), {"initial_value": "k", "newline": None}), (("a", "b", "c"), {})):
    tell(f"StringIO{kwargs}", lambda: StringIO(*args, **kwargs).getvalue())
s = StringIO("state\n")
s.read(2)
print(s.__getstate__())
for state in (("new", "\n", 1, {"k": 1}), ("new", None, 0, None), ("new", "\n", -1, None),
              ("new", "x", 0, None), (5, "\n", 0, None), ("new", "\n"), 5, ("n", "\n", "x", None)):
    s = StringIO("abc")
    tell(f"setstate {state}", lambda: s.__setstate__(state) or (s.getvalue(), s.tell()))


class Sub(StringIO):
    def write(self, text):
        return super().write(text.upper())


f = Sub()
print("printed", file=f)
f.writelines(["x", "y"])
print(repr(f.getvalue()), type(f).__name__, issubclass(UnsupportedOperation, OSError),
      issubclass(UnsupportedOperation, ValueError))
big = BytesIO()
for i in range(3000):
    big.write(b"%d\n" % i)
big.seek(0)
print(sum(int(line) for line in big), len(big.getvalue()), big.getbuffer()[:5].tobytes())
text = StringIO()
for i in range(3000):
    text.write(f"{i}\n")
print(len(text.getvalue()), text.seek(0), sum(int(line) for line in text))
