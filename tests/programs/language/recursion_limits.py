# Deep recursion: exact Python depth limits, recovery, setrecursionlimit, generators and methods.
import sys


def depth(n=1):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


def count_down(n):
    return 0 if n == 0 else 1 + count_down(n - 1)


print(sys.getrecursionlimit())
print([count_down(n) for n in (0, 1, 10, 500, 900)])
for _ in range(3):
    try:
        count_down(5000)
    except RecursionError as error:
        print(type(error).__name__, error)
print(depth() == depth())


class Node:
    def __init__(self, value, next=None):
        self.value, self.next = value, next

    def total(self):
        return self.value + (self.next.total() if self.next is not None else 0)

    def __len__(self):
        return 1 + (len(self.next) if self.next is not None else 0)


chain = None
for i in range(3000):
    chain = Node(i, chain)
for attempt in (lambda: chain.total(), lambda: len(chain)):
    try:
        print(attempt())
    except RecursionError as error:
        print("RecursionError")
short = None
for i in range(100):
    short = Node(i, short)
print(short.total(), len(short))


def mutual_a(n):
    return mutual_b(n - 1) if n else "a"


def mutual_b(n):
    return mutual_a(n - 1) if n else "b"


print(mutual_a(100), mutual_a(101))
try:
    mutual_a(10**6)
except RecursionError:
    print("mutual recursion stopped")


def generator(n):
    if n:
        yield from generator(n - 1)
    yield n


print(sum(generator(200)))
try:
    list(generator(100000))
except RecursionError:
    print("generator recursion stopped")


def closure_recursion():
    def inner(n):
        return inner(n + 1)

    return inner(0)


try:
    closure_recursion()
except RecursionError as error:
    print(error)
try:
    (lambda f: f(f))(lambda f: f(f))
except RecursionError as error:
    print(error)
sys.setrecursionlimit(5000)
print(sys.getrecursionlimit(), count_down(4000))
try:
    count_down(10**5)
except RecursionError:
    print("raised limit reached")
sys.setrecursionlimit(200)
try:
    print(count_down(100))
    count_down(400)
except RecursionError as error:
    print("lower limit reached:", error)
for bad in (0, -5, "x", 1.5, 2**40):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
try:
    sys.setrecursionlimit(1)
except RecursionError as error:
    print(error)
sys.setrecursionlimit(1000)


def handler_recursion(n):
    """A handler that itself recurses after the limit was hit."""
    try:
        return handler_recursion(n + 1)
    except RecursionError:
        return count_down(1)


def unwinding(log, n):
    try:
        unwinding(log, n + 1)
    finally:
        log.append(1)


log = []
try:
    unwinding(log, 0)
except RecursionError:
    print("every finally ran:", len(log) > 900)
print(count_down(800))
sys.setrecursionlimit(100_000)
print(count_down(50_000))
