# Streams that are dropped without close(): their output gets to the file at a collection at the
# latest, descriptors come back, and whoever opens the file again finds what was written.
import gc
import posix
from _io import BufferedWriter, BytesIO, FileIO, TextIOWrapper, _RawIOBase, open

path = f"/tmp/krait-test-forgotten-{posix.getpid()}"


def forget():
    open(path, "w", encoding="utf-8").write("text\n")
    gc.collect()


def content():
    with open(path, "rb") as f:
        return f.read()


forget()
print(content())
open(path, "ab").write(b"bytes\n")
gc.collect()
print(content())
BufferedWriter(FileIO(path, "a")).write(b"by hand\n")
gc.collect()
print(content())
TextIOWrapper(BufferedWriter(FileIO(path, "a")), "utf-8").write("all three\n")
gc.collect()
print(content())
before = posix.open(path, posix.O_RDONLY)
posix.close(before)
for _ in range(50):
    open(path, "rb")
    FileIO(path)
    open(path, encoding="utf-8").readline()
gc.collect()
after = posix.open(path, posix.O_RDONLY)
posix.close(after)
print(after - before)


class Raw(_RawIOBase):
    def __init__(self):
        self.written = []

    def writable(self):
        return True

    def write(self, data):
        self.written.append(bytes(data))
        return len(data)

    def close(self):
        if not self.closed:
            log.append("close")
        super().close()


log = []
raw = Raw()
writer = BufferedWriter(raw)
writer.write(b"kept back")
writer = None
gc.collect()
print(raw.written, raw.closed, log)
raw = None
gc.collect()
print(log)


class Sub(BytesIO):
    def close(self):
        log.append("sub closed")
        super().close()


Sub()
gc.collect()
print(log)
posix.unlink(path)
kept = open(path, "w", encoding="utf-8")
kept.write("written when the program ends\n")
posix.unlink(path)
