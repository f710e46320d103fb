# krait: short
# math: exact results on ints of many sizes, and floats shown to the last digit.
import math


def folded(value):
    return value % (2**61 - 1)


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", function(*args, **kwargs))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


for n in (*range(0, 26), 63, 64, 65, 100, 127, 128, 255, 256):
    print(n, folded(math.factorial(n)), math.factorial(n).bit_length(),
          folded(math.perm(n, n // 3)), folded(math.comb(n, n // 2)),
          [folded(math.comb(n, k)) for k in range(0, n + 1, 1 + n // 5)])
for n in (2**60 - 1, 2**60, 2**61, 2**63 - 1, 2**64, 10**20, 10**40):
    print([folded(math.comb(n, k)) for k in (0, 1, 2, 5, 17)],
          [folded(math.perm(n, k)) for k in (0, 1, 2, 5, 17)], folded(math.comb(n, n - 3)))
    print(math.isqrt(n), math.isqrt(n * n - 1), math.isqrt(n * n), math.log(n), math.log2(n),
          math.log10(n), math.gcd(n, 6), math.lcm(n, 6, 10), math.gcd(n * n, -n * 6, n * 15))
print(math.gcd(-2**63, 2**63), math.gcd(-2**60), math.lcm(-2**60, 3), math.gcd(-2**60, 0),
      math.lcm(2**62), math.gcd(True), math.lcm(True, False), math.log2(1 << 5000),
      math.log(2**1024 - 1))
values = []
state = 12345
for scale in (1, 10, 100, 1000, 1e5, 340, 1e-3, 1e-300) * 3:
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    values.append(((state >> 11) / 9007199254740992.0 - 0.5) * scale)
for name in ("gamma", "lgamma", "cbrt", "erf", "expm1", "log1p", "tan", "sinh", "atan", "ulp"):
    for value in values:
        tell(name, getattr(math, name), value)
for i in range(len(values) - 4):
    a, b, c, d = values[i:i + 4]
    print(math.hypot(a, b), math.hypot(a, b, c), math.dist((a, b, c), (b, c, d)),
          math.fsum(values[i:]), math.remainder(a, b), math.fmod(a, b), math.prod((a, b, c)))
print(math.hypot(5e-324, 5e-324), math.hypot(1e-310, 2e-310, 3e-320), math.hypot(1e308, 1e308),
      math.hypot(2.2e-308, 1e-320))
for name in ("gcd", "lcm", "hypot", "log", "dist", "sqrt"):
    tell(name, getattr(math, name), x=1)
