# krait: short
# len, index, hash, iter, reversed, contains, missing, bytes, format: lookups and bad answers.
def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Answers:
    """Answers every protocol with whatever it is given."""

    def __init__(self, answer):
        self.answer = answer


for name in ("len", "bool", "index", "int", "float", "complex", "hash", "str", "repr", "format",
        "bytes", "iter", "reversed", "contains", "length_hint", "round", "trunc", "fspath", "dir",
        "sizeof", "next"):
    setattr(Answers, f"__{name}__", lambda self, *args: self.answer)

import _operator

functions = {
    "len": len,
    "bool": bool,
    "hex": hex,
    "int": int,
    "float": float,
    "complex": complex,
    "hash": hash,
    "str": str,
    "repr": repr,
    "ascii": ascii,
    "format": format,
    "bytes": bytes,
    "iter": lambda x: type(iter(x)).__name__,
    "list": list,
    "reversed": reversed,
    "in": lambda x: 1 in x,
    "length_hint": lambda x: _operator.length_hint(x, 5),
    "round": round,
    "next": next,
    "range": range,
    "chr": chr,
    "slice": lambda x: [1, 2, 3][x:],
    "print": lambda x: f"{x}",
    "%s": lambda x: "%s" % x,
    "%d": lambda x: "%d" % x,
}
for answer in (3, -1, 2**70, 1.5, "text", b"raw", None, [1], iter(())):
    label = repr(answer).split(" object")[0]
    for name, function in functions.items():
        print(label, name, str(attempt(function, Answers(answer))).split(" object at")[0],
            sep=" | ")


class Missing(dict):
    def __missing__(self, key):
        return f"missing {key}"


class MissingRaises(dict):
    def __missing__(self, key):
        raise LookupError(f"no {key}")


m = Missing(a=1)
print(m["a"], m["b"], m.get("b"), "b" in m, len(m), attempt(lambda: m.pop("b")),
    attempt(lambda: MissingRaises()["k"]), attempt(lambda: dict()["k"]), attempt(lambda: m[[]]))


class Hashes:
    def __init__(self, h, eq=True):
        self.h, self.eq = h, eq

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        return self.eq


print(hash(Hashes(5)), hash(Hashes(-1)), hash(Hashes(2**61 - 1)), hash(Hashes(2**64)),
    hash(Hashes(-(2**70))), hash(Hashes(True)), len({Hashes(1), Hashes(1)}),
    len({Hashes(1, False), Hashes(1, False)}))


class NoHash:
    __hash__ = None


class EqOnly:
    def __eq__(self, other):
        return True


class EqAndHash(EqOnly):
    __hash__ = object.__hash__


class Inherits(EqOnly):
    pass


for cls in (NoHash, EqOnly, Inherits):
    print(cls.__name__, attempt(hash, cls()), attempt(lambda: {cls(): 1}), attempt(lambda: {cls()}),
        attempt(lambda: cls() in {}))
print(type(hash(EqAndHash())).__name__)


class Reversible:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i * 10


class NotReversible:
    __reversed__ = None

    def __len__(self):
        return 0

    def __getitem__(self, i):
        return i


print(list(reversed(Reversible())), attempt(reversed, NotReversible()), attempt(reversed, 5),
    attempt(reversed, {1}), list(zip(range(3), Reversible())))


class Path:
    def __fspath__(self):
        return "/nonexistent/path"


class BadPath:
    def __fspath__(self):
        return 5


import posix

print(posix.fspath(Path()), posix.fspath("s"), posix.fspath(b"b"), attempt(posix.fspath, BadPath()),
    attempt(posix.fspath, 5), attempt(posix.stat, Path()))
instance = Answers(1)
instance.__len__ = lambda: 99
print(len(instance))
Answers.__len__ = lambda self: 7
print(len(instance))
del Answers.__len__
print(attempt(len, instance))
