# krait: short
# How deep pure Python calls may nest is part of the language: the limit counts frames exactly.
import sys


def measure(n):
    try:
        return measure(n + 1)
    except RecursionError:
        return n


def frames():
    frame = sys._getframe()
    count = 0
    while frame is not None:
        count += 1
        frame = frame.f_back
    return count


def down(n):
    return frames() if n == 0 else down(n - 1)


print(frames(), down(0), down(10), measure(1))
for limit in (50, 100, 333, 1000, 3000):
    sys.setrecursionlimit(limit)
    print(limit, measure(1))


def nested(level):
    return measure(1) if level == 0 else nested(level - 1)


sys.setrecursionlimit(300)
print([nested(level) for level in (0, 1, 10, 100)])


def generator(n):
    try:
        yield from generator(n + 1)
    except RecursionError:
        yield n


print(next(generator(1)))


class C:
    def method(self, n):
        try:
            return self.method(n + 1)
        except RecursionError:
            return n


print(C().method(1))
