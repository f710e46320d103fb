# krait: short
# _contextvars: variables, contexts and tokens, and which context a thread runs in.
import re

import _contextvars
from _contextvars import Context, ContextVar, Token, copy_context


def clean(value):
    return re.sub("0x[0-9a-f]+", "0x..", value if isinstance(value, str) else repr(value))


def show(what, function, *args, **kwargs):
    try:
        print(what, clean(function(*args, **kwargs)))
    except BaseException as e:
        print(what, type(e).__name__, clean(str(e)), e.__cause__, e.__context__)


# Types.
for cls in (Context, ContextVar, Token, type(Token.MISSING)):
    print(cls, cls.__module__, cls.__name__, cls.__base__, cls.__doc__)
    names = {n for n in vars(cls) if not n.startswith("__")}
    for name in sorted(names):
        print("  ", name, type(vars(cls)[name]).__name__,
              getattr(vars(cls)[name], "__text_signature__", None))
    show("  subclass", lambda: type("S", (cls,), {}))
    show("  attribute", lambda: setattr(cls, "a", 1))
print(copy_context.__text_signature__)
print(Token.MISSING, type(Token.MISSING), "__hash__" in vars(Context), Context.__hash__)
show("missing", type(Token.MISSING))
show("alias", lambda: ContextVar[int])
show("alias", lambda: Token[int, str])
show("alias", lambda: Context[int])
show("method", lambda: ContextVar.__class_getitem__(str))

# Making variables.
v = ContextVar("v")
w = ContextVar("w", default=3)
print(v.name, w.name, clean(v), clean(w))
show("new", ContextVar)
show("new", ContextVar, 1)
show("new", ContextVar, "a", 1)
show("new", ContextVar, "a", foo=1)
show("new", ContextVar, "a", 1, 2)
show("name", setattr, v, "name", "x")
show("attribute", setattr, v, "foo", 1)
print(hash(v) == hash(v), v == v, v != w, v == ContextVar("v"))
nested = ContextVar("nested\n", default=[v])
print(clean(nested))

# get, set, reset.
show("get", v.get)
show("get", v.get, 1)
show("get", w.get)
show("get", w.get, 5)
show("get", w.get, 1, 2)
show("get", w.get, default=2)
show("set", v.set)
show("set", v.set, 1, 2)
show("set", v.set, value=1)
try:
    v.get()
except LookupError as e:
    print(type(e), e.args == (v,))
token = v.set(1)
print(clean(token), token.var is v, token.old_value is Token.MISSING)
second = v.set(2)
print(second.old_value, v.get(), v.get(7))
show("token", setattr, token, "var", 1)
show("token", Token)
show("token", hash, token)
show("reset", v.reset, 1)
show("reset", v.reset)
show("reset other variable", w.reset, token)
show("reset other context", copy_context().run, v.reset, token)
show("reset", v.reset, second)
print(v.get())
show("reset again", v.reset, second)
show("reset", v.reset, token)
show("get", v.get)
print(clean(token), clean(second))
token = w.set(None)
print(w.get())
w.reset(token)
print(w.get())

# Contexts as mappings.
show("new", Context, 1)
show("new", Context, a=1)
empty = Context()
print(clean(empty), len(empty), list(empty), bool(empty), empty == Context(), empty == {}, empty != 1)
for what in ("[v]", "[1]", ".get(1)", ".get(v)", ".get(v, 2)", ".get(v, default=2)", ".get()",
             " < empty", ".keys()", ".values()", ".items()", ".copy()"):
    show("empty" + what, lambda: eval("empty" + what))
show("in", lambda: v in empty)
show("in", lambda: "v" in empty)
show("hash", hash, empty)
show("iter", lambda: [type(iter(empty)), type(empty.keys()), type(empty.values()),
                      type(empty.items())])
show("iterator", lambda: type(iter(empty))())
show("attribute", setattr, empty, "foo", 1)
show("setitem", lambda: empty.__setitem__(v, 1))
show("pickle", empty.__reduce_ex__, 4)

a = Context()
a.run(v.set, "in a")
a.run(w.set, "w in a")
print(len(a), a[v], a[w], a.get(v), v in a, nested in a)
print(sorted(x.name for x in a), sorted(x.name for x in a.keys()), sorted(a.values()),
      sorted((x.name, y) for x, y in a.items()))
b = a.copy()
print(a == b, a != b, a is b)
b.run(v.set, "in b")
print(a == b, a[v], b[v])
b.run(v.set, "in a")
print(a == b)
c = a.copy()
items = iter(c.items())
c.run(nested.set, 0)
print(len(list(items)), len(c), len(a), a == c)


class Odd:
    def __eq__(self, other):
        raise KeyError("eq")


a.run(v.set, Odd())
b.run(v.set, 1)
show("eq", lambda: a == b)
show("eq same", lambda: a == a.copy())

# run.
show("run", empty.run)
show("run", empty.run, 1)
show("run", empty.run, lambda *args, **kwargs: (args, kwargs), 1, b=2)
show("run", empty.run, lambda: 1 / 0)
show("run", empty.run, empty.run, print)
show("run", empty.run, lambda: Context.run(1))
show("run nested", lambda: empty.run(a.run, lambda: empty.run(print)))


def change():
    v.set("changed")
    return copy_context()


inside = empty.run(change)
print(inside == empty, inside is empty, empty[v], v.get("outside"))
show("copy_context", copy_context, 1)
show("copy_context", lambda: len(copy_context()) == len(copy_context().copy()))

# Many variables, and their removal.
many = [ContextVar(f"m{i}") for i in range(70)]
big = Context()


def fill():
    tokens = [m.set(i) for i, m in enumerate(many)]
    print(len(copy_context()), sum(m.get() for m in many))
    kept = copy_context()
    for token in tokens[::2]:
        token.var.reset(token)
    print(len(copy_context()), sum(m.get(0) for m in many), len(kept))
    for m in many[1::2]:
        m.set(-1)
    print(len(copy_context()), sum(m.get(0) for m in many), sum(kept.values()))
    for token in tokens[1::2]:
        token.var.reset(token)
    print(len(copy_context()), list(copy_context()))


big.run(fill)
print(len(big), big == Context())

# Generators run in the context of whoever resumes them.
def generator():
    while True:
        yield v.get("none")


g = generator()
print(next(g), inside.run(next, g), next(g))

# A thread starts with an empty context; a context can only be in one place.
import _thread


def in_thread(function):
    done = _thread.allocate_lock()
    done.acquire()

    def main():
        try:
            function()
        finally:
            done.release()

    _thread.start_new_thread(main, ())
    done.acquire()


v.set("of the main thread")
in_thread(lambda: print(len(copy_context()), v.get("nothing")))
in_thread(lambda: print(v.set("of another").old_value, v.get()))
print(v.get())
token = v.set("again")
in_thread(lambda: show("reset", v.reset, token))
shared = copy_context()
in_thread(lambda: print(shared.run(v.get), shared[v]))
shared.run(lambda: in_thread(lambda: show("run", shared.run, v.get)))
for i in range(20):
    in_thread(lambda: v.get(None) is None and v.set(i) or print("stale"))
v.reset(token)
print(v.get())
