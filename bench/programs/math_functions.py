# category: library-bound
# The math module called once per element: Monte Carlo with the Mersenne Twister, numeric
# integration, trigonometry, logarithms, distances.
import math
import _random


def monte_carlo(source, count):
    inside = 0
    random = source.random
    for _ in range(count):
        x, y = random(), random()
        if x * x + y * y <= 1.0:
            inside += 1
    return inside


def simpson(function, low, high, steps):
    width = (high - low) / steps
    total = function(low) + function(high)
    for index in range(1, steps):
        total += function(low + index * width) * (4 if index & 1 else 2)
    return total * width / 3


def normal(source):
    u = 1.0 - source.random()
    return math.sqrt(-2.0 * math.log(u)) * math.cos(2.0 * math.pi * source.random())


def main():
    source = _random.Random(7)
    area = simpson(lambda x: math.sin(x) * math.exp(-x / 3) + math.sqrt(x), 0.0, 10.0, 300000)
    samples = [normal(source) for _ in range(250000)]
    mean = math.fsum(samples) / len(samples)
    deviation = math.sqrt(math.fsum((s - mean) ** 2 for s in samples) / len(samples))
    around = sum(math.atan2(math.sin(k), math.cos(k)) for k in range(250000))
    legs = sum(math.hypot(k, k + 1) for k in range(250000))
    whole = sum(math.floor(k / 7) + math.ceil(k / 9) + math.gcd(k, 360) for k in range(250000))
    print("math_functions", monte_carlo(source, 700000), "%.8f" % area, "%.10f" % mean,
          "%.10f" % deviation, "%.6f" % around, "%.3f" % legs, whole)


main()
