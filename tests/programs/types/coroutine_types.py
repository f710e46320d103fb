# krait: short
# Coroutines, awaitables, async generators and async iteration, driven by hand.


def tell(label, function, *args):
    try:
        print(label, "->", repr(function(*args)))
    except BaseException as error:
        print(label, "!", type(error).__name__, error)


class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        received = yield self.value
        return "resumed", received


def run(coroutine, *sends):
    """Sends the values one after the other; returns what was yielded, then the result."""
    seen = []
    try:
        seen.append(coroutine.send(None))
        for value in sends:
            seen.append(coroutine.send(value))
    except StopIteration as stop:
        return seen, "returned", stop.value
    return seen


async def simple(x):
    """Coroutine doc."""
    first = await Pause(x)
    second = await Pause(x + 1)
    return first, second


c = simple(5)
Coroutine = type(c)
print(Coroutine.__name__, c.__name__, c.__qualname__, c.cr_running, c.cr_suspended, c.cr_await,
      c.cr_code is simple.__code__, c.cr_origin, c.cr_frame is not None,
      sorted(set(dir(c)) - set(dir(object()))))
print(run(c, "a", "b"), c.cr_frame)
tell("reuse", c.send, None)
c = simple(1)
print(c.send(None), type(c.cr_await).__name__, c.cr_suspended)
tell("throw", c.throw, ValueError("in"))
tell("close finished", c.close)
c = simple(1)
tell("send early", c.send, 1)
tell("close unstarted", c.close)
tell("next", lambda: next(c))
tell("iter", lambda: iter(c))
wrapper = simple(2).__await__()
print(type(wrapper).__name__, next(wrapper), wrapper.send("w"),
      [type(wrapper).__iter__(wrapper) is wrapper])
tell("wrapper throw", wrapper.throw, KeyError("k"))
tell("wrapper close", wrapper.close)
for value in (5, None, [1], (x for x in ()), Pause, iter([])):
    async def awaits():
        return await value
    tell(f"await {type(value).__name__}", run, awaits())


class BadAwait:
    def __init__(self, answer):
        self.answer = answer

    def __await__(self):
        return self.answer


for answer in (5, [1], iter([1, 2]), None):
    async def awaits():
        return await BadAwait(answer)
    tell(f"__await__ gives {type(answer).__name__}", run, awaits(), 1)
async def awaits_coroutine():
    bad = simple(1)
    result = await bad
    return result


print(run(awaits_coroutine(), 1, 2))


async def twice():
    c = simple(1)
    c.send(None)
    return await c


tell("already awaited", run, twice())


class Context:
    def __init__(self, swallow):
        self.swallow = swallow

    async def __aenter__(self):
        await Pause("enter")
        return "entered"

    async def __aexit__(self, kind, value, traceback):
        await Pause(("exit", kind and kind.__name__))
        return self.swallow


async def uses_context(swallow, fail):
    async with Context(swallow) as got:
        if fail:
            raise ValueError("inside")
        return got
    return "swallowed"


tell("with", run, uses_context(False, False), 1, 2)
tell("with swallowed", run, uses_context(True, True), 1, 2)
tell("with raised", run, uses_context(False, True), 1, 2)


class Ticks:
    def __init__(self, limit):
        self.limit = limit

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.limit == 0:
            raise StopAsyncIteration
        self.limit -= 1
        return await Pause(self.limit)


async def iterates(source):
    seen = []
    async for item in source:
        seen.append(item)
    else:
        seen.append("else")
    return seen


tell("async for", run, iterates(Ticks(2)), "a", "b")
for source in (5, [1], iter([])):
    tell(f"async for {type(source).__name__}", run, iterates(source))


class BadIter:
    def __aiter__(self):
        return 5


class BadNext:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 5


tell("bad aiter", run, iterates(BadIter()))
tell("bad anext", run, iterates(BadNext()))


async def ticker(limit):
    try:
        for i in range(limit):
            received = yield i
            if received:
                await Pause(received)
    finally:
        await Pause("cleanup")


async def comprehends():
    doubled = [x * 2 async for x in ticker(3)]
    unique = {x async for x in Ticks(1)}
    return doubled, unique, [await Pause(y) for y in "a"], {k: v async for k, v in pairs()}


async def pairs():
    yield 1, 2


tell("comprehensions", run, comprehends(), 1, 2, 3, 4)
a = ticker(2)
AsyncGenerator = type(a)
print(AsyncGenerator.__name__, a.__name__, a.ag_running, a.ag_await,
      a.ag_code.co_name, a.ag_frame is not None, a.__aiter__() is a,
      sorted(set(dir(a)) - set(dir(object()))))
step = a.__anext__()
print(type(step).__name__)
tell("anext", step.send, None)
tell("anext again", step.send, None)
step = a.asend("pause me")
tell("asend", step.send, None)
tell("asend goes on", step.send, "x")
step = a.athrow(ValueError("into the generator"))
tell("athrow", step.send, None)
tell("athrow goes on", step.send, None)
step = a.aclose()
tell("aclose", step.send, None)
a = ticker(2)
step = a.aclose()
tell("aclose unstarted", step.send, None)
step = a.__anext__()
tell("anext after close", step.send, None)
a = ticker(1)
step = a.asend(5)
tell("asend early", step.send, None)
print(run(anext(Ticks(1)), 1), run(anext(Ticks(0), "default")))
tell("aiter", lambda: aiter([1]))
tell("anext", lambda: anext([1]))
tell("new", Coroutine)
tell("new", AsyncGenerator)
for function in (simple, ticker):
    print(function.__code__.co_flags & 0x280, function.__doc__)


async def stops():
    raise StopIteration("in a coroutine")


async def stops_async():
    yield 1
    raise StopAsyncIteration("in an async generator")


tell("StopIteration", run, stops())
tell("StopAsyncIteration", run, iterates(stops_async()))
