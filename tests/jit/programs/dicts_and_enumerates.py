# Loops over dicts and enumerates: gaps, changes in the middle, ends, numbers that grow out of words.
def keys(d):
    return sum(k for k in d)


def walk(d):
    total = 0
    for k in d:
        total += k
    for v in d.values():
        total += v * 2
    for k, v in d.items():
        total += k * v
    for k in reversed(d):
        total -= k
    return total


def change(d, at, how):
    seen = []
    try:
        for k, v in d.items():
            seen.append(k)
            if k == at:
                how(d, k)
    except RuntimeError as error:
        seen.append(str(error))
    return seen[-3:], len(seen)


def number(items, start):
    found = []
    for i, item in enumerate(items, start):
        if item % 10 == 0:
            found.append(i)
    return found[:3], found[-2:], i


def grows(items):
    last = None
    for i, item in enumerate(items):
        if item == 20:
            items.append(99)
        last = i, item
    return last


def swap(d, k):
    d.pop(k + 1, None)
    d[k + 1000] = 0


full = {k: k % 7 for k in range(100)}
gaps = {k: k % 5 for k in range(200)}
for k in range(0, 200, 3):
    del gaps[k]
mixed = {1: 1.5, 2: 2, True + 2: 4}
print([walk(d) for d in (full, gaps, mixed, {}) for _ in range(3)])
print(keys(full), keys(gaps), keys({}))
for how in (lambda d, k: d.update({k: -1}), lambda d, k: d.pop(k), lambda d, k: d.update({-1: 1}), swap):
    for at in (2, 50, 99):
        print(change(dict(full), at, how))
for start in (0, -5, (1 << 60) - 30, 1 << 62, 1 << 80):
    print(number(list(range(60)), start), number(tuple(range(60)), start))
print(grows(list(range(40))), grows([20]))
it = enumerate([10, 20, 30, 40] * 20)
for i, x in it:
    if i == 30:
        break
print(next(it), sum(i for i, x in it))
