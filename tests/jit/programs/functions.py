"""Functions that call themselves: entered from the interpreter and from machine code, left in the middle,
seen by others while they run."""
import gc
import sys
import threading
import traceback

sys.setrecursionlimit(20000)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def power(x, n):
    """Ints, big ints, floats and complex numbers."""
    if n == 0:
        return 1
    half = power(x, n // 2)
    return half * half * (x if n & 1 else 1)


def with_defaults(n, step=1, *rest, scale=2, **names):
    if n <= 0:
        return (step, rest, scale, names)
    return with_defaults(n - step, scale=scale + 1)


def with_keywords(depth, *, left=1, right=2):
    return left * 3 + right if depth == 0 else with_keywords(depth - 1, right=left + 1, left=right & 255)


def with_locals(n):
    if n == 0:
        return 0
    before = n * 2
    inner = with_locals(n - 1)
    after = before - n
    return inner + after


def with_unbound(n):
    if n > 1:
        with_unbound(n - 1)
    try:
        if n % 7 == 0:
            late = n
        return late
    except UnboundLocalError as error:
        return str(error)


def with_loop(n):
    total = 0
    for i in range(n):
        total += with_loop(i) + i
    return total


def hanoi(n, source, target, spare, moves):
    if n == 0:
        return
    hanoi(n - 1, source, spare, target, moves)
    moves.append((source, target))
    hanoi(n - 1, spare, target, source, moves)


def flatten(item):
    if not isinstance(item, list):
        return [item]
    result = []
    for part in item:
        result += flatten(part)
    return result


def quicksort(items):
    if len(items) < 2:
        return items
    pivot = items[0]
    return (quicksort([x for x in items[1:] if x < pivot]) + [pivot]
            + quicksort([x for x in items[1:] if x >= pivot]))


def permutations(items):
    if not items:
        yield ()
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield (item, *rest)


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        return 1 + (self.left.count() if self.left else 0) + (self.right.count() if self.right else 0)

    @property
    def depth(self):
        return 1 + max(self.left.depth if self.left else 0, self.right.depth if self.right else 0)

    def __add__(self, other):
        return self.count() + (self.left + other if self.left else 0)


class Shouting(Node):
    def count(self):
        return super().count() + 100


def tree(depth):
    kind = Shouting if depth % 5 == 3 else Node
    return None if depth == 0 else kind(tree(depth - 1), tree(depth - 2) if depth > 1 else None)


def raises_below(n, bottom):
    if n == 0:
        raise bottom
    return raises_below(n - 1, bottom) + 1


def catches_on_the_way(n):
    if n == 0:
        raise ValueError("bottom")
    try:
        return catches_on_the_way(n - 1)
    except ValueError as error:
        if n % 10:
            raise
        raise ValueError(f"{error}, {n}") from None
    finally:
        seen.append(n)


def frames(n):
    """Who looks at frames finds all of them, with what they have."""
    mine = n * 3
    if n == 0:
        found = []
        frame = sys._getframe()
        while frame is not None and frame.f_code.co_name == "frames":
            found.append((frame.f_lineno, frame.f_locals["n"], frame.f_locals.get("mine")))
            frame = frame.f_back
        return found
    result = frames(n - 1)
    assert mine == n * 3
    return result


def collects(n):
    items = [n, str(n)]
    if n == 0:
        gc.collect()
        return 0
    return collects(n - 1) + len(items) + (items[0] == n)


def rebinds(n):
    global rebound
    if n == 5:
        rebound = lambda n: -n
    return n if n == 0 else rebound(n - 1) + 1


def traced(n):
    if n == 3:
        sys.settrace(lambda frame, event, argument: events.append((event, frame.f_lineno)))
    result = 0 if n == 0 else traced(n - 1) + n
    if n == 3:
        sys.settrace(None)
    return result


def changes(x, n):
    return x if n == 0 else changes((x, x + 1, x * 0.5, str(x))[n % 4] if isinstance(x, (int, float)) else n, n - 1)


def made(n):
    def inner(k):
        return n + k if k == 0 else inner(k - 1) + made(0 if n == 0 else n - 1)(0) * 0
    return inner


def call(function, *arguments):
    try:
        result = function(*arguments)
    except Exception as error:
        lines = [(entry.name, entry.lineno) for entry in traceback.extract_tb(error.__traceback__)]
        result = type(error).__name__, str(error), lines[:5], lines[-5:], len(lines)
    print(function.__name__, str(result)[:400])


for n in (3, 10, 15):
    call(fib, n)
call(fib, 12.5)
call(fib, "x")
call(tak, 12, 8, 4)
call(tak, 12.0, 8, 4)
call(is_even, 301)
for x in (2, 3.5, 1j, 10 ** 30):
    call(power, x, 20)
call(with_defaults, 60)
call(with_keywords, 300)
call(with_locals, 200)
call(with_locals, 12345)
call(with_unbound, 80)
call(with_loop, 9)
moves = []
call(hanoi, 7, "a", "b", "c", moves)
print(len(moves), moves[:5])
call(flatten, [1, [2, [3, [4, [5] * 5] * 3] * 3], [], [[[6]]]])
call(quicksort, [(i * 7919) % 101 for i in range(150)])
print(sum(1 for _ in permutations("abcde")), list(permutations("abc")))
root = tree(12)
print(root.count(), root.depth, root + root)
for n in (1, 30, 100, 3000):
    call(raises_below, n, KeyError("bottom"))
seen = []
call(catches_on_the_way, 50)
print(len(seen), seen[:5])
for n in (0, 3, 60):
    print(frames(n)[:6], len(frames(n)))
call(collects, 70)
rebound = rebinds
for n in (80, 80):
    call(rebinds, n)
events = []
for n in (80, 4):
    call(traced, n)
print(len(events), events[:8])
for n in range(50):
    changes(n, n)
call(changes, 3, 47)
call(made(3), 40)
sys.setrecursionlimit(500)
for n in (100, 480, 1000):
    call(with_locals, n)
    call(is_even, n)
sys.setrecursionlimit(20000)
results = []
threads = [threading.Thread(target=lambda n=n: results.append(fib(n))) for n in range(10, 16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results))
