# krait: short
# sys._getframe, f_back chains, f_locals snapshots, f_lineno, f_globals, every kind of code.
import sys


def here():
    return sys._getframe()


def info(frame):
    return frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno


def names():
    frame = sys._getframe(1)
    out = []
    while frame:
        out.append(frame.f_code.co_name)
        frame = frame.f_back
    return out


def outer(a):
    b = a * 2

    def inner(c):
        d = b + c
        frame = sys._getframe()
        return frame, names()

    return inner(3)


frame, chain = outer(1)
print(chain, sorted(frame.f_locals), frame.f_locals["d"], info(frame.f_back))
print(info(here()), here().f_globals is globals(), here().f_builtins is not None,
    sys._getframe().f_back, sys._getframe().f_code.co_name, type(frame).__name__)
for depth in (0, 1, 2, 100, -1, "x"):
    try:
        print(depth, sys._getframe(depth).f_code.co_name)
    except (ValueError, TypeError) as error:
        print(depth, type(error).__name__, error)


def live_locals():
    frame = sys._getframe()
    x = 1
    before = frame.f_locals["x"]
    x = 2
    after = frame.f_locals["x"]
    same = frame.f_locals is locals()
    locals()["y"] = 3
    return before, after, same, "y" in frame.f_locals, [k for k in locals()]


print(live_locals())


def cells(p):
    q = 1

    def inner():
        return p, q, sys._getframe().f_locals

    result = inner()
    q = 2
    return result[2], sys._getframe().f_locals["q"], inner()[2]


print(cells("P"))


def lines():
    out = []
    out.append(sys._getframe().f_lineno)
    out.append(
        sys._getframe().f_lineno
    )
    out.append([
        sys._getframe().f_lineno,

        sys._getframe().f_lineno,
    ])
    return [
        n if isinstance(n, list) else n
        for n in out
    ]


base = lines.__code__.co_firstlineno
print([n - base if isinstance(n, int) else [m - base for m in n] for n in lines()])


class Body:
    frame = sys._getframe()
    visible = sorted(k for k in frame.f_locals if not k.startswith("_"))
    name = frame.f_code.co_name, frame.f_back.f_code.co_name
    same = frame.f_locals is locals()


print(Body.visible, Body.name, Body.same)
print([sys._getframe().f_code.co_name for _ in range(1)],
    list(sys._getframe().f_back.f_code.co_name for _ in range(1)),
    (lambda: sys._getframe().f_code.co_name)(), sorted([1], key=lambda v: names().__len__())[0],
    list(map(lambda v: names(), [1])))


def generator():
    yield names()
    yield sys._getframe()


g = generator()
print(next(g))


def puller():
    return next(g)


gen_frame = puller()
print(gen_frame is g.gi_frame, gen_frame.f_back, gen_frame.f_lasti > 0,
    gen_frame.f_lineno - gen_frame.f_code.co_firstlineno)
g.close()
print(gen_frame.f_locals, gen_frame.f_lineno - gen_frame.f_code.co_firstlineno)


class Descriptor:
    def __get__(self, obj, owner):
        return names()

    def __eq__(self, other):
        print(names())
        return True


class Uses:
    d = Descriptor()

    def __init__(self):
        print(names())


def user():
    u = Uses()
    return u.d


print(user())
Descriptor() == 1


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


f = here()
print(attempt(setattr, f, "f_back", None), attempt(setattr, f, "f_code", None),
    attempt(setattr, f, "f_trace", 5), f.f_trace, attempt(setattr, f, "f_lineno", "x"),
    attempt(delattr, f, "f_lineno"), attempt(type(f)), attempt(setattr, f, "new", 1),
    attempt(setattr, f, "f_trace_lines", 5), f.f_trace_lines, f.f_trace_opcodes)
print(repr(f).split(", ")[1:], f.clear(), f.f_locals)
recursion = []


def recursive(n):
    if n:
        recursive(n - 1)
    else:
        frame = sys._getframe()
        while frame.f_code is recursive.__code__:
            recursion.append(frame.f_locals["n"])
            frame = frame.f_back


recursive(4)
print(recursion)
globals()["injected_by_frame"] = sys._getframe().f_globals is globals()
print(injected_by_frame, sys._getframe().f_locals is globals())


def modifies_caller_globals():
    sys._getframe(1).f_globals["from_callee"] = 5


modifies_caller_globals()
print(from_callee)


def exec_locals_snapshot(x):
    first = sys._getframe().f_locals
    del x
    second = sys._getframe().f_locals
    return "x" in second, first is second


print(exec_locals_snapshot(1))
