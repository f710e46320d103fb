# krait: short
# A hook that leaves with a code of its own.
import sys


def hook(kind, value, tb):
    print("leaving from the hook because of", value)
    sys.exit(17)


sys.excepthook = hook
raise ValueError("the original")
