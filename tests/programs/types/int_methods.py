# krait: short
# The named methods and attributes of int.


def tell(function, *args, **kwargs):
    name = function.__qualname__
    shown = ", ".join([repr(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{name}({shown}) = {function(*args, **kwargs)!r}")
    except Exception as error:
        print(f"{name}({shown}) ! {type(error).__name__}: {error}")


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value

    def __repr__(self):
        return f"Index({self.value})"


BIG = 1 << 200
for value in (0, 1, -1, 2, 255, -256, 2**31, 2**60 - 1, 2**60, -2**60, -2**60 - 1, 2**63, BIG,
              -BIG, BIG - 1, True):
    tell(int.bit_length, value)
    tell(int.bit_count, value)
    tell(int.as_integer_ratio, value)
    tell(int.conjugate, value)
    tell(int.__trunc__, value)
    tell(int.__floor__, value)
    tell(int.__ceil__, value)
    tell(int.__index__, value)
    tell(int.__int__, value)
    tell(int.__bool__, value)
    tell(int.__getnewargs__, value)
    print(value.real, value.imag, value.numerator, value.denominator)
for value in (0, 15, 25, -25, 35, 12345, -12345, 10**25 + 5, 2**62 + 1):
    for digits in (None, 0, 3, -1, -2, -5, -30):
        tell(int.__round__, value, digits)
tell(int.__round__, 5, 1.0)
tell(int.__round__, 1, 2, 3)
tell(int.__round__, 1234, Index(-2))
for value in (0, 1, 255, 256, 65535, -1, -128, -129, BIG):
    for length, order, signed in ((1, "big", False), (2, "little", False), (2, "big", True),
                                  (1, "little", True), (26, "big", True)):
        tell(int.to_bytes, value, length, order, signed=signed)
tell(int.to_bytes, 5)
tell(int.to_bytes, 5, 3)
tell(int.to_bytes, 5, length=2, byteorder="little")
tell(int.to_bytes, 300)
tell(int.to_bytes, 5, -1)
tell(int.to_bytes, 0, 0)
tell(int.to_bytes, 5, 2, "middle")
tell(int.to_bytes, 5, "2", "big")
tell(int.to_bytes, 5, 2, 3)
for data in (b"", b"\x00", b"\xff", b"\x01\x02", b"\xff\x00", bytearray(b"\x10" * 9), [1, 2, 255],
             (0, 200), memoryview(b"\x01\x00")):
    for order, signed in (("big", False), ("little", False), ("big", True), ("little", True)):
        if isinstance(data, memoryview):
            print(int.from_bytes(data, order, signed=signed))
        else:
            tell(int.from_bytes, data, order, signed=signed)
tell(int.from_bytes, b"\x01\x02")
tell(int.from_bytes, [256])
tell(int.from_bytes, ["a"])
tell(int.from_bytes, "text")
tell(int.from_bytes, 5)
tell(int.from_bytes, b"", "other")
tell(int.from_bytes, bytes=b"\x02\x00", byteorder="little")
tell(bool.from_bytes, b"\x00\x05")
tell(int.bit_length, 1.5)
tell(int.bit_length)
tell((5).bit_length, 1)
tell(int.as_integer_ratio, "5")
for name in ("real", "imag", "numerator", "denominator", "nothing"):
    try:
        setattr(5, name, 1)
    except AttributeError as error:
        print(error)
