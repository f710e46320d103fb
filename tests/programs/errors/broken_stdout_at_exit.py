# krait: short
# A replacement whose flush fails when the interpreter leaves.
import sys


class FailsOnFlush:
    def write(self, text):
        return len(text)

    def flush(self):
        raise ValueError("flush failed")


print("before")
sys.stdout = FailsOnFlush()
