# krait: short
# krait: args one "two words" --flag=é 3
# krait: stdin first line\nsecond\tline\n\nlast without newline
# krait: env KRAIT_TEST_VALUE=from the environment
# What a program sees of its command line, standard input and environment.
import posix
import sys

print(sys.argv[1:], len(sys.argv), sys.argv[0].endswith(".pyc"))
print(posix.environ[b"KRAIT_TEST_VALUE"], b"KRAIT_TEST_MISSING" in posix.environ)
print(repr(input("prompt> ")))
print(repr(sys.stdin.readline()))
rest = sys.stdin.read()
print(repr(rest), rest.split("\n"))
print(repr(sys.stdin.read()), repr(sys.stdin.readline()), list(sys.stdin))
try:
    input()
except EOFError as error:
    print("EOFError", error)
print(__name__, __file__.endswith("command_line_and_stdin.pyc"), sys.stdin.encoding,
    sys.stdout.encoding, sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.fileno(),
    sys.stdin.name, sys.stdout.name, sys.stdout.mode, sys.stdin.isatty())
sys.stderr.write("to standard error é\n")
print("also there", file=sys.stderr, flush=True)
sys.stdout.write("no newline")
sys.stdout.write("\n")
print(sys.stdout.write("counted\n"), sys.stdout.writelines(["a", "b\n"]), sys.stdout.flush())
print("a", "b", sep="", end="|\n")
print("sep", None, 5, sep=" - ", file=None)
for bad in (lambda: print("x", sep=5), lambda: print("x", end=5), lambda: print("x", file=5),
        lambda: sys.stdout.write(5), lambda: input(1, 2)):
    try:
        bad()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.parts.append("<flush>")


w = Writer()
print("one", 2, file=w, sep="+", end="!", flush=True)
print(w.parts)
saved, sys.stdout = sys.stdout, w
print("captured")
sys.stdout = saved
print(w.parts[-2:])
sys.stdout = None
print("goes nowhere")
sys.stdout = saved
sys.stdout.buffer.write(b"raw bytes \xc3\xa9\n")
sys.stdout.flush()
