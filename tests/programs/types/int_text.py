# int to text: repr, str, hex, oct, bin, format specifications, and huge conversions.
import sys


def tell(value, spec):
    try:
        print(f"format({value}, {spec!r}) = {format(value, spec)!r}")
    except Exception as error:
        print(f"format({value}, {spec!r}) ! {type(error).__name__}: {error}")


for value in (0, 1, -1, 10, 255, -256, 2**60, -(2**60), 2**61, 10**18, 10**19, -(10**40)):
    print(repr(value), str(value), hex(value), oct(value), bin(value))
SPECS = ["", "d", "5", "<6", ">6", "^6", "=6", "*^7", "06", "+", "-", " ", "+06d", " 06", "x", "X",
         "#x", "#X", "#010x", "o", "#o", "b", "#b", "#012b", "_b", "_x", ",", "_", "_d", "015,",
         "015_", "+,d", "e", ".3e", "f", ".2f", ".0f", "g", "G", "10.4g", "%", ".1%", "n", "c",
         ">5c", "é>6", "\u4e2d^6", "z", "<<5", "x<5", "=<5", "0<5", "<05", ",.2f", "_.2f"]
for spec in SPECS:
    for value in (0, 65, -1234567, 10**21):
        if spec.endswith("c") and value == 10**21:
            continue
        tell(value, spec)
for spec in ("s", ".2", ".2d", ",x", ",b", ",c", "_c", "_n", ",n", ",_", "__", ",,", "5.", "ü",
             "d5", "<", "99999999999999999999", "#c", "+c", "-c", ".2x", "!", "{", "%%", "\x00"):
    tell(66, spec)
tell(-1, "c")
tell(0x110000, "c")
tell(2**70, "c")
tell(0x1F600, "c")
tell(True, "")
tell(True, "d")
tell(True, "5")
tell(False, "x")
tell(10**400, "e")
tell(5, "09")
tell(5, "=+9")
tell(123456789, "<020,")
tell(123456789, "=020,")
tell(123456789, "020,")
tell(1234, "02,")
for width in range(1, 16):
    print(format(1234567, f"0{width},"), format(-123, f"0{width}_x"), format(77, f"#0{width}_b"))
print(int.__format__(5, "3"), int.__repr__(5), int.__str__(5))
for bad in ((5,), (5, 3), (5, None), (5, "d", "d")):
    try:
        print(int.__format__(*bad))
    except TypeError as error:
        print(error)
limit = sys.get_int_max_str_digits()
print(limit, sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
print(len(str(10**4299)), len(hex(10**5000)), len(oct(10**5000)), len(bin(10**5000)))
for action in (lambda: str(10**4300), lambda: int("1" * 4301), lambda: f"{10**5000}",
               lambda: "%d" % 10**5000, lambda: repr(-(10**4300)), lambda: int("1" * 640 * 8),
               lambda: sys.set_int_max_str_digits(5), lambda: sys.set_int_max_str_digits(-1),
               lambda: sys.set_int_max_str_digits("x")):
    try:
        print(len(str(action())))
    except Exception as error:
        print(type(error).__name__, error)
sys.set_int_max_str_digits(0)
huge = 7**20000
text = str(huge)
print(len(text), text[:20], text[-20:], int(text) == huge, int("-" + text) == -huge)
print(sum(map(int, text)), hash(huge) == hash(int(text)), len(f"{huge:,}"), f"{huge:x}"[-10:])
print(int(f"{huge:o}", 8) == huge, int(f"{huge:b}", 2) == huge, int(f"{huge:x}", 16) == huge)
