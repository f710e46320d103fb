# krait: short
# Async generators by hand: asend, athrow, aclose, their awaitables, and all their errors.
class Pause:
    def __init__(self, tag, result=None):
        self.tag, self.result = tag, result

    def __await__(self):
        yield self.tag
        return self.result


def step(awaitable, *sends):
    """Drives one awaitable to its end and tells how it ended."""
    out = []
    sends = list(sends)
    try:
        while True:
            out.append(awaitable.send(sends.pop(0) if sends else None))
    except StopIteration as stop:
        return out, "value", stop.value
    except BaseException as error:
        return out, type(error).__name__, str(error)


async def ag(n):
    try:
        for i in range(n):
            got = yield i
            if got is not None:
                print("got", got)
                await Pause("inside")
    except ValueError as error:
        yield f"caught {error}"
    finally:
        await Pause("cleanup")
        print("finally")


g = ag(2)
print(type(g).__name__, g.__name__, g.ag_running, g.ag_await, g.ag_code is ag.__code__,
    g.ag_frame is not None, g.__aiter__() is g)
print(step(g.asend(None)), step(g.asend("hello")), step(g.__anext__()), step(g.__anext__()))
print(step(g.aclose()), step(g.asend(1)), g.ag_frame)
g = ag(5)
print(step(g.__anext__()), step(g.athrow(ValueError("thrown"))), step(g.__anext__()))
g = ag(5)
print(step(g.__anext__()), step(g.athrow(KeyError, "unhandled")), step(g.__anext__()))
g = ag(5)
print(step(g.__anext__()), step(g.aclose()), step(g.aclose()), step(g.__anext__()))
g = ag(5)
print(step(g.asend("too early")), step(g.__anext__()), step(g.aclose()))
g = ag(5)
print(step(g.aclose()), step(g.__anext__()))
g = ag(5)
print(step(g.athrow(LookupError("before start"))), step(g.__anext__()))


async def refuses():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = refuses()
print(step(g.__anext__()), step(g.aclose()), step(g.aclose()))


async def await_in_exit():
    try:
        yield 1
    except GeneratorExit:
        await Pause("during exit")
        print("exit done")


g = await_in_exit()
print(step(g.__anext__()), step(g.aclose()))


async def stops(kind):
    yield 1
    raise kind("escapes")


for kind in (StopIteration, StopAsyncIteration):
    g = stops(kind)
    print(step(g.__anext__()), step(g.__anext__()), step(g.__anext__()))
g = ag(3)
a = g.asend(None)
print(type(a).__name__, iter(a) is a, a.__await__() is a)
print(step(a), step(a), step(g.aclose()))
g = ag(3)
first = g.asend(None)
print(step(first))
second = g.asend("x")
print(second.send(None), g.ag_running)
third = g.asend("y")
print(step(third))
print(step(second), g.ag_running, step(g.aclose()))
a = g.athrow(ValueError)
print(type(a).__name__, type(g.aclose()).__name__)
a.close()
g = ag(1)
a = g.asend(None)
a.close()
print(step(a))
g = ag(1)
a = g.asend(None)
try:
    a.throw(ValueError("into asend"))
except BaseException as error:
    print("throw gave", type(error).__name__, error)


async def consumer():
    result = []
    gen = ag(3)
    async for x in gen:
        result.append(x)
        if x == 1:
            break
    await gen.aclose()
    gen = ag(2)
    result.append(await gen.asend(None))
    result.append(await gen.asend("in consumer"))
    try:
        await gen.asend(None)
    except StopAsyncIteration:
        result.append("stopped")
    return result


async def nested():
    async for x in ag(2):
        yield x
        yield await Pause("between", "paused value")


async def collect():
    return [x async for x in nested()]


print(step(consumer()))
print(step(collect()))


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


g = ag(1)
print(attempt(iter, g), attempt(next, g), attempt(len, g), attempt(g.asend), attempt(type(g)),
    attempt(lambda: g.gi_frame))
print(step(g.aclose()))


async def expression_forms():
    x = yield
    y = (yield x) or "falsy"
    print([(yield 1), (yield 2)], y)


g = expression_forms()
print(step(g.asend(None)), step(g.asend("X")), step(g.asend(0)), step(g.asend("a")),
    step(g.asend("b")))
