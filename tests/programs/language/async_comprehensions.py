# krait: short
# Asynchronous comprehensions and generator expressions, mixed with awaits and nested scopes.
def drive(coroutine):
    yielded = []
    try:
        while True:
            yielded.append(coroutine.send(None))
    except StopIteration as stop:
        return yielded, stop.value


class Pause:
    def __init__(self, tag, result=None):
        self.tag, self.result = tag, result

    def __await__(self):
        yield self.tag
        return self.result


async def numbers(n):
    for i in range(n):
        yield i
        await Pause(f"n{i}")


async def double(x):
    return await Pause(f"d{x}", x * 2)


async def main():
    print([x async for x in numbers(3)])
    print({x % 2 async for x in numbers(4)} == {0, 1}, {x: -x async for x in numbers(2)})
    print([await double(x) for x in range(3)], {await double(x) for x in range(2)} == {0, 2},
        {k: await double(k) for k in (5, 6)})
    print([await double(x) async for x in numbers(3) if x != 1])
    print([x for x in range(5) if await double(x) > 4])
    print([(x, y) async for x in numbers(2) for y in "ab"],
        [(x, y) for x in "ab" async for y in numbers(2)])
    print([[y async for y in numbers(x)] async for x in numbers(3)])
    generator = (x * 10 async for x in numbers(3))
    print(type(generator).__name__, generator.__name__, [v async for v in generator],
        [v async for v in generator])
    awaiting = (await double(x) for x in range(2))
    print(type(awaiting).__name__, [v async for v in awaiting])
    factor = 7
    print([x * factor async for x in numbers(2)], [f() for f in [lambda: factor + x async
        for x in numbers(2)]])
    total = 0
    print([total := total + x async for x in numbers(4)], total)
    try:
        [x async for x in [1]]
    except TypeError as error:
        print(error)
    try:
        [x for x in numbers(1)]
    except TypeError as error:
        print(error)
    try:
        [1 // x async for x in numbers(1)]
    except ZeroDivisionError as error:
        print(error)
    try:
        sum(x async for x in numbers(1))
    except TypeError as error:
        print(error)
    return "end"


yielded, result = drive(main())
print(result, len(yielded), yielded)


async def consume(source):
    out = []
    async for item in source:
        out.append(item)
    return out


async def pipeline():
    evens = (x async for x in numbers(6) if x % 2 == 0)
    squares = (x * x async for x in evens)
    return await consume(squares)


print(drive(pipeline())[1])
