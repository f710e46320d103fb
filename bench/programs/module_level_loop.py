# category: interpreter-bound
# The beginner's program: loops at module level, where every variable is a global.

total = 0
for i in range(2600000):
    if i % 3 == 0:
        total += i
    elif i % 5 == 0:
        total -= 2 * i
    else:
        total ^= i & 255

values = []
x = 0.5
while len(values) < 900000:
    x = 3.9 * x * (1.0 - x)
    values.append(x)

above = 0
for x in values:
    if x > 0.5:
        above += 1

rows = 0
for a in range(1, 330):
    for b in range(a, 330):
        c = int((a * a + b * b) ** 0.5)
        if c * c == a * a + b * b:
            rows += 1

print("module_level_loop", total, above, rows)
