# krait: short
# _io's base classes subclassed in Python: what _IOBase, _RawIOBase, _BufferedIOBase and
# _TextIOBase provide on top of a few overridden methods.
from _io import (DEFAULT_BUFFER_SIZE, BufferedReader, BufferedWriter, TextIOWrapper,
                 UnsupportedOperation, _BufferedIOBase, _IOBase, _RawIOBase, _TextIOBase)


def tell(label, function, *args):
    try:
        print(label, "->", repr(function(*args)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class Raw(_RawIOBase):
    """Bytes in memory, read a little at a time and written to a list."""

    def __init__(self, data=b"", chunk=4):
        self.data, self.chunk, self.position, self.log = data, chunk, 0, []

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def readinto(self, buffer):
        size = min(len(buffer), self.chunk, len(self.data) - self.position)
        buffer[:size] = self.data[self.position:self.position + size]
        self.position += size
        return size

    def write(self, data):
        self.log.append(bytes(data[:self.chunk]))
        return min(len(data), self.chunk)

    def seek(self, offset, whence=0):
        self.position = (0, self.position, len(self.data))[whence] + offset
        return self.position


raw = Raw(b"line one\nline two\nrest")
print(raw.read(3), raw.readline(), raw.readline(3), raw.tell(), raw.readlines(), raw.seek(0),
      raw.readall(), raw.seek(0), raw.read(), raw.seek(5), raw.read(-1), raw.closed)
raw.seek(0)
print(list(raw), raw.isatty(), raw.writelines([b"a", b"bcdefg"]), raw.log, raw.flush())
with raw as inside:
    print(inside is raw)
for name, arguments in (("read", (1,)), ("readall", ()), ("readline", ()), ("flush", ()),
                        ("__enter__", ()), ("isatty", ()), ("writelines", ([b"x"],)), ("close", ()),
                        ("__next__", ()), ("_checkClosed", ())):
    tell(f"closed {name}", getattr(raw, name), *arguments)
print(raw.closed)
for kind in (_IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase):
    base = kind()
    print(kind.__name__, kind.__mro__[1].__name__, base.closed, base.readable(), base.writable(),
          base.seekable(), base.isatty(), iter(base) is base, base.flush(), base.__dict__)
    for name, arguments in (("read", ()), ("write", (b"",)), ("readinto", (bytearray(2),)),
                            ("readline", ()), ("seek", (0,)), ("tell", ()), ("truncate", ()),
                            ("fileno", ()), ("detach", ()),
                            ("read1", ()), ("readinto1", (bytearray(1),)), ("readall", ()),
                            ("readlines", ()), ("writelines", ([],)), ("writelines", ([1],)),
                            ("_checkReadable", ()), ("_checkWritable", ()), ("_checkSeekable", ()),
                            ("__next__", ())):
        tell(f"    {name}", lambda: getattr(base, name)(*arguments))
    if kind is _TextIOBase:
        print(base.encoding, base.errors, base.newlines)
    base.close()
    print(base.closed)
print(issubclass(UnsupportedOperation, OSError), DEFAULT_BUFFER_SIZE)
reader = BufferedReader(Raw(b"0123456789" * 3, chunk=7), 5)
print(reader.peek(2)[:2], reader.read(6), reader.tell(), reader.seek(-3, 2), reader.read(),
      reader.seek(1), reader.readline(), reader.raw.position)
target = Raw(chunk=3)
writer = BufferedWriter(target, 8)
print(writer.write(b"abcdefghijklmnop"), writer.flush(), b"".join(target.log),
      max(map(len, target.log)))
text = TextIOWrapper(BufferedReader(Raw("sn\u00f6w \u2603\nman".encode(), chunk=1)),
                     encoding="utf-8")
print(ascii(text.readline()), text.read(), text.buffer.raw.closed, text.close(),
      text.buffer.raw.closed)


class Buffered(_BufferedIOBase):
    """Only read(): readinto comes from the base class."""

    def __init__(self, answer):
        self.answer = answer

    def read(self, size=-1):
        return self.answer[:size] if self.answer == b"data" else self.answer

    read1 = read


for answer in (b"data", b"too long for it", "text", None, 5):
    buffer = bytearray(6)
    tell(f"readinto of {answer!r}", lambda: (Buffered(answer).readinto(buffer), bytes(buffer)))
    tell(f"readinto1 of {answer!r}", lambda: (Buffered(answer).readinto1(buffer), bytes(buffer)))


class Closes(_IOBase):
    def __init__(self):
        self.closings = 0

    def flush(self):
        if self.closings == 0 and not self.closed:
            raise OSError(5, "flush failed")

    def close(self):
        super().close()
        self.closings += 1


c = Closes()
tell("close with failing flush", c.close)
print(c.closed, c.closings)
c.closings = 1
tell("close again", c.close)


class Lines(_IOBase):
    def __init__(self, *pieces):
        self.pieces = list(pieces)

    def readable(self):
        return True

    def read(self, size=-1):
        return self.pieces.pop(0) if self.pieces else b""


print(Lines(b"a", b"b", b"\n", b"c").readlines(), Lines(b"x", b"\n", b"y").readline(),
      list(Lines(b"1", b"\n", b"2")))
for pieces in (("text",), (None,), (5,)):
    tell(f"readline of {pieces}", Lines(*pieces).readline)


class Peeks(Lines):
    def peek(self, size):
        return b"ab\ncd"


peeking = Peeks(b"ab\n", b"rest")
print(peeking.readline())
for hint in (None, -1, 0, 1, 3, "x"):
    tell(f"readlines {hint}", Lines(b"a", b"\n", b"b", b"\n", b"c").readlines, hint)


class RawErrors(_RawIOBase):
    def __init__(self, answer):
        self.answer = answer

    def readable(self):
        return True

    def readinto(self, buffer):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


for answer in (None, 0, -1, "x", OSError(5, "io"), KeyError("k")):
    tell(f"raw read {answer!r}", RawErrors(answer).read, 4)
    if answer in (None, 0) or isinstance(answer, Exception):
        tell(f"raw readall {answer!r}", RawErrors(answer).readall)
