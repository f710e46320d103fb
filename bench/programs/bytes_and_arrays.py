# category: library-bound
# array.array, bytearray, memoryview and bytes methods: checksums, byte-wise transforms,
# slicing, searching and conversion.
from array import array


def adler(data):
    a, b = 1, 0
    for byte in data:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b << 16 | a


def run_lengths(data):
    runs, position = bytearray(), 0
    while position < len(data):
        value, length = data[position], 1
        while length < 255 and position + length < len(data) and data[position + length] == value:
            length += 1
        runs.append(length)
        runs.append(value)
        position += length
    return bytes(runs)


def main():
    data = bytes((i * i >> 5) & 255 for i in range(900000))
    rotated = data.translate(bytes((b + 13) & 255 for b in range(256)))
    words = array("I", range(500000))
    words.extend(array("I", [w ^ 0x5555 for w in words[::5]]))
    words.byteswap()
    doubles = array("d", [w / 3 for w in range(500000)])
    mean = sum(doubles) / len(doubles)
    spread = sum((d - mean) * (d - mean) for d in doubles) / len(doubles)
    view = memoryview(bytearray(data))
    for start in range(0, 200000, 16):
        view[start:start + 8] = view[start + 8:start + 16]
    lines = (b"key=%d;value=%x\n" * 3 % (1, 2, 3, 4, 5, 6)) * 8000
    parsed = 0
    for line in lines.splitlines():
        key, _, value = line.partition(b";")
        parsed += int(key[4:]) + int(value.split(b"=")[1], 16)
    print("bytes_and_arrays", adler(data), len(run_lengths(data)), rotated.count(b"\x10"),
          words[77], words[-1], "%.6f" % spread, adler(view[:150000]), parsed,
          len(lines.replace(b"key", b"k").hex()), len(array("H", lines[:-1][:5000]).tobytes()))


main()
