# _symtable and symtable: the tables of programs of all kinds, and of this library's modules.
import _symtable
import os
import symtable
import warnings

print(sorted((name, value) for name, value in vars(_symtable).items() if isinstance(value, int)))
ENTRY = type(_symtable.symtable("", "f", "exec"))
print(ENTRY, ENTRY.__mro__, ENTRY.__doc__, sorted(vars(ENTRY).keys() - {"__getattribute__"}))


def show(entry, depth=0):
    """Names that come from around come in any order."""
    print(" " * depth, entry.name, entry.type, entry.nested, entry.lineno, entry.varnames, end=" ")
    print(sorted(entry.symbols.items()))
    for child in entry.children:
        show(child, depth + 1)


TEXTS = [
    "", "x", "x = y", "import a.b, c as d\nfrom e import *\nfrom f import g as h", "x: int = 1\n(y): z\na.b: c",
    "class A(B, m=C):\n  __x = 1\n  def f(self): return self.__x, __class__, super()\n  y = [__x for z in w]",
    "def f(a, /, b: c = d, *e, g=h, **i) -> j:\n  global k; k = l\n  def m():\n    nonlocal a; a = 2; return b\n",
    "async def f():\n  async with a as b: await c\n  return [d async for e in f], {g: h for i in j if k}, (l for m in n)",
    "lambda x, *y: lambda z: x + z + u", "[(x := y) for z in w]", "def f(): return [(x := y) for z in w]", "for x, *y in z: del x",
    "try: a\nexcept b as c: d\nelse: e\nfinally: f", "match x:\n  case {1: a, **b} | C(d=e): f\n  case [*g] as h if i: j",
    "def f(x):\n  class C:\n    y = x\n    def g(self): return x, y\n", "from __future__ import annotations\ndef f(x: y) -> z: pass",
    "def f():\n  x = 1\n  class x: nonlocal x\n", "if 0:\n  yield x", "x = '%s' % (y,)", "with a as (b, [c, *d.e]): x[f] = g; h += i",
    "class C:\n  x = 1\n  def f(self):\n    global x\n    x\n", "def f():\n  def g():\n    def h(): return x\n  x = 1\n", "@a(b)\n\ndef f(): pass",
    # Errors
    "x y", "nonlocal x", "x = 1; global x", "def f(x): global x", "def f():\n  nonlocal x", "from __future__ import braces", "[x for y in (z := 1)]",
    "def f(a, a): pass", "class C: [x := 1 for y in z]", "def f(): from a import *", "x\0", "'\\d'", "return", "\ud800", "def f():\n  [(yield) for x in y]",
]  # fmt: skip
for text in TEXTS:
    print(ascii(text))
    try:
        show(_symtable.symtable(text, "f", "exec"))
    except (SyntaxError, ValueError) as error:
        print(type(error).__name__, ascii(error.args), getattr(error, "offset", None))

for arguments in [
    (1, "f", "exec"), ("x", "f", "foo"), ("x", "f", "func_type"), ("x", "f"), ("x", 1, "exec"), ("x", "f", 1),
    (b"x", b"f", "exec"), (b"\xff", "f", "exec"), (" x", "f", "eval"), ("lambda: x", "f", "eval"), ("x = 1", "f", "single"),
    ("x", os.fsencode("f"), "single"), ("x", bytearray(b"f"), "exec"), (memoryview(b"y"), "f", "exec"),
]:  # fmt: skip
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            show(_symtable.symtable(*arguments))
        except (TypeError, ValueError, SyntaxError) as error:
            print(type(error).__name__, error)
    print([str(warning.message) for warning in caught])

entry = _symtable.symtable("def f(): x", "f", "exec")
print(entry.children is entry.children, entry.symbols is entry.symbols, entry.id != entry.children[0].id)
print(repr(entry.children[0]).replace(str(entry.children[0].id), "ID"))
for wrong in (lambda: ENTRY(), lambda: type("Sub", (ENTRY,), {}), lambda: setattr(entry, "name", "x"), lambda: entry.xyz):
    try:
        wrong()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


def tell(table):
    kind = table.get_type()
    facts = [table.get_name(), table.get_lineno(), table.is_optimized(), table.is_nested(), table.has_children()]
    print(kind, *facts, sorted(table.get_identifiers()))
    if kind == "function":
        print(sorted(table.get_parameters()), sorted(table.get_locals()), sorted(table.get_globals()))
        print(sorted(table.get_nonlocals()), sorted(table.get_frees()))
    if kind == "class":
        print(table.get_methods())
    for symbol in sorted(table.get_symbols(), key=lambda symbol: symbol.get_name()):
        tests = [name for name in dir(symbol) if name.startswith("is_")]
        print(symbol.get_name(), [name for name in tests if getattr(symbol, name)()])
    for child in table.get_children():
        tell(child)


for module in ("bisect", "symtable", "contextlib", "dataclasses"):
    with open(os.path.join(os.path.dirname(os.__file__), module + ".py"), "rb") as file:
        tell(symtable.symtable(file.read(), module, "exec"))
