# krait: short
# match: literals, constants, dotted names, or-patterns, captures, wildcards, guards.
class Color:
    RED = 1
    GREEN = "green"

    class Deep:
        NAME = (1, 2)


def literals(x):
    match x:
        case 0:
            return "zero"
        case -1:
            return "minus one"
        case 3.5 | -2.25:
            return "float"
        case 1 + 2j | -1 - 1j:
            return "complex"
        case "text" "joined":
            return "string"
        case b"bytes":
            return "bytes"
        case True:
            return "True"
        case None:
            return "None"
        case Color.RED | Color.GREEN:
            return "color"
        case Color.Deep.NAME:
            return "deep"
        case _:
            return "other"


for x in (0, 0.0, False, -1, 3.5, -2.25, 1 + 2j, -1 - 1j, "textjoined", b"bytes", True, 1, 1.0,
        None, "green", (1, 2), [1, 2], "", ...):
    print(repr(x), literals(x))


def guards(x, y):
    match x, y:
        case a, b if a == b:
            return f"equal {a}"
        case a, b if (total := a + b) > 10:
            return f"sum {total}"
        case (0, n) | (n, 0):
            return f"zero and {n}"
        case a, b if never(a):
            return "never"
        case other:
            return other


def never(value):
    log.append(value)
    return False


log = []
print(guards(3, 3), guards(7, 8), guards(0, 5), guards(5, 0), guards(1, 2), log)


def capture(x):
    match x:
        case y:
            pass
    return y, x


print(capture("c"))


def no_match(x):
    bound = "before"
    match x:
        case 1:
            bound = "one"
        case [bound] if bound > 5:
            pass
    return bound


print(no_match(1), no_match(2), no_match([3]), no_match([9]))


class Noisy:
    def __init__(self, answer):
        self.answer = answer

    def __eq__(self, other):
        print(f"eq {other!r}", end=" ")
        return self.answer


def compare(x):
    match x:
        case 1:
            return 1
        case "two":
            return 2
        case None:
            return "none"
        case Color.RED:
            return 3
    return "nothing"


print(compare(Noisy(False)), compare(Noisy(True)), compare(Noisy([])), compare(Noisy("yes")))


class Raises:
    def __eq__(self, other):
        raise ValueError(f"eq {other}")


try:
    compare(Raises())
except ValueError as error:
    print(error)


def nested_match(x):
    match x:
        case [("add" | "sub" | "mul") as op, a, b]:
            match op:
                case "add":
                    return a + b
                case "sub":
                    return a - b
                case "mul":
                    return a * b
        case int(n) | float(n):
            return n
        case str() as s if s.isdigit():
            return int(s)
        case str(s):
            return s.upper()
    return "unmatched"


print(nested_match(["add", 1, 2]), nested_match(("mul", 3, 4)), nested_match(["div", 1, 2]),
    nested_match(5), nested_match(2.5), nested_match("12"), nested_match("ab"))


def in_loop(items):
    out = []
    for item in items:
        match item:
            case "skip":
                continue
            case "stop":
                break
            case "return":
                return out + ["returned"]
            case value:
                out.append(value)
    else:
        out.append("exhausted")
    return out


print(in_loop([1, "skip", 2]), in_loop([1, "stop", 2]), in_loop([1, "return", 2]))
match = 5
case = [match]
_ = "underscore is a name"
match case:
    case [_]:
        print("soft keywords", match, _)
match match, case:
    case 5, [5]:
        print("tuple subject")
match (lambda: [1, 2, 3])():
    case [first, *_]:
        print("call subject", first)
try:
    match undefined_subject:
        case _:
            pass
except NameError as error:
    print(error)
