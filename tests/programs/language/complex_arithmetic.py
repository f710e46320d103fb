# krait: short
# Complex numbers: literals, operators, formatting, errors.
def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


values = [0j, 1j, -1j, 1 + 2j, -3.5 + 0.25j, complex(0.0, -0.0), complex(-0.0, 2), 1e200 + 1e200j,
          complex("inf"), complex("nan+1j"), complex(2, float("-inf"))]
for a in values:
    print(a, repr(a), -a, +a, bool(a), a.real, a.imag, a.conjugate(), attempt(abs, a))
for a in values[:6]:
    for b in values[:6]:
        print(a + b, a - b, a * b, attempt(lambda: a / b), attempt(lambda: a**b), a == b, sep=" | ")
print(3 + 4j == 3 + 4j, 1 + 0j == 1, 1.5 == 1.5 + 0j, 2 == 2 + 1j, hash(3 + 0j) == hash(3),
    hash(1 + 1j))
print(2 * (1 + 2j), (1 + 2j) * 2.5, (1 + 2j) / 2, 1 / (1 + 2j), (1 + 2j) ** 2, (1 + 2j) ** -1,
    (1j) ** 0.5, 2 ** (1j))
print(attempt(lambda: 1j < 2j), attempt(lambda: 1j // 2), attempt(lambda: 1j % 2),
    attempt(divmod, 1j, 2))
print(attempt(int, 1j), attempt(float, 1j), attempt(lambda: 0j ** -1), attempt(lambda: 1j / 0))
print(complex(), complex(1), complex(1, 2), complex("1+2j"), complex(" -3j "),
    complex("(4.5-6e2j)"), complex(imag=3))
for bad in ("", "1 + 2j", "1+", "j1", "1+2k"):
    print(attempt(complex, bad))
print(attempt(complex, "1", 2), attempt(complex, 1, "2"), attempt(complex, []),
    attempt(complex, 1j, 1j))
print(f"{1+2j:.2f} {1.5-0.5j:+.1e} {3j:>10} {1+2j!r:<12}|", format(1 + 2j, ",.3f"))
print(attempt(format, 1j, "010"), attempt(format, 1j, "d"), attempt(format, 1j, "=10"))


class Real:
    def __complex__(self):
        return 5 + 6j


class Floaty:
    def __float__(self):
        return 2.5


class Broken:
    def __complex__(self):
        return 3.0


print(complex(Real()), complex(Floaty()), complex(Floaty(), Floaty()), attempt(complex, Broken()))
total = 0j
z = 0.3 + 0.5j
for _ in range(20):
    z = z * z + (0.1 - 0.2j)
    total += z
print(total)
