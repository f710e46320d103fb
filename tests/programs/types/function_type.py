# krait: short
# Functions: the FunctionType constructor, attributes, defaults, annotations, descriptors.


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def plain(a, b=2, *args, c, d=4, **kwargs) -> "returned":
    """The docstring."""
    return a, b, args, c, d, kwargs


def outer(x):
    y = x * 2

    def inner(z):
        return x, y, z

    return inner


Function = type(plain)
print(plain.__name__, plain.__qualname__, plain.__module__, plain.__doc__, plain.__defaults__,
      plain.__kwdefaults__, plain.__annotations__, plain.__dict__, plain.__closure__,
      plain.__globals__ is globals())
print(outer(1).__qualname__, outer(1).__name__, [c.cell_contents for c in outer(3).__closure__],
      outer(1).__doc__, (lambda: 0).__name__, (lambda: 0).__qualname__)
print(Function.__name__, sorted(set(dir(plain)) - set(dir(object()))),
      plain.__builtins__ is not None,
      plain.__type_params__ if hasattr(plain, "__type_params__") else "no type parameters")
code = plain.__code__
made = Function(code, {"__builtins__": {}, "__name__": "elsewhere"}, "renamed", (10,), None)
print(made.__name__, made.__qualname__, made.__module__, made.__defaults__, made.__kwdefaults__,
      made(1, c=3, d=5), made.__doc__)
print(Function(code, {}).__module__, Function(code, {}).__name__,
      Function(code, globals(), argdefs=(7,))(1, c=0, d=1),
      Function(outer(1).__code__, {}, closure=outer(5).__closure__)(9))
for args in ((), (5, {}), (code, []), (code, {}, 5), (code, {}, None, 5), (code, {}, None, (), ()),
             (outer(1).__code__, {}), (outer(1).__code__, {}, None, None, ()),
             (outer(1).__code__, {}, None, None, (1, 2)), (code, {}, None, (), (1,)),
             (outer(1).__code__, {}, None, None, 5)):
    tell("new", lambda *a: Function(*a).__name__, *args)
for name, values in (("__name__", ("new", 5, None)), ("__qualname__", ("q.n", 5)),
                     ("__doc__", ("d", 5, None)), ("__module__", ("m", 5, None)),
                     ("__defaults__", ((1, 2), None, 5, [1])),
                     ("__kwdefaults__", ({"c": 1}, None, 5)),
                     ("__annotations__", ({"a": int}, None, 5)), ("__dict__", ({"k": 1}, 5)),
                     ("__code__", (5, None)), ("__globals__", ({},)), ("__closure__", (None,)),
                     ("__builtins__", ({},)), ("extra", (1,))):
    for value in values:
        def target(a=1, *, c=2):
            return a, c
        tell(f"{name} = {value!r}", setattr, target, name, value)
        tell("    now", lambda: getattr(target, name) if name not in ("__globals__", "__builtins__",
                                                                      "__code__") else "unprinted")
    tell(f"del {name}", delattr, target, name)
    tell("    now", lambda: getattr(target, name) if name not in ("__globals__", "__builtins__",
                                                                  "__code__") else "unprinted")


def changing(a, b=2):
    return a, b


changing.__defaults__ = (5, 6)
print(changing(), changing(1))
changing.__kwdefaults__ = {"zzz": 1}
print(changing())
changing.__code__ = (lambda a, b, c=0: (a, b, "new code")).__code__
tell("after __code__", changing)
tell("after __code__", changing, 1)
closed = outer(1)
tell("closure mismatch", setattr, closed, "__code__", plain.__code__)
tell("closure mismatch", setattr, plain, "__code__", closed.__code__)
closed.__code__ = outer(2).__code__
print(closed("z"))
cell = closed.__closure__[0]
cell.cell_contents = "rewritten"
print(closed("z"), cell == outer("rewritten").__closure__[0], cell < outer("z").__closure__[0],
      type(cell).__name__)
del cell.cell_contents
tell("empty cell", closed, "z")
tell("empty cell", lambda: cell.cell_contents)
Cell = type(cell)
print(Cell(5).cell_contents, Cell() == Cell(), Cell(1) == Cell(1), Cell(1) < Cell(2),
      Cell() < Cell(0), Cell(5) != Cell(6))
tell("cell", Cell, 1, 2)
tell("cell", lambda: Cell(1) < 5)
tell("cell", lambda: hash(Cell(1)))
plain.attribute = [1]
plain.__dict__["other"] = 2
print(plain.attribute, plain.other, sorted(vars(plain)), plain.__get__(5, int).__self__,
      plain.__get__(None, int) is plain, plain.__get__("x").__func__ is plain)
for action in (lambda: plain.__get__(), lambda: plain.__get__(None),
               lambda: plain.__get__(None, None), lambda: plain.missing, lambda: plain(),
               lambda: plain(1), lambda: plain(1, c=1, a=2), lambda: plain(c=1),
               lambda: plain(1, 2, 3, c=4, e=5), lambda: type("Sub", (Function,), {}),
               lambda: plain < plain, lambda: plain == plain, lambda: hash(plain) == hash(plain),
               lambda: plain.__call__(1, c=2), lambda: Function.__call__(plain, 1, c=2),
               lambda: Function.__get__(plain, 3).__self__, lambda: len(plain)):
    tell("action", action)


def annotated(a: int, /, b: "text" = 1, *args: tuple, c: list = None, **kw: dict) -> None:
    local: int = 5
    return local


print(annotated.__annotations__, list(annotated.__annotations__), annotated.__defaults__,
      annotated.__kwdefaults__, annotated(1))
annotated.__annotations__["a"] = "changed"
print(annotated.__annotations__["a"], (lambda: 0).__annotations__)
