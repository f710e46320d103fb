# krait: short
# gi_* attributes and state over a generator's life; running and re-entrant generators.
def gen(a, b=2):
    local = a + b
    sent = yield local
    yield from inner()
    yield sent


def inner():
    yield "inner"


def state(g):
    frame = g.gi_frame
    where = None if frame is None else frame.f_lineno - frame.f_code.co_firstlineno
    names = None if frame is None else frame.f_locals
    delegate = g.gi_yieldfrom and g.gi_yieldfrom.__name__
    return g.gi_running, g.gi_suspended, where, names, delegate


g = gen(1)
print(g.__name__, g.__qualname__, g.gi_code is gen.__code__, g.gi_code.co_name, type(g).__name__)
print(state(g))
next(g)
print(state(g))
g.send("S")
print(state(g))
next(g)
print(state(g))
print(next(g, "end"))
print(state(g))
g.__name__ = "renamed"
g.__qualname__ = "q.renamed"
print(g.__name__, g.__qualname__, repr(g).split(" at ")[0])


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(attempt(setattr, g, "__name__", 5), attempt(setattr, g, "gi_running", 1),
    attempt(setattr, g, "gi_frame", None), attempt(setattr, g, "x", 1), attempt(lambda: g.missing))
print(attempt(type(g)), attempt(lambda: g + 1), attempt(len, g), attempt(lambda: g[0]),
    attempt(lambda: g()), hash(g) == hash(g), g == g, bool(g))


def reenter():
    try:
        next(me)
    except ValueError as error:
        yield f"next: {error}"
    try:
        me.send(1)
    except ValueError as error:
        yield f"send: {error}"
    try:
        me.throw(KeyError)
    except ValueError as error:
        yield f"throw: {error}"
    try:
        me.close()
    except ValueError as error:
        yield f"close: {error}"
    yield me.gi_running, me.gi_suspended, me.gi_frame.f_lineno > 0
    yield list(me)


me = reenter()
for item in (next(me), next(me), next(me), next(me), next(me)):
    print(item)
print(attempt(next, me), me.gi_frame)


def frame_access():
    import sys

    frame = sys._getframe()
    yield frame is this.gi_frame, frame.f_back is not None, frame.f_code.co_name
    yield frame.f_back.f_code.co_name


this = frame_access()


def caller():
    return next(this)


print(caller(), caller(), this.gi_frame.f_back)
flags = {"generator": 0x20, "coroutine": 0x80, "async_generator": 0x200, "varargs": 4, "varkw": 8,
    "nested": 0x10, "optimized": 1, "newlocals": 2}


async def coroutine():
    pass


async def async_generator():
    yield


def varargs(*a, **k):
    pass


for function in (gen, coroutine, async_generator, varargs, lambda: 0, lambda: (yield)):
    print(function.__name__, sorted(name for name, bit in flags.items()
        if function.__code__.co_flags & bit))
expression = (x for x in [1, 2])
print(expression.gi_code.co_name, expression.gi_frame.f_locals.keys() == {".0"},
    expression.gi_code.co_varnames)
next(expression)
print(expression.gi_frame.f_locals["x"], expression.gi_yieldfrom, expression.gi_running)
expression.close()
print(expression.gi_frame)
