# asyncio: tasks, futures, groups, time-outs, queues and locks.
import asyncio
import contextvars
import sys


def show(what, value):
    print(what, value)


async def work(name, delay, fail=None):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError as e:
        print("cancelled", name, e.args)
        raise
    if fail is not None:
        raise fail
    return name


async def waiting():
    show("gather", await asyncio.gather(work(1, 0.02), work(2, 0.01), work(3, 0)))
    show("exceptions", await asyncio.gather(work(1, 0), work(2, 0, KeyError("k")), return_exceptions=True))
    try:
        await asyncio.gather(work(1, 0.05), work(2, 0, KeyError("k")))
    except KeyError as e:
        show("gather raises", e)
    tasks = [asyncio.create_task(work(n, 0.03 * n), name=f"task {n}") for n in range(3)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    show("wait", (len(done), len(pending), sorted(t.get_name() for t in pending)))
    tasks[2].cancel("enough")
    done, pending = await asyncio.wait(tasks)
    show("wait", [t.cancelled() for t in tasks])
    async def ordered():
        for next_one in asyncio.as_completed([work("b", 0.02), work("a", 0)]):
            yield await next_one
    show("as_completed", [x async for x in ordered()])
    try:
        await asyncio.wait_for(work("slow", 5), 0.01)
    except TimeoutError as e:
        show("wait_for", repr(e))
    try:
        async with asyncio.timeout(0.01) as limit:
            await work("slower", 5)
    except TimeoutError as e:
        show("timeout", (repr(e), limit.expired()))
    inner = asyncio.create_task(work("shielded", 0.02))
    try:
        await asyncio.wait_for(asyncio.shield(inner), 0.001)
    except TimeoutError:
        show("shield", await inner)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work("first", 5))
            group.create_task(work("second", 0, ValueError("group")))
    except* ValueError as e:
        show("group", (e.message, e.exceptions))
    async with asyncio.TaskGroup() as group:
        a = group.create_task(work("x", 0))
        b = group.create_task(work("y", 0))
    show("group", (a.result(), b.result()))


async def futures():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    future.add_done_callback(lambda f: show("callback", f.result()))
    loop.call_later(0.01, future.set_result, "later")
    show("future", await future)
    for action in (lambda: future.set_result(1), lambda: loop.create_future().result()):
        try:
            action()
        except asyncio.InvalidStateError as e:
            show("invalid", type(e))
    order = []
    loop.call_soon(order.append, 1)
    loop.call_soon(order.append, 2)
    loop.call_later(0.02, order.append, 4)
    loop.call_at(loop.time() + 0.01, order.append, 3)
    loop.call_later(0.015, order.append, 9).cancel()
    loop.call_soon_threadsafe(order.append, 2.5)
    await asyncio.sleep(0.05)
    show("order", order)
    task = asyncio.current_task()
    show("current", (task.get_name() != "", task in asyncio.all_tasks(), task.done()))
    nested = work("x", 0)
    try:
        asyncio.run(nested)
    except RuntimeError as e:
        show("nested", e)
    nested.close()


async def synchronised():
    queue = asyncio.Queue(2)
    async def produce():
        for n in range(6):
            await queue.put(n)
        await queue.put(None)
    async def consume():
        got = []
        while (item := await queue.get()) is not None:
            got.append(item)
            queue.task_done()
        queue.task_done()
        return got
    show("queue", (await asyncio.gather(produce(), consume()))[1])
    await queue.join()
    priority = asyncio.PriorityQueue()
    for n in (3, 1, 2):
        priority.put_nowait(n)
    show("priority", [priority.get_nowait() for _ in range(3)])
    for q in (asyncio.Queue(), asyncio.LifoQueue()):
        try:
            q.get_nowait()
        except asyncio.QueueEmpty as e:
            show("empty", repr(e))
    lock = asyncio.Lock()
    order = []
    async def locked(n):
        async with lock:
            order.append(n)
            await asyncio.sleep(0)
            order.append(n)
    await asyncio.gather(*(locked(n) for n in range(3)))
    show("lock", order)
    semaphore = asyncio.Semaphore(2)
    running = most = 0
    async def limited():
        nonlocal running, most
        async with semaphore:
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.001)
            running -= 1
    await asyncio.gather(*(limited() for _ in range(6)))
    show("semaphore", most)
    event = asyncio.Event()
    asyncio.get_running_loop().call_later(0.01, event.set)
    show("event", await event.wait())
    condition = asyncio.Condition()
    ready = []
    async def waiter():
        async with condition:
            await condition.wait_for(lambda: ready)
            return ready[0]
    async def notifier():
        async with condition:
            ready.append("notified")
            condition.notify_all()
    show("condition", (await asyncio.gather(waiter(), notifier()))[0])
    barrier = asyncio.Barrier(3)
    show("barrier", sorted(await asyncio.gather(*(barrier.wait() for _ in range(3)))))


variable = contextvars.ContextVar("variable", default="none")


async def contexts():
    async def child(n):
        show("before", variable.get())
        variable.set(n)
        await asyncio.sleep(0)
        return variable.get()
    variable.set("parent")
    show("contexts", await asyncio.gather(child(1), child(2)))
    show("after", variable.get())


async def generators():
    async def numbers():
        try:
            for n in range(10):
                yield n
                await asyncio.sleep(0)
        finally:
            show("closed", n)
    async for n in (g := numbers()):
        if n == 2:
            break
    await g.aclose()
    show("comprehension", [n * 2 async for n in numbers() if n % 3 == 0])


for part in (waiting, futures, synchronised, contexts, generators):
    print("--", part.__name__)
    asyncio.run(part())

# What goes wrong in a callback is told.
async def failing():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: show("handler", (context["message"].split(" at ")[0], repr(context["exception"]))))
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)


asyncio.run(failing())
try:
    asyncio.run(work("failing", 0, OSError(2, "no")))
except OSError as e:
    print(repr(e))
with asyncio.Runner() as runner:
    print(runner.run(work("one", 0)), runner.run(work("two", 0)), runner.get_loop().is_running())
try:
    asyncio.get_running_loop()
except RuntimeError as e:
    print(e)
for wrong in (5, work):
    try:
        asyncio.run(wrong)
    except ValueError as e:
        print(str(e)[:30])
