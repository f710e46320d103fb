# category: library-bound
# Text assembled and taken apart with the str methods: join, split, replace, find, strip,
# case, translate, and the three kinds of formatting, over Latin and wide characters.


def records(count):
    return ["%05d;%s;%d.%02d" % (n, "name" + str(n % 101), n % 1000, n % 100)
            for n in range(count)]


def main():
    checksum = 0
    table = str.maketrans("aeiou", "AEIOU", "xyz")
    for turn in range(16):
        lines = records(6000)
        text = "\n".join(lines)
        for line in text.split("\n"):
            number, name, amount = line.split(";")
            checksum += int(number) + len(name) + int(amount.partition(".")[2])
        wide = text.replace("name", "\u540d\u524d").replace(";", "\u2014")
        checksum += wide.count("\u540d1") + wide.find("5999") + len(wide.encode("utf-8"))
        checksum += len(wide.upper()) + len(text.title().swapcase()) + wide.rfind("\u2014")
        checksum += len(text.translate(table)) + len(text.splitlines())
        formatted = ["{:>8}|{:<6}|{:08.3f}|{:+d}".format(n, str(n), n / 7, n) for n in range(5000)]
        checksum += sum(map(len, formatted))
        pieces = [f"{n:x}-{n:>6,}-{n / 3:.2e}-{str(n)!r}" for n in range(5000)]
        checksum += len("".join(pieces))
        checksum += sum(len(line.strip("0").rstrip("123").center(20, "*")) for line in lines)
        checksum += sum(line.startswith("000") or line.endswith(("1", "2")) for line in lines)
        checksum += len(str(lines)) + len(repr(wide[:2000]))
    print("string_building", checksum)


main()
