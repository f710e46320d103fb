# krait: short
# Requests that no machine can satisfy are refused (with MemoryError, in the end), and life goes on.
import sys


def attempt(function):
    try:
        return type(function()).__name__
    except (MemoryError, OverflowError) as error:
        return "refused"


huge = sys.maxsize
for function in (lambda: [0] * huge, lambda: (0,) * huge, lambda: "x" * huge, lambda: b"x" * huge,
        lambda: bytearray(huge), lambda: [0] * (huge // 2), lambda: "é" * (huge // 2),
        lambda: [1, 2] * huge, lambda: (1, 2) * huge, lambda: "ab" * huge,
        lambda: [0] * (huge // 8), lambda: 1 << (huge * 8), lambda: "%*d" % (huge, 1),
        lambda: "x".ljust(huge), lambda: "x".center(huge), lambda: "x".zfill(huge),
        lambda: bytes(huge)):
    print(attempt(function))
small = [1, 2, 3] * 2
print(small)
[None] * huge
