"""Random expressions, targets, patterns and parameters."""

from literals import PREFIXES, STUCK_TO_WORDS, Literals

BINARY = "+ - * / // % @ << >> & | ^ ** + - *".split()
COMPARISONS = ["<", "<=", ">", ">=", "==", "!=", "in", "not in", "is", "is not"]
WRONG_OPERATORS = ["<>", "=", "=>", "++", "->", ":=", "===", "=<", "&&", "||", "?", "not", "! =", "is  in", ".", ","]
UNARY = ["-", "+", "~", "not ", "-", "not "]
CONSTANTS = ["None", "True", "False", "...", "__debug__", "()", "''", "0", "1", "-1", "''", "b''", "(1, 2)"]
CONVERSIONS = ["!r", "!s", "!a", "!r"]
SPECS = [":>10", ":.2f", ":{x}", ":{x!r}.{y}", ":x", ":", ":%H:%M", ":\\n", ":{{", ":#x"]
WRONG_FIELDS = [
    "{", "}", "{}", "{ }", "{x", "{x!}", "{x!z}", "{x!rr}", "{x:", "{x:{y}", "{x\\n}", "{#}", "{x!r:", "{!r}",
    "{:x}", "{a b}", "{a b}", "{lambda x: 1}", "{x:{y:{z:{a}}}}", "{*}", "{**a}", "{x=!}", "{x}}", "{=}", "{1=}",
    "{x !r}", "{x! r}", "{a['b']}", "{'a'}", "{yield}", "{await x}", "{x:=5}", "{(x:=5)}", "{a!=b}", "{x=}",
    "{a==b}", "{a>=b}", "{()", "{[}", "{(}", "{x)}", "{f'{x}'}", "{x:{'{'}}", "{'\\n'}", "{not}", "{x if}", "{1a}",
    "{x, }", "{*x, }", "{x;y}", "{x=y}", "{a\n}", "{\n a}", "{a #}", "{None=!r:5}", "{x\t=\t}", "{ x = !r }",
    "{,}", "{x for x in y}", "{[x for x in y]}", "{print x}", "{a$b}", "{'''a'''}", "{'a' 'b'}", "{x.}", "{.x}",
    "{x:{}}", "{x:{ }}", "{x:{y!}}", "{x:}}", "{x:{{}", "{::}", "{((x))}", "{(x}", "{é}", "{é é}", "{!x}", "{!}",
]  # fmt: skip


class Expressions(Literals):
    """`depth` bounds nesting; `in_async` says whether await is allowed, `in_function` whether yield is."""

    in_async = False
    in_function = False
    in_class_scope = False

    def __init__(self, chance, wrong):
        super().__init__(chance, wrong)
        self.room = 60  # so many nodes before only the simplest follow
        self.kinds = []
        for count, make in (
            (14, self.binary), (8, self.comparison), (5, self.unary), (5, self.boolean), (4, self.conditional),
            (8, self.attribute), (7, self.subscript), (12, self.call), (5, self.tuple), (4, self.list),
            (3, self.set), (4, self.dict), (6, self.comprehension), (4, self.lambda_), (3, self.walrus),
            (5, self.f_string), (2, self.await_), (2, self.yield_), (2, self.constant_fold), (2, self.parenthesised),
            (1, self.generator), (1, self.membership), (1, self.percent_format),
        ):  # fmt: skip
            self.kinds += [make] * count

    # --- Layout

    def gap(self):
        """A space, mostly."""
        chance = self.random()
        if chance < 0.985:
            return " "
        return self.any_of(["  ", "\t", " \\\n", " \\\n  ", "\f", " \f "])

    def break_(self):
        """What may stand after a bracket or comma inside of brackets."""
        chance = self.random()
        if chance < 0.96:
            return ""
        return self.any_of(["\n", "\n    ", " # c\n", "\n\n", "\t", "\\\n", "\n\f", "\r\n"])

    def commas(self, make, least, most):
        items = [make() for _ in range(least + self.below(most - least + 1))]
        text = ("," + self.break_() + " ").join(items)
        if items and self.random() < 0.15:
            text += ","
        return text

    # --- Expressions

    def atom(self):
        chance = self.random()
        if chance < 0.6:
            return self.name()
        if chance < 0.76:
            return self.number()
        if chance < 0.88:
            return self.string()
        if chance < 0.93 and self.random() < 0.1:
            return self.any_of(STUCK_TO_WORDS) + " x"
        return self.any_of(CONSTANTS)

    def expression(self, depth):
        self.room -= 1
        if depth <= 0 or self.room < 0 or self.random() < 0.25:
            return self.atom()
        if self.is_wrong():
            return self.wrong_expression(depth)
        return self.any_of(self.kinds)(depth - 1)

    def operand(self, depth):
        """An expression that no operator around it takes apart, mostly."""
        text = self.expression(depth)
        return text if text.isidentifier() or self.random() < 0.05 else f"({self.break_()}{text})"

    def star_expression(self, depth):
        if self.random() < 0.12:
            return "*" + self.operand(depth)
        return self.expression(depth)

    def expressions(self, depth):
        """Also a tuple without parentheses."""
        if self.random() < 0.85:
            return self.expression(depth)
        return self.commas(lambda: self.star_expression(depth - 1), 1, 3) + self.any_of(["", ","])

    def binary(self, depth):
        operator = self.any_of(BINARY if not self.is_wrong() else WRONG_OPERATORS)
        return self.operand(depth) + self.gap() + operator + self.gap() + self.operand(depth)

    def comparison(self, depth):
        text = self.operand(depth)
        for _ in range(1 + (self.random() < 0.2)):
            operator = self.any_of(COMPARISONS if not self.is_wrong() else WRONG_OPERATORS)
            text += f" {operator} {self.operand(depth)}"
        return text

    def unary(self, depth):
        return self.any_of(UNARY) + self.operand(depth)

    def boolean(self, depth):
        operator = self.any_of([" and ", " or "])
        items = [self.operand(depth) for _ in range(2 + self.below(2))]
        if self.random() < 0.3:
            return items[0] + " and " + items[1] + " or " + items[-1]
        return operator.join(items)

    def conditional(self, depth):
        return f"{self.operand(depth)} if {self.operand(depth)} else {self.expression(depth)}"

    def attribute(self, depth):
        return self.operand(depth) + self.any_of([".", ".", ".", " . ", "."]) + self.name()

    def subscript(self, depth):
        return f"{self.operand(depth)}[{self.break_()}{self.slices(depth)}]"

    def slices(self, depth):
        items = [self.slice(depth)]
        while self.random() < 0.15:
            items.append(self.slice(depth))
        return ", ".join(items) + ("," if self.random() < 0.05 else "")

    def slice(self, depth):
        chance = self.random()
        if chance < 0.55:
            return self.star_expression(depth)
        parts = [self.expression(depth - 1) if self.random() < 0.6 else "" for _ in range(2 + (chance < 0.65))]
        return ":".join(parts)

    def call(self, depth):
        if self.random() < 0.06:
            inside = f"{self.expression(depth)} {self.for_clauses(depth)}"
            return f"{self.operand(depth)}({inside}{',' if self.is_wrong() else ''})"
        return f"{self.operand(depth)}({self.arguments(depth)})"

    def arguments(self, depth):
        items, keywords, unpacks = [], False, False
        for _ in range(self.below(4)):
            chance = self.random()
            if self.is_wrong():
                items.append(self.any_of(["*", "**", "a=", "=1", "1=2", "a.b=1", "None=1", "a b", "a for a in b", "f()=1"]))
            elif chance < 0.6 and not keywords:
                items.append(self.expression(depth))
            elif chance < 0.7 and not unpacks:
                items.append("*" + self.operand(depth))
            elif chance < 0.8:
                keywords = unpacks = True
                items.append("**" + self.operand(depth))
            elif chance < 0.97 or self.in_class_scope:
                keywords = True
                items.append(f"{self.name()}{len(items)}={self.expression(depth)}")
            elif not keywords:
                items.append(f"{self.name()} := {self.expression(depth)}")
        return self.break_() + ", ".join(items) + ("," if items and self.random() < 0.1 else "") + self.break_()

    def tuple(self, depth):
        return f"({self.break_()}{self.commas(lambda: self.star_expression(depth), 0, 4)})"

    def list(self, depth):
        return f"[{self.break_()}{self.commas(lambda: self.star_expression(depth), 0, 5)}]"

    def set(self, depth):
        return f"{{{self.break_()}{self.commas(lambda: self.star_expression(depth), 1, 4)}}}"

    def dict(self, depth):
        return f"{{{self.break_()}{self.commas(lambda: self.dict_item(depth), 0, 4)}}}"

    def dict_item(self, depth):
        if self.is_wrong():
            return self.any_of(["a", "*a", "**", "a:", ":b", "a: *b", "a b: c", "a: b c", "a = 1", "**a for a in b"])
        if self.random() < 0.12:
            return "**" + self.operand(depth)
        return f"{self.expression(depth)}: {self.expression(depth)}"

    def for_clauses(self, depth):
        text = ""
        for _ in range(1 + (self.random() < 0.15)):
            async_ = "async " if self.in_async and self.random() < 0.1 or self.is_wrong() else ""
            text += f"{async_}for {self.target(1)} in {self.operand(depth)} "
            while self.random() < 0.2:
                text += f"if {self.operand(depth)} "
        return text

    def comprehension(self, depth):
        open_, close = self.any_of(["[]", "{}", "[]", "()"])
        element = self.expression(depth) if not self.is_wrong() else "*" + self.name()
        if open_ == "{" and self.random() < 0.5:
            element = f"{self.expression(depth)}: {self.expression(depth)}"
        return f"{open_}{element}{self.gap()}{self.for_clauses(depth)}{close}"

    def generator(self, depth):
        return f"({self.expression(depth)} {self.for_clauses(depth)})"

    def lambda_(self, depth):
        return f"lambda {self.parameters(annotated=False)}: {self.expression(depth)}"

    def walrus(self, depth):
        target = self.name() if not self.is_wrong() else self.operand(1)
        return f"({target} := {self.expression(depth)})"

    def await_(self, depth):
        if self.in_async or self.is_wrong():
            return "await " + self.operand(depth)
        return self.call(depth)

    def yield_(self, depth):
        if not self.in_function and not self.is_wrong():
            return self.attribute(depth)
        if self.in_async and not self.is_wrong():
            return f"(yield {self.expression(depth)})"
        return self.any_of(["(yield)", f"(yield {self.expressions(depth)})", f"(yield from {self.operand(depth)})"])

    def parenthesised(self, depth):
        count = 1 + self.below(3)
        return "(" * count + self.expression(depth) + ")" * count

    def constant_fold(self, depth):
        def operand():
            return self.any_of(
                [self.number, self.number, self.string, lambda: self.any_of(CONSTANTS), lambda: "(1, 2, 'a')"]
            )()

        text = operand()
        for _ in range(1 + self.below(3)):
            text = f"({text} {self.any_of(BINARY)} {operand()})" if self.random() < 0.5 else f"{text} {self.any_of(BINARY)} {operand()}"
            if self.random() < 0.2:
                text = f"{self.any_of(UNARY)}({text})"
            elif self.random() < 0.1:
                text = f"({text})[{self.any_of(['0', '-1', '5', '1:', 'None', '0j', 'True'])}]"
        return text

    def membership(self, depth):
        items = ", ".join(self.any_of([self.number, self.string, lambda: "None", self.name])() for _ in range(1 + self.below(4)))
        brackets = self.any_of(["[]", "{}", "()"])
        return f"{self.operand(depth)} {self.any_of(['in', 'not in'])} {brackets[0]}{items}{brackets[1]}"

    def percent_format(self, depth):
        fields = "".join(
            self.any_of(["%s", "%r", "%a", "%5s", "%-10r", "%.3s", "%%", "x", "%d", "%x", "%5.1a", "%05s", "{", "%", "%-.9s", "%99999999999s"])
            for _ in range(1 + self.below(4))
        )
        arguments = self.commas(lambda: self.star_expression(depth) if self.is_wrong() else self.expression(depth), 1, 3)
        return f"'{fields}' % ({arguments}{self.any_of(['', ','])})"

    def f_string(self, depth):
        prefix = self.any_of(["f", "f", "F", "fr", "Rf", "rF"])
        quote = self.any_of(["'", '"', '"""', "'''"])
        text = prefix + quote
        for _ in range(self.below(4)):
            text += self.f_string_part(depth, quote)
        if len(quote) == 3 and self.random() < 0.2:
            text += "\n{x}"
        if text.endswith(quote[0]) and len(text) > len(prefix) + len(quote):
            text += " "
        text += quote
        if self.random() < 0.15:
            text += " " + self.one_string(PREFIXES)
        return text

    def f_string_part(self, depth, quote):
        chance = self.random()
        if self.is_wrong() or chance < 0.003:
            return self.any_of(WRONG_FIELDS)
        if chance < 0.4:
            piece = self.piece("")
            return piece if piece not in "'\"{}\\\n" else "{{"
        value = self.expression(min(depth, 2))
        if not self.is_wrong():
            if quote[0] in value or "\\" in value or "#" in value or "\n" in value and len(quote) == 1:
                value = self.name()
            value = value.removeprefix("{") if value.startswith("{") else value
            if value.startswith("lambda") or ":" in value or "!" in value or "}" in value:
                value = f"({value})" if value.count("(") == value.count(")") else "x"
        text = "{" + self.any_of(["", "", " "]) + value + self.any_of(["", "", "", " ", "=", " = "])
        if self.random() < 0.25:
            text += self.any_of(CONVERSIONS)
        if self.random() < 0.3:
            text += self.any_of(SPECS)
        return text + "}"

    def wrong_expression(self, depth):
        a, b = self.expression(depth - 1), self.expression(depth - 1)
        return self.any_of([
            f"{a} {b}", f"({a}", f"{a})", f"[{a}", f"{a}]", f"{{{a}", f"({a}]", f"{a} if {b}", f"{a} if {b} else",
            f"({a} for {b})", f"[{a} for x in]", f"{a} +", f"* {a}", f"**{a}", f"{a} := {b}", f"({a} = {b})", f"{a}..{b}",
            f"lambda {a}: {b}", f"lambda {a}", f"{a} not {b}", f"not", f"{a} is", f"yield {a}", f"await {a}", f"{a}[]", f"{a}.",
            f"{a}.1", f"{a}({b} for x in y, 1)", f"({a}, {b}", f"{{{a}: {b}, **}}", f"{{**{a} for x in y}}", f"[*{a} for x in y]",
            f"(*{a})", f"(**{a})", f"*{a} if x else y", f"{a} else {b}", f"`{a}`", f"{a}!", f"{a} <> {b}", f"print {a}", f"exec {a}",
            f"({a}:{b})", f"[{a}:{b}]", f"x[{a}:{b}:{a}:{b}]", f"f({a}={b})", f"f(**{a}, *{b})", f"f(**{a}, {b})", f"f(x={a}, {b})",
            f"f(x={a}, x={b})", f"del {a}", f"({a} as {b})", f"{a}; {b}", f"{{{a}: {b}, {a}}}", f"{{{a}, {a}: {b}}}", f"{a}\n{b}",
            f"f({a} {b})", f"[{a}, {b}; 1]", f"'{a}", f'"""{a}', f"({a} \\ {b})", f"{a}\\", f"lambda *: {a}", f"lambda x, x: {a}",
            f"f({a} if {b})", f"({a},, {b})", f"(, {a})", f"f(,)", f"{{,}}", f"[,]", f"{{:}}", f"f(a.b={a})", f"f(True={a})", f"@{a}",
            f"({a} if {b} else x = 1)", f"[x async for x in {a}]", f"{{{a} async for x in {b}}}", f"(yield) = {a}", f"f'{{{a} {b}}}'",
            f"not {a} not {b}", f"f({a} for x in y for)", f"f({a} for x, in y)", f"({a} for {b} in x)", f"[{a} for f() in {b}]",
            f"lambda x=({a}), y: {b}", f"lambda *x, *y: {a}", f"lambda **x, y: {a}", f"lambda x, /, y, /: {a}", f"lambda /: {a}",
            f"lambda (x, y): {a}", f"lambda x: int: {a}", f"lambda *x=1: {a}", f"lambda **x=1: {a}", f"x = {a} = {b}",
            f"{a} and", f"or {a}", f"if {a}", f"(if {a})", f"{a} for x in y", f"(lambda: yield {a})", f"f(*{a}=1)", f"f(*)",
        ])  # fmt: skip

    # --- Targets

    def target(self, depth):
        chance = self.random()
        if self.is_wrong():
            return self.any_of([self.operand(1), self.atom(), f"({self.expression(1)})", "*x", "()", "[]", "x, *y, *z", "f()", "x + 1", "None", "(x := 1)", "*()", "(*x)", "__debug__", "x.__debug__"])
        if depth <= 0 or chance < 0.6:
            return self.name()
        if chance < 0.72:
            return self.attribute(1)
        if chance < 0.8:
            return self.subscript(1)
        if chance < 0.85:
            return f"({self.target(depth - 1)})"
        items = [self.target(depth - 1) for _ in range(1 + self.below(3))]
        if self.random() < 0.3:
            at = self.below(len(items))
            if not items[at].startswith("*") and "," not in items[at]:
                items[at] = "*" + items[at]
        text = ", ".join(items)
        if chance < 0.92:
            return f"({text},)" if len(items) == 1 else f"({text})"
        return f"[{text}]"

    def bare_target(self, depth):
        """Also a tuple without parentheses."""
        if self.random() < 0.85:
            return self.target(depth)
        items = [self.target(depth - 1) for _ in range(1 + self.below(3))]
        if self.random() < 0.3:
            items[-1] = "*" + self.name()
        return ", ".join(items) + ("," if len(items) == 1 or self.random() < 0.1 else "")

    # --- Parameters

    def parameters(self, annotated):
        names, items, defaults = set(), [], False

        def parameter(star="", may_default=True):
            nonlocal defaults
            name = self.name()
            while name in names and not self.is_wrong():
                name += "1"
            names.add(name)
            text = star + name
            if annotated and self.random() < 0.2:
                text += ": " + ("*" * (star == "*" and self.random() < 0.3)) + self.expression(1)
            if may_default and (defaults and not self.is_wrong() or self.random() < 0.2):
                defaults = True
                text += "=" + self.expression(1)
            return text

        for _ in range(self.below(3)):
            items.append(parameter())
        if items and self.random() < 0.1:
            items.append("/")
            if self.random() < 0.5:
                items.append(parameter())
        if self.random() < 0.15:
            defaults = False
            items.append(parameter("*", False) if self.random() < 0.5 else "*")
            if items[-1] == "*":
                items.append(parameter())
            while self.random() < 0.3:
                defaults = False
                items.append(parameter())
        if self.random() < 0.1:
            items.append(parameter("**", False))
        if self.is_wrong():
            wrong = self.any_of(["*", "/", "**", "*x=1", "(a, b)", "1", "a.b", "**k", "*a", "x=", "None", "a b", "a:", "=1", "x=1", "self"])
            items.insert(self.below(len(items) + 1), wrong)
        return ", ".join(items) + ("," if items and items[-1] != "*" and self.random() < 0.05 else "")

    # --- Patterns

    def pattern(self, depth):
        chance = self.random()
        if self.is_wrong():
            return self.any_of(["*x", "x.y()", "1 + 1", "f''", "x | y", "{**x, 1: y}", "-x", "a as b.c", "a as _", "1 + 2j + 3", "{x: y}", "C(a=1, 2)", "C(a=1, a=2)", "{1: a, 1: b}", "x as x", "[*a, *b]", "(x)", "not x", "a b", "{**_}", "x, x", "C(**a)", "*_", "x := 1", "1.0 - 2", "'a' + 'b'", "-1 - 1j", "(", "{'a': 1 'b': 2}", "lambda: 0", "...", "x[0]", "{-x: 1}", "C(1=2)", "C(a.b=2)", "{**x.y}"])
        if depth <= 0 or chance < 0.45:
            return self.any_of([self.literal_pattern, self.literal_pattern, self.name, lambda: "_", self.value_pattern])()
        kinds = [self.or_pattern, self.as_pattern, self.sequence_pattern, self.sequence_pattern, self.mapping_pattern, self.class_pattern, self.group_pattern]
        return self.any_of(kinds)(depth - 1)

    def literal_pattern(self):
        return self.any_of(["1", "-1", "'a'", "b'b'", "None", "True", "False", "1.5", "-2.5", "1 + 2j", "-3 - 4j", "0", "'a' 'b'", "1j", "1_0", "0x1f", "''", "-0"])

    def value_pattern(self):
        return self.name() + "." + self.name() + self.any_of(["", "", "." + self.name()])

    def or_pattern(self, depth):
        return " | ".join(self.literal_pattern() if self.random() < 0.7 else self.pattern(depth) for _ in range(2 + self.below(2)))

    def as_pattern(self, depth):
        return f"{self.pattern(depth)} as {self.name()}" if self.random() < 0.5 else f"({self.pattern(depth)} as {self.name()})"

    def group_pattern(self, depth):
        return f"({self.pattern(depth)})"

    def sequence_items(self, depth):
        items = [self.pattern(depth) for _ in range(self.below(4))]
        if items and self.random() < 0.4:
            items[self.below(len(items))] = "*" + self.any_of([self.name(), "_"])
        return items

    def sequence_pattern(self, depth):
        text = ", ".join(self.sequence_items(depth))
        if self.random() < 0.5:
            return f"[{text}]"
        return f"({text},)" if text else "()"

    def mapping_pattern(self, depth):
        items = [f"{self.literal_pattern() if self.random() < 0.7 else self.value_pattern()}: {self.pattern(depth)}" for _ in range(self.below(3))]
        if self.random() < 0.3:
            items.append("**" + self.name())
        return "{" + ", ".join(items) + self.any_of(["", "", ","] if items else [""]) + "}"

    def class_pattern(self, depth):
        items = [self.pattern(depth) for _ in range(self.below(3))]
        items += [f"{self.name()}{i}={self.pattern(depth)}" for i in range(self.below(2))]
        return f"{self.any_of([self.name(), self.value_pattern()])}({', '.join(items)})"

    def top_pattern(self, depth):
        if self.random() < 0.15:
            items = self.sequence_items(depth) or ["*_"]
            return ", ".join(items) + ("," if len(items) == 1 else "")
        return self.pattern(depth)
