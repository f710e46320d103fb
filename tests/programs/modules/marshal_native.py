# marshal: dumps and loads of every type and version, references, streams, bad data.
import marshal


def tell(label, function, *args):
    try:
        print(label, "->", ascii(function(*args)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


shared = (1, 2)
VALUES = [None, True, False, ..., StopIteration, 0, 1, -1, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1,
          2**63, -(2**64), 10**50, 1.5, -0.0, 1e300, float("inf"), 1j, 2.5 - 1j, "", "ascii",
          "interned_like", "\xe9", "\u4e2d\U0001f600", "\ud800", "x" * 300, b"", b"bytes",
          b"y" * 300, (), (1,), (1, (2, "x")), tuple(range(300)), [], [1, [2]], {},
          {"a": 1, 2: [3]}, set(), {5}, frozenset(), frozenset([7]), [shared, shared],
          bytearray(b"ab"), memoryview(b"cd")]
for value in VALUES:
    for version in (0, 1, 2, 3, 4):
        data = marshal.dumps(value, version)
        again = marshal.loads(data)
        expected = bytes(value) if isinstance(value, (bytearray, memoryview)) else value
        assert again == expected and (type(again) is type(expected)), (value, version)
        if version == 0 or (version == 2 and isinstance(value, (int, float, complex, bytes))):
            print(version, len(data) if len(data) > 60 else data)
nan = marshal.loads(marshal.dumps(float("nan")))
print(nan != nan, str(marshal.loads(marshal.dumps(-0.0))), marshal.version)
both = marshal.loads(marshal.dumps([shared, shared], 4))
print(both[0] is both[1])
recursive = [1]
recursive.append(recursive)
again = marshal.loads(marshal.dumps(recursive, 3))
print(again[1] is again, again[0])
loop = {}
loop["self"] = loop
again = marshal.loads(marshal.dumps(loop))
print(again["self"] is again)
tell("recursive without references", marshal.dumps, recursive, 2)


def function(a, b=2, *args, c, **kwargs):
    """Doc."""
    def inner():
        return a, 1.5, "text", None, (1, 2)
    return inner


code = marshal.loads(marshal.dumps(function.__code__))
print(code == function.__code__, code.co_name, code.co_varnames, code.co_consts[0],
      type(function)(code, {})(1, 2, c=3)(), code.co_code == function.__code__.co_code)


class IntSub(int):
    pass


for value in (object(), function, len, int, IntSub(5), range(3), 1 .real.__add__, iter([]),
              slice(1), [1, object()], {1: object()}, {object()}, (1, len), NotImplemented,
              Exception, ValueError()):
    tell(f"unmarshallable {type(value).__name__}", marshal.dumps, value)
for arguments in ((), (1, "x"), (1, 2, 3), (1, 99), (1, -1), ([1], 2.5)):
    tell(f"dumps {len(arguments)}", lambda: marshal.loads(marshal.dumps(*arguments)))
for data in (b"", b"N", b"Nextra", b"T", b"F", b".", b"S", b"0", b"i\1\0\0\0", b"i\1\0", b"i",
             b"g" + b"\0" * 8, b"g\0", b"f\x031.5", b"f\x05x", b"y" + b"\0" * 16, b"z\3abc",
             b"z\5abc", b"Z\1q", b"a\2\0\0\0ab", b"A\1\0\0\0b", b"u\2\0\0\0\xc3\xa9",
             b"u\1\0\0\0\xff", b"t\1\0\0\0x", b"s\3\0\0\0abc", b"s\xff\xff\xff\xff",
             b"s\xff\xff\xff\x7f", b")\2NN", b")\2N", b"(\1\0\0\0N",
             b"(\xff\xff\xff\xff", b"[\1\0\0\0i\5\0\0\0", b"[\2\0\0\0N",
             b"{NN0", b"{NN", b"{N0", b"{0", b"<\1\0\0\0N", b">\1\0\0\0T", b"<\1\0\0\0[\0\0\0\0",
             b"{[\0\0\0\0N0", b"l\2\0\0\0\1\0\1\0", b"l\xff\xff\xff\xff\5\0", b"l\1\0\0\0\0\0",
             b"l\1\0\0\0\xff\xff", b"l\0\0\0\x80", b"r\0\0\0\0",
             b"r\xff\xff\xff\xff", b")\2\xc9\1\0\0\0r\0\0\0\0", b"\xdb\2\0\0\0Nr\0\0\0\0",
             b"x", b"\xff", b"?", b"I" + b"\1" + b"\0" * 7, b"c",
             b"c" + b"\0" * 30, b"[" + b"\1\0\0\0[" * 50 + b"\0\0\0\0", b"1.5", b"R\0\0\0\0"):
    tell(f"loads {data[:24]}", marshal.loads, data)
for bad in ("text", 5, None, [b"N"]):
    tell("loads", marshal.loads, bad)
tell("loads", marshal.loads)
print(marshal.loads(bytearray(b"T")), marshal.loads(memoryview(b"F")))
deep = b"[\1\0\0\0" * 100000 + b"N"
tell("too deep", marshal.loads, deep)
nested = []
for _ in range(5000):
    nested = [nested]
tell("too deep", marshal.dumps, nested)
while nested:
    nested = nested[0]


class File:
    def __init__(self, data=b""):
        self.data = data

    def write(self, data):
        self.data += bytes(data)
        return len(data)

    def read(self, count=-1):
        taken, self.data = self.data[:count], self.data[count:]
        return taken

    def readinto(self, buffer):
        taken = self.read(len(buffer))
        buffer[:len(taken)] = taken
        return len(taken)


f = File()
print(marshal.dump([1, "two"], f), marshal.dump({"k": 2.5}, f, 2))
print(marshal.load(f), marshal.load(f), f.data)
tell("load at end", marshal.load, f)
tell("load from a list", marshal.load, [])
tell("dump to a list", marshal.dump, 1, [])
tell("dump object", marshal.dump, object(), f)


class Bad(File):
    def __init__(self, answer):
        self.answer = answer

    def read(self, count=-1):
        return b"" if count == 0 else self.answer

    def readinto(self, buffer):
        return self.answer


for answer in (None, "x", -1, 10**6, 0):
    tell(f"readinto gives {answer}", marshal.load, Bad(answer))
