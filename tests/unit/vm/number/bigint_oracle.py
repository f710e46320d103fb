"""Answers Python expressions, one a line: CPython's side of bigint_oracle_test.cc.

An int is shown in hex, a float as "float" and its bits in hex, bytes in hex, a str as it is, the
items of a tuple one after the other; an exception as its type and message.
"""

import math
import struct
import sys


def double(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def split(n):
    """The rounded mantissa, from 0.5 to 1, and the exponent of an int."""
    exponent = n.bit_length()
    mantissa = n / (1 << exponent)
    return (mantissa / 2, exponent + 1) if abs(mantissa) == 1.0 else (mantissa, exponent)


def order(a, b):
    return "less" if a < b else "equal" if a == b else "greater" if a > b else "unordered"


def digits(n, base):
    text = ""
    n, sign = abs(n), "-" if n < 0 else ""
    while n:
        n, digit = divmod(n, base)
        text = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + text
    return sign + (text or "0")


def show(value):
    if isinstance(value, int):
        return hex(value)
    if isinstance(value, float):
        return "float %x" % struct.unpack("<Q", struct.pack("<d", value))
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple):
        return " ".join(map(show, value))
    return value


def show_error(error):
    message = str(error)
    if message.startswith("invalid literal"):
        message = message.partition(": ")[0]  # the rest quotes the text
    return type(error).__name__ + ": " + message


def main():
    if sys.version_info[:2] != (3, 11):
        sys.exit("the answers must be CPython 3.11's, not " + sys.version)
    names = {
        "double": double, "split": split, "order": order, "digits": digits,
        "isqrt": math.isqrt, "gcd": math.gcd, "lcm": math.lcm,
    }
    for line in sys.stdin:
        try:
            answer = show(eval(line, names))
        except (ArithmeticError, ValueError) as error:
            answer = show_error(error)
        print(answer)


main()
