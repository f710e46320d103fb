# krait: short
# Comparisons and hashes between int, float, complex and bool, exact at every size.
from itertools import product

VALUES = [0, -0.0, 1, True, False, 1.0, 0.5, -1, 2**53, 2.0**53, 2**53 + 1, 2**53 - 1, -(2**53),
          2**60, 2.0**60, 2**61 - 1, 2.0**61, 2**62, 2**63, 2.0**63, 2**63 - 1, 2**64 + 1, 10**15,
          1e15, 10**22, 1e22, 10**23, 1e23, 10**308, 1e308, 10**309, -(10**309), float("inf"),
          -float("inf"), 1 + 0j, 0j, 1e22 + 0j, 10**22, 5e-324, 2**1024, 2.0**1023]

equal_but_other_hash = 0
row_count = 0
for left in VALUES:
    marks = ""
    for right in VALUES:
        if left == right:
            marks += "="
            equal_but_other_hash += hash(left) != hash(right)
        elif isinstance(left, complex) or isinstance(right, complex):
            marks += "."
        else:
            marks += "<" if left < right else ">"
        assert (left == right) == (right == left) and (left != right) == (not left == right)
    print(f"{str(left)[:24]:>24} {marks}")
print("equal values with different hashes:", equal_but_other_hash)
ordered = sorted(v for v in VALUES if not isinstance(v, complex))
assert all(a <= b for a, b in zip(ordered, ordered[1:]))
print([str(v)[:12] for v in ordered])
nan = float("nan")
for value in (0, 1.5, 10**400, nan, True):
    print(nan == value, nan != value, nan < value, nan > value, nan <= value, nan >= value)
print([nan] == [nan], nan in [nan], [nan].count(nan), [nan].index(nan), {nan: 1}[nan])
table = {1: "one", 2.0: "two", 3 + 0j: "three", 2**70: "large"}
print(table[True], table[1.0], table[2], table[2 + 0j], table[3], table[3.0], table[2.0**70])
table[1.0] = "uno"
print(list(table.items())[0], len({0, 0.0, False, 0j, -0.0}), {True: 1} == {1.0: True})
print([hash(v) for v in (0, 0.0, 1.5, -1.5, 0.1, 1e300, -1.0, 2.0**61, float("inf"),
                         -float("inf"), 1j, 1 + 1j, -1j, 2.5 - 3.5j, 1e-320)])
print(all(hash(n) == hash(float(n)) == hash(complex(n)) for n in range(-300, 300)))
print(all(hash(2**n) == hash(2.0**n) for n in range(0, 1000, 7)))
try:
    (1 + 2j) < 1
except TypeError as error:
    print(error)
try:
    3 < 1j
except TypeError as error:
    print(error)
