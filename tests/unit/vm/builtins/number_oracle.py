"""Prints random operations on numbers and what they give, a line each, for number_types_test.cc.

Usage: number_oracle.py SEED COUNT. A line is tab-separated: kind, name, operands, "=", result.
"""
import math
import random
import struct
import sys
import warnings

INT_EDGES = [0, 1, 2, 3, 7, 10, 59, 60, 61, 63, 64, 255, 256, 2**31, 2**53 - 1, 2**53, 2**53 + 1,
             2**59, 2**60 - 1, 2**60, 2**60 + 1, 2**61 - 1, 2**61, 2**62, 2**63 - 1, 2**63,
             2**64 - 1, 2**64, 2**89, 10**15, 10**16, 10**18, 10**19, 10**22, 10**23, 10**40,
             2**128 - 1, 2**128, 2**1023, 2**1024 - 2**970, 2**1024, 10**400]
FLOAT_EDGES = [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 0.1, 1 / 3, 100.0, 1e15, 1e16, 1e22, 1e23,
               2.0**53, 2.0**60, 2.0**61, 2.0**63, 1e100, 1e200, 1e300, 1.7976931348623157e308,
               5e-324, 2.2250738585072014e-308, 1e-5, 1e-4, 1e-300, math.inf, math.nan, 2.675,
               0.045, 1234.5678, 1e-17, 999.9995]
BINARY = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
    "/": lambda a, b: a / b, "//": lambda a, b: a // b, "%": lambda a, b: a % b,
    "**": lambda a, b: a**b, "<<": lambda a, b: a << b, ">>": lambda a, b: a >> b,
    "&": lambda a, b: a & b, "|": lambda a, b: a | b, "^": lambda a, b: a ^ b,
    "divmod": divmod,
}
COMPARE = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
}
UNARY = {"neg": lambda a: -a, "pos": lambda a: +a, "abs": abs, "invert": lambda a: ~a,
         "bool": bool, "repr": repr, "str": str, "hash": hash}
METHODS = {
    int: ["bit_length", "bit_count", "as_integer_ratio", "conjugate", "__trunc__", "__floor__",
          "__ceil__", "__round__", "__getnewargs__", "__index__", "__int__", "__float__",
          "__sizeof__"],
    float: ["hex", "as_integer_ratio", "is_integer", "conjugate", "__trunc__", "__floor__",
            "__ceil__", "__round__", "__getnewargs__", "__int__", "__float__"],
    complex: ["conjugate", "__complex__", "__getnewargs__"],
}


def encode(value):
    kind = type(value)
    if value is None:
        return "N"
    if value is NotImplemented:
        return "X"
    if kind is bool:
        return f"B{value:d}"
    if kind is int:
        return f"I{value:#x}"
    if kind is float:
        # NaNs of either sign and any payload are one: which of them an operation gives is the
        # processor's affair.
        return "Fnan" if value != value else "F" + struct.pack(">d", value).hex()
    if kind is complex:
        return f"C{encode(value.real)}{encode(value.imag)}"
    if kind is str:
        return "S" + value.encode("utf-8", "surrogatepass").hex()
    if kind is bytes:
        return "Y" + value.hex()
    if kind is tuple:
        return "T" + "".join(map(encode, value)) + ";"
    raise TypeError(kind)


def attempt(function, args):
    try:
        return encode(function(*args))
    except Exception as error:
        message = error.args[0] if error.args and isinstance(error.args[0], str) else ""
        return f"E{type(error).__name__}:{message.encode('utf-8', 'surrogatepass').hex()}"


def emit(kind, name, args, function):
    print(kind, name, *map(encode, args), "=", attempt(function, args), sep="\t")


def an_int():
    choice = random.random()
    if choice < 0.4:
        value = random.choice(INT_EDGES) + random.choice([0, 0, 0, 1, -1])
    elif choice < 0.6:
        value = random.randrange(100)
    else:
        value = random.getrandbits(random.choice([8, 32, 60, 61, 62, 64, 65, 128, 200, 1100, 5000]))
    return random.choice([value, -value])


def a_float():
    choice = random.random()
    if choice < 0.5:
        value = random.choice(FLOAT_EDGES)
    elif choice < 0.6:
        value = struct.unpack("d", struct.pack("Q", random.getrandbits(64)))[0]
    elif choice < 0.8:
        value = round(random.uniform(-100, 100), random.randrange(5))
    else:
        value = random.uniform(-1, 1) * 10.0 ** random.randrange(-30, 30)
    return random.choice([value, -value])


def a_complex():
    return complex(a_float(), random.choice([a_float(), 0.0, -0.0, 1.0]))


def a_number():
    return random.choice([an_int, an_int, an_int, a_float, a_float, a_complex,
                          lambda: random.random() < 0.5])()


def an_exponent(base):
    if isinstance(base, complex):
        return random.choice([random.randrange(-110, 110), a_float(), a_complex()])
    if isinstance(base, float):
        return a_number()
    return random.choice([random.randrange(-5, 60), random.randrange(-5, 60), a_float(), True])


def binary():
    name = random.choice(list(BINARY))
    left, right = a_number(), a_number()
    if random.random() < 0.05:
        right = None if name == "*" else random.choice([None, "5", b"5", ()])
    if name == "**":
        right = an_exponent(left)
        if isinstance(left, int) and isinstance(right, float) and abs(left) > 10**300:
            left = 7
    if name in ("<<", ">>") and isinstance(right, int):
        right = random.choice([random.randrange(-2, 400), random.randrange(-2, 400),
                               2**70 if name == ">>" or left == 0 else 5, -(2**70)])
    emit("binary", name, (left, right), BINARY[name])


def compare():
    name = random.choice(list(COMPARE))
    left = a_number()
    right = random.choice([a_number(), left])
    if isinstance(left, int) and random.random() < 0.3:
        try:
            right = float(left)
        except OverflowError:
            pass
    emit("compare", name, (left, right), COMPARE[name])


def unary():
    name = random.choice(list(UNARY))
    operand = a_number()
    if name == "hash" and operand != operand:
        return
    emit("unary", name, (operand,), UNARY[name])


def method():
    kind = random.choice(list(METHODS))
    name = random.choice(METHODS[kind])
    args = [{int: an_int, float: a_float, complex: a_complex}[kind]()]
    if name == "__round__" and random.random() < 0.8:
        args.append(random.choice([random.randrange(-30, 30), random.randrange(-5, 20),
                                   random.randrange(-400, 400)]))
    emit("method", name, args, getattr(kind, name))


def power_modulo():
    args = (an_int(), random.choice([an_int(), random.randrange(-3, 40)]), an_int())
    emit("call", "pow", args, pow)


def digits_of(base):
    alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"[:base]
    text = "".join(random.choice(alphabet) for _ in range(random.choice([1, 2, 5, 18, 19, 40, 300])))
    return random.choice([text, text.upper()])


def spoil(text):
    """Mostly leaves a text as it is; else changes it at one place."""
    if random.random() < 0.6:
        return text
    at = random.randrange(len(text) + 1)
    extra = random.choice(["_", "_", " ", "\t", "\u2003", "+", "-", "j", "0x", ".", "e", "x", "é",
                           "\u0665", "\uff15", "\ud800", "\0", "\x1c", "(", ")", "1"])
    return text[:at] + extra + text[at:]


def from_text():
    kind = random.choice([int, int, float, complex])
    if kind is int:
        base = random.choice([0, 2, 8, 10, 10, 16, 36, random.randrange(2, 37)])
        prefix = {16: "0x", 8: "0o", 2: "0b"}.get(base, random.choice(["0x", "0o", "0b", ""]))
        text = random.choice(["", "-", "+", " "]) + random.choice(["", prefix]) + digits_of(base or 10)
        text = spoil(spoil(text))
        source = random.choice([text, text.encode("latin-1", "replace")])
        emit("call", "int", random.choice([(source, base), (source,)]), int)
        return
    text = random.choice([repr, "{:.3e}".format, "{:.1f}".format])(a_float())
    if kind is complex:
        text = repr(a_complex())
    text = spoil(spoil(text))
    if kind is float and random.random() < 0.2:
        text = text.encode("latin-1", "replace")
    emit("call", kind.__name__, (text,), kind)


def convert():
    kind = random.choice([int, float, complex, bool])
    args = [random.choice([a_number(), a_number(), None, ()])]
    if kind is complex and random.random() < 0.5:
        args.append(random.choice([a_number(), a_number(), None, "1"]))
    emit("call", kind.__name__, args, kind)


def format_value():
    fill = random.choice(["", "", "<", ">", "^", "=", "*<", "é>", "\u4e2d^", "0="])
    spec = (fill + random.choice(["", "", "+", "-", " "]) + random.choice(["", "", "", "z"])
            + random.choice(["", "", "#"]) + random.choice(["", "", "0"])
            + random.choice(["", "", "1", "12", "30"]) + random.choice(["", "", ",", "_"])
            + random.choice(["", "", ".0", ".3", ".17"])
            + random.choice(["", "", *"bcdoxXneEfFgG%s"]))
    value = a_number()
    if isinstance(value, int) and spec.endswith("c"):
        value = random.choice([65, 0x4E2D, 0x1F600, -1, 0x110000, 2**70, 0xD800])
    emit("method", "__format__", (value, spec), lambda v, s: v.__format__(s))


def to_and_from_bytes():
    if random.random() < 0.5:
        value = an_int()
        size = random.choice([max(value.bit_length() // 8 + random.randrange(-1, 2), 0), 0, 1, 8, -1])
        emit("method", "to_bytes", (value, size, random.choice(["big", "little", "middle"])),
             int.to_bytes)
        return
    data = random.randbytes(random.choice([0, 1, 2, 7, 8, 9, 16, 100]))
    emit("class method", "from_bytes", (data, random.choice(["big", "little"])), int.from_bytes)


def hex_floats():
    text = random.choice([float.hex(a_float()), f"0x{random.getrandbits(70):x}p{random.randrange(-1100, 1100)}",
                          f"{random.getrandbits(20):x}.{random.getrandbits(60):x}"])
    spoiled = spoil(text)
    # Of a number both too large and followed by something else, either error may be told.
    if spoiled == text or not attempt(float.fromhex, (spoiled,)).startswith("EOverflow"):
        emit("class method", "fromhex", (spoiled,), float.fromhex)


def main():
    random.seed(int(sys.argv[1]))
    warnings.simplefilter("ignore")
    sys.stdout.reconfigure(encoding="ascii")
    kinds = [binary] * 8 + [compare] * 3 + [unary] * 3 + [method] * 3 + [from_text] * 4
    kinds += [power_modulo, convert, format_value, format_value, to_and_from_bytes, hex_floats]
    for _ in range(int(sys.argv[2])):
        random.choice(kinds)()


if __name__ == "__main__":
    main()
