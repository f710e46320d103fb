# memoryview: attributes, indexing, slicing, casting, comparison, release, errors.
from array import array


def tell(label, function, *args):
    try:
        print(label, *map(repr, args), "->", repr(function(*args)))
    except Exception as error:
        print(label, *map(repr, args), "!", type(error).__name__, error)


def describe(view):
    print(view.format, view.itemsize, view.ndim, view.shape, view.strides, view.suboffsets,
          view.nbytes, view.readonly,
          view.contiguous, view.c_contiguous, view.f_contiguous, type(view.obj).__name__, len(view),
          view.tolist())


describe(memoryview(b"abc"))
describe(memoryview(bytearray(b"abcdef"))[1:4])
describe(memoryview(bytearray(b"abcdef"))[::2])
describe(memoryview(b"abcdef")[::-1])
describe(memoryview(array("i", [1, -2, 3])))
describe(memoryview(array("d", [1.5, 2.5])))
describe(memoryview(b""))
for bad in (5, "text", None, [1], {}):
    tell("memoryview", memoryview, bad)
tell("memoryview", memoryview)
tell("memoryview", memoryview, b"a", b"b")
print(memoryview(object=b"kw").tobytes())
data = bytearray(b"abcdef")
view = memoryview(data)
for key in (0, -1, 5, 6, -7, "x", 1.5, None, True, (0,), (0, 1), ..., slice(None, None, 0)):
    tell("item", lambda k: view[k] if not isinstance(view[k], memoryview) else view[k].tolist(),
         key)
for key, value in ((0, 65), (-1, 66), (6, 1), (0, 256), (0, -1), (0, "a"), (0, b"a"),
                   (slice(0, 2), b"XY"), (slice(0, 2), b"X"),
                   (slice(None, None, 2), b"123"), (slice(0, 3), [1, 2, 3]), (slice(0, 2), "ab"),
                   (..., 1), ("x", 1), ((0,), 7)):
    def store(k, v):
        view[k] = v
        return bytes(data)
    tell("store", store, key, value)
tell("readonly", lambda: memoryview(b"abc").__setitem__(0, 1))
tell("delete", lambda: view.__delitem__(0))
view[1:4] = view[0:3]
print(data, view.tobytes(), view.hex(), view.hex(":"), view.hex("-", 2), bytes(view[::-1]),
      list(view), 65 in view)
for order in (None, "C", "F", "A", "X", 5):
    tell("tobytes", view.tobytes, order)
tell("toreadonly", lambda: view.toreadonly().readonly)
words = memoryview(bytearray(range(16)))
for code in ("B", "b", "c", "h", "H", "i", "I", "l", "L", "q", "Q", "n", "N", "f", "d", "?", "P",
             "@h", "<h", "x", "hh", "", 5, "e"):
    tell("cast", lambda c: words.cast(c).tolist(), code)
square = words.cast("B", [4, 4])
describe(square)
print(square[1, 2], square[-1, -1], square.cast("B").tolist() == list(range(16)),
      words.cast("H", shape=[2, 4]).tolist())
for key in ((0,), (0, 4), (0, 0, 0), 0, slice(0, 2), (slice(0, 1), 0), (1.5, 0)):
    tell("square", lambda k: getattr(square[k], "shape", square[k]), key)
for args in (("B", [3, 4]), ("B", [16, 0]), ("B", [-4, -4]), ("B", 5), ("B", ["x"]), ("i", [4]),
             ("i", (2, 2)), ("B", []), ("i", [5])):
    tell("cast", lambda *a: words.cast(*a).shape, *args)
tell("cast", lambda: words[::2].cast("H"))
tell("cast", lambda: words.cast("i").cast("h"))
tell("cast", lambda: words.cast("i").cast("B").tolist())
print(memoryview(b"abc") == b"abc", memoryview(b"abc") == memoryview(bytearray(b"abc")),
      memoryview(b"abc") != b"abd", memoryview(b"a") == "a",
      memoryview(array("i", [1, 2])) == memoryview(array("h", [1, 2])),
      memoryview(array("d", [1.0])) == memoryview(array("i", [1])),
      memoryview(b"ab")[::-1] == b"ba", memoryview(b"") == b"", memoryview(b"ab") == [97, 98])
tell("less", lambda: memoryview(b"a") < memoryview(b"b"))
print(hash(memoryview(b"abc")) == hash(b"abc"), hash(memoryview(b"abcd")[::2]) == hash(b"ac"))

tell("hash writable", lambda: hash(view))
tell("hash format", lambda: hash(memoryview(b"abcd").cast("i")))
with memoryview(bytearray(b"xyz")) as inside:
    print(inside.tolist())
for action in (lambda: inside.tolist(), lambda: inside[0], lambda: len(inside),
               lambda: inside.format, lambda: inside == b"xyz", lambda: inside.__enter__()):
    tell("released", action)
inside.release()
parent = memoryview(bytearray(b"abc"))
child = memoryview(parent)
parent.release()
tell("child", child.tolist)
print(type(iter(memoryview(b"ab"))).__name__, list(reversed(memoryview(b"ab"))),
      b"".join([memoryview(b"a"), b"b"]), repr(child)[:11])
tell("type", type, "Sub", (memoryview,), {})
floats = memoryview(array("f", [0.5, 1.5]))
floats[0] = 2
print(floats.tolist())
tell("float", lambda: floats.__setitem__(0, "x"))
chars = memoryview(bytearray(b"ab")).cast("c")
chars[0] = b"z"
print(chars.tolist(), chars[1])
for value in (b"zz", 5, "z"):
    tell("char", lambda v: chars.__setitem__(0, v), value)
tell("bool", lambda: memoryview(bytearray(2)).cast("?").__setitem__(0, [1]))
tell("short", lambda: memoryview(array("h", [1])).__setitem__(0, 40000))
