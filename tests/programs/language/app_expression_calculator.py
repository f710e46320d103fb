# krait: short
# A recursive-descent calculator with variables and functions, and exact error positions.
class CalcError(Exception):
    def __init__(self, message, position):
        super().__init__(f"{message} at {position}")
        self.position = position


class Token:
    __slots__ = ("kind", "text", "position")

    def __init__(self, kind, text, position):
        self.kind, self.text, self.position = kind, text, position


def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            start = i
            while i < len(text) and (text[i].isdigit() or text[i] in ".eE" or text[i] in "+-"
                    and text[i - 1] in "eE"):
                i += 1
            yield Token("number", text[start:i], start)
        elif c.isalpha() or c == "_":
            start = i
            while i < len(text) and (text[i].isalnum() or text[i] == "_"):
                i += 1
            yield Token("name", text[start:i], start)
        elif text[i : i + 2] in ("**", "//", "==", "<=", ">="):
            yield Token("op", text[i : i + 2], i)
            i += 2
        elif c in "+-*/%()=<>,":
            yield Token("op", c, i)
            i += 1
        else:
            raise CalcError(f"unexpected {c!r}", i)
    yield Token("end", "", len(text))


class Calculator:
    levels = [("==", "<", ">", "<=", ">="), ("+", "-"), ("*", "/", "//", "%")]
    operations = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
        "//": lambda a, b: a // b,
        "%": lambda a, b: a % b,
        "**": lambda a, b: a**b,
        "==": lambda a, b: int(a == b),
        "<": lambda a, b: int(a < b),
        ">": lambda a, b: int(a > b),
        "<=": lambda a, b: int(a <= b),
        ">=": lambda a, b: int(a >= b),
    }

    def __init__(self):
        self.variables = {"pi": 3.141592653589793}
        self.functions = {"max": max, "min": min, "abs": abs, "sqrt": lambda x: x**0.5,
            "sum": lambda *a: sum(a)}

    def run(self, text):
        self.tokens = list(tokens(text))
        self.i = 0
        if len(self.tokens) > 2 and self.tokens[0].kind == "name" and self.tokens[1].text == "=":
            name = self.next().text
            self.next()
            value = self.variables[name] = self.level(0)
        else:
            value = self.level(0)
        if self.peek().kind != "end":
            raise CalcError(f"unexpected {self.peek().text!r}", self.peek().position)
        return value

    def peek(self):
        return self.tokens[self.i]

    def next(self):
        self.i += 1
        return self.tokens[self.i - 1]

    def accept(self, *texts):
        if self.peek().kind == "op" and self.peek().text in texts:
            return self.next()

    def expect(self, text):
        if not self.accept(text):
            raise CalcError(f"expected {text!r}", self.peek().position)

    def level(self, n):
        if n == len(self.levels):
            return self.unary()
        value = self.level(n + 1)
        while token := self.accept(*self.levels[n]):
            right = self.level(n + 1)
            try:
                value = self.operations[token.text](value, right)
            except ZeroDivisionError as error:
                raise CalcError("division by zero", token.position) from error
        return value

    def unary(self):
        if self.accept("-"):
            return -self.unary()
        if self.accept("+"):
            return self.unary()
        return self.power()

    def power(self):
        value = self.atom()
        if self.accept("**"):
            return value ** self.unary()
        return value

    def atom(self):
        token = self.next()
        match token.kind, token.text:
            case "number", text:
                try:
                    return int(text) if text.isdigit() else float(text)
                except ValueError:
                    raise CalcError(f"bad number {text!r}", token.position) from None
            case "name", name if self.accept("("):
                arguments = []
                if not self.accept(")"):
                    arguments.append(self.level(0))
                    while self.accept(","):
                        arguments.append(self.level(0))
                    self.expect(")")
                if name not in self.functions:
                    raise CalcError(f"unknown function {name}", token.position)
                return self.functions[name](*arguments)
            case "name", name:
                if name in self.variables:
                    return self.variables[name]
                raise CalcError(f"unknown name {name}", token.position)
            case "op", "(":
                value = self.level(0)
                self.expect(")")
                return value
            case "end", _:
                raise CalcError("unexpected end", token.position)
        raise CalcError(f"unexpected {token.text!r}", token.position)


calculator = Calculator()
for text in ("1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "x = 10 / 4", "x * 2 == 5",
    "max(1, x, 2) + min(4, 5)", "7 // 2 + 7 % 4", "2 ** 100", "1.5e3 - .5", "sqrt(2) * pi", "sum()",
    "--3", "1 < 2", "10 - 4 - 3",
             "1 +", "(1", "1 / 0", "y", "f(1)", "1 2", "3 $ 4", "1..2", "max(1,", ")", "",
             "x = = 2", "1e5 % 7", "((((5))))", "max(1, 2, 3) * -1"):
    try:
        print(f"{text!r:30} {calculator.run(text)!r}")
    except CalcError as error:
        print(f"{text!r:30} error: {error} {error.__cause__!r}")
