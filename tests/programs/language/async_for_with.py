# krait: short
# async for and async with: protocols, else, break, exceptions, suppression, wrong protocols.
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


class Counter:
    def __init__(self, n):
        self.n, self.i = n, 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.i += 1
        if self.i > self.n:
            raise StopAsyncIteration
        await Pause(f"tick{self.i}")
        return self.i


class Manager:
    def __init__(self, name, suppress=False, fail_enter=None):
        self.name, self.suppress, self.fail_enter = name, suppress, fail_enter

    async def __aenter__(self):
        await Pause(f"enter {self.name}")
        if self.fail_enter:
            raise self.fail_enter
        return self.name.upper()

    async def __aexit__(self, kind, value, tb):
        await Pause(f"exit {self.name} {kind and kind.__name__}")
        return self.suppress


async def loops():
    result = []
    async for x in Counter(3):
        if x == 2:
            continue
        result.append(x)
    else:
        result.append("else")
    async for x in Counter(5):
        if x == 2:
            break
    else:
        result.append("no else")
    async for a in Counter(2):
        async for b in Counter(a):
            result.append((a, b))
    async for result[0] in Counter(1):
        pass
    return result, x


print(drive(loops()))


async def managers():
    out = []
    async with Manager("a") as a:
        out.append(a)
    async with Manager("b") as b, Manager("c") as c:
        out.append((b, c))
    async with (Manager("d"), Manager("e", suppress=True) as e):
        raise ValueError("suppressed")
    out.append("after suppression")
    try:
        async with Manager("f"):
            raise KeyError("not suppressed")
    except KeyError as error:
        out.append(repr(error))
    try:
        async with Manager("g"), Manager("h", fail_enter=OSError("enter")):
            out.append("never")
    except OSError as error:
        out.append(str(error))
    for i in range(3):
        async with Manager(f"l{i}"):
            if i == 0:
                continue
            break
    return out


print(drive(managers()))


async def return_inside():
    async with Manager("r"):
        async for x in Counter(3):
            try:
                return x
            finally:
                await Pause("finally")


print(drive(return_inside()))


class NoAiter:
    pass


class BadAiter:
    def __aiter__(self):
        return 5


class AnextNotAwaitable:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 7


class AnextRaises:
    def __aiter__(self):
        return self

    async def __anext__(self):
        raise LookupError("anext")


class AexitMissing:
    async def __aenter__(self):
        return 1


class AenterMissing:
    async def __aexit__(self, *args):
        return 1


class NotAwaitableEnter:
    def __aenter__(self):
        return 5

    async def __aexit__(self, *args):
        print("exit called")


class NotAwaitableExit:
    async def __aenter__(self):
        return 5

    def __aexit__(self, *args):
        return 6


async def iterate(x):
    async for item in x:
        return item


async def enter(x, error=None):
    async with x as y:
        if error:
            raise error
        return y


for bad in (NoAiter(), BadAiter(), AnextNotAwaitable(), AnextRaises(), [1], 5):
    try:
        print(drive(iterate(bad)))
    except (TypeError, LookupError) as error:
        print(type(error).__name__, error, repr(error.__cause__))
for bad in (NoAiter(), AexitMissing(), AenterMissing(), NotAwaitableEnter(), NotAwaitableExit(), 5):
    for inside in (None, ValueError("body")):
        try:
            print(drive(enter(bad, inside)))
        except Exception as error:
            print(type(error).__name__, error, repr(error.__context__))


async def exit_replaces():
    class Replaces:
        async def __aenter__(self):
            pass

        async def __aexit__(self, kind, value, tb):
            raise RuntimeError("from aexit")

    async with Replaces():
        raise KeyError("body")


try:
    drive(exit_replaces())
except RuntimeError as error:
    print(error, repr(error.__context__))
print(drive(anext(Counter(1))))


async def use_anext():
    it = Counter(1)
    return await anext(it), await anext(it, "default"), aiter(it) is it


print(drive(use_anext()))
for bad in (lambda: aiter(5), lambda: anext(5), lambda: aiter(BadAiter())):
    try:
        print(bad())
    except TypeError as error:
        print(error)
