# krait: short
# throw() and close() on coroutines, through awaits; attributes cr_* over a coroutine's life.
class Pause:
    def __init__(self, tag):
        self.tag = tag

    def __await__(self):
        try:
            got = yield self.tag
        except ValueError as error:
            print("Pause saw", error)
            raise KeyError("from pause") from error
        finally:
            print("Pause", self.tag, "leaves")
        return got


async def inner():
    try:
        return await Pause("p1")
    except KeyError as error:
        print("inner caught", error, repr(error.__cause__))
        return await Pause("p2")


async def outer():
    try:
        return "outer", await inner()
    finally:
        print("outer finally")


def run(c, *actions):
    for action in actions:
        try:
            if isinstance(action, BaseException):
                print("->", c.throw(action))
            else:
                print("->", c.send(action))
        except StopIteration as stop:
            print("returned", stop.value)
        except BaseException as error:
            print("raised", repr(error))


run(outer(), None, "value")
run(outer(), None, ValueError("v"), "second")
run(outer(), None, TypeError("t"))
run(outer(), None, ValueError("v"), OSError("o"))
run(outer(), RuntimeError("never started"))
c = outer()
print(c.cr_running, c.cr_suspended, c.cr_await, c.cr_frame is not None, c.cr_code is outer.__code__,
    c.cr_origin, c.__name__, c.__qualname__)
c.send(None)
print(c.cr_running, c.cr_suspended, c.cr_await.__name__, c.cr_await.cr_await is not None,
    c.cr_frame.f_lineno - outer.__code__.co_firstlineno)
print(c.close(), c.cr_frame, c.cr_await, c.cr_running, c.cr_suspended)
print(c.close())
try:
    c.send(None)
except RuntimeError as error:
    print(error)


async def refuses():
    try:
        await Pause("a")
    except GeneratorExit:
        print("refusing")
        await Pause("b")


r = refuses()
r.send(None)
try:
    r.close()
except RuntimeError as error:
    print(error)
run(r, "done")


async def replaces():
    try:
        await Pause("x")
    except GeneratorExit:
        raise OSError("instead")


r = replaces()
r.send(None)
try:
    r.close()
except OSError as error:
    print(error, repr(error.__context__))
never = outer()
print(never.close())


class NoThrow:
    def __await__(self):
        return iter(["plain"])


async def awaits_plain():
    try:
        await NoThrow()
    except ValueError as error:
        return f"caught {error}"


run(awaits_plain(), None, ValueError("into plain iterator"))
c = awaits_plain()
c.send(None)
c.close()
for bad in (5, "x", int):
    c = awaits_plain()
    c.send(None)
    try:
        c.throw(bad)
    except TypeError as error:
        print(error)
    c.close()


async def self_await():
    await holder


holder = self_await()
try:
    holder.send(None)
except (RuntimeError, ValueError) as error:
    print(type(error).__name__, error)


async def running():
    for action in (lambda: me.send(None), lambda: me.close(), lambda: me.throw(ValueError)):
        try:
            action()
        except ValueError as error:
            print(error, me.cr_running)


me = running()
run(me, None)


async def raise_inside():
    await Pause(1)
    raise LookupError("later")


c = raise_inside()
run(c, None, None)
print(c.cr_frame, c.close())
def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
print(attempt(setattr, c, "__name__", 3), attempt(setattr, c, "cr_await", 3), attempt(type(c)),
    attempt(lambda: c.gi_frame), repr(c).split(" at ")[0])
