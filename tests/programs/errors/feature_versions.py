# ast.parse() for older versions of the language: what came later is wrong.
import ast
import warnings

TEXTS = r"""
x: int
---
(x): int
---
x @= y
---
async def f():
 async for x in y: pass
---
async def f():
 async with x: pass
---
async def f():
 async with (x as y): pass
---
async def f(): pass
---
async def f(): await x
---
async def f(): [x async for y in z]
---
with (x as y): pass
---
with (x): pass
---
try: pass
except* x: pass
---
match x:
 case 1: pass
---
(x := 1)
---
f(x := 1)
---
def f(x, /): pass
---
def f(x=1, /, y=2): pass
---
lambda x, /: 1
---
lambda x=1, /: 1
---
x @ y
---
f'{x=}'
---
f'{x}'
---
1_000
---
1_0.0_1j
---
print(a, b)
---
f'{(x:=1)}'
---
f'{1_0}' + (y := 2)
---
x = 1; (z := x)
---
if (x := 1): pass
---
'\d' (x := 1)
---
[y := 1, (z
---
(y := 1) x y
---
with (a, b): (c := 1)
---
def f(a, /, b):
 x: int = 1
 return [z for z in (y @ 1)]
""".strip().split("\n---\n")

warnings.simplefilter("ignore")
for text in TEXTS:
    print(repr(text))
    for version in (*range(4, 13), -1):
        try:
            ast.parse(text, feature_version=(3, version) if version >= 0 else version)
        except SyntaxError as error:
            print(version, error.args)
try:
    exec(compile("(x := 1)", "text", "exec", _feature_version=7))  # only trees have versions
    print(x)
except SyntaxError as error:
    print(error)
