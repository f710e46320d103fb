# krait: short
# Every arithmetic operator on ints, small and large, with signs in all combinations.
operands = [0, 1, -1, 2, -2, 7, -7, 10, 255, -256, 65537, 10**9, -(10**9) - 7, 2**31, 2**62,
    -(2**64),
            3**50, -(7**40)]


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for a in operands[:12]:
    for b in operands[:9]:
        print(a, b, a + b, a - b, a * b, attempt(lambda: a // b), attempt(lambda: a % b),
              a & b, a | b, a ^ b)

big = operands[12:]
for a in big:
    for b in big:
        print(a + b, a - b, a * b, a // b, a % b, a & b, a | b, a ^ b)

for a in operands:
    print(-a, +a, ~a, abs(a), a.bit_length(), a.bit_count(), bool(a), hash(a) == hash(int(str(a))))

for a in (0, 1, -1, 2, -3, 10):
    for n in (0, 1, 2, 3, 5, 31, 64):
        print(a**n, end=" ")
    print()
print(2**-1, 10**-3, (-2) ** -3)
print(attempt(lambda: 0**-1), attempt(lambda: 0 ** 0))
print(pow(3, 100, 7), pow(-3, 101, 7), pow(3, 100, -7), pow(3, -1, 7), pow(2, 10**18, 10**9 + 7))
print(attempt(pow, 2, -1, 4), attempt(pow, 2, 3, 0), attempt(pow, 2, 1.0, 3))
print(divmod(7, 3), divmod(-7, 3), divmod(7, -3), divmod(-7, -3), divmod(3**50, 10**9))
print(attempt(divmod, 1, 0), attempt(lambda: 1 % 0), attempt(lambda: 1 // 0),
    attempt(lambda: 1 / 0))
print(1 / 3, -1 / 3, 10**20 / 10**18, (2**53 + 1) / 1, attempt(lambda: 10**400 / 3),
    10**400 / 10**399)
print(int("12_345"), int(" -7 "), int("ff", 16), int("0b101", 0), int("z", 36), int(True),
    int(3.99), int(-3.99))
for bad in ("", "1 2", "0x", "1__0", "é", "9a"):
    print(attempt(int, bad))
print(attempt(int, "12", 1), attempt(int, 12, 10), attempt(int, None), attempt(int, float("nan")))
