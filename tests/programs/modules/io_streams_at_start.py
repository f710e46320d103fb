# krait: short
# krait: stdin one\ntwo\nthree
# sys.stdin, sys.stdout and sys.stderr as a program finds them; print() when something is in its way.
import sys
from _io import BytesIO, StringIO, TextIOWrapper


def tell(label, function, *args, **kwargs):
    try:
        sys.stdout.write(f"{label} -> {function(*args, **kwargs)!r}\n")
    except Exception as error:
        sys.stdout.write(f"{label} ! {type(error).__name__} {error}\n")


for stream in (sys.stdin, sys.stdout, sys.stderr):
    print(repr(stream), stream.name, stream.mode, stream.encoding, stream.errors, stream.newlines,
          stream.line_buffering, stream.write_through, stream.readable(), stream.writable(),
          stream.isatty(), stream.fileno(), stream.closed)
    print("   ", repr(stream.buffer), stream.buffer.mode, stream.buffer.closed)
    raw = stream.buffer.raw
    print("   ", repr(raw), raw.closefd, raw.mode, raw.readable(), raw.writable())
print(sys.stdin is sys.__stdin__, sys.stdout is sys.__stdout__, sys.stderr is sys.__stderr__)
print(sys.stdin.readline(), sys.stdin.buffer.read(), repr(sys.stdin.read()))
print("text first", end=" ", flush=True)
sys.stdout.buffer.write(b"then bytes\n")
sys.stdout.buffer.flush()
tell("unwritable", sys.stdin.write, "x")
tell("unreadable", sys.stdout.read)


class Shouting(TextIOWrapper):
    def write(self, text):
        return super().write(text.upper())


out = BytesIO()
shouting = Shouting(out, "utf-8", write_through=True)
print("loud", 1, file=shouting)
print(out.getvalue())
out = BytesIO()
wrapped = TextIOWrapper(out, "utf-8")
wrapped.write = lambda text: out.write(b"<" + text.encode() + b">")
print("own", "attribute", file=wrapped)
print(out.getvalue())
del wrapped.write
print("type's again", file=wrapped, flush=True)
print(out.getvalue())
wrapped.flush = lambda: out.write(b"<flush>")
print("x", file=wrapped, flush=True)
wrapped.buffer.write(b"|")
print(out.getvalue())


class Detaches:
    def __str__(self):
        wrapped.detach()
        return "detached"


del wrapped.flush
tell("detached while printing", print, "a", Detaches(), file=wrapped)


class Closes:
    def __str__(self):
        other.close()
        return "closed"


other = TextIOWrapper(BytesIO(), "utf-8")
tell("closed while printing", print, "a", Closes(), file=other)
tell("closed", print, "a", file=other)


class Nested:
    def __str__(self):
        print("[inner]", end="")
        return "outer"


print("before", Nested(), "after")
kept = sys.stdout
sys.stdout = text = StringIO()
print("into", "memory", sep="-")
sys.stdout = kept
print(repr(text.getvalue()))
tell("reader", print, "a", file=sys.stdin)
for kind in ("ascii", "latin-1", "utf-8"):
    out = BytesIO()
    narrow = TextIOWrapper(out, kind, newline="\r\n")
    tell(f"print to {kind}", print, "a\n\xe9", "\u4e2d", file=narrow, flush=True)
    print(out.getvalue())
long = TextIOWrapper(BytesIO(), "utf-8")
for size in (511, 512, 513, 8191, 8192, 8193, 20000):
    for char in ("a", "\xe9", "\u4e2d", "\U0001f600"):
        print(char * size, end="", file=long)
long.flush()
data = long.buffer.getvalue()
print(len(data), len(data.decode()))
print("done \ud83d", file=sys.stderr)
