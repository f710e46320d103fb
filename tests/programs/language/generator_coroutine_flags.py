# krait: short
# async functions, methods, lambdas and generators told apart; async in classes and closures.
def drive(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


class Service:
    def __init__(self, base):
        self.base = base

    async def method(self, x, *, scale=1):
        return (self.base + x) * scale

    @classmethod
    async def klass(cls, x):
        return cls.__name__, x

    @staticmethod
    async def static(x=5):
        return x

    async def __call__(self):
        return "called"

    async def stream(self, n):
        for i in range(n):
            yield self.base + i

    def __await__(self):
        return self.method(100).__await__()


class Derived(Service):
    async def method(self, x, *, scale=1):
        return ("derived", await super().method(x, scale=scale))


async def main():
    s = Service(10)
    d = Derived(20)
    print(await s.method(1), await d.method(2, scale=3), await Service.klass(4), await s.static(),
        await s(), await s, await d)
    print([x async for x in s.stream(3)])

    async def local(depth):
        nonlocal_depth.append(depth)
        return depth if depth == 0 else await local(depth - 1)

    nonlocal_depth = []
    print(await local(5), nonlocal_depth)
    make = lambda x: s.method(x)
    print(await make(7))
    try:
        await s.method()
    except TypeError as error:
        print(error)
    try:
        await s.method(1, 2)
    except TypeError as error:
        print(error)
    if (value := await s.method(3)) > 5:
        print("walrus", value)
    match await s.static((1, 2)):
        case (a, b):
            print("matched", a, b)
    x = await s.static(1) if await s.static(True) else await s.static(2)
    y = await s.static([3, 4]) or 5
    y[0] += await s.static(6)
    first, *rest = await s.static("abc")
    del y[await s.static(1)]
    assert await s.static(True), await s.static("message")
    print(x, y, first, rest, -await s.static(3), await s.static(2) ** 3, not await s.static(0),
        (await s.static("text"))[1:])
    print(*await s.static([1, 2]), **await s.static({"sep": "-"}))
    return lambda: x


print(drive(main())())


def decorator(function):
    async def wrapper(*args):
        result = await function(*args)
        return f"<{result}>"

    wrapper.wrapped = function
    return wrapper


@decorator
@decorator
async def decorated(x):
    return x


print(drive(decorated("core")), decorated.wrapped.wrapped.__name__)


async def with_default(x=drive(decorated("default"))):
    return x


print(drive(with_default()))


async def fib(n):
    return n if n < 2 else await fib(n - 1) + await fib(n - 2)


print(drive(fib(14)))


async def deep(n):
    if n:
        return 1 + await deep(n - 1)
    return 0


print(drive(deep(300)))
try:
    drive(deep(5000))
except RecursionError as error:
    print(type(error).__name__)
