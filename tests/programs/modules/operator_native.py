# _operator: every function on several argument kinds, itemgetter, attrgetter, methodcaller.
import _operator as operator
from _operator import attrgetter, itemgetter, methodcaller


def tell(function, *args, **kwargs):
    name = getattr(function, "__name__", type(function).__name__)
    try:
        print(name, *map(repr, args), kwargs or "", "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(name, *map(repr, args), kwargs or "", "!", type(error).__name__, error)


class Logs:
    def __getattribute__(self, name):
        return super().__getattribute__(name)

    def __matmul__(self, other):
        return "matmul", other

    def __imatmul__(self, other):
        return "imatmul", other

    def __iadd__(self, other):
        return "iadd", other

    def __index__(self):
        return 4

    def __length_hint__(self):
        return 11

    def __repr__(self):
        return "Logs"


BINARY = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and_",
          "or_", "xor", "matmul", "iadd", "isub", "imul", "itruediv", "ifloordiv", "imod", "ipow",
          "ilshift", "irshift", "iand", "ior", "ixor", "imatmul", "lt", "le", "eq", "ne", "gt",
          "ge", "is_", "is_not", "concat", "iconcat", "contains", "countOf", "indexOf", "getitem",
          "delitem"]
for name in BINARY:
    function = getattr(operator, name)
    for pair in ((7, 3), (7.5, 2), ("ab", "a"), ([1, 2, 1], 1), ({1: 2}, 1), ({1, 2}, {2}),
                 (Logs(), 5), (5, Logs()), (1, 0), (None, 1), ([1], [2])):
        tell(function, *[a.copy() if hasattr(a, "copy") else a for a in pair])
    tell(function, 1)
    tell(function, 1, 2, 3)
for name in ("abs", "pos", "neg", "not_", "inv", "invert", "truth", "index"):
    for value in (5, -5, 2.5, True, "x", [], None, 1j, Logs()):
        tell(getattr(operator, name), value)
    tell(getattr(operator, name))
    tell(getattr(operator, name), 1, 2)
items, table = [1, 2, 3], {}
tell(operator.setitem, items, 0, "z")
tell(operator.setitem, items, slice(1, 3), "ab")
tell(operator.setitem, table, "k", 1)
tell(operator.setitem, (1,), 0, 1)
tell(operator.setitem, items, 0)
tell(operator.delitem, items, slice(0, 1))
print(items, table)
for args in (([1, 2],), (5,), (5, 3), (Logs(),), (iter("abc"),), ([], 9), (5, "x"), (),
             ("ab", 1, 2)):
    try:
        print("length_hint", operator.length_hint(*args))
    except Exception as error:
        print("length_hint", type(error).__name__, error)
tell(operator.call, max, 1, 2)
tell(operator.call, dict, a=1)
tell(operator.call, 5)
tell(operator.call)
for args in (("a", "a"), ("a", "b"), (b"a", b"a"), (b"a", b"ab"), ("a", b"a"), ("\xe9", "\xe9"),
             (1, 1), ("a",), (bytearray(b"x"), b"x")):
    tell(operator._compare_digest, *args)
print(itemgetter(1)("abc"), itemgetter("k")({"k": 5}), itemgetter(0, -1)("abc"),
      itemgetter(slice(0, 2))("abc"), itemgetter(1, 1, 0)([7, 8]), repr(itemgetter(1, "a")),
      itemgetter(1).__reduce__()[1])
for action in (lambda: itemgetter(), lambda: itemgetter(x=1), lambda: itemgetter(5)([1]),
               lambda: itemgetter("a")([1]), lambda: itemgetter(0)(5), lambda: itemgetter(0)(),
               lambda: itemgetter(0)([1], [2]), lambda: itemgetter(0)(x=1),
               lambda: setattr(itemgetter(0), "x", 1), lambda: itemgetter(True)("ab"),
               lambda: itemgetter(2**70)([1]), lambda: itemgetter(-5)((1, 2))):
    tell(action)


class Thing:
    def __init__(self):
        self.a, self.b = 1, "two"
        self.inner = self

    def method(self, *args, **kwargs):
        return "method", args, sorted(kwargs.items())


t = Thing()
print(attrgetter("a")(t), attrgetter("inner.inner.b")(t), attrgetter("a", "inner.b")(t),
      attrgetter("real.imag")(5), repr(attrgetter("a", "b.c")), attrgetter("a.b").__reduce__()[1])
for action in (lambda: attrgetter(), lambda: attrgetter(5), lambda: attrgetter("a", 5),
               lambda: attrgetter("zz")(t), lambda: attrgetter("a.zz")(t),
               lambda: attrgetter("")(t), lambda: attrgetter("a.")(t), lambda: attrgetter(".a")(t),
               lambda: attrgetter("a")(), lambda: attrgetter("a", x=1),
               lambda: attrgetter("..")(t)):
    tell(action)
print(methodcaller("method")(t), methodcaller("method", 1, k=2)(t), methodcaller("upper")("x"),
      repr(methodcaller("f", 1, a=2)), repr(methodcaller("f")),
      methodcaller("m", 1).__reduce__()[1])
for action in (lambda: methodcaller(), lambda: methodcaller(5), lambda: methodcaller("zz")(t),
               lambda: methodcaller("a")(t), lambda: methodcaller("method")(),
               lambda: methodcaller("method")(t, 1), lambda: methodcaller("pop", 9)([1]),
               lambda: type(methodcaller("m", k=1).__reduce__()[0]).__name__):
    tell(action)
recursive = itemgetter(0)
print([f(v) for f, v in ((itemgetter(0), [1]), (attrgetter("real"), 2),
                         (methodcaller("bit_length"), 8))],
                         sorted([(2, "a"), (1, "b")], key=itemgetter(1)),
                         sorted(n for n in dir(operator) if not n.startswith("__")))
