"""Flags of compile(): incomplete input, blocks that are not closed, <> and versions of the grammar."""

import __future__
import ast
import codeop
import warnings


def show(source, mode="exec", flags=0, **more):
    try:
        result = compile(source, "text", mode, flags, **more)
        print(repr(source), mode, hex(flags), "is good")
    except SyntaxError as error:
        print(repr(source), mode, hex(flags), type(error).__name__, error.args)


BARRY = __future__.CO_FUTURE_BARRY_AS_BDFL
for source in ["1 <> 2", "1 != 2", "a != b + 3\nx y", "f'{1 != 2}'", "from __future__ import barry_as_FLUFL\n2 <> 3"]:
    show(source)
    show(source, flags=BARRY)
print(eval(compile("(1 <> 2, 1 <> 1)", "text", "eval", BARRY)))

TEXTS = [
    "a b", "a b\n", "(", "(a b", "(a b\n", "'abc", "'abc\n", "'''abc", "'''abc\n", "if 1:",
    "if 1:\n", "if 1:\n  x", "if 1:\n  x\n", "if 1:\n  x\n ", "if 1:\n  x\n y", "x = ", "x = \n",
    "\\", "\\\n", "x\\\n", "def f(): pass", "def f(): pass\n", "", "\n", "  ", "a +", "a +\n",
    "try:\n x\n", "1 $", "?", "@a", "@a\n", "class X:\n", "x=1;", "a;b\n", "a\nb", "0x", "0xg",
    "f'{", "f'{a'\n", "f'{a b}'", "x\nf'{a b}'\n", "match x:\n", "match x:\n case 1:\n", "lambda",
    "import a.", "'a\\\n", "'a\\", "x = $", "[1,\n", "[1,\n2", "é é", "'é",
]
for source in TEXTS:
    for flags in 0, codeop.PyCF_ALLOW_INCOMPLETE_INPUT, codeop.PyCF_DONT_IMPLY_DEDENT, 0x4200:
        for mode in "single", "exec":
            show(source, mode, flags)

for source in ["x = 1", "if 1:", "if 1:\n  x\n", "x = (", "x y", "for x in y:\n  pass\n\n", "# no", ""]:
    try:
        print(repr(source), codeop.compile_command(source) is None)
    except SyntaxError as error:
        print(repr(source), error)

NEW = [
    "x: int", "(x): int = 3", "x.y: int", "a @= b", "a @ b", "async def f(): pass",
    "async def f():\n  async for x in y: pass\n", "async def f():\n  async with x: pass\n",
    "async def f():\n  await x\n", "async def f():\n  return [x async for x in y]\n",
    "with (a as b, c as d): pass", "with (a, b): pass", "with (a): pass", "with a as b: pass",
    "try: pass\nexcept* X: pass\n", "match x:\n  case 1: pass\n", "(x := 1)", "[y := 1]",
    "def f(a, /): pass", "def f(a=1, /, b=2): pass", "lambda a, /: 1", "1_000", "0x_f", "f'{x}'",
    "f'x'", "'x'", "f'{(x:=1)}'", "f'{1_0}'", "async = 1", "await = 2", "def async(): pass",
    "async def f():\n  def g(): await\n", "async def f():\n  pass\nawait = 3\nasync = 4\n",
    "async def f(\n): await x", "@x.y[0]\ndef f(): pass\n", "x[*a]", "def f(*args: *T): pass",
    "f'{x=}'", "f'{1_0}' f'{x=}'", "(1_0, '''abc", "'\\d'; 1_0; '\\w'", "1_0\n'\\d'", "f'{x:{y=}}'",
    "return *a, b", "for x in *a, b: pass", "f(**a, *b)", "x: int = $", "if (x := 1) y",
]
warnings.simplefilter("error")
for source in NEW:
    for version in 3, 4, 5, 6, 7, 8, 9, 10, 11, 12:
        try:
            result = ast.dump(ast.parse(source, feature_version=(3, version)))
        except SyntaxError as error:
            result = error.args
        print(repr(source), version, result)
# The version is of trees only.
show("(x := 1)", _feature_version=3)

# Warnings come before what is too new, if they are about something before it.
warnings.simplefilter("always")
for source in ["'\\d'; 1_0; '\\w'", "1_0\n'\\d'", "f'\\d'; f'{1_0}\\w'", "0xfor x", "x; '\\d'; 1_0 y"]:
    for version in 5, 7, 11:
        with warnings.catch_warnings(record=True) as caught:
            show(source, flags=ast.PyCF_ONLY_AST, _feature_version=version)
        print([(str(one.message), one.lineno) for one in caught])
