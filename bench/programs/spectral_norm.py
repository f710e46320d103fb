# category: interpreter-bound
# Largest singular value of an infinite matrix's corner, by power iteration: float
# arithmetic inside generator expressions and small calls.


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    return [sum(entry(i, j) * x for j, x in enumerate(vector)) for i in range(len(vector))]


def times_transposed(vector):
    return [sum(entry(j, i) * x for j, x in enumerate(vector)) for i in range(len(vector))]


def main():
    size = 300
    u = [1.0] * size
    for _ in range(8):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    uv = sum(a * b for a, b in zip(u, v))
    vv = sum(b * b for b in v)
    print("spectral_norm", "%.9f" % (uv / vv) ** 0.5)


main()
