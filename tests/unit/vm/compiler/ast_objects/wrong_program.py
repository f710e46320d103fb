"""What becomes of objects that are no good trees."""

import ast
import re

lines = []
HERE = {"lineno": 1, "col_offset": 0}
ENDED = {**HERE, "end_lineno": 1, "end_col_offset": 0}
LOAD, STORE, DEL = ast.Load(), ast.Store(), ast.Del()


def attempt(make, mode="exec", what=None):
    try:
        text = check(make(), mode) and "ok"
    except Exception as error:
        text = f"{type(error).__name__}: {error}"
    line = f"{what or make.__code__.co_firstlineno}: {text}"
    lines.append(re.sub("0x[0-9a-f]+", "0x", line))
    return text == "ok"


class Text(str):
    pass


class Pair(tuple):
    pass


class SubName(ast.Name):
    pass


def module(*body):
    return ast.Module(list(body), [])


def name(id="x", ctx=LOAD, **place):
    return ast.Name(id, ctx, **{**HERE, **place})


def constant(value, **fields):
    return ast.Constant(value, **{**HERE, **fields})


def expr(value):
    return module(ast.Expr(value, **HERE))


def arguments(**fields):
    empty = dict(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
    return ast.arguments(**{**empty, **fields})


def case(pattern, guard=None):
    return module(ast.Match(name(), [ast.match_case(pattern, guard, [PASS])], **HERE))


PASS = ast.Pass(**HERE)
ANY = ast.MatchAs(**ENDED)
STAR = ast.MatchStar(**ENDED)
GOOD = {  # a good value of each type of field
    "expr": name(), "stmt": PASS, "identifier": "a", "string": "a", "constant": 1, "int": 0,
    "operator": ast.Add(), "boolop": ast.And(), "unaryop": ast.Not(), "cmpop": ast.Eq(),
    "expr_context": LOAD, "arguments": arguments(), "arg": ast.arg("a", **HERE),
    "keyword": ast.keyword("a", name(), **HERE), "alias": ast.alias("a", **HERE),
    "withitem": ast.withitem(name()), "match_case": ast.match_case(ANY, None, [PASS]),
    "pattern": ANY, "excepthandler": ast.ExceptHandler(None, None, [PASS], **HERE),
    "type_ignore": ast.TypeIgnore(1, ""),
    "comprehension": ast.comprehension(name("x", STORE), name(), [], 0),
}


def fields_of(cls):
    """[(type, quantifier, name)], from the signature in its __doc__."""
    inside = cls.__doc__.partition("(")[2][:-1]
    rows = [field.split() for field in inside.split(", ")] if inside else []
    return [(kind.rstrip("*?"), kind[-1] if kind[-1] in "*?" else "", field)
            for kind, field in rows]


def wrap(node):
    """A module around the node."""
    if isinstance(node, ast.stmt):
        return module(node)
    if isinstance(node, ast.expr):
        return expr(node)
    if isinstance(node, ast.pattern):
        return case(node)
    around = {
        ast.arguments: lambda: expr(ast.Lambda(node, name(), **HERE)),
        ast.arg: lambda: expr(ast.Lambda(arguments(args=[node]), name(), **HERE)),
        ast.keyword: lambda: expr(ast.Call(name(), [], [node], **HERE)),
        ast.alias: lambda: module(ast.Import([node], **HERE)),
        ast.withitem: lambda: module(ast.With([node], [PASS], **HERE)),
        ast.match_case: lambda: module(ast.Match(name(), [node], **HERE)),
        ast.ExceptHandler: lambda: module(ast.Try([PASS], [node], [], [], **HERE)),
        ast.TypeIgnore: lambda: ast.Module([], [node]),
        ast.comprehension: lambda: expr(ast.ListComp(name(), [node], **HERE)),
    }
    return around[type(node)]() if type(node) in around else node


def good(cls):
    values = {}
    for kind, quantifier, field in fields_of(cls):
        values[field] = [GOOD[kind]] if quantifier == "*" else GOOD[kind]
    place = {name: 1 if "line" in name else 0 for name in cls._attributes}
    if cls is ast.NamedExpr:
        values["target"] = name("x", STORE)
    return cls(**values, **place)


# --- Every field of every class, wrong in every way
CLASSES = [cls for cls in vars(ast).values()
           if isinstance(cls, type) and issubclass(cls, ast.AST) and cls.__module__ == "ast"
           and "(" in (cls.__doc__ or "") and " = " not in cls.__doc__ and cls._fields]
# CPython follows the null pointers that it makes of None there, and in plain structures.
DEADLY = ("identifier*", "pattern*", "excepthandler*", "type_ignore*")
for cls in CLASSES:
    mode = {"Expression": "eval", "Interactive": "single"}.get(cls.__name__, "exec")
    if cls.__name__ == "FunctionType":
        continue
    attempt(lambda: wrap(good(cls)), mode, cls.__name__)
    for kind, quantifier, field in fields_of(cls):
        wrong = ["missing", None, 5, "a", (), [5], [], "two", name("y", STORE), constant([])]
        if quantifier == "*" and kind + quantifier not in DEADLY and field != "keys":
            wrong.append([None])
        for value in wrong:
            if value is None and cls.__base__ is ast.AST and not quantifier:
                continue
            if (cls, field) == (ast.NamedExpr, "target"):
                continue  # What CPython makes of other targets than names is nothing to imitate.
            node = good(cls)
            if value == "missing":
                delattr(node, field)
            elif value == "two" and quantifier == "*":
                setattr(node, field, getattr(node, field) * 2)
            else:
                setattr(node, field, value)
            attempt(lambda: wrap(node), mode, f"{cls.__name__}.{field} = {value!r}")
    for field in cls._attributes:
        for value in ["missing", None, "a", -1, 1 << 40, True, 2.5, 7]:
            node = good(cls)
            delattr(node, field) if value == "missing" else setattr(node, field, value)
            attempt(lambda: wrap(node), mode, f"{cls.__name__}.{field} = {value!r}")

# --- What is given
attempt(lambda: ast.AST())
attempt(lambda: ast.mod())
attempt(lambda: name())
attempt(lambda: module(), "eval")
attempt(lambda: module(), "single")
attempt(lambda: ast.Expression(name()), "exec")
attempt(lambda: ast.Expression(name()), "eval")
attempt(lambda: ast.Interactive([PASS]), "single")
attempt(lambda: module(1))
attempt(lambda: expr(ast.expr(**HERE)))
attempt(lambda: module(ast.stmt(**HERE)))
attempt(lambda: module(ast.stmt()))
attempt(lambda: expr(ast.BinOp(name(), ast.operator(), name(), **HERE)))
attempt(lambda: expr(ast.BinOp(name(), ast.Add, name(), **HERE)))
attempt(lambda: expr(SubName("a", LOAD, **HERE)))
attempt(lambda: module(type("Sub", (ast.stmt,), {})(**HERE)))
attempt(lambda: type("Sub", (ast.Module,), {})([PASS], []))

# --- Places
for lineno, col_offset, end_lineno, end_col_offset in [
    (1, 0, 1, 0), (5, 0, 3, 0), (1, -1, 1, -1), (1, -1, 1, 4), (1, 5, 1, 2), (1, 5, 2, 2),
    (-5, 5, 1, 2), (-5, 5, -5, 5), (0, 0, 0, 0), (1, 5, None, None), (1, 5, 2, None),
    (1, 5, None, 3), (1, 5, None, 7), (5, 5, 1, None), (True, False, 1, 1),
]:
    place = dict(lineno=lineno, col_offset=col_offset, end_lineno=end_lineno,
                 end_col_offset=end_col_offset)
    attempt(lambda: expr(name(**place)), what=place)
    attempt(lambda: module(ast.Pass(**place)), what=place)
    attempt(lambda: case(ast.MatchAs(**place)), what=place)
    attempt(lambda: module(ast.Import([ast.alias("a", **place)], **HERE)), what=place)
    attempt(lambda: expr(ast.Lambda(arguments(vararg=ast.arg("a", **place)), name(), **HERE)),
            what=place)
    attempt(lambda: module(ast.Try([PASS], [ast.ExceptHandler(None, None, [PASS], **place)], [],
                                   [], **HERE)), what=place)

# --- Names and constants
for text in ("None", "True", "False", "_", "none", "", "a\0b", "é", Text("a"), b"a", 3, None):
    attempt(lambda: expr(name(text)), what=repr(text))
    attempt(lambda: case(ast.MatchAs(None, text, **ENDED)), what=repr(text))
    attempt(lambda: case(ast.MatchSequence([ast.MatchStar(text, **ENDED)], **ENDED)),
            what=repr(text))
    attempt(lambda: case(ast.MatchMapping([], [], text, **ENDED)), what=repr(text))
    if text is not None:
        attempt(lambda: case(ast.MatchClass(name(), [], [text], [ANY], **ENDED)), what=repr(text))
    attempt(lambda: expr(ast.Attribute(name(), text, LOAD, **HERE)), what=repr(text))
    attempt(lambda: module(ast.FunctionDef(text, arguments(), [PASS], [], **HERE)), what=repr(text))
    attempt(lambda: expr(constant(1, kind=text)), what=repr(text))
VALUES = [None, True, ..., 1, 1 << 70, 1.5, 2j, "a", b"a", (1, (2, "a")), frozenset([1, (2,)]),
          [], (1, [2]), {}, Text("a"), Pair(), frozenset([(1, Pair())]), object, set(), ast.Name]
for value in VALUES:
    valid = attempt(lambda: expr(constant(value)), what=repr(value))
    attempt(lambda: case(ast.MatchValue(constant(value), **ENDED)), what=repr(value))
    attempt(lambda: case(ast.MatchSingleton(value, **ENDED)), what=repr(value))
    if valid:  # or CPython loses count of its recursion
        attempt(lambda: case(ast.MatchMapping([constant(value)], [ANY], None, **ENDED)),
                what=repr(value))
    for sign in (ast.USub(), ast.UAdd(), ast.Invert()):
        signed = ast.UnaryOp(sign, constant(value), **HERE)
        attempt(lambda: case(ast.MatchValue(signed, **ENDED)), what=repr(value))
        for op in (ast.Add(), ast.Sub(), ast.Mult()):
            for left, right in ((signed, constant(2j)), (constant(1), signed),
                                (constant(1), constant(value)), (constant(value), constant(2j))):
                pattern = ast.MatchValue(ast.BinOp(left, op, right, **HERE), **ENDED)
                attempt(lambda: case(pattern), what=repr(value))

# --- Contexts
HOLDERS = [lambda c: name("x", c), lambda c: ast.Attribute(name(), "a", c, **HERE),
           lambda c: ast.Subscript(name(), name(), c, **HERE),
           lambda c: ast.Starred(name("x", c), c, **HERE),
           lambda c: ast.Starred(name("x", LOAD), c, **HERE),
           lambda c: ast.List([name("x", c)], c, **HERE),
           lambda c: ast.Tuple([name("x", STORE)], c, **HERE), lambda c: constant(1)]
for make in HOLDERS:
    for ctx in (LOAD, STORE, DEL):
        node = make(ctx)
        what = ast.dump(node)
        attempt(lambda: expr(node), what=what)
        attempt(lambda: module(ast.Assign([node], name(), **HERE)), what=what)
        attempt(lambda: module(ast.Delete([node], **HERE)), what=what)
        attempt(lambda: module(ast.AugAssign(node, ast.Add(), name(), **HERE)), what=what)
        for simple in (0, 1):
            attempt(lambda: module(ast.AnnAssign(node, name(), None, simple, **HERE)), what=what)
        attempt(lambda: module(ast.For(node, name(), [PASS], [], **HERE)), what=what)
        attempt(lambda: module(ast.With([ast.withitem(name(), node)], [PASS], **HERE)), what=what)
        comprehension = ast.comprehension(node, name(), [], 0)
        attempt(lambda: expr(ast.ListComp(name(), [comprehension], **HERE)), what=what)

# --- Statements
attempt(lambda: module(ast.Raise(None, name(), **HERE)))
attempt(lambda: module(ast.ImportFrom("a", [GOOD["alias"]], -1, **HERE)))
attempt(lambda: module(ast.ImportFrom("a", [GOOD["alias"]], None, **HERE)))
attempt(lambda: module(ast.ImportFrom(None, [GOOD["alias"]], 1, **HERE)))
for cls in (ast.Try, ast.TryStar):
    attempt(lambda: module(cls([PASS], [], [], [], **HERE)))
    attempt(lambda: module(cls([PASS], [], [PASS], [], **HERE)))
    attempt(lambda: module(cls([PASS], [], [PASS], [PASS], **HERE)))
    attempt(lambda: module(cls([PASS], [GOOD["excepthandler"]], [], [None], **HERE)))
    attempt(lambda: module(cls([PASS], [GOOD["excepthandler"]], [None], [], **HERE)))
attempt(lambda: expr(ast.Dict([None], [name()], **HERE)))
attempt(lambda: expr(ast.Dict([name()], [None], **HERE)))
attempt(lambda: expr(ast.Dict([name()], [], **HERE)))
attempt(lambda: expr(ast.Compare(name(), [], [], **HERE)))
attempt(lambda: expr(ast.Compare(name(), [], [name()], **HERE)))
attempt(lambda: expr(ast.Compare(name(), [ast.Eq()] * 2, [name()], **HERE)))
attempt(lambda: expr(ast.BoolOp(ast.Or(), [name()], **HERE)))
attempt(lambda: expr(ast.BoolOp(ast.Or(), [name(), None], **HERE)))
for fields in (dict(defaults=[name()]), dict(kw_defaults=[name()]),
               dict(kwonlyargs=[GOOD["arg"]], kw_defaults=[None]),
               dict(kwonlyargs=[GOOD["arg"]], kw_defaults=[]),
               dict(args=[GOOD["arg"]], defaults=[None]),
               dict(args=[ast.arg("a", constant([]), **HERE)]),
               dict(kwarg=ast.arg("a", constant([]), **HERE))):
    attempt(lambda: expr(ast.Lambda(arguments(**fields), name(), **HERE)))

# --- Patterns
attempt(lambda: case(STAR))
attempt(lambda: case(ast.MatchAs(STAR, "a", **ENDED)))
attempt(lambda: case(ast.MatchAs(ANY, None, **ENDED)))
attempt(lambda: case(ast.MatchAs(ANY, "_", **ENDED)))
attempt(lambda: case(ast.MatchOr([], **ENDED)))
attempt(lambda: case(ast.MatchOr([ANY, STAR], **ENDED)))
attempt(lambda: case(ast.MatchSequence([STAR, ast.MatchSequence([STAR], **ENDED)], **ENDED)))
attempt(lambda: case(ast.MatchMapping([constant(1)], [STAR], None, **ENDED)))
attempt(lambda: case(ast.MatchMapping([constant(1)], [], None, **ENDED)))
attempt(lambda: case(ast.MatchMapping([name()], [ANY], None, **ENDED)))
attempt(lambda: case(ast.MatchMapping([ast.Attribute(name(), "a", LOAD, **HERE)], [ANY], None,
                                      **ENDED)))
attempt(lambda: case(ast.MatchClass(constant(1), [], [], [], **ENDED)))
attempt(lambda: case(ast.MatchClass(ast.Attribute(constant(1), "a", LOAD, **HERE), [], [], [],
                                    **ENDED)))
attempt(lambda: case(ast.MatchClass(ast.Attribute(name(), "a", LOAD, **HERE), [ANY], ["b"], [ANY],
                                    **ENDED)))
attempt(lambda: case(ast.MatchClass(name(), [], ["a"], [], **ENDED)))
attempt(lambda: case(ast.MatchClass(name(), [STAR], [], [], **ENDED)))
attempt(lambda: case(ast.MatchClass(name(), [], ["a"], [STAR], **ENDED)))
attempt(lambda: case(ast.MatchValue(ast.JoinedStr([], **HERE), **ENDED)))
attempt(lambda: case(ast.MatchValue(ast.Attribute(name(), "a", STORE, **HERE), **ENDED)))
attempt(lambda: case(ANY, constant([])))

# --- Objects that change under the reader's eyes
body = []


class Grower(ast.Pass):
    @property
    def lineno(self):
        body.append(PASS)
        return 1


class Shrinker(ast.Pass):
    @property
    def lineno(self):
        body.clear()
        return 1


class Raiser(ast.Pass):
    @property
    def lineno(self):
        raise LookupError("no")


for cls in (Grower, Shrinker, Raiser):
    node = cls()
    node.col_offset = 0
    body[:] = [node, PASS]
    tree = ast.Module([], [])
    tree.body = body
    attempt(lambda: tree)


def deep(levels, make):
    node = name()
    for _ in range(levels):
        node = make(node)
    return expr(node)


attempt(lambda: deep(800, lambda n: ast.UnaryOp(ast.Not(), n, **HERE)))
attempt(lambda: deep(2000, lambda n: ast.UnaryOp(ast.Not(), n, **HERE)))
attempt(lambda: deep(2000, lambda n: ast.Tuple([n], LOAD, **HERE)))
