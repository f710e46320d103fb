# krait: short
# _struct: layouts with alignment and padding, packing into and out of the middle of buffers, many
# formats there and back in every byte order.
from _struct import Struct, calcsize, error, iter_unpack, pack, pack_into, unpack, unpack_from

for form in ("bi", "ib", "bq", "qb", "bhb", "hbi", "cd", "dc", "b0i", "b0q", "3sb", "3sh", "5pi",
             "?e", "be", "bf", "bP", "bn", "2b3h", "b 2x h", "x", "3x", "0s", "0i", "ci0q"):
    print(form, [calcsize(order + form) if order == "" or not set(form) & set("Pn") else None
                 for order in ("", "=", "<", ">", "!")])
VALUES = {"b": -5, "B": 250, "h": -30000, "H": 60000, "i": -2**30, "I": 2**31 + 1, "l": -7, "L": 8,
          "q": -2**62, "Q": 2**63 + 5, "?": True, "c": b"z", "e": 0.5, "f": 2.25, "d": -1e100}
codes = "".join(VALUES)
for order in "@=<>!":
    for start in range(len(codes)):
        form = order + codes[start:] + codes[:start]
        values = tuple(VALUES[c] for c in form[1:])
        packed = pack(form, *values)
        assert unpack(form, packed) == values and len(packed) == calcsize(form)
    print(order, pack(order + "bhiqBHIQ?ce", *[VALUES[c] for c in "bhiqBHIQ?ce"]).hex())
point = Struct("<2hB")
buffer = bytearray(b"\xff" * 16)
for index in range(3):
    point.pack_into(buffer, index * point.size, index, -index, index + 1)
print(buffer, list(point.iter_unpack(buffer[:15])), point.unpack_from(buffer, 5),
      point.unpack_from(buffer, -11))
pack_into("3s5p", buffer, 2, b"abcdef", b"ghijkl")
pack_into("x2x", buffer, -3)
print(buffer, unpack_from("3s5p", buffer, 2), unpack("8s", pack("8s", b"ab")))
walk = iter_unpack(">H", buffer)
print(next(walk), walk.__length_hint__(), sum(n for n, in walk), next(walk, "end"))
for value in (0.0, -0.0, 1.0, 65504.0, 65519.9, 6e-8, 2.9e-8, 3.1e-8, 1 / 3, 2049.0, 2051.0, 1e-5):
    print(value, pack("<e", value).hex(), unpack("<e", pack("<e", value))[0])
for order in "<>":
    for value in (float("inf"), float("-inf"), 1.4e-45, 3.4028234e38, 1e-50):
        print(order, value, pack(order + "f", value).hex(), pack(order + "d", value).hex())


class Number:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value

    def __float__(self):
        return self.value + 0.5


print(pack("<bHq", Number(3), Number(4), Number(5)), pack("<fd", Number(1), Number(2)))
for form, values in (("<b", (Number(200),)), ("B", (Number(-1),)), ("<3h", (1, 2, 99999)),
                     ("i", (None,)), ("2s", ("x",)), ("99999999999q", (1,)), ("9999999999999999999q",
                                                                              ()), ("2", ())):
    try:
        print(pack(form, *values))
    except (error, MemoryError) as failure:
        print(form, type(failure).__name__, failure)
