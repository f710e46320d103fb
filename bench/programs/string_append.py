# category: library-bound
# s += t over and over, for str and bytes, held in a local, an attribute and a list element,
# and with a second reference alive now and then. Must stay linear in the length. (Texts stay
# short enough for an implementation that copies at each append to finish.)


class Log:
    def __init__(self):
        self.text = ""

    def write(self, piece):
        self.text += piece


def in_a_local(count):
    text = ""
    for number in range(count):
        text += "x"
        text += "yz"
    return len(text) + text.count("zx")


def with_snapshots(count):
    text, kept = "", []
    for number in range(count):
        text += "ab"
        if number % (count // 8) == 0:
            kept.append(text)
            text += "!"
    return sum(len(snapshot) for snapshot in kept) + len(text)


def as_bytes(count):
    data = b""
    for number in range(count):
        data += b"\x00\x01"
    return len(data) + data.count(b"\x01\x00")


def widening(count):
    text = ""
    for number in range(count):
        text += "a" if number < count // 2 else "\u20ac"
    return len(text) + text.index("\u20ac")


def columns(count):
    lines = [""] * 8
    for number in range(count):
        lines[number & 7] += "%d," % (number & 63)
    return sum(map(len, lines))


def main():
    log = Log()
    for number in range(12000):
        log.write("line %d\n" % (number % 10))
    print("string_append", sum(in_a_local(10000) for _ in range(150)),
          sum(with_snapshots(20000) for _ in range(30)), sum(as_bytes(8000) for _ in range(25)),
          sum(widening(10000) for _ in range(50)), sum(columns(20000) for _ in range(10)),
          len(log.text))


main()
