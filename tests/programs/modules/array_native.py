# array.array: every type code, method, slice form, conversion and error.
import array
from array import array as Array


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def call(items, name, *args):
    before = repr(items)
    try:
        print(before, name, *map(repr, args), "->", repr(getattr(items, name)(*args)), items)
    except Exception as error:
        print(before, name, *map(repr, args), "!", type(error).__name__, error, items)


print(array.typecodes, array.ArrayType is Array)
for code in array.typecodes:
    a = Array(code, "ab" if code == "u" else [1, 2])
    print(code, a.itemsize, a.typecode, len(a), a,
          a.tobytes().hex() if code not in "ulL" else len(a.tobytes()))
for code, values in (("b", (-128, 127, 128, -129)), ("B", (0, 255, 256, -1)),
                     ("h", (-32768, 32768)), ("H", (65535, 65536)), ("i", (-(2**31), 2**31)),
                     ("I", (2**32 - 1, 2**32, -1)), ("l", (-(2**63), 2**63)),
                     ("L", (2**64 - 1, 2**64, -1)), ("q", (2**63 - 1, 2**63)),
                     ("Q", (2**64 - 1, 2**64, -1)), ("f", (1.5, 0.1, 1e40, float("nan"))),
                     ("d", (0.1, 1e300, 10**400)),
                     ("u", ("a", "\u4e2d", "\U0001f600", "ab", "", 5, b"a"))):
    for value in values + (1.5, "x", None, True):
        tell(f"{code} {value!r}", lambda: Array(code, [value]))
for args, kwargs in (((), {}), (("i",), {}), (("x",), {}), (("ii",), {}), ((5,), {}),
                     (("i", [1, 2]), {}), (("i", (1, 2)), {}), (("i", range(3)), {}),
                     (("i", b"\1\0\0\0"), {}), (("i", b"\1\0"), {}), (("i", bytearray(4)), {}),
                     (("i", "text"), {}), (("u", "text"), {}), (("u", ["t", "x"]), {}),
                     (("i", 5), {}), (("i", Array("d", [1.0, 2.0])), {}),
                     (("d", Array("i", [1, 2])), {}), (("i", Array("u", "ab")), {}),
                     (("i", [1], 2), {}), (("i",), {"initializer": [1]}),
                     (("b", iter([1, 2])), {}), (("i", memoryview(b"\1\0\0\0")), {})):
    tell(f"array {len(args)}", Array, *args, **kwargs)
for name, argument_lists in (("append", ((4,), ("x",), (1.5,), (2**40,), ())),
                             ("extend",
                              (([4, 5],), (Array("i", [6]),), (Array("d", [6.0]),), ("ab",), (5,),
                               ([1, "x"],))),
                               ("insert", ((0, 9), (-1, 9), (100, 9), ("x", 1), (0, "x"), (0,))),
                               ("pop", ((), (0,), (-2,), (9,), ("x",))),
                               ("remove", ((2,), (9,), ("x",))),
                               ("index", ((2,), (9,), (2, 2), (2, 2, 4), (2, -1), ())),
                               ("count", ((2,), (9,), (2.0,), ("x",))), ("reverse", ((),)),
                               ("byteswap", ((), (1,))),
                             ("tolist", ((),)), ("tobytes", ((),)),
                             ("frombytes",
                              ((b"\1\0\0\0",), (b"\1",), (b"",), ("x",), (bytearray(4),))),
                              ("fromlist", (([4, 5],), ([4, "x"],), ((4,),), ([],))),
                              ("fromunicode", (("x",),)), ("tounicode", ((),)),
                              ("buffer_info", ((1,),)), ("__copy__", ((),)),
                              ("__deepcopy__", ((None,),)), ("__len__", ((),)),
                              ("__contains__", ((2,), (9,), ("x",))),
                              ("__add__", ((Array("i", [9]),), (Array("d", [9]),), ([9],))),
                             ("__iadd__", ((Array("i", [9]),), (Array("d", [9]),), ([9],))),
                             ("__mul__", ((2,), (0,), (-1,), ("x",), (2**62,))),
                             ("__imul__", ((2,), ("x",))), ("__rmul__", ((2,),)),
                             ("__getitem__",
                              ((0,), (-1,), (4,), ("x",), (1.5,), (slice(1, 3),),
                               (slice(None, None, -2),), (slice(3, 1),), (2**70,))),
                               ("__setitem__",
                                ((0, 7), (9, 7), (0, "x"), (0, 2**40),
                                 (slice(0, 2), Array("i", [8, 9, 10])), (slice(0, 2), [1]),
                                 (slice(0, 2), Array("d", [1])),
                             (slice(None, None, 2), Array("i", [0, 0])),
                             (slice(None, None, 2), Array("i", [0])), ("x", 1))),
                             ("__delitem__",
                              ((0,), (9,), (slice(1, 3),), (slice(None, None, 2),), ("x",))),
                              ("__eq__",
                               ((Array("i", [1, 2, 3, 2]),), (Array("d", [1, 2, 3, 2]),),
                                ([1, 2, 3, 2],))), ("__ne__", ((Array("i", [1]),),)),
                                ("__lt__", ((Array("i", [2]),), ([1],))),
                                ("__le__", ((Array("i", [1, 2, 3, 2]),),)),
                                ("__gt__", ((Array("b", [1]),),)),
                                ("__ge__", ((Array("d", [9]),),))):
    for args in argument_lists:
        call(Array("i", [1, 2, 3, 2]), name, *args)
call(Array("u", "abc"), "fromunicode", "def")
call(Array("u", "abc"), "fromunicode", 5)
call(Array("u", "abc"), "tounicode")
call(Array("u", "a\u4e2d"), "tolist")
call(Array("u", "abc"), "append", "d")
call(Array("i"), "pop")
call(Array("d", [1.5, float("nan")]), "tolist")
call(Array("d", [1.5]), "byteswap")
a = Array("i", [1, 2, 3])
print(len(a.buffer_info()), a.buffer_info()[1], repr(a), str(Array("i")), repr(Array("u", "x'y")),
      a == Array("i", [1, 2, 3]), list(a), list(reversed(a)), [x for x in a if x > 1], 2 in a,
      sum(a), sorted(a, reverse=True), bytes(a), memoryview(a).format, memoryview(a).tolist())
view = memoryview(a)
for action in (lambda: a.append(1), lambda: a.pop(), lambda: a.extend([1]),
               lambda: a.__delitem__(0), lambda: a.__setitem__(slice(0, 1), Array("i")),
               lambda: a.frombytes(b"\0" * 4), lambda: a.__imul__(2), lambda: a.insert(0, 1)):
    tell("exported", action)
view[0] = 99
view.release()
a.append(4)
print(a)
for protocol in (0, 2, 3, 4):
    function, arguments, state = a.__reduce_ex__(protocol)
    print(function.__name__, [getattr(x, "__name__", x) for x in arguments], state)
rebuild = array._array_reconstructor
print(rebuild(Array, "i", 8, b"\1\0\0\0"), rebuild(Array, "i", 9, b"\0\0\0\1"),
      rebuild(Array, "d", 14, b"\0" * 8), rebuild(Array, "u", 20, b"a\0\0\0"))
for args in ((), (5, "i", 8, b""), (Array, "x", 8, b""), (Array, "i", 99, b""),
             (Array, "i", 8, "x"), (Array, "i", 8, b"\1"), (list, "i", 8, b"")):
    tell("rebuild", rebuild, *args)


class Sub(Array):
    def __new__(cls, items, tag):
        self = super().__new__(cls, "i", items)
        self.tag = tag
        return self


s = Sub([3, 1], "t")
print(s, s.tag, type(s[:]).__name__, type(s + s).__name__, type(s * 2).__name__,
      s == Array("i", [3, 1]), s.__reduce_ex__(4)[2])
for action in (lambda: hash(a), lambda: setattr(a, "x", 1), lambda: setattr(a, "typecode", "b"),
               lambda: a.missing, lambda: a < [1], lambda: a + [1], lambda: Array.append([], 1),
               lambda: a.tofile(5), lambda: a.fromfile(5, 1), lambda: iter(a).__reduce__()[1][1:],
               lambda: iter(a).__next__()):
    tell("array", action)
it = iter(a)
next(it)
it.__setstate__(3)
print(list(it), type(it).__name__)


class File:
    def __init__(self, data=b""):
        self.data = data

    def write(self, data):
        self.data += bytes(data)

    def read(self, count):
        taken, self.data = self.data[:count], self.data[count:]
        return taken


f = File()
a.tofile(f)
print(f.data)
b = Array("i")
tell("fromfile", b.fromfile, f, 2)
tell("fromfile short", b.fromfile, f, 99)
tell("fromfile negative", b.fromfile, f, -1)
print(b)
