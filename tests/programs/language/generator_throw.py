# krait: short
# throw(): where the exception appears, what the generator may do with it, all argument forms.
def resilient():
    value = 0
    while True:
        try:
            value = yield value
        except ValueError as error:
            value = f"caught {error!r}"
        except (KeyError, IndexError):
            return "left by lookup"
        finally:
            log.append("finally")


log = []
g = resilient()
print(next(g), g.send(1), g.throw(ValueError("v")), g.throw(ValueError),
    g.throw(ValueError, "text"), g.throw(ValueError, ("a", "b")), g.send(3))
try:
    g.throw(KeyError("k"))
except StopIteration as stop:
    print("returned", stop.value, len(log))
try:
    g.throw(RuntimeError("after the end"))
except RuntimeError as error:
    print(error)


def passive():
    yield 1
    yield 2


p = passive()
try:
    p.throw(OSError(2, "not started"))
except OSError as error:
    print(error, list(p))
p = passive()
next(p)
try:
    p.throw(ZeroDivisionError, ZeroDivisionError("instance"))
except ZeroDivisionError as error:
    print(error, list(p))


def replaces():
    try:
        yield
    except ValueError:
        raise TypeError("replacement")


r = replaces()
next(r)
try:
    r.throw(ValueError("original"))
except TypeError as error:
    print(repr(error), repr(error.__context__), error.__cause__)


def swallow_and_yield():
    try:
        yield "first"
    except BaseException as error:
        yield f"swallowed {type(error).__name__}"
    yield "more"


for exception in (ValueError, KeyboardInterrupt, SystemExit(3), StopIteration, GeneratorExit):
    s = swallow_and_yield()
    next(s)
    print(s.throw(exception), next(s), next(s, "end"))
for bad in ((5,), ("text",), (int,), (None,), (ValueError("a"), "b"), (ValueError, KeyError("k")),
        (ValueError, None, 5), ()):
    s = swallow_and_yield()
    next(s)
    try:
        print("throw", s.throw(*bad))
    except TypeError as error:
        print("TypeError", error)
    print(list(s))  # finished here, so that nothing is left for the collector to close


def stop_inside():
    yield 1
    raise StopIteration("escapes")


s = stop_inside()
next(s)
try:
    next(s)
except RuntimeError as error:
    print(error, repr(error.__cause__))


def stop_thrown():
    yield 1


s = stop_thrown()
next(s)
try:
    s.throw(StopIteration("thrown"))
except RuntimeError as error:
    print(error, repr(error.__cause__), repr(error.__context__))


def next_of_empty():
    yield next(iter([]))


try:
    list(next_of_empty())
except RuntimeError as error:
    print(error)


def inner():
    try:
        yield "inner 1"
    except ValueError as error:
        yield f"inner caught {error}"
    yield "inner 3"
    return "inner result"


def outer():
    try:
        result = yield from inner()
        yield f"outer got {result}"
    except KeyError as error:
        yield f"outer caught {error}"


o = outer()
print(next(o), o.throw(ValueError("deep")), o.throw(KeyError("through")), next(o, "end"))


class Throwable:
    def __iter__(self):
        return self

    def __next__(self):
        return "next"

    def throw(self, *args):
        return ("Throwable.throw", [getattr(a, "__name__", a) for a in args])


class NoThrow:
    def __iter__(self):
        return iter([1, 2, 3])


def delegate(x):
    try:
        yield from x
    except ValueError as error:
        yield f"delegate caught {error}"


d = delegate(Throwable())
print(next(d), d.throw(ValueError), d.throw(ValueError, "x"), next(d))
d = delegate(NoThrow())
print(next(d), d.throw(ValueError("no throw method")), next(d, "end"))
context = passive()
next(context)
try:
    try:
        raise KeyError("outer context")
    except KeyError:
        context.throw(ValueError("thrown"))
except ValueError as error:
    print(repr(error.__context__))
