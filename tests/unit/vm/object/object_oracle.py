"""What CPython does: random operations with their results, one a line, for the tests to repeat.

usage: object_oracle.py set|slice|range SEED COUNT
"""

import random
import sys

SETS = 4


def key_text(key):
    return "s" + key if isinstance(key, str) else "i" + str(key)


def print_set(name, elements):
    print("=", name, *map(key_text, elements))


def make_key(rng, spread):
    if rng.random() < 0.1:
        return rng.choice("abcxyz\u00e9\u20ac\U0001f40d") * rng.randrange(1, 4)
    key = rng.randrange(-spread, spread)
    return key << 70 if rng.random() < 0.02 else key


def set_program(rng):
    """One line per operation, and the set that it changed (or the answer it gave) after it."""
    sets = [set() for _ in range(SETS)]
    spread = rng.choice([5, 30, 300, 10**6, 10**15])
    for _ in range(rng.choice([30, 200])):
        target, a, b = (rng.randrange(SETS) for _ in range(3))
        operation = rng.choice(
            "add add add add many discard discard pop clear copy update dict or and sub xor "
            "iand isub ixor thin".split())
        if operation == "add":
            key = make_key(rng, spread)
            sets[target].add(key)
            print("add", target, key_text(key))
        elif operation == "many":
            keys = [make_key(rng, spread) for _ in range(rng.choice([3, 20, 100]))]
            for key in keys:
                sets[target].add(key)
            print("many", target, *map(key_text, keys))
        elif operation == "discard":
            key = make_key(rng, spread)
            if sets[target] and rng.random() < 0.7:
                key = rng.choice(list(sets[target]))
            sets[target].discard(key)
            print("discard", target, key_text(key))
        elif operation == "thin":
            keys = [key for key in sets[target] if rng.random() < 0.6]
            for key in keys:
                sets[target].discard(key)
            print("thin", target, *map(key_text, keys))
        elif operation == "pop":
            print("pop", target, key_text(sets[target].pop()) if sets[target] else "-")
        elif operation == "clear":
            if rng.random() < 0.7:
                continue
            sets[target].clear()
            print("clear", target)
        elif operation == "copy":
            sets[target] = sets[a].copy()
            print("copy", target, a)
        elif operation == "update":
            sets[target].update(sets[a])
            print("update", target, a)
        elif operation == "dict":
            keys = dict.fromkeys(make_key(rng, spread) for _ in range(rng.randrange(20)))
            sets[target].update(keys)
            print("dict", target, *map(key_text, keys))
        elif operation == "or":
            sets[target] = sets[a] | sets[b]
            print("or", target, a, b)
        elif operation == "and":
            sets[target] = sets[a] & sets[b]
            print("and", target, a, b)
        elif operation == "sub":
            sets[target] = sets[a] - sets[b]
            print("sub", target, a, b)
        elif operation == "xor":
            sets[target] = sets[a] ^ sets[b]
            print("xor", target, a, b)
        elif operation == "iand":
            sets[target] &= sets[a]
            print("iand", target, a)
        elif operation == "isub":
            sets[target] -= sets[a]
            print("isub", target, a)
        elif operation == "ixor":
            sets[target] ^= sets[a]
            print("ixor", target, a)
        print_set(target, sets[target])
        print("subset", a, b, int(sets[a] <= sets[b]), int(sets[a].isdisjoint(sets[b])))


def large_set(rng):
    """Growth beyond 50,000 elements, and order there: only a checksum is printed."""
    big = set()
    total = 0
    for i in range(120_000):
        big.add(i * 7919 % 1_000_003)
    for i in range(0, 1_000_003, 3):
        big.discard(i)
    for position, key in enumerate(big):
        total = (total * 31 + key * (position + 1)) % 2**61
    print("large", len(big), total)
    half = frozenset(big)
    for position, key in enumerate(half):
        total = (total * 31 + key * (position + 1)) % 2**61
    print("frozen", len(half), total, hash(half))


def bound(rng):
    choice = rng.random()
    if choice < 0.2:
        return None
    if choice < 0.3:
        return rng.choice([2**62, -(2**62), 2**63 - 1, -(2**63), 2**63, -(2**63) - 1, 10**30, -(10**30)])
    return rng.randrange(-12, 13)


def slices(rng):
    start, stop, step = bound(rng), bound(rng), bound(rng)
    length = rng.choice([0, 1, 2, 5, 10, 11])
    if step == 0:
        return
    indices = slice(start, stop, step).indices(length)
    print(start, stop, step, length, indices[0], indices[1], len(range(*indices)))


def number(rng):
    return rng.choice([
        rng.randrange(-20, 20),
        rng.randrange(-20, 20),
        rng.randrange(-(2**61), 2**61),
        rng.choice([2**60 - 1, 2**60, -(2**60), -(2**60) - 1, 2**63, 2**64]),
        rng.randrange(-(10**30), 10**30),
    ])


def ranges(rng):
    start, stop, step = number(rng), number(rng), number(rng)
    if step == 0:
        return
    made = range(start, stop, step)
    length = (abs(stop - start) - 1) // abs(step) + 1 if (stop - start) * step > 0 else 0
    index = rng.randrange(length) if length else -1
    item = made[index] if length else 0
    probe = item + rng.choice([0, 0, 1, -1, step])
    found = made.index(probe) if probe in made else -1
    backward = made[::-1]
    print(start, stop, step, length, index, item, probe, found, backward.start, backward.stop,
          backward.step)


def main():
    what, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    rng = random.Random(seed)
    if what == "set":
        for _ in range(count):
            print("new")
            set_program(rng)
        large_set(rng)
        return
    for _ in range(count):
        slices(rng) if what == "slice" else ranges(rng)


main()
