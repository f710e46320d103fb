# krait: short
# Key equality and hashing rules, __missing__, __eq__ and __hash__ call order, failing keys.
log = []


class Key:
    def __init__(self, name, value):
        self.name, self.value = name, value

    def __hash__(self):
        log.append(f"hash {self.name}")
        return self.value

    def __eq__(self, other):
        log.append(f"{self.name} == {getattr(other, 'name', other)}")
        return isinstance(other, Key) and self.value == other.value

    def __repr__(self):
        return f"Key({self.name})"


def logged(label, action):
    log.clear()
    try:
        result = action()
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(label, "->", result, log)


a, b, c = Key("a", 1), Key("b", 1), Key("c", 2)
table = {}
logged("store a", lambda: table.__setitem__(a, "A"))
logged("get a", lambda: table[a])
logged("get b", lambda: table[b])
logged("store b", lambda: table.__setitem__(b, "B"))
logged("keys", lambda: list(table))
logged("get c", lambda: table.get(c, "none"))
logged("c missing", lambda: table[c])
logged("in", lambda: b in table)
logged("setdefault", lambda: table.setdefault(b, "new"))
logged("pop", lambda: table.pop(b))
logged("pop again", lambda: table.pop(a, "gone"))
logged("literal", lambda: len({a: 1, b: 2, c: 3}))
logged("compare", lambda: {a: 1} == {b: 1})
logged("update", lambda: {a: 1} | {b: 2, c: 3})
logged("copy", lambda: {a: 1, c: 2}.copy())
logged("fromkeys", lambda: dict.fromkeys([a, b, c]))
logged("set", lambda: len({a, b, c}))
logged("set of dict", lambda: len(set({a: 1, c: 2})))


class Recorder(dict):
    def __missing__(self, key):
        log.append(f"missing {key!r}")
        if key == "raise":
            raise LookupError("from __missing__")
        return f"made {key}"


recorder = Recorder(known=1)
logged("known", lambda: recorder["known"])
logged("unknown", lambda: recorder["unknown"])
logged("raise", lambda: recorder["raise"])
logged("get", lambda: recorder.get("unknown"))
logged("in", lambda: "unknown" in recorder)
logged("pop", lambda: recorder.pop("unknown", "default"))
logged("format", lambda: "%(x)s {y}" % recorder)
logged("format_map", lambda: "{y}".format_map(recorder))
logged("setdefault", lambda: recorder.setdefault("s", 5))
logged("star", lambda: (lambda **k: sorted(k))(**recorder))


class NoMissing(dict):
    def __getitem__(self, key):
        log.append(f"getitem {key}")
        return dict.__getitem__(self, key)


plain = NoMissing(a=1)
logged("overridden getitem", lambda: (plain["a"], plain.get("a"), list(plain.items()), dict(plain),
                                      {**plain}))
logged("key error", lambda: plain["zz"])


class Unhashable:
    __hash__ = None


class EqOnly:
    def __eq__(self, other):
        return True


class FailingHash:
    def __hash__(self):
        raise ValueError("no hash today")


class FailingEq:
    def __hash__(self):
        return 3

    def __eq__(self, other):
        raise ZeroDivisionError("no comparison")


class OddHash:
    def __init__(self, result):
        self.result = result

    def __hash__(self):
        return self.result


for key in (Unhashable(), EqOnly(), FailingHash(), OddHash("text"), OddHash(None), OddHash(1.5), [],
            {}, set(), bytearray(), [1]):
    for label, action in (("store", lambda: {key: 1}), ("get", lambda: {}.get(key)),
                          ("in", lambda: key in {1: 2}), ("set", lambda: {key})):
        logged(f"{type(key).__name__} {label}", action)
logged("slice key", lambda: {}[1:2])
logged("failing eq", lambda: {3: 0}[FailingEq()])
logged("failing eq, other hash", lambda: {4: 0}.get(FailingEq(), "not compared"))
for result in (0, -1, -2, 2**61 - 1, 2**64, -(2**64), 2**100, True):
    logged(f"hash {result}", lambda: hash(OddHash(result)))
logged("True as hash", lambda: {OddHash(True): "v"}.get(1, "not equal"))
nan = float("nan")
print({nan: 1}.get(nan), {nan: 1}.get(float("nan")), len({nan: 1, float("nan"): 2}),
      {1: "i", 1.0: "f", True: "b"}, {"a": 1, b"a": 2}, {0: 1}[-0.0], {(1, 2.0): "t"}[(1.0, 2)])
print({None: 0, ...: 1, (): 2, "": 3, frozenset(): 4, int: 5, len: 6, range(2): 7}[range(0, 2)],
      {frozenset([1, 2]): "f"}[frozenset([2, 1])])
for error_key in ("text", 5, (1, 2), None, "it's", KeyError("inner"), [1] and "x y"):
    try:
        {}[error_key]
    except KeyError as error:
        print(str(error), repr(error), error.args)
