# krait: short
# What only bytearray has: item and slice assignment, append to reverse, resizing while exported.


def tell(data, name, *args):
    before = bytes(data)
    try:
        result = getattr(data, name)(*args)
        print(before, name, *map(repr, args), "->", repr(result), bytes(data))
    except Exception as error:
        print(before, name, *map(repr, args), "!", type(error).__name__, error, bytes(data))


class Index:
    def __index__(self):
        return 66

    def __repr__(self):
        return "Index"


for args in ((0, 65), (-1, 66), (6, 1), (-7, 1), (0, 256), (0, -1), (0, "a"), (0, b"a"), (0, None),
             (0, Index()), ("0", 1), (1.5, 1),
             (0, 2**70), (2**70, 1)):
    tell(bytearray(b"abcdef"), "__setitem__", *args)
for start, stop, step, value in ((0, 2, None, b"XYZ"), (2, 2, None, b"--"), (None, None, None, b""),
                                 (1, 5, None, b""), (4, 1, None, b"Q"),
                                 (None, None, 2, b"123"), (None, None, 2, b"12"),
                                 (None, None, -1, b"654321"), (None, None, -1, b"1"),
                                 (5, 0, -2, b"abc"), (0, 3, 1, b"z"), (0, 3, None, [88, 89]),
                                 (0, 3, None, "xy"), (0, 3, None, 5),
                                 (0, 3, None, [300]), (0, 3, None, None), (None, None, 0, b""),
                                 (0, 0, None, range(3)), (0, 2, 2, b"")):
    tell(bytearray(b"abcdef"), "__setitem__", slice(start, stop, step), value)
data = bytearray(b"abcdef")
data[1:3] = data
print(data)
for key in (0, -1, 6, slice(1, 3), slice(None), slice(None, None, 2), slice(None, None, -3),
            slice(4, 2), "x", slice(None, None, 0)):
    tell(bytearray(b"abcdef"), "__delitem__", key)
for name, argument_lists in (
        ("append", ((65,), (256,), (-1,), ("a",), (b"a",), (), (1, 2), (Index(),))),
        ("extend", ((b"xy",), ([1, 2],), (range(3),), ("xy",), (5,), ([256],), (["a"],), (),
                    (bytearray(),))),
        ("insert", ((0, 65), (-1, 65), (100, 65), (-100, 65), (0, 256), ("0", 1), (0, "a"), (0,))),
        ("pop", ((), (0,), (-2,), (6,), (-7,), ("0",), (1, 2))),
        ("remove", ((97,), (98,), (120,), (256,), ("a",), (b"a",), ())),
        ("reverse", ((), (1,))), ("clear", ((), (1,))), ("copy", ((), (1,))),
        ("__iadd__", ((b"x",), (bytearray(b"y"),), ("z",), (5,), ([1],))),
        ("__imul__", ((3,), (0,), (-1,), ("2",), (1.5,), (2**62,))),
        ("__alloc__", ((1,),))):
    for args in argument_lists:
        tell(bytearray(b"abcdef"), name, *args)
tell(bytearray(), "pop")
tell(bytearray(), "remove", 1)
data = bytearray(b"abc")
data += b"def"
data *= 2
data.extend(data)
print(data, len(data), data.__alloc__() >= len(data))
view = memoryview(data)
for action in (lambda: data.append(1), lambda: data.extend(b"x"), lambda: data.pop(),
               lambda: data.clear(), lambda: data.insert(0, 1),
               lambda: data.__delitem__(0), lambda: data.__setitem__(slice(0, 1), b"long"),
               lambda: data.__iadd__(b"x"), lambda: data.remove(97)):
    try:
        action()
        print("allowed")
    except BufferError as error:
        print(error)
data[0] = 90
data[1:3] = b"YX"
data.reverse()
print(data, view[0], view.tobytes() == bytes(data))
view.release()
data.append(33)
print(data)


class Sub(bytearray):
    def __init__(self, *args, tag=None):
        super().__init__(*args)
        self.tag = tag


sub = Sub(b"xyz", tag="t")
sub.append(33)
print(sub, repr(sub), sub.tag, type(sub + b"a").__name__, type(sub.copy()).__name__,
      type(sub[0:1]).__name__, type(sub.upper()).__name__, sub == b"xyz!")
sub.__init__(b"again")
print(sub, sub.tag)
grown = bytearray()
for i in range(5000):
    grown.append(i & 255)
    if i % 3 == 0:
        del grown[0]
print(len(grown), sum(grown), bytes(grown[:5]), grown.find(b"\xff\x00"))
