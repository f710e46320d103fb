# category: library-bound
# deque as queue and window, defaultdict and OrderedDict, a priority queue on heapq, bisect.
# (PyPy has no _heapq and _bisect; there their library versions take the place.)
from _collections import OrderedDict, defaultdict, deque
try:
    from _heapq import heappop, heappush, heapify, heappushpop
    from _bisect import bisect_left, insort
except ImportError:
    from heapq import heappop, heappush, heapify, heappushpop
    from bisect import bisect_left, insort


def shortest_paths(side):
    """Dijkstra over a grid with made-up weights."""
    distances = {0: 0}
    queue = [(0, 0)]
    while queue:
        distance, node = heappop(queue)
        if distance > distances[node]:
            continue
        row, column = divmod(node, side)
        for r, c in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
            if 0 <= r < side and 0 <= c < side:
                other = r * side + c
                length = distance + (r * 37 + c * 101) % 29 + 1
                if length < distances.get(other, 1 << 30):
                    distances[other] = length
                    heappush(queue, (length, other))
    return sum(distances.values())


def window_maxima(count, width):
    window, total = deque(), 0
    for index in range(count):
        value = index * 7919 % 10007
        while window and window[-1][0] <= value:
            window.pop()
        window.append((value, index))
        if window[0][1] <= index - width:
            window.popleft()
        total += window[0][0]
    return total


def least_recently_used(count, capacity):
    cache, hits = OrderedDict(), 0
    for index in range(count):
        key = index * index % 1009
        if key in cache:
            hits += 1
            cache.move_to_end(key)
        else:
            cache[key] = index
            if len(cache) > capacity:
                cache.popitem(last=False)
    return hits


def main():
    groups = defaultdict(list)
    for number in range(300000):
        groups[number % 1013].append(number)
    ring = deque(range(1000), maxlen=1000)
    for number in range(300000):
        ring.append(number)
        if number % 100 == 0:
            ring.rotate(7)
    heap = [n * 7919 % 10007 for n in range(10007)]
    heapify(heap)
    smallest = sum(heappushpop(heap, n) for n in range(150000))
    ordered = []
    for number in range(9000):
        insort(ordered, number * 7919 % 10007)
    found = sum(bisect_left(ordered, n % 10007) for n in range(200000))
    print("queues_and_heaps", shortest_paths(160), window_maxima(500000, 50),
          least_recently_used(200000, 300), sum(map(len, groups.values())), sum(ring), smallest,
          found)


main()
