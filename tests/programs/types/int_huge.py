# Arithmetic on ints of hundreds to thousands of digits, checked by identities and checksums.
MOD = 1000000007


def mixed(seed, bits):
    value = seed
    for step in range(bits // 24):
        value = (value << 24) ^ (value * 0x9E3779B1 + step) % (1 << 24)
    return value


def checksum(value):
    return value % MOD, value.bit_length(), value & 0xFFFF


for bits in (48, 60, 62, 64, 120, 128, 240, 1000, 4000, 20000):
    a, b = mixed(3, bits), mixed(5, bits // 2 + 24)
    for x in (a, -a):
        for y in (b, -b):
            q, r = divmod(x, y)
            assert q * y + r == x and abs(r) < abs(y) and (r == 0 or (r < 0) == (y < 0))
            assert x // y == q and x % y == r
            assert (x + y) - y == x and (x - y) + y == x
            assert (x + y) * (x - y) == x * x - y * y
            assert (x ^ y) ^ y == x and (x & y) + (x | y) == x + y
            assert ~x == -x - 1 and -(-x) == x and abs(x) == a
            assert x << 17 == x * 2**17 and x >> 17 == x // 2**17
            assert (x << 131) >> 131 == x and (x >> 3) << 3 == x - (x & 7)
            print(bits, checksum(x + y), checksum(x * y), checksum(q), checksum(r), checksum(x & y),
                  checksum(x | y), checksum(x ^ y), checksum(x >> 33))
    print(pow(a, 5, MOD), pow(b, 12345, a) % MOD, checksum(pow(a, 3)), pow(a, -1, MOD))
    print(a < b, a > -b, a == a + 0, -a < -b, hash(a), hash(-a), hash(a) == a % (2**61 - 1))

edges = [0, 1, 2, 2**29, 2**30 - 1, 2**30, 2**31, 2**32 - 1, 2**60 - 1, 2**60, 2**60 + 1,
         2**61 - 1, 2**61, 2**62, 2**63 - 1, 2**63, 2**64 - 1, 2**64, 2**89, 2**120 - 1, 2**120]
edges += [-e for e in edges[1:]]
total = 0
for x in edges:
    for y in edges:
        total = (total * 31 + x + y) % MOD
        total = (total * 31 + (x - y)) % MOD
        total = (total * 31 + x * y) % MOD
        total = (total * 31 + (x & y) + (x | y) * 3 + (x ^ y) * 5) % MOD
        if y:
            total = (total * 31 + x // y + x % y) % MOD
        total = (total * 2 + (x < y) + (x == y) * 3) % MOD
        assert (x == y) == (hash(x) == hash(y) and x - y == 0)
print(total)
print([hash(e) for e in edges])
print(hash(-1), hash(-2), hash(2**61 - 1), hash(2**61), hash(-(2**61)), hash(2**61 - 2))
factorial = 1
for n in range(1, 1001):
    factorial *= n
print(factorial % (MOD * 998244353), factorial.bit_length(), str(factorial)[:30])
fibonacci = [0, 1]
while len(fibonacci) < 3000:
    fibonacci.append(fibonacci[-1] + fibonacci[-2])
print(fibonacci[-1] % MOD, fibonacci[-1] ** 2 - fibonacci[-2] * fibonacci[-1] - fibonacci[-2] ** 2)
for divisor in (0, False):
    for operation in (lambda: 10**50 // divisor, lambda: 10**50 % divisor,
                      lambda: divmod(10**50, divisor), lambda: 10**50 / divisor,
                      lambda: 0**-1, lambda: pow(10**50, 3, divisor)):
        try:
            print(operation())
        except Exception as error:
            print(type(error).__name__, error)
print(10**50 ** 1, (-3) ** 5, 2 ** -2, (-2) ** -3, 0**0, (10**50) ** 0, 1**(10**30), (-1) ** 5)
