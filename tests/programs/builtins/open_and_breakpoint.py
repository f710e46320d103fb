# krait: short
# The builtin open over a scratch file, and breakpoint with a replaced hook.
import posix
import sys


path = f"/tmp/krait-test-open-{posix.getpid()}"


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)).replace(path, "PATH"))
    except Exception as error:
        print(label, "!", type(error).__name__, str(error).replace(path, "PATH"))


with open(path, "w", encoding="utf-8") as file:
    print(file.write("line one\nline \u4e2d\n"), file.mode, file.encoding, file.closed,
          type(file).__name__)
print(file.closed)
with open(path, encoding="utf-8") as file:
    print(file.mode, ascii(file.read()), repr(file.read()))
with open(path, "rb") as file:
    print(type(file).__name__, file.readline(), file.readlines(), file.mode)
with open(path, "r+b", buffering=0) as file:
    print(type(file).__name__, file.read(4), file.seek(0, 2), file.tell(), file.write(b"more"))
with open(path, "ab") as file:
    print(file.tell() > 0, file.write(b"!"))
with open(path, "rt", encoding="ascii", errors="replace", newline="") as file:
    print(ascii(file.read()))
descriptor = posix.open(path, posix.O_RDONLY)
with open(descriptor, "rb", closefd=False) as file:
    print(file.name == descriptor, file.read(3))
print(posix.read(descriptor, 3))
posix.close(descriptor)


def opener(name, flags):
    print("opener", name == path, flags & posix.O_ACCMODE)
    return posix.open(name, flags)


with open(path, opener=opener, encoding="latin-1") as file:
    print(len(file.read()))
for mode in ("", "q", "rw", "rr", "r+w", "b", "t", "rbt", "rU", "+", "w+b+", "\u4e2d", 5, None):
    tell(f"mode {mode!r}", open, path, mode)
for kwargs in ({"mode": "rb", "encoding": "utf-8"}, {"mode": "rb", "errors": "strict"},
               {"mode": "rb", "newline": "\n"}, {"buffering": 0}, {"buffering": -5},
               {"newline": "x"}, {"newline": 5}, {"encoding": 5}, {"encoding": "no-such-codec"},
               {"closefd": False}, {"opener": 5}, {"unknown": 1}, {"opener": lambda n, f: -1},
               {"opener": lambda n, f: "x"}):
    tell(f"{sorted(kwargs)}", open, path, **kwargs)
for name in ("/nonexistent/file", b"/nonexistent/bytes", 99999, -1, 1.5, None, [], "a\0b", "", "/"):
    tell(f"name {name!r}", open, name)
tell("exclusive", open, path, "x")
tell("no argument", open)


class PathLike:
    def __init__(self, answer):
        self.answer = answer

    def __fspath__(self):
        return self.answer


with open(PathLike(path), "rb") as file:
    print(len(file.read()))
for answer in (5, None, PathLike("x")):
    tell("fspath", open, PathLike(answer))
tell("fspath bytes", lambda: open(PathLike(path.encode()), "rb").close())
posix.unlink(path)
tell("gone", lambda: posix.stat(path).st_size)


def hook(*args, **kwargs):
    print("breakpoint hook", args, kwargs)
    return "hook result"


sys.breakpointhook = hook
print(breakpoint(), breakpoint(1, key=2))
sys.breakpointhook = 5
tell("bad hook", breakpoint)
del sys.breakpointhook
tell("no hook", breakpoint)
print(sys.__breakpointhook__ is not None)
