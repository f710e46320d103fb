"""Random programs: statements and blocks."""

from expressions import Expressions

INDENTS = ["    ", "    ", "  ", " ", "\t", "  \t", "        "]
AUGMENTED = "+= -= *= /= //= %= @= &= |= ^= >>= <<= **=".split()
FEATURES = "annotations division barry_as_FLUFL generator_stop nested_scopes print_function with_statement".split()
WRONG_STATEMENTS = [
    "return", "yield", "yield x", "await x", "break", "continue", "return 1", "nonlocal x", "global x", "x = yield", "nonlocal a, b",
    "from __future__ import braces", "from __future__ import nothing", "from __future__ import *", "from __future__ import division",
    "from a import *", "from . import (a, b", "from a import", "import", "import a.b as", "from a import b,", "import a as b.c", "from a import (b as c,)",
    "del", "del f()", "del x + 1", "del (x, 1)", "del *x", "del ()", "del x,", "del [x, (y)]", "del None", "del __debug__", "pass x", "raise x, y", "raise from x",
    "print x", "print 'a'", "exec 'x'", "print >>x, y", "assert", "assert (x, 'y')", "assert x, ", "1 = x", "x + 1 = y", "f() = 1", "x = 1 = y", "None = 1",
    "(x, 1) = y", "[x, f()] = y", "*x = y", "*x, *y = z", "x: int: 3", "(x): int", "(x, y): int = 1", "[x]: int", "f(): int", "x, y: int", "'a': int",
    "x.y: int = yield", "x += y += z", "(x, y) += 1", "f() += 1", "x + 1 += 2", "1 += x", "lambda: x = 1", "lambda: (yield)", "__debug__ = 1", "x.__debug__ = 1",
    "if x", "if x = 1: pass", "while x pass", "for x y: pass", "for x in: pass", "else: pass", "elif x: pass", "except: pass", "finally: pass", "case x: pass",
    "try: pass", "with x as 1: pass", "with x as f(): pass", "with: pass", "class: pass", "class x(: pass", "def f: pass", "def (x): pass", "def f(x y): pass",
    "@x", "async x", "async with x: pass", "async for x in y: pass", "async def", "x = [async for y in z]", "for f() in x: pass", "for 1 in x: pass", "match x: pass",
    "match x:\n  case 1: pass\n  x = 1", "match: pass", "try: pass\nexcept: pass\nexcept x: pass", "try: pass\nexcept* x: break", "try: pass\nexcept*: pass", "x = ", "x =\n",
    "= 1", "x == 1 = 2", "x := 1", "(x := 1) = 2", "(x.y := 1)", "(x[0] := 1)", "[x := 1 for x in y]", "[y for x in (z := 1)]", "class C: [x := 1 for y in z]", "a = *b",
    "return *a, b", "x = *a,", "print(*a if b else c)", "  x", "\tx", "x\n  y", "if x:\n    y\n  z", "if x:\ny", "if x:\n\ty\n        z", "if x:\n        y\n\tz", ")", "]", "}", "(", "((", "[(])",
    "'", '"""', "x = '", "\\", "\\ x", "x \\", "$", "?", "!", "x !", "!x", "x ? y : z", "x++", "--x", "x--", "!=", "->", "x -> y", "...", "..", ".", ",", ";", ";;", "x;;y", ":", "::", "@",
    "global x; x = 1", "x = 1; global x", "def f(x): global x", "def f(x): nonlocal x", "def f():\n  x\n  global x", "def f():\n  x = 1\n  nonlocal x", "def f():\n  nonlocal x\n  x = 1",
    "def f():\n  x: int\n  global x", "def f():\n  global x\n  x: int", "def f():\n  global x, x\n  nonlocal x", "def f(a, a): pass", "def f(a=1, b): pass", "def f(*): pass", "def f(*, **k): pass",
    "def f(**k, a): pass", "def f(a, /, b, /): pass", "def f(/, a): pass", "def f(*a, /): pass", "def f(*a, *b): pass", "def f(**k, **l): pass", "def f(*, a, *): pass", "def f(None): pass", "def f(1): pass",
    "def f(x, *, (y)): pass", "def f(a:): pass", "def f(a=): pass", "def f() -> : pass", "def f() - > x: pass", "class C:\n  def f(): nonlocal __class__", "class C: return", "class C: yield", "class C: await x",
    "def f():\n  class C: nonlocal x\n  x = 1", "async def f(): yield from x", "async def f():\n  return 1\n  yield", "async def f(): [await x for x in y]", "def f(): [await x for x in y]", "def f(): await x",
    "async def f(): lambda: await x", "[await x async for x in y]", "(x async for x in y)", "async def f():\n  def g(): [x async for x in y]", "def f(): (await x for x in y)", "async def f(): return [x async for x in y]",
    "while 1:\n  def f(): break", "while 1:\n  class C: continue", "if 1: break", "for x in y: pass\nelse: break", "try: break\nfinally: pass", "for x in y:\n  try: pass\n  finally: continue", "def f():\n  from a import *", "class C:\n  from a import *",
    "import a.b.c as d", "import a.1", "from .. import *", "from ... import x", "from .... a import b", "from . a import b", "from a.b import (c)", "from a import b as c, d as e", "from a import (*)", "from a import b.c", "from a import b as", "from 1 import x",
    "x if y", "x if y else", "lambda", "not", "x not in", "x is not", "x in not y", "f(x for x in y, z)", "f(x for x in y, z for z in w)", "f(z, x for x in y)", "f(x=1, x=2)", "f(**x, *y)", "f(a=1, b)", "f(a.b=1)", "f(True=1)", "class C(x for x in y): pass", "class C(a=1, a=2): pass",
    "0777", "1__0", "0xg", "1e", "1_", "0b2", "1a", "x = 08", "f'{'", "f'}'", "f'{}'", "f'{a b}'", "f'{x!z}'", "f'{x:{y:{z}}}'", "f'{\\n}'", "f'{#}'", "b'é'", "b'a' 'b'", "'a' b'b' f'c'", "u'a' b'b'", "'\\N{x}'", "'\\x1'", "'\\u123'", "'\\U00110000'", "'\\d'", "b'\\x1'", "b'\\d'", "'\\400'", "b'\\777'",
    "with (x as y, z as w,): pass", "with (x, y) as z: pass", "with (x as y): pass", "with (yield): pass", "with x, y as z,: pass", "with (x as y, z) as w: pass", "with (x for x in y): pass", "with (x := y): pass", "with (a, b, c as d): pass", "with (): pass", "with (x,): pass", "with (x) as y, (z): pass",
    "match x:\n  case y: pass\n  case z: pass", "match x:\n  case _: pass\n  case 1: pass", "match x:\n  case y | 1: pass", "match x:\n  case 1 | y: pass", "match x:\n  case [a] | [b]: pass", "match x:\n  case {1: a, 1: b}: pass", "match x:\n  case C(a, a): pass", "match x:\n  case [a, a]: pass", "match x:\n  case a as a: pass",
    "match x:\n  case [*a, *b]: pass", "match x:\n  case *a: pass", "match x:\n  case (*a): pass", "match x:\n  case *a, b: pass", "match x:\n  case {**a, 1: b}: pass", "match x:\n  case {**_}: pass", "match x:\n  case 1 + 1: pass", "match x:\n  case 1j + 1: pass", "match x:\n  case -a: pass", "match x:\n  case f'': pass", "match x:\n  case a.b(c=d, c=e): pass",
    "match x, y:\n  case a, b: pass", "match *x, y:\n  case a, b: pass", "match (x):\n  case a if b: pass", "match x:\n  case a if b := c: pass", "match[x]", "match(x)", "match - x", "match * x", "match x", "match.case", "match = case", "case x: pass", "match x:\n  case", "match x:\n  case:\n    pass", "match\\\n x:\n  case _: pass", "match x :\n\n  case _ : pass",
]  # fmt: skip


class Statements(Expressions):
    """Blocks. Where they stand is kept, so that most return, break and await only where they may."""

    in_loop = False
    scopes = 0

    def simple(self):
        chance = self.random()
        if self.is_wrong():
            return self.any_of(WRONG_STATEMENTS)
        if chance < 0.22:
            return self.expressions(3)
        if chance < 0.42:
            targets = "".join(self.bare_target(2) + " = " for _ in range(1 + (self.random() < 0.15)))
            return targets + self.expressions(3)
        if chance < 0.48:
            return f"{self.any_of([self.name(), self.attribute(1), self.subscript(1)])} {self.any_of(AUGMENTED)} {self.expressions(2)}"
        if chance < 0.53:
            return self.annotated_assignment()
        if chance < 0.62:
            return self.jump()
        if chance < 0.68:
            return self.import_()
        if chance < 0.72:
            return "del " + self.deleted()
        if chance < 0.76:
            return "assert " + self.expression(2) + (", " + self.expression(1) if self.random() < 0.4 else "")
        if chance < 0.82:
            return self.raise_()
        if chance < 0.84 and self.scopes:
            return f"{self.any_of(['global ', 'nonlocal ', 'global '])}{self.commas(self.fresh_name, 1, 2).rstrip(',')}"
        if chance < 0.9:
            return "pass"
        return self.call(2)

    def fresh_name(self):
        return self.any_of("abxyzghk") + self.any_of(["", "7", "8", "9"])

    def annotated_assignment(self):
        target = self.any_of([self.name(), self.name(), self.attribute(1), self.subscript(1), f"({self.name()})"])
        value = self.any_of(["", " = " + self.expressions(2)])
        return f"{target}: {self.expression(2)}{value}"

    def jump(self):
        choices = []
        if self.in_loop:
            choices += ["break", "continue"]
        if self.in_function:
            choices += ["return", "return " + self.expressions(2)]
            if not self.in_async:
                choices += ["yield " + self.expressions(2), "x = yield", "yield from " + self.expression(1)]
            else:
                choices += ["await " + self.operand(2), "yield" if self.is_wrong() else "return"]
        return self.any_of(choices or ["pass"])

    def import_(self):
        name, dotted = self.name(), ".".join(self.name() for _ in range(1 + self.below(3)))
        as_ = f" as {self.name()}" if self.random() < 0.3 else ""
        return self.any_of([
            f"import {dotted}{as_}", f"import {dotted}, {name}{as_}", f"from {dotted} import {name}{as_}", f"from {'.' * self.below(5)}{dotted} import ({name}{as_}, b,)",
            f"from {'.' * (1 + self.below(4))} import {name}{as_}", f"import {name}" if self.scopes else f"from {dotted} import *",
        ])  # fmt: skip

    def deleted(self):
        return self.any_of([
            self.name(), self.name(), self.attribute(1), self.subscript(1), f"({self.name()}, [{self.name()}])", f"{self.name()}, {self.attribute(1)},", "()", "[]", f"({self.name()})",
        ])  # fmt: skip

    def raise_(self):
        return self.any_of(["raise", f"raise {self.expression(2)}", f"raise {self.expression(1)} from {self.expression(1)}"])

    # --- Compound statements: lists of lines

    def block(self, depth):
        """The lines after a colon, the first one to be appended to the header's."""
        if self.random() < 0.12:
            return [self.gap() + self.simple_line()]
        indent = self.any_of(INDENTS)
        lines = [""]
        if self.random() < 0.03:
            lines.append(self.any_of(["", "# comment", "        # deep", "\f", " \t"]))
        for line in self.statements(depth, 1 + self.below(3)):
            lines.append(indent + line if "\n" not in line else indent + line)
        if self.is_wrong():
            at = self.below(len(lines))
            lines[at] = self.any_of(INDENTS) + lines[at] if self.random() < 0.5 else lines[at].lstrip()
        return lines

    def headed(self, header, depth):
        first, *rest = self.block(depth - 1)
        colon = ":" if not self.is_wrong() else self.any_of(["", " ", "::", ";", ","])
        return [header + colon + first + (" # c" if not first and self.random() < 0.03 else ""), *rest]

    def simple_line(self):
        text = self.simple()
        while self.random() < 0.06 and "\n" not in text:
            text += self.any_of(["; ", ";"]) + self.simple()
        if self.random() < 0.02:
            text += self.any_of([";", " # comment", "  ", "\t", "\f", " # type: int", "\\\n"])
        return text

    def statements(self, depth, count):
        lines = []
        for _ in range(count):
            if depth > 0 and self.room > 0 and self.random() < 0.5:
                lines += self.compound(depth)
            else:
                lines.append(self.simple_line())
            if self.random() < 0.02:
                lines.append(self.any_of(["", "# comment", "\f", "    ", "\t# c", "\\", "        # deep"]))
        return lines

    def compound(self, depth):
        return self.any_of([
            self.if_, self.if_, self.while_, self.for_, self.for_, self.try_, self.try_, self.with_, self.def_, self.def_, self.class_, self.match_,
        ])(depth)  # fmt: skip

    def with_loop(self, header, depth):
        saved, self.in_loop = self.in_loop, True
        lines = self.headed(header, depth)
        self.in_loop = saved
        if self.random() < 0.2:
            lines += self.headed("else", depth)
        return lines

    def if_(self, depth):
        test = self.expression(3) if self.random() < 0.85 else self.any_of(["0", "1", "__debug__", "not x", "None", "''", "x and 0", "1 or x", "not 1", "x is None", "x is not None"])
        lines = self.headed("if " + test, depth)
        while self.random() < 0.2:
            lines += self.headed("elif " + self.expression(2), depth)
        if self.random() < 0.3:
            lines += self.headed("else", depth)
        return lines

    def while_(self, depth):
        return self.with_loop("while " + self.any_of([self.expression(2), self.expression(2), "1", "True", "0", "x"]), depth)

    def async_prefix(self):
        return "async " if self.in_async and self.random() < 0.4 or self.is_wrong() else ""

    def for_(self, depth):
        return self.with_loop(f"{self.async_prefix()}for {self.bare_target(2)} in {self.expressions(2)}", depth)

    def try_(self, depth):
        lines = self.headed("try", depth)
        handlers = self.below(3)
        star = "*" if self.random() < 0.2 else ""
        saved = self.in_loop, self.in_function
        if star and not self.is_wrong():
            self.in_loop = self.in_function = False
        for i in range(handlers):
            what = f" {self.expression(1)}" + (f" as {self.name()}" if self.random() < 0.5 else "")
            if not star and i == handlers - 1 and self.random() < 0.3 or self.is_wrong():
                what = ""
            lines += self.headed(f"except{star}{what}", depth)
        self.in_loop, self.in_function = saved
        if handlers and self.random() < 0.25:
            lines += self.headed("else", depth)
        if not handlers and not self.is_wrong() or self.random() < 0.3:
            lines += self.headed("finally", depth)
        return lines

    def with_(self, depth):
        items = [self.expression(2) + (f" as {self.target(1)}" if self.random() < 0.5 else "") for _ in range(1 + (self.random() < 0.25))]
        text = ", ".join(items)
        if self.random() < 0.15:
            text = f"({self.break_()}{text}{self.any_of(['', ','])})"
        return self.headed(f"{self.async_prefix()}with {text}", depth)

    def decorators(self):
        return ["@" + self.expression(2) for _ in range(self.below(2))] if self.random() < 0.25 else []

    def def_(self, depth):
        lines = self.decorators()
        is_async = self.random() < 0.2
        returns = f" -> {self.expression(1)}" if self.random() < 0.15 else ""
        header = f"{'async ' * is_async}def {self.name()}({self.parameters(annotated=True)}){returns}"
        saved = self.in_async, self.in_function, self.in_loop, self.in_class_scope
        self.in_async, self.in_function, self.in_loop, self.in_class_scope = is_async, True, False, False
        self.scopes += 1
        body = self.headed(header, depth)
        if len(body) > 1 and self.random() < 0.15:
            indent = body[1][: len(body[1]) - len(body[1].lstrip())]
            body.insert(1, indent + self.any_of(["'''doc'''", "'doc'", "b'no doc'", "f'no doc'", "'a' 'b'"]))
        self.scopes -= 1
        self.in_async, self.in_function, self.in_loop, self.in_class_scope = saved
        return lines + body

    def class_(self, depth):
        lines = self.decorators()
        bases = f"({self.arguments(1)})" if self.random() < 0.5 else ""
        saved = self.in_async, self.in_function, self.in_loop, self.in_class_scope
        self.in_async, self.in_function, self.in_loop, self.in_class_scope = False, False, False, True
        self.scopes += 1
        body = self.headed(f"class {self.name()}{bases}", depth)
        self.scopes -= 1
        self.in_async, self.in_function, self.in_loop, self.in_class_scope = saved
        return lines + body

    def match_(self, depth):
        lines = [f"match {self.expressions(2)}:"]
        indent = self.any_of(INDENTS)
        for i in range(1 + self.below(3)):
            guard = f" if {self.expression(1)}" if self.random() < 0.25 else ""
            lines += [indent + line for line in self.headed(f"case {self.top_pattern(2)}{guard}", depth - 1)]
        return lines

    # --- Whole programs

    def program(self):
        lines = []
        if self.random() < 0.04:
            lines.append(self.any_of(["'''doc'''", "'doc'"]))
        if self.random() < 0.06:
            lines.append("from __future__ import " + self.commas(lambda: self.any_of(FEATURES), 1, 2).rstrip(","))
        if self.random() < 0.004:
            lines += self.long_program()
        lines += self.statements(1 + self.below(4), 1 + self.below(4))
        text = "\n".join(lines)
        return text + "\n" if self.random() < 0.95 else text

    def long_program(self):
        """More names, constants and code than one byte counts."""
        count = 200 + self.below(150)
        lines = [f"n{i} = {self.any_of([i, i + 0.5, repr(str(i))])}" for i in range(count)]
        if self.random() < 0.5:
            lines = ["while x:"] + [" " + line for line in lines] + [" if y: break", " if z: continue"]
        if self.random() < 0.3:
            lines = ["def f():", " try:"] + ["  " + line for line in lines] + [" except n7: n8", " return lambda: n9"]
        if self.random() < 0.2:
            lines.append("f(" + ", ".join(f"a{i}" for i in range(count)) + ")")
        if self.random() < 0.2:
            lines.append("x = [" + ", ".join(str(i) for i in range(count)) + "]")
        return lines


def random_program(chance):
    """Every other one without anything that is wrong on purpose."""
    wrong = 0.0 if chance.random() < 0.6 else chance.random() ** 3 * 0.3
    writer = Statements(chance, wrong)
    writer.room = 15 + int(chance.random() ** 2 * 120)
    return writer.program()


def random_expression(chance):
    wrong = 0.0 if chance.random() < 0.6 else chance.random() ** 3 * 0.3
    writer = Statements(chance, wrong)
    return writer.expressions(1 + writer.below(5))
