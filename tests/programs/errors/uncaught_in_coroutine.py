# krait: short
import sys


def drive(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


def show(coroutine):
    try:
        drive(coroutine)
    except Exception:
        sys.excepthook(*sys.exc_info())


class Awaitable:
    def __await__(self):
        yield
        raise ValueError("in __await__")


async def leaf(x):
    await Awaitable()


async def middle(x):
    return (await leaf(x),
            x)


async def agen():
    yield 1
    raise KeyError("in async generator")


class Manager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *args):
        raise LookupError("in __aexit__")


async def uses_async_for():
    async for x in agen():
        pass


async def uses_async_with():
    async with Manager() as m:
        raise TypeError("in the body")


async def uses_comprehension():
    return [x async for x in agen() if x]


async def bad_await():
    await 5


async def bad_async_for():
    async for x in [1]:
        pass


async def bad_async_with():
    async with 5:
        pass


for coroutine in (middle(1), uses_async_for(), uses_async_with(), uses_comprehension(), bad_await(),
        bad_async_for(), bad_async_with()):
    show(coroutine)
drive(middle(2))
