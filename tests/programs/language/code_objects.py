# krait: short
# Code objects: attributes, equality, hashing, replace, lines and positions, use in functions.
import marshal


def sample(a, b=1, /, c=2, *args, d, **kwargs):
    """Doc."""
    local = a + 1
    text, number, pair = "constant", 12345, (1, 2)

    def inner():
        return local, b

    return inner, [x for x in args], c, d, kwargs, text, number, pair


code = sample.__code__
print(code.co_name, code.co_qualname, code.co_filename.rsplit("/", 1)[-1], code.co_firstlineno,
    code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_nlocals)
print(code.co_varnames, code.co_cellvars, code.co_freevars, code.co_names, code.co_flags)
print([c if not hasattr(c, "co_name") else c.co_name for c in code.co_consts], code.co_consts[0])
inner_code = next(c for c in code.co_consts if hasattr(c, "co_name") and c.co_name == "inner")
print(inner_code.co_freevars, inner_code.co_cellvars, inner_code.co_qualname,
    inner_code.co_varnames, type(code).__name__, repr(inner_code).split(" at ")[0])


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def add(x, y=10):
    return x + y


def add_again(x, y=10):
    return x + y


renamed = add.__code__.replace(co_name="renamed", co_firstlineno=1000, co_filename="elsewhere.py",
    co_qualname="Q.renamed")
print(renamed.co_name, renamed.co_firstlineno, renamed.co_filename, renamed.co_qualname,
    renamed == add.__code__, add.__code__ == add.__code__.replace(),
    hash(add.__code__) == hash(add.__code__.replace()), add.__code__ == add_again.__code__)
old = (lambda: ("old", 1)).__code__
with_constants = old.replace(co_consts=tuple(("new", 2) if c == ("old", 1) else c
    for c in old.co_consts))
FunctionType = type(add)
print(FunctionType(with_constants, {})(), FunctionType(renamed, {}, None, (5,))(1),
    FunctionType(renamed, {}).__name__, FunctionType(renamed, {}).__qualname__)
print(attempt(add.__code__.replace, co_name=5), attempt(add.__code__.replace, nothing=1),
    attempt(add.__code__.replace, 5), attempt(add.__code__.replace, co_argcount=-1),
    attempt(add.__code__.replace, co_consts=[1]), attempt(add.__code__.replace, co_names=(5,)),
    attempt(add.__code__.replace, co_varnames=("x",)))
print(attempt(setattr, code, "co_name", "x"), attempt(lambda: code.nothing), attempt(type(code)),
    attempt(lambda: code < code), bool(code))


def lines():
    x = 1
    y = [
        2,
        x,
    ]
    return (
        x
        + y[0]
    )


first = lines.__code__.co_firstlineno
print([(line - first if line else line) for _, _, line in lines.__code__.co_lines()])
positions = sorted({(s - first, e - first, c, ec) for s, e, c,
    ec in lines.__code__.co_positions() if c is not None})
print(positions)
print(type(lines.__code__.co_lines()).__name__, type(lines.__code__.co_linetable).__name__,
    type(lines.__code__.co_exceptiontable).__name__, len(lines.__code__.co_code) % 2,
    lines.__code__.co_stacksize > 0)
data = marshal.dumps(add.__code__)
loaded = marshal.loads(data)
print(loaded == add.__code__, FunctionType(loaded, {}, "loaded", (1,))(2), loaded.co_varnames,
    loaded.co_filename == add.__code__.co_filename)


def generator():
    yield


async def coroutine():
    pass


class Body:
    def method(self):
        return __class__


print([hex(f.__code__.co_flags) for f in (add, sample, generator, coroutine, Body.method,
    lambda: 0)], Body.method.__code__.co_qualname, (lambda: 0).__code__.co_qualname)
add.__code__ = (lambda x, y: x * y).__code__
print(add(3), add(3, 4), add.__name__)


def constants():
    return (1, 1.0, True, "1", b"1", (1, 1.0), frozenset({1}), None, ..., -0.0, 0.0, 1j, 10**20,
        "a" * 3, (1, (2, (3,))), 3 in {1, 2, 3}, 2 in [1, 2])


print(constants(), sorted({type(c).__name__ for c in constants.__code__.co_consts}))


def equal_but_different():
    return (0.0, -0.0, 0, False, 0j, 1, True, 1.0)


print(equal_but_different(), [type(c).__name__ for c in equal_but_different()])
print({add.__code__: "as key"}[add.__code__], add.__code__ in [add.__code__],
    len({sample.__code__, lines.__code__, sample.__code__}))
