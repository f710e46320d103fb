# krait: short
# Code objects: attributes, iterators over positions and lines, replace(), the constructor, ==.


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def many(a, b, /, c, d=1, *args, e, f=2, **kwargs):
    """Docstring."""
    local = a + b
    def inner(x):
        return local + x + c
    try:
        return inner(d) if local else [y for y in args]
    except ValueError:
        return 1.5, "text", None, (1, 2), b"bytes", e, f, kwargs


def generator():
    yield 1


async def coroutine():
    return 1


async def async_generator():
    yield 1


class Holder:
    def method(self):
        return __class__


FIELDS = ("co_name", "co_qualname", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount",
          "co_nlocals", "co_stacksize", "co_flags", "co_varnames", "co_names", "co_cellvars",
          "co_freevars")
for function in (many, generator, coroutine, async_generator, Holder.method, lambda: 0, lambda x, *,
                 y: (x, y)):
    code = function.__code__
    for field in FIELDS:
        print(field, getattr(code, field), end="; ")
    print(len(code.co_code), code.co_filename.endswith("code_type.py"), code.co_firstlineno > 0,
          len(code.co_linetable) > 0, len(code.co_exceptiontable), type(code.co_lnotab).__name__)
    print([c if not hasattr(c, "co_name") else c.co_name for c in code.co_consts])
code = many.__code__
start = code.co_firstlineno
print([(first, last, line and line - start) for first, last, line in code.co_lines()])
print([(a and a - start, b and b - start, c, d) for a, b, c, d in code.co_positions()][:20],
      sum(1 for _ in code.co_positions()))
print(type(code.co_lines()).__name__, type(code.co_positions()).__name__, code.co_code[:2],
      code.co_code == code.co_code, sum(code.co_code) % 1000)
print(sum(code.co_linetable), sum(code.co_exceptiontable), [b for b in code.co_lnotab][:12])
Code = type(code)
print(Code.__name__, repr(code).split(" at ")[0], code == many.__code__, code != generator.__code__,
      hash(code) == hash(code.replace()), code.replace() == code, code.replace() is code,
      code.replace(co_name="other") == code)
for changes in ({"co_name": "renamed"}, {"co_filename": "elsewhere.py"}, {"co_firstlineno": 99},
                {"co_consts": (None,) * len(code.co_consts)}, {"co_qualname": "a.b"},
                {"co_flags": code.co_flags}, {"co_stacksize": 50},
                {"co_varnames": tuple(n if n in code.co_cellvars else n + "_" for n in code.co_varnames)},
                {"co_names": code.co_names + ("extra",)}, {"co_linetable": b""}):
    changed = code.replace(**changes)
    values = [getattr(changed, k) for k in changes if k != "co_consts"]
    print(sorted(changes), values, changed == code, changed.co_argcount)
for changes in ({"co_name": 5}, {"co_argcount": -1}, {"co_argcount": "x"}, {"co_code": "text"},
                {"co_consts": [1]}, {"co_names": (5,)}, {"co_varnames": ("a",)}, {"unknown": 1},
                {"co_flags": None}, {"co_firstlineno": 1.5}, {"co_filename": None},
                {"co_freevars": 5}, {"co_nlocals": 99}, {"co_stacksize": -1},
                {"co_kwonlyargcount": -2},
                {"co_argcount": 2**40}, {"co_cellvars": ("zz", 5)},
                {"co_linetable": "x"}, {"co_exceptiontable": None}, {"co_code": b"odd"}):
    tell(f"replace {sorted(changes)}", lambda: code.replace(**changes).co_name)
tell("replace positional", lambda: code.replace(1))
simple = (lambda a, b=2: a * b).__code__
made = Code(simple.co_argcount, 0, 0, simple.co_nlocals, simple.co_stacksize, simple.co_flags,
            simple.co_code, simple.co_consts, simple.co_names, simple.co_varnames, "made.py",
            "made", "q.made", 7, simple.co_linetable, simple.co_exceptiontable, (), ())
Function = type(many)
print(made.co_name, made.co_qualname, made.co_filename, made.co_firstlineno,
      Function(made, {})(6, 7), made == simple)
tell("constructor", Code)
tell("constructor", Code, 1, 2, 3)
tell("attribute", setattr, code, "co_name", "x")
tell("new attribute", setattr, code, "extra", "x")
tell("missing", lambda: code.co_missing)
tell("subclass", type, "Sub", (Code,), {})
tell("order", lambda: code < code)
tell("call", lambda: code())
renamed = Function(code.replace(co_name="renamed"), globals())
print(renamed.__name__, renamed.__qualname__)
constants = [c for c in code.co_consts if hasattr(c, "co_name")]
print([c.co_name for c in constants], [c.co_qualname for c in constants],
      [c.co_freevars for c in constants], [c.co_flags for c in constants])
swapped = (lambda: "original").__code__
new_constants = tuple("swapped" if c == "original" else c for c in swapped.co_consts)
swapped = swapped.replace(co_consts=new_constants)
print(Function(swapped, {})())
same = [(lambda: (1, "a")).__code__ for _ in range(2)]
print(same[0] == same[1], (lambda: 1).__code__ == (lambda: 1.0).__code__,
      (lambda: 0.0).__code__ == (lambda: -0.0).__code__, len({same[0], same[1]}))
tell("exec", lambda: Function((lambda: later).__code__, {"later": "found in globals"})())
print(code._varname_from_oparg(0), code._varname_from_oparg(1), code.co_varnames[:2])
