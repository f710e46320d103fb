# krait: short
# Results that cross the widths at which an implementation may change representation.
edges = []
for power in (28, 29, 30, 31, 32, 53, 59, 60, 61, 62, 63, 64, 65, 127, 128):
    edges += [2**power - 2, 2**power - 1, 2**power, 2**power + 1]

for value in edges:
    negative = -value
    print(value + 1, value - 1, negative + 1, negative - 1, value + value, negative + negative)
    print(value * 2, value * -1, value * 3 - value, negative * negative - value * value)
    print(value // 2, negative // 2, value // -1, negative // -1, value % 7, negative % 7)
    print(value >> 1, negative >> 1, value << 1, negative << 1, value ^ negative, value & negative)
    print(value == -negative, value < value + 1, negative > value, value is not None, ~value)
    assert (value + 1) - 1 == value and -(-value) == value
    assert hash(value) == hash(value + 0) and {value: 1}[value + 1 - 1] == 1


# The same edges, met one step at a time inside loops: a counter that grows past each of them.
def climb(start, step, count):
    total = start
    for _ in range(count):
        total += step
    return total


for power in (30, 31, 60, 61, 62, 63, 64):
    print(climb(2**power - 5, 1, 10), climb(-(2**power) + 5, -1, 10),
        climb(2**power - 5, 2**power, 3))

product = 1
for i in range(1, 30):
    product *= i
    print(product, product.bit_length())
power = 1
while power.bit_length() < 130:
    power *= -2
print(power, -power, abs(power))
counter = 2**61 - 3
while counter < 2**61 + 3:
    counter += 1
    print(counter, counter - 2**61, end=" ")
print()
print([hash(2**p) for p in range(58, 66)], [hash(-(2**p)) for p in range(58, 66)], hash(-1),
    hash(2**61 - 1))
for text in ("9223372036854775807", "-9223372036854775808", "9223372036854775808",
        "1152921504606846976"):
    print(int(text), int(text) * 10, str(int(text)) == text, hex(int(text)), oct(int(text)),
        bin(int(text)))
print(range(2**61 - 1, 2**61 + 2)[-1], list(range(2**63 - 1, 2**63 + 2)),
    len(range(-(2**61), -(2**61) + 9, 4)))
print(2**61 in {2**61, 5}, 2.0**61 == 2**61, 2.0**63 == 2**63 + 1, float(2**63 - 1),
    float(2**60 + 1))
