"""Prints the rows of ComparesInCPythonsOrder in timsort_test.cc: how this Python's sort compares.

A row: kind of input, size, number of comparisons, FNV-1a hash of all pairs of keys compared.
"""
MASK = 2**64 - 1


def make_input(kind, size):
    keys = []
    state = 12345 + size
    for i in range(size):
        state = (state * 6364136223846793005 + 1442695040888963407) & MASK
        random = state >> 40
        keys.append((random, random % 10, i, size - i, i % (37 + i // 500 * 61),
                     random % size if random % 100 == 0 else i)[kind])
    return keys


class Key:
    comparisons = 0
    trace = 0

    def __init__(self, key):
        self.key = key

    def __lt__(self, other):
        Key.comparisons += 1
        for key in (self.key, other.key):
            Key.trace = ((Key.trace ^ key) * 1099511628211) & MASK
        return self.key < other.key


for kind in range(6):
    for size in (2, 3, 10, 63, 64, 100, 257, 1000, 5000):
        Key.comparisons, Key.trace = 0, 14695981039346656037
        sorted(map(Key, make_input(kind, size)))
        print(f"      {{{kind}, {size}, {Key.comparisons}, {Key.trace}u}},")
