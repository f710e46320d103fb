# krait: short
# sys.stdout replaced by things that cannot write; sys.stderr says what happens.
import sys

real = sys.stdout


class NoWrite:
    pass


class Fails:
    def write(self, text):
        raise OSError("write failed")


class ReturnsNonsense:
    def write(self, text):
        return "ignored"


class FailsOnFlush:
    def write(self, text):
        return len(text)

    def flush(self):
        raise ValueError("flush failed")


for replacement in (NoWrite(), Fails(), ReturnsNonsense(), FailsOnFlush(), 5):
    sys.stdout = replacement
    try:
        print("text")
        print("text", flush=True)
    except Exception as error:
        print(type(error).__name__, error, file=sys.stderr)
del sys.stdout
try:
    print("no stdout at all")
except RuntimeError as error:
    print(type(error).__name__, error, file=sys.stderr)
sys.stdout = None
print("None is silent")
sys.stdout = FailsOnFlush()
