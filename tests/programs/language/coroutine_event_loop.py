# krait: short
# A small event loop driven by hand: sleeping tasks, queues, gathering, cancellation, timeouts.
import _heapq


class Suspend:
    def __init__(self, *request):
        self.request = request

    def __await__(self):
        return (yield self.request)


class Cancelled(BaseException):
    pass


class Task:
    def __init__(self, name, coroutine):
        self.name, self.coroutine = name, coroutine
        self.result = self.error = None
        self.done = False
        self.waiters = []

    def __await__(self):
        if not self.done:
            yield ("join", self)
        if self.error is not None:
            raise self.error
        return self.result


class Loop:
    def __init__(self):
        self.now = 0
        self.sequence = 0
        self.timers = []
        self.ready = []
        self.trace = []

    def spawn(self, name, coroutine):
        task = Task(name, coroutine)
        self.ready.append((task, None, None))
        return task

    def run(self):
        while self.ready or self.timers:
            if not self.ready:
                self.now, _, task = _heapq.heappop(self.timers)
                if task.done:
                    continue
                self.ready.append((task, self.now, None))
            task, value, error = self.ready.pop(0)
            if not task.done:
                self.step(task, value, error)

    def step(self, task, value, error):
        try:
            request = task.coroutine.throw(error) if error else task.coroutine.send(value)
        except StopIteration as stop:
            task.result = stop.value
            self.finish(task)
        except (Exception, Cancelled) as failure:
            task.error = failure
            self.finish(task)
        else:
            getattr(self, "do_" + request[0])(task, *request[1:])

    def finish(self, task):
        task.done = True
        print(f"[{self.now}] {task.name} ended:", task.result, repr(task.error))
        for waiter in task.waiters:
            self.ready.append((waiter, None, None))

    def do_sleep(self, task, delay):
        self.sequence += 1
        _heapq.heappush(self.timers, (self.now + delay, self.sequence, task))

    def do_spawn(self, task, name, coroutine):
        self.ready.append((task, self.spawn(name, coroutine), None))

    def do_join(self, task, other):
        other.waiters.append(task)

    def do_cancel(self, task, other):
        if not other.done:
            self.ready.append((other, None, Cancelled(f"by {task.name}")))
        self.ready.append((task, None, None))


async def sleep(delay):
    return await Suspend("sleep", delay)


async def spawn(name, coroutine):
    return await Suspend("spawn", name, coroutine)


async def ticker(name, period, count):
    for i in range(count):
        woke = await sleep(period)
        print(f"[{woke}] {name} tick {i}")
    return f"{name} did {count}"


async def failing():
    await sleep(4)
    raise ValueError("task failed")


async def forever():
    try:
        while True:
            await sleep(3)
    except Cancelled as error:
        print("cleaning up", error)
        await sleep(1)
        raise
    finally:
        print("forever leaves")


async def gather(*tasks):
    return [await task for task in tasks]


async def main():
    a = await spawn("a", ticker("a", 2, 3))
    b = await spawn("b", ticker("b", 3, 2))
    endless = await spawn("endless", forever())
    bad = await spawn("bad", failing())
    print(await gather(a, b))
    try:
        await bad
    except ValueError as error:
        print("main caught", error)
    await Suspend("cancel", endless)
    try:
        await endless
    except Cancelled as error:
        print("endless was cancelled", error)
    results = {name: await (await spawn(name, ticker(name, 1, 1))) for name in ("x", "y")}
    print(results)
    return "main result"


loop = Loop()
main_task = loop.spawn("main", main())
loop.run()
print(main_task.result, loop.now)
