"""CPython's side of marshal_oracle_test.cc.

    marshal_oracle.py write     prints "version hex" for each value, in each version of marshal
    marshal_oracle.py compare FILE
                                reads "version hex" lines in the same order, and prints what differs
"""

import marshal
import sys


def nested(depth):
    value = ()
    for _ in range(depth):
        value = (value,)
    return value


def code(source):
    return compile(source, "<oracle>", "exec")


def infinite_list():
    value = [1]
    value.append(value)
    return value


VALUES = [
    None, True, False, ..., StopIteration,
    0, 1, -1, 255, 2**31 - 1, -2**31, 2**31, -2**31 - 1, 2**60, 2**60 - 1, -2**60, -2**60 - 1,
    2**61, 2**63, 2**64 - 1, 2**64, -2**64, 2**75 - 1, 2**75, 3**1000, -3**1000, 10**500, 2**15,
    2**30, 2**45, -2**30,
    0.0, -0.0, 1.5, -2.25, 1e300, 1e-300, 5e-324, 1.7976931348623157e308, 0.1, 1 / 3,
    float("inf"), float("-inf"), 123456789.123456789,
    1j, -0.5 + 2.25j, complex(float("inf"), -0.0),
    "", "a", "abc", "not a name!", "x" * 255, "x" * 256, "x" * 1000, "caf\xe9", "\xff" * 300,
    "\u20ac", "\u20ac" * 500, "\U0001f40d", "mixed \xe9 \u20ac \U0001f40d", "\ud800", "\udfff a",
    "\ud83d\udc0d", "nul\0inside",
    b"", b"a", b"\0\xff" * 200,
    (), (1,), (1, 2, 3), tuple(range(255)), tuple(range(256)), nested(1990), ("same",) * 5,
    [], [1, [2, [3]]], [None] * 300, [[]] * 3,
    {}, {"a": 1, 2: "b", (3, 4): None, None: {}}, {i: str(i) for i in range(300)},
    set(), {1, 2, 3}, {"a", b"a", 1.5, (1, 2)}, frozenset(), frozenset("abc"),
    frozenset({frozenset({1}), frozenset({2, 3}), ()}), [{1}, frozenset({1})],
    code("x = 1"), code("def f(a, /, b=2, *args, c, d=4, **kw):\n  return lambda: (a, kw)"),
    code("async def f():\n  async for x in y:\n    yield await x\n  return"),
    code("class A:\n  def f(self): return __class__\n"),
]


def same(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, (tuple, list)):
        # Level by level, for the deep ones.
        stack = [(a, b)]
        while stack:
            x, y = stack.pop()
            if type(x) is not type(y):
                return False
            if isinstance(x, (tuple, list)):
                if len(x) != len(y):
                    return False
                stack.extend(zip(x, y))
            elif not same(x, y):
                return False
        return True
    if isinstance(a, (float, complex)):
        return repr(a) == repr(b)
    if isinstance(a, dict):
        return list(map(repr, a.items())) == list(map(repr, b.items()))
    return a == b


if sys.argv[1] == "write":
    for value in VALUES:
        for version in range(5):
            print(version, marshal.dumps(value, version).hex())
else:
    lines = iter(open(sys.argv[2]))
    for value in VALUES:
        for expected in range(5):
            version, data = next(lines).split(" ")
            assert int(version) == expected
            data = bytes.fromhex(data)
            if not same(marshal.loads(data), value):
                print("version", version, "differs for", repr(value)[:200])
            if version == "4" and len(data) > len(marshal.dumps(value, 4)) + 200:
                print("version 4 is much too long for", repr(value)[:200])
