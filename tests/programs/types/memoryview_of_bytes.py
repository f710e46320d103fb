# krait: short
# memoryview over bytes and bytearray alone: formats by cast, shapes, subscripts, stores, hashing,
# comparison, release, and what an export forbids.


def tell(label, function):
    try:
        print(label, "->", repr(function()))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def fresh(size=16):
    return memoryview(bytearray(range(size)))


words = fresh()
for code in ("B", "b", "c", "h", "H", "i", "I", "l", "L", "q", "Q", "n", "N", "f", "d", "?", "P", "@h",
             "@Q", "e", "<h", "x", "", "@", "hh"):
    tell(f"cast {code!r}", lambda: (words.cast(code).tolist(), words.cast(code).format,
                                    words.cast(code).itemsize, words.cast(code).shape))
for code in (5, b"B", None, "\xe9"):
    tell(f"cast {code!r}", lambda: words.cast(code))
stores = (("b", -128), ("b", -129), ("b", 127), ("b", 128), ("B", 255), ("B", 256), ("B", -1),
          ("h", 32767), ("h", 32768), ("h", -32768), ("H", 65535), ("H", 65536), ("i", 2**31 - 1),
          ("i", 2**31), ("I", 2**32 - 1), ("I", 2**32), ("q", 2**63 - 1), ("q", 2**63), ("q", -(2**63)),
          ("q", -(2**63) - 1), ("Q", 2**64 - 1), ("Q", 2**64), ("Q", -1), ("n", -5), ("N", 5),
          ("N", -5), ("P", 0), ("P", -1), ("P", 2**64), ("?", []), ("?", "x"), ("c", b"z"), ("c", b""),
          ("c", b"zz"), ("c", 5), ("c", "z"), ("f", 1.5), ("f", 7), ("f", "x"), ("f", 1e39), ("d", 10**400),
          ("d", True), ("d", None), ("h", 1.5), ("i", "5"), ("l", None))
for code, value in stores:
    def store():
        view = fresh().cast(code)
        view[1] = value
        return view[1], bytes(view)[:9]
    tell(f"store {code} {value!r}"[:40], store)


class Number:
    def __index__(self):
        return 65

    def __float__(self):
        return 0.25


class Raising:
    def __index__(self):
        raise KeyError("own")

    __float__ = __index__


for code in ("B", "d", "f", "Q"):
    for value in (Number(), Raising()):
        def store():
            view = fresh().cast(code)
            view[0] = value
            return view[0]
        tell(f"store {code} {type(value).__name__}", store)
square = words.cast("B", [4, 4])
deep = words.cast("B", (2, 2, 2, 2))
scalar = fresh(1).cast("B", [])
print(square.shape, square.strides, square.ndim, square.nbytes, len(square), square.tolist())
print(deep.shape, deep.strides, deep.tolist(), deep[1, 0, 1, 0], deep[-1, -1, -1, -1], len(deep))
print(scalar.shape, scalar.strides, scalar.ndim, scalar.nbytes, len(scalar), scalar.tolist(), scalar[()],
      scalar[...] is scalar)
for label, view, key in (("square", square, (3, 3)), ("square", square, (4, 0)), ("square", square, (0, -5)),
                         ("square", square, (0,)), ("square", square, (0, 0, 0)), ("square", square, 0),
                         ("square", square, (slice(1), slice(1))), ("square", square, (slice(1), 0)),
                         ("square", square, "x"), ("square", square, (1.5, 0)), ("square", square, ()),
                         ("square", square, ...), ("deep", deep, (0, 0)), ("deep", deep, (0, 0, 9, 0)),
                         ("scalar", scalar, 0), ("scalar", scalar, (0,)), ("scalar", scalar, slice(1)),
                         ("words", words, 2**70), ("words", words, -(2**70)), ("words", words, None)):
    tell(f"{label}[{key!r}]", lambda: view[key])
    def store():
        view[key] = 7
        return view[key]
    tell(f"{label}[{key!r}] = 7", store)
for key in (slice(1, 3), slice(None, None, 2), slice(None, None, -1), slice(2, 2), slice(9, 99)):
    part = square[key]
    print(key, part.shape, part.strides, part.c_contiguous, part.f_contiguous, part.contiguous, part.tolist(),
          part.tobytes(), part.tobytes("F"), part.tobytes("A"), part.tobytes("C"), part.tobytes(None),
          part.hex())
for key in (slice(1, 3), slice(None, None, 2), slice(None, None, -3), slice(5, 1), slice(-2, None),
            slice(None, None, 2**70), slice(None, None, -(2**70)), slice(2**70, None), slice(None, -(2**70))):
    part = fresh(8)[key]
    print(key, part.tolist(), part.shape, part.strides[0] if len(part) > 1 else "-", bytes(part), part.hex(":"),
          part == bytes(part), list(reversed(part)))
for args in (("B", [3, 4]), ("B", [16, 0]), ("B", [-4, -4]), ("B", 5), ("B", ["x"]), ("i", [4]), ("i", (2, 2)),
             ("B", []), ("i", [5]), ("B", [2**40, 2**40]), ("B", [1] * 64), ("B", [1] * 65), ("B", "ab"),
             ("B", [True, 16]), ("h", [2, 2, 2])):
    tell(f"cast {args!r}"[:50], lambda: words.cast(*args).shape)
tell("cast strided", lambda: words[::2].cast("H"))
tell("cast to odd", lambda: fresh(5).cast("h"))
tell("cast item to item", lambda: words.cast("i").cast("h"))
tell("cast back", lambda: words.cast("i").cast("B").tolist())
tell("cast ND to ND", lambda: square.cast("B", [2, 8]))
tell("cast ND to 1D", lambda: square.cast("H").tolist())
tell("cast empty", lambda: memoryview(b"").cast("i").tolist())
tell("cast empty shaped", lambda: memoryview(b"").cast("B", [0]))
data = bytearray(b"abcdefgh")
view = memoryview(data)
view[2:5] = view[0:3]
print(data)
view[0:3] = view[1:4]
print(data)
view[::2] = b"WXYZ"
print(data)
view[::-1] = bytes(data)
print(data)
view[1:1] = b""
for value in (b"12", b"1234", [1, 2, 3], "abc", 5, None, memoryview(b"12345678")[::3], fresh(3).cast("b")):
    def store():
        view[0:3] = value
        return bytes(data)
    tell(f"slice store {type(value).__name__}", store)
print(memoryview(b"ab") == b"ab", memoryview(b"ab") == bytearray(b"ab"), memoryview(b"ab") != b"ac",
      memoryview(b"ab") == "ab", memoryview(b"ab") == [97, 98], memoryview(b"abcd")[::2] == b"ac",
      words.cast("b") == words, words.cast("c") == words, words.cast("h") == words.cast("H"),
      words.cast("d") == words.cast("d"), square == words, square == words.cast("B", [4, 4]),
      memoryview(bytes(8)).cast("d") == memoryview(bytes(7) + b"\x80").cast("d"))
nan = memoryview(bytes([0, 0, 0, 0, 0, 0, 248, 127])).cast("d")
print(nan == nan, nan.tolist())
print(hash(memoryview(b"abc")) == hash(b"abc"), hash(memoryview(b"abcd")[::2]) == hash(b"ac"),
      {memoryview(b"k"): "v"}[b"k"], hash(memoryview(b"abc").cast("c")) == hash(b"abc"))
for action in (lambda: hash(view), lambda: hash(memoryview(b"abcd").cast("i")), lambda: hash(view.toreadonly()),
               lambda: view.toreadonly().__setitem__(0, 1), lambda: view.toreadonly().readonly,
               lambda: view.__delitem__(0), lambda: memoryview(b"a").__setitem__(0, 1),
               lambda: view.tobytes(5), lambda: view.tobytes("X"), lambda: view.tobytes("C", "C"),
               lambda: view.hex(1), lambda: view.hex("::"), lambda: view.hex(bytes_per_sep=3, sep="-"),
               lambda: view < view, lambda: view + view, lambda: view * 2, lambda: iter(square),
               lambda: list(scalar), lambda: view.release(1), lambda: view.tolist(1), lambda: view.cast(),
               lambda: memoryview(), lambda: memoryview(b"a", 1), lambda: memoryview(obj=b"a"),
               lambda: memoryview(5), lambda: memoryview("a"), lambda: memoryview.__new__(memoryview),
               lambda: setattr(view, "format", "B"), lambda: setattr(view, "x", 1), lambda: view.missing,
               lambda: type("Sub", (memoryview,), {}), lambda: b"".join([view[:2], b"-", view[2:3]]),
               lambda: b"".join([view[::2]]), lambda: bytes(view[::2]), lambda: bytearray(view[::-1]),
               lambda: int.from_bytes(view[:2], "big"), lambda: b"abc".find(memoryview(b"bc")),
               lambda: b"x" in view, lambda: 97 in memoryview(b"abc"), lambda: view.obj is data,
               lambda: view[1:][1:].obj is data, lambda: memoryview(view).obj is data,
               lambda: str(memoryview(b"text"), "ascii"), lambda: float(memoryview(b"1.5"))):
    tell("action", action)
shared = bytearray(b"shared")
first = memoryview(shared)
second = first[1:]
for change in (lambda: shared.append(1), lambda: shared.pop(), lambda: shared.__delitem__(0),
               lambda: shared.clear(), lambda: shared.__setitem__(slice(0, 1), b""),
               lambda: shared.__setitem__(0, 83), lambda: shared.__setitem__(slice(0, 2), b"sh"),
               lambda: shared.extend(b"x"), lambda: shared.__iadd__(b"x"), lambda: shared.reverse()):
    tell("exported", change)
first.release()
tell("one left", lambda: shared.append(33))
second.release()
tell("none left", lambda: shared.append(33))
print(shared, repr(first)[:9])
with memoryview(shared) as inside:
    iterator = iter(inside)
    print(next(iterator), inside.nbytes)
for action in (lambda: next(iterator), lambda: inside[0], lambda: inside.nbytes, lambda: inside.obj,
               lambda: len(inside), lambda: inside == inside, lambda: inside == first, lambda: inside == shared,
               lambda: hash(inside), lambda: inside.cast("B"), lambda: memoryview(inside), lambda: bytes(inside),
               lambda: inside.release(), lambda: inside.__exit__(), lambda: inside.__enter__(),
               lambda: inside.tolist(), lambda: inside.hex(), lambda: inside.__setitem__(0, 1)):
    tell("released", action)
match memoryview(b"abc"):
    case [a, *rest]:
        print("sequence pattern", a, rest)
