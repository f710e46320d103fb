"""Nanoseconds per round of loops over numbers, generators and small objects: krait -X jit=1 bench/jit_loops.py, or any Python."""

import time


def total(n):
    result = 0
    for i in range(n):
        result += i
    return result


def nine_flops(n):
    x, y, a, b, c = 0.5, 0.25, 0.0, 0.0, 0.0
    for i in range(n):
        t = x * x
        c = c + t
        a = a + t * 1.0000001
        t = y * y
        b = b + t * 1.0000001
        x = x + 1e-7
        y = y + 1e-7
    return a, b, c


def mandelbrot(n):
    zx = zy = 0.0
    k = 0
    while k < n:
        xx = zx * zx
        yy = zy * zy
        if xx + yy > 4.0:
            break
        zy = 2.0 * zx * zy + 0.2
        zx = xx - yy - 0.1
        k += 1
    return k


def numbers(n):
    for i in range(n):
        yield i * 3


def generator(n):
    result = 0
    for i in numbers(n):
        result += i
    return result


def consumer(n):
    return sum(i * i & 255 for i in range(n) if i & 3)


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def scale(self, factor):
        return Vector(self.x * factor, self.y * factor, self.z * factor)


def vectors(n):
    position, step = Vector(0.0, 0.0, 0.0), Vector(0.1, 0.2, 0.3)
    for _ in range(n):
        position = position + step.scale(0.5)
    return position.x


def time_of(function, n):
    best = float("inf")
    for _ in range(5):
        start = time.process_time()
        function(n)
        best = min(best, time.process_time() - start)
    return best / n * 1e9


for loop in (total, nine_flops, mandelbrot, generator, consumer, vectors):
    print(f"{loop.__name__:12} {time_of(loop, 2_000_000):7.2f} ns")
