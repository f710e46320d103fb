# krait: short
# match: class patterns, __match_args__, builtin types, keyword attributes, properties, errors.
class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


class Point3(Point):
    __match_args__ = ("x", "y", "z")

    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


class Plain:
    pass


class Computed:
    @property
    def value(self):
        print("property read", end=" ")
        return 42

    @property
    def broken(self):
        raise AttributeError("hidden")

    @property
    def failing(self):
        raise ValueError("failing property")


def where(p):
    match p:
        case Point(0, 0):
            return "origin"
        case Point3(x, y, z=0):
            return f"flat {x} {y}"
        case Point(x, 0) | Point(0, x):
            return f"axis {x}"
        case Point(x=x, y=y) if x == y:
            return f"diagonal {x}"
        case Point(x, y=[a, b]):
            return f"list y {x} {a} {b}"
        case Point(Point() as inner, _):
            return f"nested {inner}"
        case Point():
            return "some point"
        case Plain(name=n):
            return f"plain {n}"
        case Plain():
            return "plain without name"
        case Computed(broken=_):
            return "never"
        case Computed(value=v):
            return v
        case _:
            return "unknown"


plain = Plain()
plain.name = "p"
for subject in (Point(0, 0), Point(5, 0), Point(0, 6), Point(3, 3), Point(1, [2, 3]),
        Point(Point(1, 1), 2), Point(1, 2), Point3(1, 2, 0), Point3(1, 2, 3), plain, Plain(),
        Computed(), 5, Point):
    print(where(subject))


def builtin(x):
    match x:
        case bool(b):
            return "bool", b
        case int(n) if n > 100:
            return "big int", n
        case int(n):
            return "int", n
        case float(f) | complex(real=f):
            return "float or complex", f
        case str(s):
            return "str", s
        case bytes(s) | bytearray(s):
            return "bytes", s
        case list([a, b]) | tuple([a, b]):
            return "pair", a, b
        case list() | tuple():
            return "sequence", len(x)
        case dict({"k": v}):
            return "dict with k", v
        case dict(d):
            return "dict", d
        case set(s) | frozenset(s):
            return "set", len(s)
        case type():
            return "type", x.__name__
        case BaseException(args=[message]):
            return "exception", message
        case object(__class__=cls):
            return "object", cls.__name__


for x in (True, 7, 700, 2.5, 3j, "s", b"b", bytearray(b"c"), [1, 2], (3, 4), [1], (), {"k": 1}, {},
        {1, 2}, frozenset(), int, ValueError("bad"), ValueError(), None, len, ...):
    print(builtin(x))


class TooMany:
    __match_args__ = ("a",)
    a = 1


class NotTuple:
    __match_args__ = ["a"]
    a = 1


class NotStrings:
    __match_args__ = (1,)


class Repeats:
    __match_args__ = ("a", "a")
    a = 1


class NoMatchArgs:
    a = 1


class Instances(type):
    def __instancecheck__(cls, instance):
        print("instancecheck", end=" ")
        return instance == 5


class Virtual(metaclass=Instances):
    pass


not_a_class = 5


def failing(kind):
    match kind:
        case "too many":
            match TooMany():
                case TooMany(a, b):
                    return a
        case "not tuple":
            match NotTuple():
                case NotTuple(a):
                    return a
        case "not strings":
            match NotStrings():
                case NotStrings(a):
                    return a
        case "repeats":
            match Repeats():
                case Repeats(1, 1):
                    return "matched"
        case "repeats keyword":
            match TooMany():
                case TooMany(1, a=1):
                    return "matched"
        case "no match args":
            match NoMatchArgs():
                case NoMatchArgs(a):
                    return a
        case "no positional":
            match NoMatchArgs():
                case NoMatchArgs(a=1):
                    return "keyword is fine"
        case "int":
            match 5:
                case int(a, b):
                    return a
        case "not a class":
            match 5:
                case not_a_class():
                    return "matched"
        case "virtual":
            match 5:
                case Virtual():
                    return "virtual match"
        case "virtual positional":
            match 5:
                case Virtual(x):
                    return "matched"
        case "property":
            match Computed():
                case Computed(failing=1):
                    return "matched"
        case "missing match arg":
            match Point.__new__(Point):
                case Point(a):
                    return a
                case Point():
                    return "attribute absent, no match"
        case "undefined":
            match 5:
                case UndefinedClass():
                    return 1


for kind in ("too many", "not tuple", "not strings", "repeats", "repeats keyword", "no match args",
        "no positional", "int", "not a class", "virtual", "virtual positional", "property",
        "missing match arg", "undefined"):
    try:
        print(kind, "->", failing(kind))
    except Exception as error:
        print(kind, "->", type(error).__name__, error)


class Expr:
    pass


class Num(Expr):
    __match_args__ = ("value",)

    def __init__(self, value):
        self.value = value


class Bin(Expr):
    __match_args__ = ("op", "left", "right")

    def __init__(self, op, left, right):
        self.op, self.left, self.right = op, left, right


def simplify(e):
    match e:
        case Bin("+", Num(0), x) | Bin("+", x, Num(0)) | Bin("*", Num(1), x) | Bin("*", x, Num(1)):
            return simplify(x)
        case Bin("*", Num(0), _) | Bin("*", _, Num(0)):
            return Num(0)
        case Bin(op, Num(a), Num(b)):
            return Num({"+": a + b, "*": a * b}[op])
        case Bin(op, left, right):
            new = Bin(op, simplify(left), simplify(right))
            match new:
                case Bin(_, Num(), Num()):
                    return simplify(new)
            return new
    return e


def text(e):
    match e:
        case Num(value):
            return str(value)
        case Bin(op, left, right):
            return f"({text(left)} {op} {text(right)})"
        case str(name):
            return name


tree = Bin("+", Bin("*", Num(1), "x"), Bin("+", Bin("*", Num(2), Num(3)), Bin("*", "y", Num(0))))
print(text(tree), "=>", text(simplify(tree)), "=>", text(simplify(simplify(tree))))
