# krait: short
# The quick ways through formatting, replacing and list slices, and the ways out of them.


class Name(str):
    def __format__(self, spec):
        return "Name<" + spec + ">"


class Number(int):
    def __format__(self, spec):
        return "Number<" + spec + ">"


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__, str(error)


def formats():
    print("%05d|%-5d|%+d|% d|%x|%#X|%.3d|%10.4d|%-010d" % (1, 2, 3, 4, 255, 255, 5, 6, 7))
    print("%5.2f|%e|%g|%G|%+.0f|%#.0f|%08.3f|%s" % (1.005, 12345.678, 1e-10, 1e20, 2.5, 2.5, -3.14159, 1.5))
    for value in (0.0, -0.0, 0.04, -0.04, 1e22, 123456789.125, 5e-324, 1.7976931348623157e308):
        print([f"{value:{spec}}" for spec in ("f", ".0f", ".1f", ".3f", "z.1f", "#.0f", "+.2f", ".20f")])
    for value in (float("inf"), float("-inf"), float("nan")):
        print(f"{value:f}|{value:+F}|{value:06.1f}|{value:>8g}|{value:%}", "%05d|%5.1f" % (3, value))
    print(f"{123456789:,}|{123456789:_x}|{1234567.891:,.2f}|{-1234567:020,}|{10**30:,}|{10**30:x}")
    print(f"{'abc':*^9}|{'abc':.2}|{'x':\u20ac>5}|{42:\u00e9<6}|{0x1F600:c}|{65:>3c}")
    print("{}|{:>4}|{!r:>6}|{:{}}".format("a", 1, "b", 2, 5), "{0[k]:>{1}}".format({"k": 7}, 4))
    print("{}|{:5}|{!s}".format(Name("n"), Name("n"), Name("n")), f"{Number(3)}|{Number(3):5}")
    print("{:{}}|{:{}}".format("text", "*>8", 3.5, ".3f"), "{:\u00e9>5}".format(7))
    print("\u00e9%s\u20ac%d" % ("x", 5), "%s%%%c%c" % (1, 65, "\U0001f600"), "%(a)05d" % {"a": 3})
    print(format(True), format(True, "3"), format(None, ""), format(1 + 2j, ".2f"), hex(-255), bin(5), oct(8))
    for spec in ("10%", ".3d", "q", "5,_", "\ud800xx", "99999999999999999999", "=s"):
        print(ascii(spec), ascii(attempt(format, 3, spec)), ascii(attempt(format, "t", spec)))
    print("%.60f|%.70f" % (0.1, 1e10), len("%.500f" % 1.5), len("%.1100f" % 5e-324), f"{2.5:.80g}|{2.5:#.70g}")
    print(round(2.5), round(2.675, 2), round(7, -1), attempt(round, "x"), attempt(format, 3, Name("5")))


def replaced():
    text = "a;b;c;"
    print(text.replace(";", ","), text.replace(";", ",", 2), text.replace(";", ",", 0), text.replace("x", "y"))
    print(text.replace(";", "\u00e9"), text.replace(";", "\u20ac"), text.replace(";", ""), text.replace("", "-"))
    print("\u00e9a\u00e9".replace("\u00e9", "e").isascii(), "a\u20aca".replace("a", "b"), ";".replace(";", "x"))
    print("abc".replace("", "-", 2), "".replace("", "x"), ";".replace(";", Name("n")).__class__, Name("q").replace("z", "").__class__)


def lists():
    numbers = list(range(10))
    print(numbers[2:5], numbers[5:2], numbers[-3:], numbers[:-20], numbers[::2], numbers[::-1], numbers[7:2:-2])
    print(numbers[4::-1], numbers[None:None:None], numbers[True:4], numbers[:10**30], attempt(numbers.__getitem__, slice(0, 1, 0)))
    print(numbers[-1:0:-3], numbers[9:20:4], numbers[20:5:-3], [][::-1], [1][::-1], attempt(numbers.__getitem__, slice("a")))
    for low, high, step, new in ((0, 2, None, [7]), (3, 3, None, (8, 9)), (None, None, -2, None), (1, None, 3, "abcd"),
                                 (2, 4, None, range(5)), (5, 1, None, "xy")):
        copy = numbers[:]
        chosen = copy[low:high:step]
        result = attempt(copy.__setitem__, slice(low, high, step), chosen[::-1] if new is None else new)
        print(copy, result)
    same = [1, 2, 3]
    same[1:2] = same
    print(same)
    same[::-1] = same
    print(same, attempt(same.__setitem__, slice(None, None, 2), same), attempt(same.__setitem__, slice(1), 5))
    same += same
    same.extend(same)
    print(same, len(same), [] + [], [1] + [2, 3], attempt(lambda: [1] + (2,)))
    print([0] * 5, [1, 2] * 3, [1] * 0, [1] * -1, 3 * [None, 4], attempt(lambda: [1, 2] * (1 << 62)))
    print(list((1, 2)), list([3, 4]), list("ab"), list({5: 6}), list(list(())))


for turn in range(2):
    formats()
    replaced()
    lists()
