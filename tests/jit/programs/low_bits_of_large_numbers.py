# Sums and products of which a mask keeps the low bits, with operands that change their type.
def generator(state, n, factor):
    folded = 0
    for i in range(n):
        state = (state * factor + 12345) & 0x7FFFFFFF
        folded ^= state >> 7
    return state, folded


def hashes(text, seed):
    value = seed
    for c in text:
        value = (value * 1000003 - 77 + ord(c) * 31) & 0xFFFFFFFFFFFFFF
    return value


def mixed(values, factor):
    found = []
    for value in values:
        try:
            found.append((value * factor + value) & 0xFFFF)
        except TypeError as error:
            found.append(str(error))
    return found


def not_masked(n):
    total = 1
    for i in range(n):
        total = (total * 1103515245 + i) & -3
        if total > 1 << 200:
            total &= 0xFFFFFF
    return total


print(generator(12345, 3000, 1103515245), generator(-5, 3000, -(1 << 59)), generator(1, 50, 1 << 70))
print(hashes("krait" * 100, 7), hashes("krait" * 100, -(1 << 60)))
print(mixed([1 << 59, -(1 << 59), 3, (1 << 60) - 1] * 20 + [1.5, None, 1 << 80, True], (1 << 40) + 3)[70:])
print(not_masked(200))
