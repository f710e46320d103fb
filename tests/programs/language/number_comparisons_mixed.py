# krait: short
# Comparing ints with floats, bools and complex is exact, even beyond 2**53.
values = [0, 1, -1, True, False, 0.5, -0.0, 2**53, 2.0**53, 2**53 + 1, 9007199254740994.0, 2**63,
    2.0**63, 2**63 - 1,
          10**22, 1e22, 10**23, 1e23, 10**400, float("inf"), -(10**400), float("-inf"),
          float("nan"), 1 + 0j, 2j]


def compare(a, b):
    result = ""
    result += "=" if a == b else "."
    result += "!" if a != b else "."
    try:
        result += "<" if a < b else "."
        result += "(" if a <= b else "."
        result += ">" if a > b else "."
        result += ")" if a >= b else "."
    except TypeError as error:
        result += "T"
        assert str(error).startswith("'"), error
    return result


for a in values:
    print(a if not isinstance(a, int) or abs(a) < 10**30 else "huge",
        *[compare(a, b) for b in values])

for a in values:
    for b in values:
        if a == b:
            assert hash(a) == hash(b), (a, b)

for a, b in ((1, "a"), (1.0, None), ("a", b"a"), ([1], (1,)), ({}, {}), (1j, 1j), (None, None),
        (int, str), (..., 1)):
    for symbol, operation in (("<", lambda: a < b), ("<=", lambda: a <= b), (">", lambda: a > b),
            (">=", lambda: a >= b)):
        try:
            print(symbol, operation())
        except TypeError as error:
            print(error)
    print(a == b, a != b)
print(sorted([3, 1.5, True, -2, 2**70, 0.25, -1e30]), min(1, 1.0), max(1, True),
    max(2**53 + 1, 2.0**53))
print(sorted([2**53 + 1, 2.0**53, 2**53 - 1]), 2**1023 * 2 > 1.7976931348623157e308)
