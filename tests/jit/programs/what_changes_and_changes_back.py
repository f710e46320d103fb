# At the end of a round b is what it was, but not in the middle of it, where a call sees it.
def run(a, b):
    for i in range(36):
        d = b
        b = 1
        b = (1 << 64) + a
        b = d
    return b


def outer(b):
    for i in range(36):
        d = b
        k = 0
        while k < 2:
            k += 1
            continue
    return d


print(run(1, 59), run(2, "x"), outer(3), outer(1))
