# krait: short
# krait: stdin first line\nsecond \t line\n\n  spaces  \nlast without newline
# input: lines from standard input, prompts, replaced streams, end of file.
import sys


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


tell("first", input)
tell("prompted", input, "prompt> ")
tell("empty", input, 5)
tell("spaces", input, ["a", "list"])
tell("last", input, "")
tell("end", input)
tell("end again", input, "once more> ")
tell("too many", input, 1, 2)
tell("keyword", lambda: input(prompt="x"))


class Lines:
    def __init__(self, *lines):
        self.lines = list(lines)
        self.written = []

    def readline(self):
        return self.lines.pop(0) if self.lines else ""

    def write(self, text):
        self.written.append(text)

    def flush(self):
        self.written.append("<flush>")


class Prompt:
    def __str__(self):
        return "custom prompt"


class BadPrompt:
    def __str__(self):
        raise KeyError("prompt")


kept_in, kept_out, kept_err = sys.stdin, sys.stdout, sys.stderr
sys.stdin = lines = Lines("one\n", "two\r\n", "three", "\n", 5, b"bytes\n", None, "sur\ud800\n")
for _ in range(9):
    tell("replaced", lambda: ascii(input()))
sys.stdout = out = Lines()
sys.stdin = Lines("x\n", "y\n")
answers = [input(Prompt()), input()]
sys.stdout = kept_out
print(answers, out.written)
tell("bad prompt", input, BadPrompt())


class NoReadline:
    pass


sys.stdin = NoReadline()
tell("no readline", input)
sys.stdin = None
tell("stdin None", input)
del sys.stdin
tell("no stdin", input)
sys.stdin = Lines("z\n")
sys.stdout = None
try:
    answer = input("to nowhere")
except RuntimeError as error:
    answer = error
sys.stdout = kept_out
print(repr(answer))
sys.stdin = Lines("q\n")
sys.stderr = None
try:
    answer = input()
except RuntimeError as error:
    answer = error
sys.stderr = kept_err
print(repr(answer))
sys.stdin = kept_in
