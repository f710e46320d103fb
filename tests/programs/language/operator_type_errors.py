# krait: short
# The exact TypeError of every binary and in-place operator for pairs of builtin types.
values = [1, 1.5, "s", b"b", [1], (1,), {1}, {1: 2}, None, int, len, range(3), ...]


def in_place(symbol):
    def iadd(a, b):
        a += b

    def isub(a, b):
        a -= b

    def imul(a, b):
        a *= b

    def imod(a, b):
        a %= b

    def ixor(a, b):
        a ^= b

    def ior(a, b):
        a |= b

    def ipow(a, b):
        a **= b

    return {"+=": iadd, "-=": isub, "*=": imul, "%=": imod, "^=": ixor, "|=": ior,
        "**=": ipow}[symbol]


binary = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
    "**": lambda a, b: a**b,
    "@": lambda a, b: a @ b,
    "<<": lambda a, b: a << b,
    ">>": lambda a, b: a >> b,
    "&": lambda a, b: a & b,
    "^": lambda a, b: a ^ b,
    "|": lambda a, b: a | b,
    "in": lambda a, b: a in b,
    "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b,
    "[]": lambda a, b: a[b],
}
for symbol in ("+=", "-=", "*=", "%=", "^=", "|=", "**="):
    binary[symbol] = in_place(symbol)


def fresh(value):
    if isinstance(value, (list, set, dict)):
        return value.copy()
    return value


for symbol, operation in binary.items():
    for a in values:
        for b in values:
            try:
                operation(fresh(a), b)
            except Exception as error:
                operands = f"{type(a).__name__} {symbol} {type(b).__name__}"
                print(f"{operands}: {type(error).__name__}: {error}")
