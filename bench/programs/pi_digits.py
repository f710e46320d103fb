# category: library-bound
# Digits of pi from two integer-only algorithms: a spigot with growing numbers and Machin's
# arctangent series in fixed point.


def spigot(count):
    digits = []
    numerator, accumulator, denominator, k = 1, 0, 1, 0
    while len(digits) < count:
        k += 1
        step = 2 * k + 1
        accumulator = (accumulator + 2 * numerator) * step
        denominator *= step
        numerator *= k
        if numerator > accumulator:
            continue
        digit, rest = divmod(3 * numerator + accumulator, denominator)
        if digit != (4 * numerator + accumulator) // denominator:
            continue
        if rest + numerator >= denominator:
            continue
        digits.append(digit)
        accumulator = 10 * (accumulator - denominator * digit)
        numerator *= 10
    return "".join(map(str, digits))


def arctangent_of_inverse(x, unity):
    total = term = unity // x
    squared, n, sign = x * x, 3, -1
    while term:
        term //= squared
        total += sign * (term // n)
        sign, n = -sign, n + 2
    return total


def machin(count):
    unity = 10 ** (count + 10)
    pi = 4 * (4 * arctangent_of_inverse(5, unity) - arctangent_of_inverse(239, unity))
    return pi // 10 ** 10


def main():
    import sys
    sys.set_int_max_str_digits(0) if hasattr(sys, "set_int_max_str_digits") else None
    first = spigot(2600)
    second = str(machin(22000))
    print("pi_digits", first[:12], first[-12:], second[-12:], second.startswith(first))


main()
