# Linear algebra with fractions and floats, primes, big factorials, Newton roots, statistics, RNG.
class Fraction:
    __slots__ = ("n", "d")

    def __init__(self, n, d=1):
        if d == 0:
            raise ZeroDivisionError(f"Fraction({n}, 0)")
        a, b = abs(n), abs(d)
        while b:
            a, b = b, a % b
        sign = -1 if (n < 0) != (d < 0) else 1
        self.n, self.d = sign * abs(n) // (a or 1), abs(d) // (a or 1)

    def __add__(self, o):
        o = o if isinstance(o, Fraction) else Fraction(o)
        return Fraction(self.n * o.d + o.n * self.d, self.d * o.d)

    __radd__ = __add__

    def __neg__(self):
        return Fraction(-self.n, self.d)

    def __sub__(self, o):
        return self + -(o if isinstance(o, Fraction) else Fraction(o))

    def __rsub__(self, o):
        return -self + o

    def __mul__(self, o):
        o = o if isinstance(o, Fraction) else Fraction(o)
        return Fraction(self.n * o.n, self.d * o.d)

    __rmul__ = __mul__

    def __truediv__(self, o):
        o = o if isinstance(o, Fraction) else Fraction(o)
        return Fraction(self.n * o.d, self.d * o.n)

    def __eq__(self, o):
        return self.n == o * self.d if isinstance(o, int) else (self.n, self.d) == (o.n, o.d)

    def __hash__(self):
        return hash((self.n, self.d))

    def __bool__(self):
        return self.n != 0

    def __float__(self):
        return self.n / self.d

    def __repr__(self):
        return f"{self.n}/{self.d}" if self.d != 1 else str(self.n)


class Matrix:
    def __init__(self, rows):
        self.rows = [list(row) for row in rows]

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    def __matmul__(self, other):
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in columns]
            for row in self.rows])

    def __pow__(self, n):
        result, base = Matrix.identity(len(self.rows)), self
        while n:
            if n & 1:
                result @= base
            base @= base
            n >>= 1
        return result

    def __getitem__(self, key):
        match key:
            case int(i), int(j):
                return self.rows[i][j]
            case slice() as s, int(j):
                return [row[j] for row in self.rows[s]]
        return self.rows[key]

    def __eq__(self, other):
        return self.rows == other.rows

    def __repr__(self):
        return f"Matrix({self.rows})"

    def determinant(self):
        m = [row[:] for row in self.rows]
        n, sign, result = len(m), 1, 1
        for i in range(n):
            pivot = next((r for r in range(i, n) if m[r][i]), None)
            if pivot is None:
                return 0
            if pivot != i:
                m[i], m[pivot] = m[pivot], m[i]
                sign = -sign
            for r in range(i + 1, n):
                factor = m[r][i] / m[i][i]
                m[r] = [a - factor * b for a, b in zip(m[r], m[i])]
            result = result * m[i][i]
        return sign * result

    def inverse(self):
        n = len(self.rows)
        m = [row[:] + [Fraction(int(i == j)) for j in range(n)] for i, row in enumerate(self.rows)]
        for i in range(n):
            pivot = next(r for r in range(i, n) if m[r][i])
            m[i], m[pivot] = m[pivot], m[i]
            m[i] = [v / m[i][i] for v in m[i]]
            for r in range(n):
                if r != i and m[r][i]:
                    m[r] = [a - m[r][i] * b for a, b in zip(m[r], m[i])]
        return Matrix([row[n:] for row in m])


hilbert = Matrix([[Fraction(1, i + j + 1) for j in range(5)] for i in range(5)])
print(hilbert.determinant(), hilbert.inverse()[0], (hilbert @ hilbert.inverse()) == Matrix.identity(
    5))
print((Matrix([[1, 1], [1, 0]]) ** 300)[0, 1], (Matrix([[1, 1], [1, 0]]) ** 10)[:, 0])
print(Matrix([[2.0, 1.0], [1.0, 3.0]]).determinant(), Matrix([[0, 1], [1, 0]]).determinant(),
    Matrix([[1, 2], [2, 4]]).determinant())
harmonic = sum((Fraction(1, n) for n in range(1, 60)), Fraction(0))
print(harmonic, float(harmonic), 1 - Fraction(1, 3), 2 * Fraction(3, 4), Fraction(6, -4),
    {Fraction(1, 2): "half"}[Fraction(2, 4)])
try:
    Fraction(1) / Fraction(0)
except ZeroDivisionError as error:
    print(error)


def is_prime(n):
    if n < 4:
        return n > 1
    d, r = n - 1, 0
    while d % 2 == 0:
        d, r = d // 2, r + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if a % n == 0:
            continue
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(r - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


print([n for n in range(60) if is_prime(n)], [n for n in range(10**12, 10**12 + 100)
    if is_prime(n)], is_prime(2**89 - 1), is_prime(2**83 - 1))


def isqrt(n):
    x = n
    while True:
        y = (x + n // x) // 2
        if y >= x:
            return x
        x = y


print(isqrt(2 * 10**60), isqrt(10**40 - 1), isqrt(2**126))
factorial = 1
for n in range(2, 120):
    factorial *= n
print(factorial, len(str(factorial)), sum(map(int, str(factorial))))


class Random:
    def __init__(self, seed):
        self.state = seed

    def __call__(self):
        self.state = self.state * 1664525 + 1013904223 & 0xFFFFFFFF
        return self.state / 2**32


rng = Random(1)
samples = [rng() for _ in range(2000)]
mean = sum(samples) / len(samples)
variance = sum((s - mean) ** 2 for s in samples) / (len(samples) - 1)
print(mean, variance, sorted(samples)[1000], sum(rng() ** 2 + rng() ** 2 < 1
    for _ in range(2000)) / 500)
coefficients = [1.0, -6.0, 11.0, -6.0]
for guess in (0.0, 2.4, 10.0):
    x = guess
    for _ in range(50):
        f = df = 0.0
        for c in coefficients:
            df = df * x + f
            f = f * x + c
        if not df or abs(f) < 1e-13:
            break
        x -= f / df
    print(f"{x:.10f}", end=" ")
print()
