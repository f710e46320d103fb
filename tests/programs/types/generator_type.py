# krait: short
# Generator objects: attributes, send, throw and close in every state, names, running checks.


def tell(label, function, *args):
    try:
        print(label, "->", repr(function(*args)))
    except BaseException as error:
        print(label, "!", type(error).__name__, error, error.args)


def counting(limit):
    """Generator doc."""
    received = None
    for i in range(limit):
        try:
            received = yield i, received
        except ValueError as error:
            received = f"caught {error}"
        finally:
            pass
    return "returned"


Generator = type(counting(1))
g = counting(3)
print(Generator.__name__, g.__name__, g.__qualname__, g.gi_running, g.gi_suspended, g.gi_yieldfrom,
      g.gi_code is counting.__code__, g.gi_frame.f_lineno - counting.__code__.co_firstlineno,
      iter(g) is g, sorted(set(dir(g)) - set(dir(object()))))
tell("send too early", g.send, 5)
tell("next", next, g)
print(g.gi_suspended, g.gi_running, g.gi_frame.f_locals["i"], g.gi_frame.f_back)
tell("send", g.send, "sent")
tell("throw caught", g.throw, ValueError("thrown"))
tell("exhaust", next, g)
tell("after", next, g)
tell("after send", g.send, 1)
tell("after throw", g.throw, KeyError("k"))
tell("after close", g.close)
print(g.gi_frame, g.gi_suspended, g.gi_code.co_name, g.gi_yieldfrom)
for args in ((ValueError,), (ValueError, "text"), (ValueError, ValueError("instance")),
             (ValueError("a"), None), (ValueError, ("a", "b")), (KeyError, "k"), (5,), ("text",),
             (ValueError, 1, "not a traceback"), (ValueError("x"), "value"), (),
             (ValueError, 1, None, 2), (object,), (None,), (GeneratorExit,), (StopIteration, 3)):
    g = counting(3)
    next(g)
    tell(f"throw{args!r}", g.throw, *args)
    tell("    next", next, g)
g = counting(3)
tell("throw before start", g.throw, ValueError("early"))
tell("next", next, g)
g = counting(3)
tell("close before start", g.close)
tell("next", next, g)


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            yield "refuses"


def returns_on_exit():
    try:
        yield 1
    except GeneratorExit:
        return "value is dropped"


def raises_on_exit():
    try:
        yield 1
    finally:
        raise KeyError("in finally")


def replaces():
    try:
        yield 1
    except GeneratorExit:
        raise GeneratorExit("another")


for maker in (stubborn, returns_on_exit, raises_on_exit, replaces):
    g = maker()
    next(g)
    tell(maker.__name__, g.close)
    if maker is not stubborn:
        tell("    next", next, g)


def reentrant():
    yield next(me)


def sends_itself():
    yield me.send(None)


def closes_itself():
    yield me.close()


def throws_itself():
    yield me.throw(ValueError)


for maker in (reentrant, sends_itself, closes_itself, throws_itself):
    me = maker()
    tell(maker.__name__, next, me)


def stops():
    yield 1
    raise StopIteration("inside")


def stops_from_next():
    yield next(iter([]))


g = stops()
next(g)
tell("StopIteration inside", next, g)
tell("next inside", next, stops_from_next())
try:
    g = stops()
    next(g)
    next(g)
except RuntimeError as error:
    print(repr(error.__cause__), repr(error.__context__))


def delegating(inner):
    result = yield from inner
    yield "result", result


inner = counting(2)
outer = delegating(inner)
next(outer)
print(outer.gi_yieldfrom is inner, inner.gi_suspended)
tell("send through", outer.send, "through")
tell("finish", next, outer)
print(outer.gi_yieldfrom)
tell("from list", list, delegating([1, 2]))
tell("send to list", lambda: [o := delegating([1, 2]), next(o), o.send(5)][2])
tell("send None to list", lambda: [o := delegating([1, 2]), next(o), o.send(None)][2])
tell("throw to list", lambda: [o := delegating([1, 2]), next(o), o.throw(KeyError("x"))])
tell("from 5", next, delegating(5))
for name, value in (("__name__", "new"), ("__name__", 5), ("__qualname__", "q"),
                    ("__qualname__", None), ("gi_running", 1), ("gi_code", None),
                    ("gi_frame", None), ("extra", 1)):
    tell(f"{name} = {value!r}", setattr, g, name, value)
print(g.__name__, g.__qualname__, repr(g).split(" at ")[0])
tell("new", Generator)
tell("subclass", type, "Sub", (Generator,), {})
tell("class item", lambda: Generator[int])
expression = (x * y for x in range(3) for y in "ab" if x)
print(expression.__name__, expression.__qualname__, expression.gi_code.co_name, list(expression),
      type(expression) is Generator)
tell("first iterable now", lambda: (x for x in 5))
tell("rest later", lambda: next(x / 0 for x in [1]))


def with_finally(log):
    try:
        yield 1
        yield 2
    finally:
        log.append("cleaned")


log = []
for value in with_finally(log):
    log.append(value)
print(log)
g = with_finally(log)
next(g)
g.close()
g.close()
print(log)
print(sum(x[0] for x in counting(5)), [*counting(2)], dict(zip("xy", counting(2))))
