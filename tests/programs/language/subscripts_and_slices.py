# krait: short
# Subscript load, store and delete with every slice form, on builtins and on user classes.
class Probe:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


p = Probe()
print(p[1], p["a"], p[1:2], p[:], p[::], p[1:2:3], p[:, 1], p[1, 2:3, ...], p[()], p[(1,)],
    p[None:None])
print(p[*[1, 2]], p[*"ab", 3], p[(lambda: 5)()], p[p[2] : p[3]])
p[0] = 1
p[1:2] = 2
p[..., ::2] = 3
del p[4], p[5:6], p[7, 8]
p[0] = p[1] = p[2] = "chain"
p["x"] += ("y",) and "z"


def attempt(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


base = list(range(10))
bounds = [None, 0, 2, 5, 10, 15, -1, -4, -10, -20]
for start in bounds:
    for stop in bounds:
        row = [base[start:stop:step] for step in (None, 1, 2, -1, -3)]
        assert row[0] == list(tuple(base)[start:stop]) and "0123456789"[start:stop] == "".join(
            map(str, row[0]))
        print(*["".join(map(str, part)) or "-" for part in row], end=" ")
    print()
items = list(range(8))
items[2:4] = "abc"
items[:0] = [99]
items[len(items) :] = (7, 7)
items[::3] = [0] * len(items[::3])
print(items)
del items[1:3], items[::2], items[-1]
print(items)
items[1:1] = items
print(items)
items[:] = []
print(items)


def assign(target, key, value):
    target[key] = value


def delete(target, key):
    del target[key]


for case in (
    lambda: assign([1, 2, 3], slice(0, 3, 2), [1]),
    lambda: assign([1, 2], slice(0, 1), 5),
    lambda: assign([1], 3, 0),
    lambda: assign([1], "a", 0),
    lambda: assign((1,), 0, 0),
    lambda: assign("abc", 0, "x"),
    lambda: assign({}, [], 1),
    lambda: assign({}, slice(1), 1),
    lambda: assign(range(3), 0, 1),
    lambda: assign(None, 0, 1),
    lambda: assign(bytearray(2), 0, 256),
    lambda: assign(bytearray(2), 5, 1),
    lambda: delete([1], 4),
    lambda: delete((1,), 0),
    lambda: delete({}, "missing"),
    lambda: delete("a", 0),
    lambda: delete(5, 0),
    lambda: [1, 2][5],
    lambda: (1,)[-2],
    lambda: "abc"[3],
    lambda: b""[0],
    lambda: [1]["0"],
    lambda: [1][1.0],
    lambda: [1][None],
    lambda: (1,)["a"],
    lambda: "a"[(0,)],
    lambda: {}["k"],
    lambda: {}[[]],
    lambda: 5[0],
    lambda: None[0],
    lambda: len[0],
    lambda: range(3)[7],
    lambda: range(3)["a"],
    lambda: [1][:: 0],
    lambda: [1]["a":],
    lambda: "abc"[1.5:],
    lambda: [1][2**70],
    lambda: Probe[0],
):
    print(attempt(case))
print([1, 2, 3][2**70 :], "abc"[-(2**70) : 2**70], b"abc"[1], b"abc"[1:], range(10)[2:8][::-2],
    bytearray(b"abc")[::-1])
s = slice(1, 20, 3)
print(s, s.start, s.stop, s.step, s.indices(10), slice(None, None, -1).indices(4),
    s == slice(1, 20, 3), slice(1) < slice(2))
print(attempt(lambda: hash(s)), attempt(lambda: slice(1, 2, 0).indices(5)),
    attempt(lambda: s.indices(-1)), attempt(lambda: slice()),
    attempt(lambda: setattr(s, "start", 2)))
