# What is computed in a function that is part of a loop does not move its caller's place.
import sys


def above(p):
    frame, found = sys._getframe(), []
    while frame and len(found) < 3:
        found.append(frame.f_lineno)
        frame = frame.f_back
    return found


def between(p):
    if f"{p:04x}" < "abc":
        p = 7 // (p + 1)
    return above((p << 4) + p**2.5)


def run(b):
    seen = set()
    for i in range(60):
        seen.add(tuple(between(b)))
    return sorted(seen)


print(run(1), run(0xabcd))
