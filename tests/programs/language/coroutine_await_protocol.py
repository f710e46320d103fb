# krait: short
# What can be awaited, in what order things happen, and the errors for what cannot.
def drive(coroutine, *values):
    """Runs to the end; returns (yielded values, result)."""
    yielded = []
    values = list(values)
    try:
        yielded.append(coroutine.send(None))
        while True:
            yielded.append(coroutine.send(values.pop(0) if values else None))
    except StopIteration as stop:
        return yielded, stop.value


class Awaitable:
    def __init__(self, *items, result=None):
        self.items, self.result = items, result

    def __await__(self):
        for item in self.items:
            got = yield item
            if got is not None:
                print("  received", got)
        return self.result


class IteratorAwait:
    def __await__(self):
        return iter(["i1", "i2"])


class NotIterator:
    def __await__(self):
        return 5


class IterableOnly:
    def __await__(self):
        return [1, 2]


class CoroutineAwait:
    def __await__(self):
        self.coroutine = simple()
        self.coroutine.close()  # nobody is to be told that it was not awaited
        return self.coroutine


async def simple():
    return "simple result"


async def chain(n):
    if n == 0:
        return await Awaitable("deep", result="bottom")
    return f"{n}:{await chain(n - 1)}"


print(drive(simple()), drive(chain(3)), drive(chain(60))[0])


async def many():
    a = await Awaitable(1, 2, result="A")
    b = await IteratorAwait()
    c = (await Awaitable(3, result=10)) + await Awaitable(result=5)
    d = [await simple(), await Awaitable(4, result="D")]
    e = {await Awaitable(5, result="key"): await Awaitable(6, result="value")}
    f = f"{await Awaitable(7, result='F')!r:>5}"
    return a, b, c, d, e, f, await simple() if await Awaitable(result=True) else None


print(drive(many()))
print(drive(many(), "s1", "s2"))


async def wait_for(x):
    return await x


def generator():
    yield 1


gen = generator()
for bad in (5, None, "s", [1], gen, simple, NotIterator(), IterableOnly(), CoroutineAwait(),
        generator):
    coroutine = wait_for(bad)
    try:
        print(drive(coroutine))
    except (TypeError, RuntimeError) as error:
        print(type(error).__name__, error)
used = simple()
print(drive(wait_for(used)))
for call in (lambda: used.send(None), lambda: used.throw(ValueError),
        lambda: drive(wait_for(used))):
    try:
        print(call())
    except RuntimeError as error:
        print(error)
print(used.close())
fresh = simple()
try:
    fresh.send("x")
except TypeError as error:
    print(error)
for operation in (lambda: iter(fresh), lambda: next(fresh), lambda: list(fresh), lambda: [*fresh],
        lambda: fresh + 1, lambda: fresh()):
    try:
        operation()
    except TypeError as error:
        print(error)
fresh.close()


def plain_yield_from():
    yield from fresh


try:
    list(plain_yield_from())
except TypeError as error:
    print(error)
wrapper = chain(1).__await__()
print(type(wrapper).__name__, iter(wrapper) is wrapper, next(wrapper))
try:
    wrapper.send(None)
except StopIteration as stop:
    print(stop.value)


async def shared_wait(x):
    return await x


suspended = chain(0)
first, second = shared_wait(suspended), shared_wait(suspended)
first.send(None)
try:
    second.send(None)
except RuntimeError as error:
    print(error)
print(drive(first))


async def raises():
    await Awaitable(1)
    raise KeyError("inside")


async def handles():
    try:
        await raises()
    except KeyError as error:
        return f"handled {error}"
    finally:
        await Awaitable("in finally")


print(drive(handles()))


async def stop_iteration():
    raise StopIteration("escapes")


try:
    drive(stop_iteration())
except RuntimeError as error:
    print(error, repr(error.__cause__))


async def returns_tuple():
    return (await Awaitable(result=1), 2)


print(drive(returns_tuple()), drive(wait_for(wait_for(wait_for(simple())))))
lam = lambda x: x.__await__()
print(next(lam(Awaitable("via lambda"))))
