# krait: timed
# Threads that share containers: every single operation is atomic, so that totals come out exactly
# whatever the order. What is printed never depends on the schedule.
import _thread
import time
from _collections import OrderedDict, defaultdict, deque

THREADS = 4
ROUNDS = 1500


def in_threads(work):
    """Runs work(number) in every thread; returns when all have ended, with their errors."""
    finished, errors = [], []

    def run(number):
        try:
            work(number)
        except BaseException as error:
            errors.append(f"{type(error).__name__}: {error}")
        finally:
            finished.append(number)

    for number in range(THREADS):
        _thread.start_new_thread(run, (number,))
    while len(finished) < THREADS:
        time.sleep(0.001)
    return errors


items = []
print(in_threads(lambda n: [items.append((n, i)) for i in range(ROUNDS)]), len(items),
      len(set(items)))
for number in range(THREADS):
    assert [i for n, i in items if n == number] == list(range(ROUNDS))
source = list(range(THREADS * ROUNDS))
taken = []
print(in_threads(lambda n: [taken.append(source.pop()) for _ in range(ROUNDS)]), len(source),
      sorted(taken) == list(range(THREADS * ROUNDS)))
table = {}
print(in_threads(lambda n: [table.__setitem__((n, i), i) for i in range(ROUNDS)]), len(table),
      all(table[n, i] == i for n in range(THREADS) for i in range(ROUNDS)))
firsts = {}
won = []
print(in_threads(lambda n: [won.append(firsts.setdefault(i, n) == n) for i in range(ROUNDS)]),
      len(firsts), len(won) == THREADS * ROUNDS, won.count(True) == ROUNDS)
popped = []
for key in range(ROUNDS):
    firsts[key] = key
print(in_threads(lambda n: [popped.append(firsts.pop(i, None)) for i in range(ROUNDS)]), firsts,
      sorted(p for p in popped if p is not None) == list(range(ROUNDS)))
members = set()
print(in_threads(lambda n: [members.add(i % 700) for i in range(ROUNDS)]), len(members))
print(in_threads(lambda n: [members.discard(i) for i in range(n, 700, THREADS)]), len(members))
queue = deque()


def pushes(n):
    for i in range(ROUNDS):
        if n % 2:
            queue.append(i)
        else:
            queue.appendleft(i)


print(in_threads(pushes),
      len(queue), sum(queue) == THREADS * sum(range(ROUNDS)))
print(in_threads(lambda n: [queue.popleft() if n % 2 else queue.pop() for _ in range(ROUNDS)]),
      len(queue))
data = bytearray()
print(in_threads(lambda n: [data.append(n) for _ in range(ROUNDS)]), len(data),
      [data.count(n) == ROUNDS for n in range(THREADS)])
ordered = OrderedDict()
print(in_threads(lambda n: [ordered.__setitem__((n, i % 50), i) for i in range(ROUNDS)]),
      len(ordered))
groups = defaultdict(list)
for key in range(10):
    groups[key]
print(in_threads(lambda n: [groups[i % 10].append(i) for i in range(ROUNDS)]),
      [len(groups[k]) for k in range(10)])


class Shared:
    counter = 0


shared = Shared()
print(in_threads(lambda n: [setattr(shared, f"a{n}_{i % 40}", i) for i in range(ROUNDS)]),
      len(shared.__dict__))
lock = _thread.allocate_lock()


def counts(n):
    for _ in range(ROUNDS):
        with lock:
            shared.counter += 1


print(in_threads(counts), shared.counter)
sorting = [i * 7919 % 1009 for i in range(1009)]


def sorts_and_reads(n):
    for i in range(60):
        if n == 0:
            sorting.reverse()
        elif n == 1:
            sorted(sorting)
        elif n == 2:
            sum(1 for _ in sorting)
        else:
            list(reversed(sorting)), sorting[10:50], sorting.count(3), 5 in sorting


print(in_threads(sorts_and_reads), sorted(sorting) == list(range(1009)))
changing = {i: i for i in range(100)}
stop = []


def walks(n):
    if n == 0:
        for i in range(3000):
            changing[i % 100] = i
        stop.append(True)
    else:
        while not stop:
            for key, value in changing.items():
                assert key == value % 100
            assert len(list(changing)) == 100


print(in_threads(walks), sorted(changing) == list(range(100)))


def grows(n):
    if n == 0:
        for i in range(3000):
            changing[1000 + i] = i
        stop.append(True)
    else:
        while len(stop) < 2:
            try:
                for key in changing:
                    pass
            except RuntimeError as error:
                assert "changed" in str(error)
            list(changing.values())


print(in_threads(grows), len(changing))
text = "base"
results = []


def extends(n):
    own = text
    for i in range(300):
        own += str(n)
    results.append(own)


print(in_threads(extends), sorted(r == "base" + r[-1] * 300 for r in results), text)


def defines_classes(n):
    for i in range(60):
        made = type(f"C{n}_{i}", (Shared,), {"method": lambda self: n, "__slots__": ()})
        assert made().method() == n and made.__mro__[1] is Shared
        Shared.counter = i


print(in_threads(defines_classes))
generators = [(i for i in range(200)) for _ in range(20)]
pulled = []


def pulls(n):
    for generator in generators:
        try:
            for value in generator:
                pulled.append(value)
        except ValueError as error:
            assert str(error) == "generator already executing"


print(in_threads(pulls), len(pulled) <= 20 * 200)
