#pragma once

namespace krait::compiler {

/// Texts with lines of "---" between them. In most, something is wrong.
inline constexpr char kWrongTexts[] = R"texts(x = = 1
---
x =
---
x = # nothing
---
a b
---
a b c
---
(a b)
---
(a b
c)
---
[a, b c]
---
{a b}
---
{a: b c}
---
{1: 2, b c}
---
{1: 2, (b c): 3}
---
{1: 2, b if c}
---
{**a, f(b c)}
---
{b if c}
---
f(a b)
---
f(a, b c)
---
f(a b, c=1)
---
f(c s)
---
f(cas s)
---
f(match s)
---
f(_ s)
---
f(mat.x s)
---
f(a 'b')
---
f('a' b)
---
f(rf 'a')
---
f(1 2)
---
f(a + b c + d)
---
f(a b if c else d)
---
f(a lambda: 1)
---
f(lambda: a b)
---
f(a not b)
---
f(a[b c])
---
f((a b) c)
---
f(x for x in y z)
---
[x for c s]
---
[x for a s]
---
x[a b]
---
x[a:b c]
---
(a, b
c d)
---
'é' y
---
(é, 'é' é)
---
(é
 'é' é)
---
("""é
é""" é)
---
("é" \
 é é)
---
x = """a
b""" c
---
if x
---
if x y:
    pass
---
if x:
---
if x:

  # c

---
if x:
pass
---
if x:
    if y:
    pass
---
if x:
    pass
elif y
---
if x:
    pass
elif y:
z
---
if x:
    pass
elif y z: pass
---
if x:
    pass
else
---
if x:
    pass
else x:
    pass
---
if x:
    pass
else:
x
---
if x = 1: pass
---
if x.y = 1: pass
---
if (x = 1): pass
---
if f() = 1: pass
---
if x == 1 = 2: pass
---
if 1 = x: pass
---
while x
---
while x:
y
---
while x = 1: pass
---
while x: pass
else
---
for x in y
---
for x in y z: pass
---
for x in y:
z
---
for x y: pass
---
for f() in x: pass
---
for 1 in x: pass
---
for x, f() in y: pass
---
for (x, 1) in y: pass
---
for [x, *f()] in y: pass
---
for x in *a b: pass
---
for x in: pass
---
for in x: pass
---
for x: pass
---
for a.b() in x: pass
---
for x if y else z in w: pass
---
for x == y in z: pass
---
for x not in y: pass
---
async for x in y
---
async for x in y:
z
---
async for f() in y: pass
---
async x
---
async def f(
---
async with a
---
async with a:
b
---
with a
---
with a as b
---
with a, b
---
with (a, b)
---
with (a as b, c as d)
---
with a:
b
---
with (a, b):
c
---
with (a as b,
c):
d
---
with a as f(): pass
---
with (a as f()): pass
---
with a as 1, b: pass
---
with a as (b, 1): pass
---
with a as b c: pass
---
with (a as b) as c: pass
---
with a as: pass
---
with (a, b as c d): pass
---
with: pass
---
try
---
try x: pass
---
try:
pass
---
try:
    pass
---
try:
    pass
x
---
try:
    pass
else:
    pass
---
try:
    pass
except
---
try:
    pass
except:
x
---
try:
    pass
except a
---
try:
    pass
except a as b
---
try:
    pass
except a:
x
---
try:
    pass
except a as b:
x
---
try:
    pass
except a, b: pass
---
try:
    pass
except a, b as c: pass
---
try:
    pass
except a, b, c: pass
---
try:
    pass
except a, b:
---
try:
    pass
except a as b.c: pass
---
try:
    pass
except *: pass
---
try:
    pass
except *
---
try:
    pass
except *a, b: pass
---
try:
    pass
except *a
---
try:
    pass
except *a:
x
---
try:
    pass
except a:
    pass
except *b:
    pass
---
try:
    pass
except *a:
    pass
except b:
    pass
---
try:
    pass
except *a:
    pass
except:
    pass
---
try:
    pass
except *a:
    pass
except b as c: pass
finally: pass
---
try:
    pass
finally
---
try:
    pass
finally x: pass
---
try:
    pass
finally:
x
---
try:
    pass
finally:
    pass
except: pass
---
except: pass
---
finally: pass
---
else: pass
---
elif x: pass
---
class
---
class A
---
class A:
x
---
class A(b):
x
---
class A(b)
---
class A foo: pass
---
class A(b c): pass
---
class A(b: pass
---
class 1: pass
---
class A.b: pass
---
@x
---
@x
y
---
@x y
def f(): pass
---
@x = 1
def f(): pass
---
@
def f(): pass
---
def
---
def f
---
def f: pass
---
def f()
---
def f() x: pass
---
def f() ->: pass
---
def f() -> x y: pass
---
def f():
x
---
async def f():
x
---
def f() -> x:
y
---
def f(a, b:
    pass
---
def f(a b): pass
---
def f(a, (b, c)): pass
---
def f((a)): pass
---
def f((a, b=1)): pass
---
def f(a, (b,), c): pass
---
def f(a=1, b): pass
---
def f(a=1, /, b): pass
---
def f(a, b=1, c, d=2): pass
---
def f(a, b=1, /, c, d=2): pass
---
def f(*): pass
---
def f(*,): pass
---
def f(*, **k): pass
---
def f(a, *, **k): pass
---
def f(*a, *b): pass
---
def f(*, a, *b): pass
---
def f(*a, b, *): pass
---
def f(*, a, *, b): pass
---
def f(*a=1): pass
---
def f(**a=1): pass
---
def f(**a, b): pass
---
def f(**a, *b): pass
---
def f(**a, **b): pass
---
def f(**a, /): pass
---
def f(**a, b=1): pass
---
def f(/): pass
---
def f(/, a): pass
---
def f(a, /, /): pass
---
def f(a, /, b, /): pass
---
def f(a, b=1, /, c=2, /): pass
---
def f(*a, /): pass
---
def f(*, a, /): pass
---
def f(a, *, b, /, c): pass
---
def f(a, /, *, b, /): pass
---
def f(a, / *b): pass
---
def f(a=1, / *, b): pass
---
def f(a=): pass
---
def f(a=, b): pass
---
def f(a, b=): pass
---
def f(*, b=): pass
---
def f(a: int=): pass
---
def f(a:): pass
---
def f(1): pass
---
def f(None): pass
---
def f(a.b): pass
---
def f(a, , b): pass
---
def f(a; b): pass
---
def f(*a: *b, c: *d): pass
---
lambda: 
---
lambda x
---
lambda x y: 1
---
lambda *: 1
---
lambda *,: 1
---
lambda *, **k: 1
---
lambda a=1, b: 1
---
lambda a=1, /, b: 1
---
lambda (a, b): 1
---
lambda a, (b): 1
---
lambda a, (b, c), d: 1
---
lambda a, (b=1): 1
---
lambda /: 1
---
lambda /, a: 1
---
lambda a, /, /: 1
---
lambda a, /, b, /: 1
---
lambda *a, /: 1
---
lambda *, a, /: 1
---
lambda a, / *b: 1
---
lambda *a=1: 1
---
lambda **a=1: 1
---
lambda **a, b: 1
---
lambda **a, *b: 1
---
lambda **a, **b: 1
---
lambda *a, *b: 1
---
lambda *, a, *b: 1
---
lambda a=: 1
---
lambda a=, b: 1
---
f(lambda a=): 1
---
lambda a: int: 1
---
lambda x: yield
---
f(lambda x=1, y: 1)
---
1 = x
---
None = 1
---
True = 1
---
... = 1
---
'a' = 1
---
f'a' = 1
---
f() = 1
---
x = f() = 1
---
f() = g() = 1
---
a + b = 1
---
-a = 1
---
not a = 1
---
a and b = 1
---
a < b = 1
---
a if b else c = 1
---
lambda: x = 1
---
(lambda: x) = 1
---
(a + b) = 1
---
(a, 1) = 1
---
a, 1 = 1
---
[a, f()] = 1
---
[a, [b, c + d]] = 1
---
(a, *b()) = 1
---
*a() = 1
---
*a, b() = 1
---
{} = 1
---
{a} = 1
---
{a: b} = 1
---
[x for x in y] = 1
---
{x for x in y} = 1
---
{x: x for x in y} = 1
---
(x for x in y) = 1
---
(yield) = 1
---
yield = 1
---
x = yield = 1
---
x = yield y = 1
---
await x = 1
---
(x := 1) = 2
---
x = 1 = 2
---
x = y = z.f() = 2
---
(a, b) += 1
---
[a] += 1
---
a, b += 1
---
f() += 1
---
1 += 1
---
a + b -= 1
---
None *= 1
---
x += y += z
---
x += yield = 1
---
(x) += 
---
x += = 1
---
yield += 1
---
{} @= 1
---
(a, b): int
---
[a, b]: int
---
([a]): int
---
a, b: int
---
a, *b: int = 1
---
f(): int
---
1: int
---
a + b: int = 2
---
(a, b): int = 1
---
x: int: int
---
x: int = 
---
x: 
---
x: y z
---
x: int, y: int
---
(x): int = 1 = 2
---
x: int += 1
---
del f()
---
del 1
---
del a, f()
---
del (a, b + 1)
---
del [a, (b, c())]
---
del *a
---
del (*a, b)
---
del a + b
---
del
---
del a b
---
del (a, b), (c := 1)
---
del {}
---
del x for x in y
---
del a.b()
---
del a = 1
---
(x for f() in y)
---
[x for 1 in y]
---
[x for x, 1 in y]
---
[x for x y]
---
[x for x in]
---
[x for x in y if]
---
[x for x in y if z else w]
---
[x for x in lambda: y]
---
[x for in y]
---
[x async for x y]
---
[*a for a in b]
---
(*a for a in b)
---
{*a for a in b}
---
f(*a for a in b)
---
[a, b for a in b]
---
[a, b, c for a in b]
---
{a, b for a in b}
---
(a, b for a in b)
---
[a, for a in b]
---
{a, for a in b}
---
[a, *b for a in b]
---
[(a, b for a in b)]
---
{**a for a in b}
---
{a: b, c for a in b}
---
{a: b, c: d for a in b}
---
{a for a in b: c}
---
{a: *b for a in b}
---
(*a)
---
(**a)
---
((*a))
---
(*a, **b)
---
*a
---
print(*a)
(*a)
---
x = *a
---
x = (*a)
---
return *a b
---
{1:}
---
{1:, 2: 3}
---
{1: 2, 3}
---
{1: 2, 3, 4: 5}
---
{1: 2, 3:}
---
{1: 2, 3:, 4: 5}
---
{1: *a}
---
{1: *a, 2: 3}
---
{1: 2, 3: *a}
---
{1: 2, **a b}
---
{1, 2: 3}
---
{1: 2, *a}
---
{**a, 1}
---
{**a, b
}
---
{1: 2, "a"
"b"}
---
{a: b: c}
---
{1: 2,, 3: 4}
---
{1: 2 3: 4}
---
{1: 2, a := 3}
---
{a := 1: 2}
---
{:}
---
{1: 2
---
f(a=1, b)
---
f(a=1, b, c)
---
f(**a, b)
---
f(**a, b=1, c)
---
f(**a, *b)
---
f(a, **b, *c)
---
f(a=1, **b, c)
---
f(a=1, *b, c)
---
f(*a, b=1, c, d)
---
f(a=1, b
, c)
---
f(x for x in y, 1)
---
f(x for x in y, a=1)
---
f(x for x in y, *a)
---
f(x for x in y, z for z in w)
---
f(x for x in y,)
---
f(1, x for x in y)
---
f(1, x for x in y, 2)
---
f(1, x for x in y if z)
---
f(a=1, x for x in y)
---
f(*a, x for x in y)
---
f(**a, x for x in y)
---
f(a, b, x for x in (y))
---
f(x for x in y if (z), 1)
---
class A(x for x in y, b): pass
---
f(True=1)
---
f(None=1, a=2)
---
f(a, False=1)
---
f(a+1=2)
---
f(a.b=2)
---
f(f()=2)
---
f(a, b[0]=2)
---
f("a"=1)
---
f(1=2)
---
f((a)=1)
---
f(a=1=2)
---
f(a=b=c)
---
f(a=1 for a in b)
---
f(a, b=c for c in d)
---
f(a=)
---
f(a=, b)
---
f(=1)
---
f(**)
---
f(*)
---
f(,)
---
f(a,, b)
---
f(a:=1 b)
---
f(a:=1, b:=)
---
f(a := b := c)
---
f(a = b := c)
---
f(**a=1)
---
f(*a=1)
---
f(lambda x: x=1)
---
f(not a=1)
---
f(a if b else c=1)
---
f(a, b
---
f(a, b]
---
f(a, b
g(c)
---
f(a = 1
x = 2
---
x = (1,
y = 2
def f():
    pass
---
x := 1
---
(x.y := 1)
---
(f() := 1)
---
(1 := x)
---
(a, b := 1)
---
((a, b) := 1)
---
([a] := 1)
---
(a[0] := 1)
---
(a + b := 1)
---
(a if b else c := 1)
---
(None := 1)
---
(x = 1)
---
(x = 1, y)
---
[x = 1]
---
[x.y = 1]
---
x[a = 1]
---
x[a.b = 1]
---
[f() = 1]
---
[a + b = c]
---
[(a, b) = c]
---
[[a] = c]
---
[True = c]
---
[x = = c]
---
[x = y := c]
---
a = b if c
---
(a if b)
---
[a if b for c in d]
---
f(a if b, c)
---
x = a if b:
---
a if b else
---
a if else b
---
return a if b
---
lambda: a if b
---
print a
---
print a, b
---
print "a" % b
---
print 'a'
---
print
print a
---
print (a) b
---
print -1 b
---
print a if b
---
print >>a, b
---
exec "a"
---
exec a in b
---
exec a b
---
exec
---
prints a
---
(print a)
---
if x: print a
---
f(print a)
---
x = print a
---
import
---
import a.
---
import a as
---
import a as b.c
---
import a, 
---
import (a)
---
import a b
---
import a.b as c, d as 1
---
from
---
from a
---
from a import
---
from a import b,
---
from a import b, c,
---
from a import (b, c
---
from a import (b, c,,)
---
from a import ()
---
from a import *, b
---
from a import b.c
---
from a import b as c.d
---
from a import (b as c d)
---
from . import
---
from .a. import b
---
from import b
---
from a imports b
---
from a import b; c d
---
global
---
global x,
---
global x.y
---
nonlocal x y
---
nonlocal 1
---
return = 1
---
return x y
---
raise x from
---
raise x, y
---
raise from x
---
assert
---
assert x, 
---
assert x y
---
assert x = 1
---
assert (x = 1)
---
assert x, y, z
---
pass x
---
break 1
---
continue;;
---
; x
---
x;; y
---
yield from
---
yield x y
---
await
---
await x y
---
x = await
---
match x
---
match x:
---
match x:
pass
---
match x:
    pass
---
match x:
    case a
---
match x:
    case a:
    pass
---
match x:
    case a if b
---
match x:
    case a if b:
pass
---
match x:
    case a: pass
    x
---
match x:
    case a.b as _: pass
---
match x:
    case 1 as _: pass
---
match x:
    case (1 as a.b): pass
---
match x:
    case 1 as 2: pass
---
match x:
    case a as b.c: pass
---
match x:
    case a as b(): pass
---
match x:
    case a as : pass
---
match x:
    case A(b=1, c): pass
---
match x:
    case A(b=1, c, d): pass
---
match x:
    case A(a, b=1, c=2, d, e=3): pass
---
match x:
    case A(a, b=1, c, d e): pass
---
match x:
    case 1+1: pass
---
match x:
    case 1j+1j: pass
---
match x:
    case -1 + -1j: pass
---
match x:
    case -1j - 1j: pass
---
match x:
    case {1+1: a}: pass
---
match x:
    case a.b | : pass
---
match x:
    case {a: 1}: pass
---
match x:
    case {**a, 1: b}: pass
---
match x:
    case {**_}: pass
---
match x:
    case {1: a, **rest, }: pass
    case {**rest, **more}: pass
---
match x:
    case *a: pass
---
match x:
    case (*a): pass
---
match x:
    case (*a, b c): pass
---
match x:
    case [a, b: pass
---
match x:
    case f'{a}': pass
---
match x:
    case a, b c: pass
---
match x:
    case a + b: pass
---
match x:
    case +1: pass
---
match x:
    case -a: pass
---
match x:
    case not a: pass
---
match x:
    case a(): pass
    case b(: pass
---
match x y:
    case a: pass
---
match (x y):
    case a: pass
---
match *x:
    case a: pass
---
match x, y
    case a: pass
---
match:
    case a: pass
---
match x = 1
---
match x:
    case "a" b'c': pass
---
match x:
    case "\x": pass
---
case x:
---
case x: pass
---
_ x
---
 x
---
if 1:
  x
    y
---
if 1:
    x
  y
---
if 1:
	x
        y
---
x
  y
---
def f():
    pass
     x
---
def f():
    x = (1,
    y
    pass
def g():
    pass
---
class A:
    def f(self):
        return (
    def g(self):
        pass
---
(
---
(a
---
[a
(b
---
(a]
---
(a
]
---
a)
---
a b)
---
f(a b))
---
a b ]
---
a b
x = )
---
a b
(
---
a b
'c
---
a b
"""c
---
a b
0x
---
a b
é = €
---
a b
x \ y
---
a b
  c
 d
---
a b \
---
(a b
$
---
(a b
(c
]
---
f(a b
'x
---
x = 'a' 'b
---
'a
---
'''a
---
x = 5a b
---
x = 1 if 1else 2 3
---
a $ b
---
a ? b
---
a ! b
---
a!b
---
a <> b
---
a <> b c
---
a -> b
---
`a`
---
a.1
---
a.
---
a.if
---
a..b
---
a->b
---
a++
---
++a b
---
a ** 
---
a[]
---
a[b
---
a[b:c:d:e]
---
a[b, *c d]
---
a[*b]
a[*b:c]
---
a[**b]
---
a[b=c]
---
a() b
---
() = 1 2
---
b'é'
---
x = b'é' 1
---
'a' b'b'
---
f'a' b'b'
---
b'a' u'b' )
---
'\x1'
---
'\u12' 'a'
---
'\U00110000'
---
'\N'
---
'\N{'
---
'\N{}'
---
'\N{no such name}'
---
f'\N}'
---
f'{x}\N}}'
---
f'\x \N}'
---
f[a := b:c]
---
f[c:d, a := b:]
---
b'\x'
---
b'\xg0'
---
x = ('a',
'\x1', b)
---
'\x1' )
---
'\x1'
'
---
f'{a b}'
---
f'{a $ b}'
---
f'a{b c}d{e}'
---
   f'{a b}'
---
if x:
    f'a' f'{a b}'
---
(f'''{
a b}''')
---
(f'''
{a b}''')
---
(f'''
 é {a b}''')
---
f'é{é é}'
---
f'{lambda x:1}'
---
f'{a:{b c}}'
---
f'{a:{b:{c}}}'
---
f'{a:{b:{c:{d}}}}'
---
f'{'
---
f'{a'
---
f'{a:'
---
f'{a:{'
---
f'}'
---
f'a}}b}c'
---
f'{}'
---
f'{ }'
---
f'{!r}'
---
f'{:x}'
---
f'{=}'
---
f'{a!x}'
---
f'{a!}'
---
f'{a!r x}'
---
f'{a!rr}'
---
f'{a! r}'
---
f'{a!ra}'
---
f'{a!é}'
---
f'{a\n}'
---
f'{"a\n"}'
---
f'{a#b}'
---
f'{a)}'
---
f'{(a}'
---
f'{(a]}'
---
f'{[a)}'
---
f'{a]}'
---
f'{((((a}'
---
f'{a["b}'
---
f'{"a}'
---
f'{"""a}'
---
f'{a = }' f'{b c = }'
---
f'{a=!x}'
---
f'{a==}'
---
f'{a!=b c}'
---
f'{*a}'
---
f'{**a}'
---
f'{a, b c}'
---
f'{yield}' x
---
f'{x = 1}'
---
f'{x := 1}'
---
f'{x:=1}' y
---
f'{(x:=1)}' y
---
f'{a if b}'
---
f'{print a}'
---
f'{f"{a b}"}'
---
f'{f"{"}'
---
f'{f"{a!x}"}'
---
f'{"\x"}'
---
f'\x'
---
f'{a}\x'
---
f'{0x}'
---
f'{1a}'
---
f'{a}' 1
---
f'{def}'
---
f'{pass}'
---
f'{a;b}'
---
f'{1 = 2}'
---
f'{f() = 2}'
---
f'{a
b}'
---
f'''{a
b}'''
---
f'''{
a b
}'''
---
f'''{(a
b)}'''
---
(f'{a}'
 f'{b c}')
---
f(f'{a b}', c d)
---
f(c d, f'{a b}')
---
f'{a b}' $
---
f'{a b}' )
---
f'{a b}'
x = '
---
rf'{a\b}'
---
rf'\{a b}'
---
f'{{a b}}' c
---
f'{ {a b} }'
---
f'{a:b{c d}e}'
---
f'{a:}}'
---
f'{a:{b}}}'
---
f'{a!r:{b c}}'
---
u'a' 'b' c
---
0777
---
x = 0777 y
---
a b
0777
---
1_ b
---
1.e
---
0b12
---
x = 1__0
---
if x:
    a b
	c
---
x = [
    1,
    2
y = 3
z = 4
---
d = {
    'a': 1
    'b': 2
}
---
d = {
    'a': 1,
    'b' 2
}
---
x = (1 +
     2
     3)
---
def f(:
    pass
---
def f(x):
    return x x
---
for i in range(10)
    print(i)
---
if True:
    x = 1
   y = 2
---
class A
    pass
---
try:
    x
excep:
    y
---
import a
from b import c d
---
while True print(1)
---
else
---
x = yield from
---
x = 1 +
---
(1 +)
---
[1, 2, 3
4, 5]
---
"a" + 
---
not
---
x is is y
---
x not y
---
x in
---
@
---
:
---
,
---
=
---
)
---
*
---
**
---
...a
---
0x 1
---
def f(a, *, b c): pass
---
def f(a, *b: c d): pass
---
def f(a: b c): pass
---
def f(a=b c): pass
---
def f(a) -> (b c): pass
---
class A(b=1, c): pass
---
class A(*b, **c, *d): pass
---
x = {a: b for a, b in c d}
---
with open(a) as b, open(c) as d e: pass
---
with open(a b) as c: pass
---
with (open(a b) as c): pass
---
if x: y z
---
if x: y; z w
---
if x: y
 z
---
if x:
    y
  # c
 z
---
f'{(a'
---
f'{(a[0'
---
f'{a = !'
---
f'{a = '
---
f'{a!r'
---
f'{"a
---
f'{a!r:'
---
f'{{{a b}}}'
---
{a := 1, b: 2}
---
{(a := 1): 2, b c: 3}
---
{*a: 1}
---
match x:
    case {a(): 1}: pass
---
match x:
    case {-a: 1}: pass
---
match x:
    case {**rest: 1}: pass
---
match x:
    case [*_, *_]: pass
    case [*a.b]: pass
---
match x:
    case A(*a): pass
---
match x:
    case A(a.b=1): pass
---
match x:
    case _.a: pass
    case _(a): pass
    case _ as b: pass
    case (_ as _): pass
---
0xcor x
---
0xcore x
---
0xfor x
---
1or x
---
1ore
---
0x1ore
---
1ore + 2
---
1ifx
---
1elsex
---
1and_
---
1orx y
---
0b1orx
---
1in_
---
1.0orx
---
1jorx
---
1isé
---
1noté
---
f'é{é é}'b'a'
---
f'{}' b'a' @
---
b'é' f'{}'
---
b'\x' 'a'
---
'a' b'\x'
---
( \
 é )é
---
'\N{del'
---
'\Nx'
---
'\N{}x'
---
'é\xé'
---
'a\é\u00'
---
'\\é\N{é'
---
f'{a}é\xg'
---
match x:
    case A(a, b=1, c, f'{x d e): pass
---
(~ "é" \
 ) éé
---
(
   \
 "é" é)
---
"é" \
"é" é
---
x = "é" \
  "é" \
   é
---
u = '\N{LATIN 'a' CAPITAL LETTER A WITH DIAERESISWITH'
---
[a + b = c+
---
'a' = 'b'//'c')
---
x[a = 1*
---
match x:
    case A(a, b=1, c, ( e): pass
---
match x:
    case A(a, b=1, (c), (d|e)): pass
---
match x:
    case A(a, b=1, (c)|d, d as e, f()): pass
---
é"""é
é""" (
---
é"é" \
 ( é
---
class A(x for x in y): pass
---
match x:
    case _.a: pass
---
match x:
    case _(a): pass
---
match x:
    case {_.a: 1}: pass
    case A(_=1): pass
    case _.a.b as c: pass
---
f'\N{a b'
---
f'{a}\N{DIGIT ONE{b c}'
---
f'\N'
---
f'\N{}'
---
f'\'{a b}'
---
f'\
{a b}'
---
f'"\x"}'
---
f'\x{a b}'
---
f'\x{'
)texts";

/// What takes a parser that goes back for ever, if it does not remember what it saw: `open` is
/// there `depth` times, and `close` `closed` times.
struct NestedText {
  int depth;
  const char* before;
  const char* open;
  const char* inner;
  int closed;
  const char* close;
};
inline constexpr NestedText kNestedTexts[] = {
    {150, "", "(", "a b", 150, ")"},
    {150, "", "[", "a $", 150, "]"},
    {150, "", "{", "a $", 150, "}"},
    {150, "", "{1:", "a $", 150, "}"},
    {150, "", "{1: 2, 3:", "a $", 150, "}"},
    {150, "", "f(", "a $", 150, ")"},
    {150, "", "f(a, b=", "a $", 150, ")"},
    {150, "", "f(**", "a $", 150, ")"},
    {150, "", "a[", "a $", 150, "]"},
    {150, "", "(x for x in ", "a $", 150, ")"},
    {150, "", "[x for x in y if ", "a $", 150, "]"},
    {150, "", "[(", "a $", 150, ")]"},
    {150, "", "lambda x=", "a $", 150, ": 1"},
    {150, "", "(lambda x: ", "a $", 150, ")"},
    {150, "", "lambda: ", "a $", 150, ""},
    {150, "", "(a if b else ", "c $", 150, ")"},
    {150, "", "(a := ", "c $", 150, ")"},
    {150, "", "(yield ", "c $", 150, ")"},
    {150, "", "*(", "c $", 150, ")"},
    {150, "", "(", "c $", 150, ", )"},
    {150, "", "(", "c $", 150, ", d)"},
    {150, "", "(", "c $", 150, ") = 1"},
    {150, "", "(", "c) = (d", 150, ") = 1"},
    {150, "", "(", "c", 150, ").a = $"},
    {150, "", "f(", "a", 150, ").b = $"},
    {150, "", "[", "c $", 150, "] = 1"},
    {150, "for ", "(", "c $", 150, ") in x: pass"},
    {150, "with ", "(", "c $", 150, ") as x: pass"},
    {150, "with ", "(", "c $", 150, ")"},
    {150, "del ", "(", "c $", 150, ")"},
    {150, "match x:\n case ", "(", "c $", 150, ")"},
    {150, "match x:\n case ", "[", "c $", 150, "]"},
    {150, "match x:\n case ", "A(", "c $", 150, ")"},
    {150, "match x:\n case ", "{1: ", "c $", 150, "}"},
    {150, "print ", "print ", "(a", 150, ")"},
    {2000, "", "a = ", "c $", 0, ""},
    {2000, "", "a, ", "c $", 0, ""},
    {2000, "", "a + ", "c $", 0, ""},
    {2000, "", "a if b else ", "c $", 0, ""},
    {2000, "", "not ", "c $", 0, ""},
    {2000, "", "-", "c $", 0, ""},
    {2000, "", "a ** ", "c $", 0, ""},
    {2000, "", "a < ", "c $", 0, ""},
    {2000, "", "a and b or ", "c $", 0, ""},
    {2000, "", "await ", "c $", 0, ""},
    {2000, "", "a.b(c)[d].", "c $", 0, ""},
    {2000, "", "f(a)(b, ", "c $", 0, ""},
    {2000, "", "@a\n", "c $", 0, ""},
    {2000, "", "x = a; ", "c $", 0, ""},
    {2000, "", "'a' ", "c $", 0, ""},
    {2000, "", "if a: pass\nel", "c $", 0, ""},
    {2000, "def f(", "a, ", "c $", 0, ""},
    {2000, "def f(", "a=1, ", "c $", 0, ""},
    {2000, "def f(", "a: (b), ", "/, c, /", 1, "): pass"},
    {2000, "lambda ", "a=1, ", "c $", 0, ""},
};

/// The same of indented blocks.
inline constexpr const char* kBlockHeaders[] = {
    "if x:",          "while x:", "for x in y:", "with x:",  "with (x):",
    "with (x as y):", "try:",     "class A:",    "def f():", "async def f():",
};

}  // namespace krait::compiler
