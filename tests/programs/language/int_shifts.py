# krait: short
# Shifts, bit operations and their errors.
def attempt(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for value in (0, 1, -1, 5, -5, 2**30, -(2**30), 2**61 - 1, -(2**61), 2**100 + 12345,
        -(2**100) - 12345):
    for shift in (0, 1, 2, 29, 30, 31, 32, 59, 60, 61, 62, 63, 64, 65, 100, 200):
        print(value << shift, value >> shift, end="; ")
    print()

print(1 << 1000 >> 998, -1 >> 10**30, 1 >> 10**30, 0 << 10**30)
print(attempt(lambda: 1 << -1), attempt(lambda: 1 >> -1), attempt(lambda: 1 << 2**70))
print(attempt(lambda: 1.0 << 1), attempt(lambda: "a" >> 1), attempt(lambda: 1 << 1.0))
print(True << 3, 8 >> True, False << 9, ~True, ~False)

masks = [0, 0xFF, -0x100, 2**64 - 1, -(2**64), 0x5555555555555555, -0x5555555555555556, 1 << 90]
for a in masks:
    for b in masks:
        print(a & b, a | b, a ^ b, end=" ")
    print()


def reverse_bits(n, width):
    result = 0
    for _ in range(width):
        result = result << 1 | n & 1
        n >>= 1
    return result


for n in (1, 6, 0b1011, 2**31 + 1):
    print(bin(reverse_bits(n, 40)), reverse_bits(reverse_bits(n, 70), 70) == n)


def xorshift(state):
    state ^= state << 13 & 0xFFFFFFFFFFFFFFFF
    state ^= state >> 7
    state ^= state << 17 & 0xFFFFFFFFFFFFFFFF
    return state


state = 88172645463325252
for _ in range(12):
    state = xorshift(state)
    print(state)
