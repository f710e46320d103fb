# category: library-bound
# Thousands of digits: factorials, Fibonacci numbers, powers, modular powers, division,
# shifts, gcd and conversion to and from text.
import math
import sys


def factorial(n):
    result = 1
    for factor in range(2, n + 1):
        result *= factor
    return result


def product(low, high):
    if high - low < 8:
        result = low
        for factor in range(low + 1, high):
            result *= factor
        return result
    middle = (low + high) // 2
    return product(low, middle) * product(middle, high)


def fibonacci(n):
    a, b = 0, 1
    for bit in bin(n)[2:]:
        a, b = a * (2 * b - a), a * a + b * b
        if bit == "1":
            a, b = b, a + b
    return a


def digit_sum(number):
    return sum(map(int, str(number)))


def is_probable_prime(n):
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd //= 2
        twos += 1
    for base in (2, 3, 5, 7, 11, 13):
        x = pow(base, odd, n)
        if x in (1, n - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def main():
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    slow, fast = factorial(9000), product(1, 9001)
    large = fibonacci(150000)
    candidate = 2 ** 521 + 1
    while not is_probable_prime(candidate):
        candidate += 2
    power, modulus = 7 ** 30000, 10 ** 900 + 69
    shifted = sum((power >> i) & 255 for i in range(0, 80000, 7))
    text = str(3 ** 24000)
    print("big_integers", slow == fast, digit_sum(slow), digit_sum(large), candidate % 1000003,
          pow(power, 123456789, modulus) % 1000003, shifted, int(text) == 3 ** 24000,
          math.gcd(slow, large) % 1000003, (large // power) % 1000003, large % modulus % 1000003,
          math.isqrt(power) % 1000003, hash(power), power.bit_length())


main()
