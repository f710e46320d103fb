# Hot integer and float loops whose values leave the fast representation half-way.
def sum_to(n):
    total = 0
    for i in range(n):
        total += i
    return total


def factorial_like(n):
    product = 1
    for i in range(1, n):
        product *= i
        if i % 10 == 0:
            product //= i
    return product


def fibonacci_mod(n, m):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, (a + b) % m
    return a


def overflow_midway(start, step, n):
    x = start
    crossings = 0
    for _ in range(n):
        y = x + step
        if (y > 2**60) != (x > 2**60):
            crossings += 1
        x = y
    return x, crossings


def int_then_float(n):
    x = 0
    for i in range(n):
        if i == n // 2:
            x = x + 0.5
        x += i
    return x


def collatz(limit):
    best = (0, 0)
    for n in range(1, limit):
        length, m = 1, n
        while m != 1:
            m = 3 * m + 1 if m & 1 else m >> 1
            length += 1
        if length > best[0]:
            best = (length, n)
    return best


def sieve(n):
    flags = [True] * n
    flags[0] = flags[1] = False
    for i in range(2, int(n**0.5) + 1):
        if flags[i]:
            for j in range(i * i, n, i):
                flags[j] = False
    return sum(flags)


def mandelbrot(size):
    rows = []
    for y in range(size):
        row = ""
        for x in range(size):
            c = complex(3.0 * x / size - 2.0, 2.0 * y / size - 1.0)
            z = 0j
            for i in range(30):
                z = z * z + c
                if abs(z) > 2.0:
                    break
            row += " .:-=+*#%@"[i % 10]
        rows.append(row)
    return rows


def nested(n):
    count = 0
    for i in range(n):
        for j in range(i, n):
            for k in range(j, n):
                if i * i + j * j == k * k:
                    count += 1
    return count


def float_series(n):
    pi = 0.0
    sign = 1.0
    for k in range(n):
        pi += sign / (2 * k + 1)
        sign = -sign
    return 4 * pi


def gcd_sum(n):
    total = 0
    for a in range(1, n):
        for b in range(1, a):
            x, y = a, b
            while y:
                x, y = y, x % y
            total += x
    return total


def string_building(n):
    s = ""
    for i in range(n):
        s += str(i % 10)
    return len(s), s[-5:], hash(s) == hash("".join(str(i % 10) for i in range(n)))


def bit_tricks(n):
    x = 0x12345678
    for i in range(n):
        x ^= (x << 13) & 0xFFFFFFFF
        x ^= x >> 17
        x ^= (x << 5) & 0xFFFFFFFF
        x = ~x & 0xFFFFFFFF
    return x


def negative_division(n):
    total = 0
    for i in range(-n, n):
        total += i // 7 * 3 + i % 7 - (-i) // 5 + (-i) % 5
    return total


print(sum_to(200_000), sum_to(0), sum_to(1))
print(factorial_like(60))
print(fibonacci_mod(50_000, 10**9 + 7), fibonacci_mod(300, 10**60))
print(overflow_midway(2**60 - 50, 1, 100), overflow_midway(2**60 + 50, -1, 100),
    overflow_midway(-(2**62), 2**57, 200))
print(int_then_float(1000), int_then_float(1))
print(collatz(3000), sieve(20_000), nested(60), gcd_sum(120))
print(*mandelbrot(24), sep="\n")
print(float_series(50_000), string_building(30_000), bit_tricks(20_000), negative_division(5000))
