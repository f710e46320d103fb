# Numeric conversions between types: int(str(x)), float(repr(x)), round trips, mixed arithmetic.


def tell(label, function, *args):
    try:
        print(label, *args, "->", repr(function(*args)))
    except Exception as error:
        print(label, *args, "!", type(error).__name__, error)


state = 88172645463325252
checked = 0
for _ in range(4000):
    state ^= (state << 13) & (2**64 - 1)
    state ^= state >> 7
    state ^= (state << 17) & (2**64 - 1)
    exponent = state % 580 - 300
    value = (state >> 11) * 10.0**exponent
    assert float(repr(value)) == value and float(str(value)) == value
    assert float(f"{value:.17g}") == value and float(f"{value:.17e}") == value
    assert float.fromhex(value.hex()) == value
    n, d = value.as_integer_ratio()
    assert n / d == value and (d & (d - 1)) == 0
    integer = state >> (state & 63)
    assert int(str(integer)) == integer and int(hex(integer), 16) == integer == int(bin(integer), 0)
    assert int(float(integer)) == integer or integer > 2**53
    assert float(integer) == integer or integer > 2**53
    assert complex(str(complex(value, integer))) == complex(value, integer)
    q, r = divmod(value, 3.7)
    assert q == value // 3.7 and r == value % 3.7 and 0 <= r < 3.7
    checked += 1
print(checked)
OPERATIONS = [("+", lambda a, b: a + b), ("-", lambda a, b: a - b), ("*", lambda a, b: a * b),
              ("/", lambda a, b: a / b), ("//", lambda a, b: a // b), ("%", lambda a, b: a % b),
              ("**", lambda a, b: a**b), ("divmod", divmod)]
VALUES = [True, 3, -7, 2.5, -0.5, 2 + 1j, 10**20]
for name, operation in OPERATIONS:
    for a in VALUES:
        for b in VALUES:
            if name == "**" and (abs(b) > 10**6 or abs(a) > 10**6):
                continue
            tell(f"{a} {name} {b}", operation, a, b)
print([type(a + b).__name__ for a in VALUES for b in VALUES])
for value in (2**53, 2**53 + 1, 2**63, 2**64 - 1, 2**1023, 10**308, -(2**53) - 1, 3 * 2**1022):
    print(value.bit_length(), float(value), int(float(value)) - value, value == float(value),
          float(value) < value, value / 2**1000 if value > 2**900 else value / 3)
for text in ("1e5", "0x10", "1_000", " 12 ", "1.5", "inf", "1j", "", "abc"):
    tell("int", int, text)
    tell("float", float, text)
    tell("complex", complex, text)
for value in (1e16, 123456789.123, -0.1, 1e-7, 1e22):
    print(int(value), round(value, 3), f"{value:,.3f}", f"{int(value):,}", str(value), value.hex(),
          "%d" % value, "%s" % value, "%r" % value)
print(sum([0.1] * 10), sum([1, 2.5, 3 + 1j]), sum([True, False, True]), sum([10**20, 0.5]),
      max(1, 1.0, True), min(1.0, 1), sorted([3, 1.5, True, 0, -2.5]), 7 // 2.0, -7 // 2, -7 % 3,
      7 % -3, -7.5 % 2, divmod(-7, 2), divmod(7, -2.0))
print(0.1 + 0.2 == 0.3, round(0.1 + 0.2, 2) == 0.3, 1 / 3 * 3 == 1, 1e308 + 1e308, -1e308 * 10,
      5 // 0.3, 2**0.5, 10 ** -2, (-8) ** (1 / 3), 4 ** 0.5, 0 ** 0.0, 0.0 ** 0)
