# category: interpreter-bound
# Deep and wide recursion: Fibonacci, Takeuchi's function and Ackermann's.
import sys


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def with_keywords(depth, *, left=1, right=2, scale=3):
    if depth == 0:
        return left * scale + right
    return with_keywords(depth - 1, right=left + 1, left=right & 255, scale=scale)


def main():
    sys.setrecursionlimit(12000)
    print("recursive_calls", fib(30), tak(21, 14, 7), ackermann(2, 400),
          sum(with_keywords(400, scale=i) for i in range(2400)))


main()
