# krait: short
import sys


class Code:
    def __str__(self):
        raise ValueError("no text")


sys.exit(Code())
