# krait: short
# close(): GeneratorExit, finally blocks, refusing to stop, closing delegates, repeated closing.
def cleanup(name):
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print(name, "GeneratorExit")
        raise
    finally:
        print(name, "finally")


g = cleanup("started")
next(g)
print(g.close(), g.close(), list(g))
g = cleanup("not started")
print(g.close(), list(g))
g = cleanup("finished")
print(list(g), g.close())


def returns():
    try:
        yield
    except GeneratorExit:
        return "ignored value"


g = returns()
next(g)
print(g.close())


def refuses(times):
    for _ in range(times):
        try:
            yield "still here"
        except GeneratorExit:
            print("refusing")


g = refuses(3)
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)
try:
    g.throw(GeneratorExit)
    print("refused again")
except GeneratorExit:
    print("unexpected")
try:
    g.throw(GeneratorExit)
except StopIteration:
    print("gave in")


def replaces():
    try:
        yield
    finally:
        raise ValueError("from finally")


g = replaces()
next(g)
try:
    g.close()
except ValueError as error:
    print(error, repr(error.__context__))
print(g.close())


def stop_on_exit():
    try:
        yield
    except GeneratorExit:
        raise StopIteration


g = stop_on_exit()
next(g)
try:
    g.close()
except RuntimeError as error:
    print(error)


def inner():
    try:
        yield "i"
    finally:
        print("inner finally")


def outer():
    try:
        yield from inner()
    finally:
        print("outer finally")


g = outer()
next(g)
g.close()


class Closeable:
    def __init__(self, error=None):
        self.error = error

    def __iter__(self):
        return self

    def __next__(self):
        return "n"

    def close(self):
        print("Closeable.close")
        if self.error:
            raise self.error


def delegate(x):
    try:
        yield from x
    except BaseException as error:
        print("delegate sees", repr(error))
        raise


g = delegate(Closeable())
next(g)
g.close()
g = delegate(Closeable(ValueError("close failed")))
next(g)
try:
    g.close()
except ValueError as error:
    print("ValueError", error)
g = delegate(iter([1, 2]))
next(g)
print(g.close())


def with_block():
    with Manager() as m:
        yield m


class Manager:
    def __enter__(self):
        return "managed"

    def __exit__(self, kind, value, tb):
        print("exit", kind and kind.__name__, value, tb is not None)
        return False


g = with_block()
print(next(g))
g.close()
g = with_block()
print(list(g))


def yields_in_finally():
    try:
        yield 1
    finally:
        yield "in finally"


g = yields_in_finally()
print(next(g))
try:
    g.close()
except RuntimeError as error:
    print(error)
g = yields_in_finally()
print(list(g))
g = yields_in_finally()
next(g)
try:
    print(g.throw(ValueError("kept")))
    print(next(g))
except ValueError as error:
    print("after finally:", error)


def nested_finally():
    try:
        try:
            yield 1
        finally:
            print("inner")
    finally:
        print("outer")
    print("never on close")


g = nested_finally()
next(g)
g.close()
for _ in nested_finally():
    print("body")


def finally_return():
    for i in range(3):
        try:
            yield i
        finally:
            if i == 1:
                return


print(list(finally_return()))
g = finally_return()
next(g), next(g)
print(g.close())
