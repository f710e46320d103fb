# Exits that are taken often and where nothing can be recorded: code writes what Python has there.
def sums(n, step):
    total = 0
    scale = 1.0
    for i in range(0, n, step):
        total += i
        scale *= 1e-40
    return total, scale, i


def some(n):
    last = 0.5
    for i in range(n):
        last *= 1e30
        if i % 7 == 3:
            yield i, last
            last = 0.5


def outer(n):
    def inner(k, offset):
        for i in range(k):
            if i * 3 > k + offset:
                return i, offset
        return k, -1

    seen = []
    for j in range(n):
        seen.append(inner(j % 11, j & 3))
    return seen


def nested(n):
    found = 0
    for i in range(n):
        for j in range(i % 9):
            if j * j > i % 17:
                break
            found += j
        else:
            found -= 1
    return found


ends = [sums(k % 13 + 1, k % 3 + 1) for k in range(300)]
print(ends[:12], sum(total for total, _, _ in ends))
pairs = list(some(3000))
print(len(pairs), pairs[:5], pairs[-1], sum(i for i, _ in pairs))
print(outer(400)[-12:], nested(900))
