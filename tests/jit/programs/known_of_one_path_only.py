# What a branch learns of a first value holds for what that becomes in later rounds.
def run(b, d, x, y, z):
    for i in range(200):
        if x * z + x != 0.5:
            y = x - x / (y or 0.5) + x
        b -= b
        if d < 7:
            x += x
        else:
            d = b * (2 + ((1 << 60) - 3) * b)
            y = d * x * z * -0.0
    return b, d, x, y


print(run(1 << 59, 9, 1e300, 0.0, -2.25))
print(run(3, 1, 1.0, 1e300, -2.25))
