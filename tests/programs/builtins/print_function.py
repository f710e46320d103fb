# krait: short
# print: separators, ends, files, flush, objects that misbehave.
import sys


class File:
    def __init__(self):
        self.parts = []
        self.flushed = 0

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.flushed += 1


class NoFlush:
    def write(self, text):
        pass


class FailsToWrite:
    def __init__(self, after):
        self.after = after

    def write(self, text):
        self.after -= 1
        if self.after < 0:
            raise OSError(28, "full")


class FailsToPrint:
    def __init__(self):
        self.count = 0

    def __str__(self):
        raise ZeroDivisionError("in __str__")


class Odd:
    def __str__(self):
        return 5


class Sub(str):
    def __str__(self):
        return "str of the subclass"


def tell(*args, **kwargs):
    file = kwargs.setdefault("file", File())
    try:
        result = print(*args, **kwargs)
        shown = f"{file.parts} {file.flushed} " if isinstance(file, File) else ""
        sys.stdout.write(f"{shown}{result}\n")
    except Exception as error:
        sys.stdout.write(f"{type(error).__name__}: {error} {getattr(file, 'parts', '')}\n")


tell()
tell("one")
tell("one", 2, None, [3], 1.5)
tell("a", "b", sep="")
tell("a", "b", sep="-", end="!")
tell("a", "b", sep=None, end=None)
tell("a", end="")
tell("a", "b", "c", sep="\n", end="\n\n")
tell("\u4e2d", "\ud800", sep="\U0001f600")
tell("a", flush=True)
tell("a", flush=0)
tell("a", flush=[])
tell("a", "b", sep=5)
tell("a", end=5)
tell("a", sep=b" ")
tell("a", file=NoFlush())
tell("a", file=NoFlush(), flush=True)
tell("a", file=5)
tell("a", file=None)
tell("a", "b", file=FailsToWrite(0))
tell("a", "b", file=FailsToWrite(2))
tell("before", FailsToPrint(), "after")
tell(Odd())
tell(Sub("x"), Sub("y"), sep=Sub("--"))
tell("a", unknown=1)
tell("a", *["b", "c"], **{"sep": "+"})
print("direct", 1, 2.5, sep=", ", end=";\n")
print("to stdout", file=sys.stdout, flush=True)
print(*range(5), *"ab", sep="|")
print()
print("", "", sep="x")
print(print("inner"))
print("no newline", end="")
print()
kept = sys.stdout
sys.stdout = capture = File()
print("captured", 1)
sys.stdout = None
print("goes nowhere")
del sys.stdout
try:
    print("lost")
except RuntimeError as error:
    message = str(error)
sys.stdout = kept
print(capture.parts, message)
sys.stdout.write("written directly\n")
print("%s" % "formatted", "{}".format(1), f"{2}", str(3), repr("4"), end=" <end>\n")
print({1: "a"}, (1,), {1}, b"x", 1j, ..., int, sep="\n")
for values in ((), (1,), (1, 2)):
    print(*values, sep="<sep>", end="<end>\n")
