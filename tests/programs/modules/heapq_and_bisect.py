# krait: short
# _heapq and _bisect: results, stability, keys, wrong arguments, failing comparisons.
import _bisect
import _heapq
from _bisect import bisect_left, bisect_right, insort_left, insort_right
from _heapq import heapify, heappop, heappush, heappushpop, heapreplace


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


heap = []
for value in (5, 1, 4, 1, 3, 9, 2):
    heappush(heap, value)
    print(heap)
print([heappop(heap) for _ in range(7)], heap)
for source in ([], [1], [3, 2, 1], list(range(20, 0, -1)), [i * 7919 % 101 for i in range(50)],
               ["b", "a", "c"], [2.5, 1, True]):
    heap = source[:]
    heapify(heap)
    print(heap)
    assert all(heap[i] <= heap[c] for i in range(len(heap)) for c in (2 * i + 1,
                                                                      2 * i + 2) if c < len(heap))
    assert [heappop(heap) for _ in source] == sorted(source)
heap = [1, 3, 5]
print(heappushpop(heap, 0), heap, heappushpop(heap, 4), heap, heapreplace(heap, 0), heap,
      heapreplace(heap, 9), heap, heappushpop([], 7))
for function in (heappush, heappushpop, heapreplace):
    tell(function.__name__, function, (1,), 1)
    tell(function.__name__, function, [1])
    tell(function.__name__, function, [1, 2], "x")
    tell(function.__name__, function, [], 1)
for function in (heapify, heappop):
    tell(function.__name__, function, (1,))
    tell(function.__name__, function)
    tell(function.__name__, function, [])
    tell(function.__name__, function, [1, "a", 2])
    tell(function.__name__, function, [None, None])
heap = [1, 5, 3, 9, 7]
_heapq._heapify_max(heap)
print(heap, _heapq._heappop_max(heap), heap, _heapq._heapreplace_max(heap, 4), heap)
tell("max", _heapq._heappop_max, [])
tell("max", _heapq._heapreplace_max, [], 1)


class Failing:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        if self.value == 3 or other.value == 3:
            raise ValueError("three")
        return self.value < other.value


heap = [Failing(n) for n in (5, 3, 1)]
tell("failing", heapify, heap)
tell("failing", heappush, heap, Failing(3))
print(len(heap))


class Clears:
    def __lt__(self, other):
        shared.clear()
        return True


shared = [Clears() for _ in range(5)]
tell("cleared", heapify, shared)
shared = [Clears() for _ in range(5)]
tell("cleared", heappush, shared, Clears())
shared = [Clears() for _ in range(5)]
tell("cleared", lambda: type(heappop(shared)).__name__)


class Sub(list):
    def append(self, value):
        raise KeyError("not used")


s = Sub()
heappush(s, 2)
heappush(s, 1)
print(s, heappop(s), type(s).__name__)
items = [1, 2, 2, 2, 5, 8]
for function in (bisect_left, bisect_right):
    print(function.__name__, [function(items, x) for x in (0, 1, 2, 3, 5, 8, 9, 2.5)],
          function([], 1), function(items, 2, 2), function(items, 2, 2, 3),
          function(items, 9, 0, 2), function("abc", "b"), function(range(10), 4.5),
          function(items, 3, hi=None))
    for args, kwargs in (((items,), {}), ((items, 2, -1), {}), ((items, 2, 0, 99), {}),
                         ((items, 2, 5, 1), {}), ((5, 1), {}), ((items, "x"), {}),
                         ((items, 2, "x"), {}), ((items, 2), {"lo": 1, "hi": 3}),
                         ((items, 2, 0, -1), {}), ((items, 2, 0, None), {}),
                         ((items, 4), {"key": lambda v: v * 2}), ((items, 4), {"key": None}),
                         ((items, 4), {"key": 5}), ((items, 4), {"key": lambda v: 1 / 0}),
                         ((), {"a": items, "x": 5}), ((items, 2, 0, 3, None), {}),
                         ((items, 1), {"other": 2}), (({1: 2}, 1), {}), (({0: 5}, 1), {})):
        tell(f"{function.__name__} {len(args)} {sorted(kwargs)}", function, *args, **kwargs)
for function in (insort_left, insort_right):
    result = []
    for x in (5, 1, 3, 1.0, True, 9):
        function(result, x)
    print(result)
    words = ["a", "ccc"]
    function(words, "bb", key=len)
    function(words, "dd", key=len)
    print(words)
    for args, kwargs in (((items[:], 2, -1), {}), (((1, 2), 1), {}), ((5, 1), {}),
                         (([1, 2], "x"), {}), (([1],), {}), (([3, 1], 2, 1), {}),
                         (([1, 5], 3), {"lo": 0, "hi": 1}), ((["a"], "b"), {"key": 5}),
                         (([1], 2), {"other": 1})):
        tell(f"{function.__name__} {len(args)} {sorted(kwargs)}", function, *args, **kwargs)


class Sequence:
    def __init__(self):
        self.items = [1, 5, 9]
        self.log = []

    def __getitem__(self, i):
        self.log.append(("get", i))
        return self.items[i]

    def __len__(self):
        return len(self.items)

    def insert(self, i, x):
        self.log.append(("insert", i, x))


seq = Sequence()
print(bisect_left(seq, 5), bisect_right(seq, 5), insort_right(seq, 6), seq.log)
data = []
for i in range(3000):
    insort_right(data, i * 7919 % 3001)
print(data == sorted(data), sum(bisect_left(data, x) for x in range(0, 3001, 7)),
      sorted(n for n in dir(_bisect) if not n.startswith("_")),
      sorted(n for n in dir(_heapq) if not n.startswith("__")))
