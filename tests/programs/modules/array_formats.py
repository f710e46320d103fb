# krait: short
# array: every type code through bytes, lists, pickling forms and machine formats; growth and
# shrinking at both ends; arrays that share memory with views.
from array import ArrayType, _array_reconstructor as rebuild, array, typecodes

SAMPLES = {"b": [-128, 0, 127], "B": [0, 7, 255], "u": "a\u20ac\U0001f600", "h": [-32768, 1, 32767],
           "H": [0, 1, 65535], "i": [-2**31, 5, 2**31 - 1], "I": [0, 5, 2**32 - 1],
           "l": [-2**63, 5, 2**63 - 1], "L": [0, 5, 2**64 - 1], "q": [-2**63, 5, 2**63 - 1],
           "Q": [0, 5, 2**64 - 1], "f": [-1.5, 0.25, 3e38], "d": [-1.5, 0.1, 1e300]}
for code in typecodes:
    made = array(code, SAMPLES[code])
    again = array(code)
    again.frombytes(made.tobytes())
    print(code, made == again, again.tolist() == list(made), len(made), memoryview(made).format,
          made.itemsize, made[::-1].tolist() == made.tolist()[::-1])
    function, arguments, state = made.__reduce_ex__(3)
    print(function(*arguments) == made, arguments[1:3], state, made.__reduce_ex__(2)[1][0])
    again.byteswap()
    again.byteswap()
    print(again == made, made < again, made <= again, made + again == made * 2)
DATA = bytes(range(1, 17))
for machine in range(18):
    for code in "bBhHiIlLqQfd":
        try:
            made = rebuild(array, code, machine, DATA)
            print(machine, code, [round(x, 3) if isinstance(x, float) and abs(x) < 1e9 else x
                                  for x in made[:2]], len(made))
        except Exception as error:
            print(machine, code, type(error).__name__, error)
for machine, data in ((18, "ab".encode("utf-16-le")), (19, "ab".encode("utf-16-be")),
                      (20, "ab".encode("utf-32-le")), (21, "ab".encode("utf-32-be")),
                      (18, b"a"), (20, b"abc")):
    try:
        print(machine, rebuild(array, "u", machine, data))
    except Exception as error:
        print(machine, type(error).__name__)
a = array("i")
for n in range(200):
    a.append(n)
    if n % 3 == 0:
        a.insert(0, -n)
    if n % 5 == 0:
        a.pop(len(a) // 2)
print(len(a), sum(a), a[0], a[-1], a.index(199), a.count(5))
while len(a) > 3:
    del a[::2]
print(a)
a[1:1] = array("i", [7, 8, 9])
a[:2] = array("i")
a[5:] = a
a.extend(a)
print(a, a * 0, a[::3], a[-1:0:-2])
view = memoryview(a)
view[0] = 77
a[1] = 78
print(view.tolist()[:2], a[:2], view.itemsize, view.nbytes, bytes(view[:1]))
for change in (lambda: a.append(1), lambda: a.pop(), lambda: a.__delitem__(slice(0, 2)),
               lambda: a.__setitem__(slice(0, 1), a[:3]), lambda: a.__imul__(3)):
    try:
        change()
        print("changed")
    except BufferError as error:
        print(error)
a[0:2] = array("i", [1, 2])
view.release()
a.append(3)
print(a[-1], bytearray(array("B", b"xyz")), b"".join([array("B", b"12"), b"3"]))
u = array("u", "h\u00e9")
u.extend("llo")
u.fromunicode("!")
u[0] = "H"
print(u, u.tounicode(), "\u00e9" in u, u.index("l"), u.tolist())
n = array("d", [float("nan"), 1.0])
print(n == n, n != n, array("i", [1, 2]) == array("d", [1, 2]), array("i", [1]) < array("i", [1, 0]),
      array("b", [1]) == array("B", [1]), ArrayType is array)
