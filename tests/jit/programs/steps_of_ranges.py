# Ranges with other steps each time, empty ones, and ones that are shared.
def marks(limit):
    flags = [True] * limit
    for i in range(2, 40):
        for multiple in range(i * i, limit, i):
            flags[multiple] = False
    return [i for i, flag in enumerate(flags) if flag]


def short(n):
    out = [0] * 12
    for i in range(n):
        for m in range(i % 5, i % 7 + i % 5, 2):
            out[m] += 1
        for m in range(3, i % 3, -1):
            out[m] -= 1
    return out


def shared(n):
    it = iter(range(n))
    total = 0
    for i in it:
        total += i + next(it, 0)
    return total


# An end that is no machine int, though all elements are.
def ends_far_away(n):
    total = 0
    for i in range(n):
        for m in range(2, 2 ** 60 - 1 if i > 100 else 50, 3):
            total += m
            break
    return total


print(ends_far_away(1000))
print(marks(1600)[-3:], sum(marks(900)), short(5), short(300), shared(7), shared(100))
