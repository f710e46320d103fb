# krait: short
import sys


class Code:
    def __str__(self):
        return "str of the code"

    def __repr__(self):
        return "repr of the code"


sys.exit(Code())
