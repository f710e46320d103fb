# Functions that are part of a loop have frames for whoever looks.
import sys
import traceback


def look(depth):
    frame = sys._getframe(depth)
    return frame.f_code.co_name, frame.f_lineno, sorted(frame.f_locals.items(), key=str)[:3]


def inner(a):
    b = a * 2
    if a % 7 == 3:
        return look(1), look(2)[:2]
    return b


def outer(n):
    seen = []
    for i in range(n):
        got = inner(i)
        if type(got) is tuple:
            seen.append(got)
    return seen


def fails(k):
    return 10 // k


def middle(k):
    return fails(k) + 1


def raises(n):
    lines = set()
    for i in range(n):
        try:
            middle(i % 9)
        except ZeroDivisionError as error:
            lines.add(tuple((f.name, f.lineno) for f in traceback.extract_tb(error.__traceback__)))
    return lines


print(outer(60)[-2:])
print(raises(60))
