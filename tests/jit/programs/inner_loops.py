# Loops in loops of one function: the inner one has code of its own, which the outer one's code calls
# after some rounds.


# Floats that need a cell of their own.
def floats(x, y, z):
    out = []
    for i in range(60):
        k = 9
        while k and x * z:
            k -= 1
        z = (y - x) * (2.25 - x)
        x = z
        out.append((k, x))
    return out[-3:]


print(floats(1.0, 0.0, 0.0), floats(-0.0, 5e-324, 1e300), floats(0.5, 1.0, 2.0))


# Inner loops of no rounds, few, and many, over what the outer one changes.
def triangle(n):
    total, last = 0, None
    for i in range(n):
        for j in range(i % 23):
            total += i ^ j
            if j == 17:
                last = (i, j)
        for item in "ab" if i % 5 else "abcdefghijk":
            total += ord(item)
    return total, last, j


print(triangle(300))


# They end by break, by return, and by an exception; variables get other types on the way.
def endings(n):
    seen, kind = [], 0
    for i in range(n):
        try:
            j = 0
            while True:
                j += 1
                if j > i % 11 + 3:
                    break
                if i % 50 == 49 and j == 6:
                    raise KeyError(j)
                kind = j if i % 3 else j / 2
            else:
                kind = None
        except KeyError as error:
            seen.append(error.args[0])
            kind = str(j)
        if i == n - 3:
            for j in range(100):
                if j == 70:
                    return seen, kind, i, j
    return None


print(endings(400))


# Three deep, with a counter in each.
def deep(n):
    count = 0
    for a in range(n):
        for b in range(a % 7):
            c = b
            while c < 9:
                c += 1
                count += a * b - c
            count ^= c
    return count, a, b, c


print(deep(200))


# Somebody looks on.
def watched(n):
    import sys
    lines = set()
    for i in range(n):
        for j in range(8):
            if i % 40 == 7 and j == 6:
                frame = sys._getframe()
                lines.add((frame.f_locals["i"] % 40, frame.f_locals["j"], frame.f_lineno - frame.f_code.co_firstlineno))
    return sorted(lines)


print(watched(200))


# A local that only some rounds of the inner loop have.
def unbound(n):
    missed = 0
    for i in range(n):
        for j in range(i % 9):
            if j == 7:
                found = i
        try:
            missed += found & 1
            del found
        except UnboundLocalError:
            missed += 2
    return missed


print(unbound(300))
