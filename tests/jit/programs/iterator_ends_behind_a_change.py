# The last round of a loop changes the variable that the iterator would have set next.
def run(z):
    m = [1, 2, 3, z]
    for i in range(36):
        for c in m:
            k = len(m) - 1
            while k:
                c += m[k]
                k -= 1
    return c


print(run(0.5), run(7))
