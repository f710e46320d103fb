# Bytes, bytearrays and zips in machine code.


def adler(data):
    a, b = 1, 0
    for byte in data:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b << 16 | a


def indexed(data):
    total = position = 0
    while position < len(data):
        total = total * 3 + data[position] - data[-position - 1] & 0xFFFFFF
        position += 1
    return total, position


data = bytes(i * i & 255 for i in range(3000))
print(adler(data), adler(bytearray(data)), adler(memoryview(data)), adler(data[:9]))
print(indexed(data), indexed(bytearray(data)), indexed(memoryview(data)), indexed(b""))


# Ends, wrong indices, and arrays that shrink and grow meanwhile.
def beyond(data, limit):
    total = 0
    for i in range(limit):
        try:
            total += data[i]
        except IndexError as error:
            return total, i, str(error)
    return total


print(beyond(data, 4000), beyond(bytearray(data), 4000), beyond(data, 10))


def shrinking(data):
    total = 0
    for i in range(2000):
        total += data[i % len(data)] + len(data)
        if i % 3 == 0 and len(data) > 5:
            data.pop()
        elif i % 7 == 0:
            data.append(i & 255)
    return total, len(data)


print(shrinking(bytearray(data[:900])))


def iterate_growing(data):
    total = 0
    for byte in data:
        total += byte
        if total & 1 and len(data) < 2000:
            data.append(total & 127)
    return total, len(data)


print(iterate_growing(bytearray(b"abcdefgh" * 100)))


class Odd(bytes):
    def __getitem__(self, i):
        return 7


print(indexed(Odd(data)), adler(Odd(data)))


def dot(u, v):
    total = 0
    for a, b in zip(u, v):
        total += a * b
    return total


numbers = list(range(2000))
print(dot(numbers, numbers), dot(numbers, tuple(numbers)), dot(tuple(numbers), numbers[::-1]))
print(dot(numbers, range(1500)), dot([0.5] * 2000, numbers), dot(numbers, []), dot([], numbers))


# Of unequal length: what was taken from the first is gone, what the second has left is not.
def unequal(m, n):
    left, right = iter(list(range(m))), iter(list(range(n)))
    total = 0
    for a, b in zip(left, right):
        total += a ^ b
    return total, list(left)[:3], list(right)[:3]


print(unequal(1500, 2000), unequal(2000, 1500), unequal(1800, 1800))


# The same iterator twice; pairs.
def pairs(n):
    it = iter(list(range(n)))
    return [a * b for a, b in zip(it, it)][-3:], list(it)


print(pairs(2000), pairs(2001), pairs(1))


def alternately(n):
    total = 0
    for i in range(n):
        it = iter([i, i + 1, i + 2, i + 3])
        for a, b in zip(it, it if i % 3 == 0 else iter((1, 2, 3))):
            total += a * b
    return total


print(alternately(600))


# A list that changes while it is zipped.
def changing(n):
    u, v, total = list(range(n)), list(range(n)), 0
    for a, b in zip(u, v):
        total += a * b
        if a % 5 == 0 and len(v) > n // 2:
            v.pop()
    return total, len(v)


print(changing(2000))


def strict(n, m):
    total = 0
    try:
        for a, b in zip(list(range(n)), list(range(m)), strict=True):
            total += a + b
    except ValueError as error:
        return total, str(error)
    return total


print(strict(1500, 1500), strict(1500, 1499), strict(1499, 1500))
