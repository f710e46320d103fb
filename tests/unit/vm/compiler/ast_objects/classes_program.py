"""What the classes of the ast module are like."""

import ast
import copy
import pickle
import re
import sys
import weakref

import _ast

lines = []
left = ast.Name("a", ast.Load())


def show(what, value):
    lines.append(f"{what}: {re.sub('0x[0-9a-f]+', '0x', str(value))}")


def attempt(what, function):
    try:
        show(what, repr(function()))
    except Exception as error:
        show(what, f"{type(error).__name__} {error}")


def delete(object, name):
    delattr(object, name)


# --- The module
show("names", [name for name in vars(_ast) if not name.startswith("__")])
show("flags", (_ast.PyCF_ONLY_AST, _ast.PyCF_TYPE_COMMENTS, _ast.PyCF_ALLOW_TOP_LEVEL_AWAIT))
show("docs", (_ast.__doc__, _ast.__name__, "_ast" in sys.builtin_module_names))
assert list(sys.builtin_module_names) == sorted(sys.builtin_module_names)
for name, cls in sorted(vars(_ast).items()):
    if not isinstance(cls, type) or name == "__loader__":
        continue
    show(name, (cls, cls.__bases__, cls.__module__, cls.__qualname__, cls.__doc__))
    own = {key: value for key, value in vars(cls).items() if type(value) in (tuple, type(None))}
    show(name, sorted(own.items(), key=lambda item: item[0]))
    show(name, sorted(key for key in vars(cls) if key not in own))

# --- Making nodes
for arguments in [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)]:
    for cls in (ast.AST, ast.BinOp, ast.Name, ast.Pass, ast.Return, ast.arguments, ast.Load):
        attempt(f"{cls.__name__}{arguments}", lambda: vars(cls(*arguments)))
attempt("keywords", lambda: vars(ast.Return(foo=2, value=1, lineno=5)))
attempt("twice", lambda: ast.Return(1, value=2))
attempt("twice", lambda: ast.BinOp(1, 2, op=2))
attempt("AST", lambda: ast.AST(foo=2).foo)
attempt("new", lambda: vars(ast.AST.__new__(ast.Name, 1, 2, 3, a=4)))
attempt("new", lambda: ast.AST.__new__(int))
attempt("init", lambda: ast.Name.__init__(5))
attempt("again", lambda: (lambda n: (n.__init__("b"), vars(n)))(ast.Name("a", 1)))
for name in ("id", "ctx", "lineno", "end_lineno", "foo"):
    attempt(name, lambda: getattr(ast.Name(), name))
    attempt(name, lambda: getattr(ast.Name, name))
    attempt(name, lambda: getattr(ast.MatchAs(), name))
    attempt(name, lambda: delete(ast.Name(), name))
attempt("repr", lambda: ast.Name())
attempt("equal", lambda: (ast.Name() == ast.Name(), hash(ast.Name()) is None))
attempt("weak", lambda: weakref.ref(ast.AST()))
attempt("weak", lambda: weakref.ref(left)() is left)


class Plain(ast.AST):
    pass


class Fields(ast.AST):
    _fields = ["a", "b"]


class Wrong(ast.AST):
    _fields = 5


class Odd(ast.AST):
    _fields = ("a", 5)


class Own(ast.Name):
    _fields = ("x",)

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self.made = True


class Slots(ast.AST):
    __slots__ = ("a",)
    _fields = ("a",)


for cls in (Plain, Fields, Wrong, Odd, Own, Slots):
    attempt(cls.__name__, lambda: vars(cls()))
    attempt(cls.__name__, lambda: vars(cls(1)))
    attempt(cls.__name__, lambda: vars(cls(1, 2)))
    attempt(cls.__name__, lambda: vars(cls(1, a=2, b=3)))
attempt("both", lambda: type("Both", (ast.Name, ast.BinOp), {})(1, 2, 3).left)

# --- Attributes of classes can be set
ast.Return.extra = 5
attempt("extra", lambda: ast.Return().extra)
ast.AST.extra = 6
attempt("extra", lambda: ast.Name().extra)
del ast.AST.extra
attempt("extra", lambda: ast.Name().extra)
ast.Yield._fields = ("one", "two")
attempt("fields", lambda: vars(ast.Yield(1, 2)))
ast.Yield._fields = ("value",)

# --- __dict__
node = ast.Name("a", ast.Load())
attempt("dict", lambda: setattr(node, "__dict__", 5))
node.__dict__ = {"id": 3}
attempt("dict", lambda: node.id)
node.__dict__["ctx"] = 4
attempt("dict", lambda: node.ctx)

# --- Copies
attempt("reduce", lambda: ast.Return(1, lineno=3).__reduce__())
attempt("reduce", lambda: ast.Return().__reduce_ex__(2))
tree = parse("def f(a, *b, c=1, **d):\n  return -a + b[c]")
dump = ast.dump(tree, include_attributes=True)
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    assert ast.dump(pickle.loads(pickle.dumps(tree, protocol)), include_attributes=True) == dump
assert ast.dump(copy.deepcopy(tree), include_attributes=True) == dump
show("copy", vars(copy.copy(ast.Name("a", 1, lineno=2))))

# --- Trees
left, right = (parse("a + b").body[0].value.left, parse("(1 + c)").body[0].value.right)
show("shared", (left.ctx is right.ctx, ast.Load() is left.ctx, vars(left.ctx), type(left.ctx)))
for source in ("from . import a", "from a import b as c", "f'{x!r:>{y}}'", "u'a'", "{**a, 1: 2}",
               "def f(*, a, b=3): return", "lambda: 0", "x: int = 1", "é = 'é'; é",
               "match a:\n  case {'a': 1, **b} | C(1, d=[2, *_]): pass",
               "try: pass\nexcept* E as e: pass", "class A(b, c=d): pass", "global a, b"):
    for node in ast.walk(parse(source)):
        show(source, (type(node).__name__, list(vars(node)), ast.dump(node)))
        assert "__dict__" not in vars(node)
show("mod", [type(parse("1", mode)) for mode in ("exec", "eval", "single")])

# --- The library on top
show("literal", [ast.literal_eval(parse(text, "eval")) for text in
                 ("[1, -2.5, (3+4j), 'a', b'c', {1: 2}, {3}, None, True, ...]", "()", "set()")])
for source in ("x = [i async for i in y if z]", "def f(a, /, b: int = 2, *c) -> 'd': pass",
               "with a as b, c: pass", "f'{a!r:>{b}}'", "match x:\n case [A.b, *_]: pass",
               "class A(B, metaclass=C):\n  '''doc'''\n  @d\n  async def e(self): await f",
               "lambda *a, **k: (yield)", "a[1:2, ::3] = not b", "raise a from b", "a if b else c"):
    show("unparse", ast.unparse(parse(source)))
show("num", (isinstance(ast.Constant(1), ast.Num), ast.Num(5).n, ast.Str("a").s,
             isinstance(ast.Constant("a"), ast.Num), ast.NameConstant(None).value,
             ast.dump(ast.Bytes(b"a")), ast.dump(ast.Ellipsis())))


class Renamer(ast.NodeTransformer):
    def visit_Name(self, node):
        return ast.copy_location(ast.Name(node.id * 2, node.ctx), node)


show("transformed", ast.dump(ast.fix_missing_locations(Renamer().visit(parse("a = b(c)")))))
show("match", [cls.__match_args__ for cls in (ast.AST, ast.Name, ast.Load)])
match left:
    case ast.Name(name, ast.Load()):
        show("match", name)
