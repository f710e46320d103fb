# krait: short
# _io.FileIO, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair over a scratch file.
import posix
from _io import (BufferedRandom, BufferedReader, BufferedRWPair, BufferedWriter, BytesIO, FileIO,
                 open_code)

path = f"/tmp/krait-test-files-{posix.getpid()}"


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)).replace(path, "PATH"))
    except Exception as error:
        print(label, "!", type(error).__name__, str(error).replace(path, "PATH"))


def call(f, name, *args):
    tell(f"{name}{args}", lambda: getattr(f, name)(*args))


f = FileIO(path, "w+")
print(f.mode, f.closefd, f.name == path, f.closed, f.readable(), f.writable(), f.seekable(),
      f.isatty(), type(f.fileno()).__name__, repr(f).replace(path, "PATH").split("name")[1])
for name, args in (("write", (b"hello world\nsecond line\n",)), ("write", ("text",)),
                   ("write", (5,)), ("tell", ()), ("seek", (0,)), ("read", (5,)), ("read", (-1,)),
                   ("read", ()), ("seek", (0,)), ("readall", ()), ("seek", (-5, 2)),
                   ("readline", ()), ("seek", (0,)), ("readlines", ()), ("seek", (2,)),
                   ("seek", (3, 1)), ("readinto", (bytearray(4),)), ("readinto", (b"ro",)),
                   ("readinto", (5,)), ("seek", (-1,)), ("seek", (0, 9)), ("truncate", (8,)),
                   ("tell", ()), ("truncate", ()), ("read", ("x",)), ("truncate", (-1,)),
                   ("seek", ("x",)), ("flush", ()), ("writelines", ([b"a", b"b"],))):
    call(f, name, *args)
f.close()
for name, args in (("read", ()), ("write", (b"x",)), ("tell", ()), ("fileno", ()), ("isatty", ()),
                   ("readable", ()), ("close", ()), ("seek", (0,)), ("__enter__", ()),
                   ("flush", ()), ("readline", ())):
    call(f, name, *args)
print(repr(f), f.closed)
for args, kwargs in (((path, "x"), {}), ((path, "rb"), {}), ((path, "rw"), {}), ((path, ""), {}),
                     ((path, "q"), {}), ((path, 5), {}), ((), {}), ((-1,), {}), ((99999,), {}),
                     ((1.5,), {}), (("/nonexistent/x",), {}), (("/tmp",), {}), (("/tmp", "w"), {}),
                     ((path,), {"closefd": False}), ((path,), {"opener": 5}),
                     ((path,), {"opener": lambda p, fl: -1}),
                     ((path,), {"opener": lambda p, fl: "x"}), ((path, "r", True, None, 1), {}),
                     (("a\0b",), {})):
    tell(f"FileIO {len(args)} {sorted(kwargs)}", lambda: FileIO(*args, **kwargs).mode)
with FileIO(path, "w") as f:
    f.write(b"0123456789abcdefghij\nline\n")
    call(f, "read")
    call(f, "readinto", bytearray(1))
with FileIO(path, "a") as f:
    print(f.mode, f.tell(), f.write(b"tail"), f.tell())
with FileIO(path) as f:
    call(f, "write", b"x")
    call(f, "truncate", 1)
raw = FileIO(path)
r = BufferedReader(raw, 8)
print(r.mode, r.name == path, r.raw is raw, r.closed, r.readable(), r.writable(), r.seekable(),
      type(r.fileno()).__name__)
for name, args in (("peek", (3,)), ("read", (3,)), ("peek", ()), ("read1", (100,)), ("read1", ()),
                   ("read1", (0,)), ("tell", ()), ("readline", ()), ("readinto", (bytearray(3),)),
                   ("readinto1", (bytearray(2),)), ("seek", (2,)), ("seek", (1, 1)),
                   ("seek", (-4, 2)), ("read", ()), ("read", (1,)), ("peek", ()), ("seek", (0,)),
                   ("read", (-1,)), ("read", (-2,)), ("read", ("x",)), ("seek", (-1,)),
                   ("seek", (0, 9)), ("write", (b"x",)), ("truncate", (0,)), ("seek", (0,)),
                   ("readlines", ()), ("flush", ()), ("isatty", ())):
    call(r, name, *args)
r.seek(0)
print([line for line in r], raw.closed)
detached = r.detach()
print(detached is raw)
for name, args in (("read", ()), ("detach", ()), ("close", ()), ("tell", ()), ("raw", ())):
    tell(f"detached {name}", lambda: getattr(r, name)(*args))
raw.close()
for args, kwargs in (((FileIO(path), 0), {}), ((FileIO(path), -1), {}), ((FileIO(path), "x"), {}),
                     ((5,), {}), ((BytesIO(b"in memory"),), {}), ((), {}),
                     ((FileIO(path, "a"),), {}), ((FileIO(path),), {"buffer_size": 1})):
    tell(f"BufferedReader {kwargs}", lambda: BufferedReader(*args, **kwargs).read(9))
w = BufferedWriter(FileIO(path, "w"), 8)
for name, args in (("write", (b"abc",)), ("tell", ()), ("write", (b"defghijklmnop",)), ("tell", ()),
                   ("seek", (2,)), ("write", (b"XY",)), ("flush", ()), ("write", ("text",)),
                   ("write", (5,)), ("read", ()), ("readable", ()), ("writable", ()),
                   ("truncate", (10,)), ("seek", (0, 2)),
                   ("writelines", ([b"1", bytearray(b"2")],)), ("peek", ()), ("readline", ())):
    tell(f"{name}{args}", lambda: getattr(w, name)(*args))
w.close()
with FileIO(path) as f:
    print(f.readall())
call(w, "write", b"x")
tell("writer over a reader", lambda: BufferedWriter(FileIO(path)))
x = BufferedRandom(FileIO(path, "r+"), 4)
for name, args in (("read", (2,)), ("write", (b"--",)), ("read", (2,)), ("tell", ()),
                   ("seek", (0,)), ("read", ()), ("write", (b"END",)), ("seek", (-5, 2)),
                   ("readline", ()), ("peek", ()), ("seek", (1,)), ("peek", ()), ("write", (b"p",)),
                   ("flush", ()), ("read1", ()), ("truncate", ()), ("seek", (0,)),
                   ("readinto", (bytearray(4),))):
    call(x, name, *args)
x.close()
with FileIO(path) as f:
    print(f.readall())
reading, writing = posix.pipe()
pair = BufferedRWPair(FileIO(reading), FileIO(writing, "w"))
for name, args in (("readable", ()), ("writable", ()), ("seekable", ()),
                   ("write", (b"through the pipe\n",)), ("flush", ()), ("peek", (4,)),
                   ("read", (7,)), ("read1", (4,)), ("readline", ()), ("isatty", ()),
                   ("closed", ()), ("seek", (0,)), ("fileno", ())):
    tell(f"pair {name}", lambda: getattr(pair, name)(*args) if name != "closed" else pair.closed)
pair.close()
print(pair.closed)
tell("pair", BufferedRWPair, BytesIO(), 5)
tell("pair", BufferedRWPair, BytesIO())
kept = BufferedReader(BytesIO(b"xyz"))
with open_code(path) as f:
    print(kept.raw.getvalue(), f.read(3))


class Raw:
    """A raw stream in Python that gives a few bytes at a time."""
    closed = False

    def __init__(self, *chunks):
        self.chunks = list(chunks)

    def readable(self):
        return True

    def readinto(self, buffer):
        chunk = self.chunks.pop(0) if self.chunks else b""
        if isinstance(chunk, bytes):
            buffer[:len(chunk)] = chunk
            return len(chunk)
        if isinstance(chunk, Exception):
            raise chunk
        return chunk


for chunks in ((b"ab", b"cd\nef"), (None,), (b"ab", None, b"cd"), (-5,), (10**6,), ("x",),
               (b"a", OSError(5, "io error")), (b"a", KeyError("odd"))):
    for name, args in (("read", ()), ("read", (3,)), ("readline", ()), ("read1", (5,)),
                       ("peek", ()), ("readinto", (bytearray(3),))):
        tell(f"{name} from {chunks!r}",
             lambda: getattr(BufferedReader(Raw(*chunks), 4), name)(*args))
posix.unlink(path)
