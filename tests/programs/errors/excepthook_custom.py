# krait: short
# sys.excepthook replaced by a function of the program's own.
import sys


def hook(kind, value, tb):
    depth = 0
    while tb:
        depth += 1
        tb = tb.tb_next
    print("hook", kind.__name__, value, depth)


def deep(n):
    if n == 0:
        raise LookupError("for the hook")
    deep(n - 1)


sys.excepthook = hook
deep(3)
