# krait: short
# bool is an int: operators keep or lose the type exactly as documented.
both = [False, True]
for a in both:
    print(a, repr(a), str(a), int(a), float(a), -a, +a, ~a, not a, abs(a),
        f"{a} {a:d} {a:>5} {a!r}", "%s %d" % (a, a))
    for b in both:
        print(a + b, a - b, a * b, a & b, a | b, a ^ b, a == b, a < b, a <= b, type(a & b),
            type(a + b), type(a ^ 1))
print(True / 2, True // 1, True % 2, True**2, True << 2, True & 3, 2 | False)
print(sum([True, False, True]), max(True, 0), [10, 20][True], "ab"[False], True == 1.0,
    {1: "one"}[True])
print(bool(), bool(0), bool(0.0), bool(0j), bool(""), bool(b""), bool([]), bool(()), bool({}),
    bool(set()), bool(range(0)), bool(None))
print(bool("0"), bool([0]), bool(-1), bool(1e-320), bool(...), bool(1), bool(object()))
print(bool.__mro__, isinstance(True, int), issubclass(bool, int), bool.from_bytes(b"\x00", "big"),
    True.bit_length(), True.real, True.numerator)


class Truthy:
    def __init__(self, answer):
        self.answer = answer

    def __bool__(self):
        return self.answer


class Sized:
    def __init__(self, size):
        self.size = size

    def __len__(self):
        return self.size


class Both:
    def __bool__(self):
        print("__bool__ wins")
        return False

    def __len__(self):
        return 5


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(bool(Truthy(True)), bool(Truthy(False)), attempt(bool, Truthy(1)),
    attempt(bool, Truthy(None)))
print(bool(Sized(0)), bool(Sized(3)), attempt(bool, Sized(-1)), attempt(bool, Sized("x")),
    attempt(len, Sized(-1)), attempt(len, Sized(2**70)), attempt(bool, Sized(2**70)),
    attempt(len, Sized(1.5)))
print(bool(Both()), not Both())
print(attempt(lambda: 1 if Truthy("no") else 2), attempt(lambda: not Sized(-4)),
    attempt(lambda: Truthy(3) and 1))


def subclass_bool():
    class MyBool(bool):
        pass


print(attempt(subclass_bool))
print(attempt(bool, 1, 2), attempt(bool, x=1))
