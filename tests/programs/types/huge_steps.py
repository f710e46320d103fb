# krait: short
# Slices whose step reaches beyond all numbers.
import array
import sys

M = sys.maxsize
for step in (M, M - 1, -M, -M - 1, 1 << 70, -(1 << 70)):
    for start in (None, 0, 1, -1, 3):
        s = slice(start, None, step)
        found = []
        for make in (str, bytes, list, tuple, bytearray, lambda text: array.array("B", text)):
            text = "hello" if make is str else b"hello"
            found.append(make(text)[s])
        for make in (list, bytearray, lambda text: array.array("B", text)):
            values = make(b"hello")
            del values[s]
            found.append(values)
            values = make(b"hello")
            values[s] = values[s]
            found.append(values)
        print(step, start, range(5)[s], *found)
