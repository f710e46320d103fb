# krait: short
# Traceback objects: chain, frames, line numbers, tb_next assignment, lasti, positions of raise.
import sys


def inner(n):
    if n == 0:
        raise ValueError("bottom")
    return outer(
        n - 1
    )


def outer(n):
    try:
        return inner(n)
    finally:
        n = "finally ran"


def walk(tb):
    while tb is not None:
        code = tb.tb_frame.f_code
        yield code.co_name, tb.tb_lineno - code.co_firstlineno, tb.tb_frame.f_locals.get("n")
        tb = tb.tb_next


try:
    outer(2)
except ValueError as error:
    tb = error.__traceback__
    print(*walk(tb), sep="\n")
    print(tb.tb_lineno == sys._getframe().f_lineno, type(tb).__name__, tb.tb_lasti >= 0,
        sys.exc_info()[2] is tb)
TracebackType = type(tb)


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


made = TracebackType(None, sys._getframe(), 4, 77)
print(made.tb_next, made.tb_lasti, made.tb_lineno, made.tb_frame is sys._getframe())
linked = TracebackType(made, tb.tb_frame, 0, 5)
print(linked.tb_next is made, attempt(setattr, made, "tb_next", linked),
    attempt(setattr, made, "tb_next", made), attempt(setattr, made, "tb_next", 5),
    attempt(delattr, made, "tb_next"))
linked.tb_next = None
print(linked.tb_next, attempt(setattr, linked, "tb_lineno", 5),
    attempt(setattr, linked, "tb_frame", None), attempt(setattr, linked, "x", 5), dir(linked))
print(attempt(TracebackType), attempt(TracebackType, 5, sys._getframe(), 1, 1),
    attempt(TracebackType, None, None, 1, 1), attempt(TracebackType, None, sys._getframe(), "x", 1))


def lines():
    """Each offset below is the line of a raise inside this function."""
    for kind in range(5):
        try:
            if kind == 0:
                raise ValueError
            elif kind == 1:
                (1 +
                 undefined)
            elif kind == 2:
                max(
                    1,
                    2,
                    key=5,
                )
            elif kind == 3:
                [
                    1,
                    0,
                ][
                    9
                ]
            else:
                with 5:
                    pass
        except Exception as error:
            tb = error.__traceback__
            offset = tb.tb_lineno - lines.__code__.co_firstlineno
            yield type(error).__name__, offset, tb.tb_next


print(*lines(), sep="\n")


def frames_keep_locals():
    local = "kept"
    raise KeyError(local)


try:
    frames_keep_locals()
except KeyError as error:
    frame = error.__traceback__.tb_next.tb_frame
print(frame.f_locals, frame.f_lineno - frame.f_code.co_firstlineno, frame.f_back is sys._getframe(),
    frame.f_code.co_name)
frame.clear()
print(frame.f_locals, attempt(sys._getframe().clear))


def recursive(n):
    return 1 / n + recursive(n - 1)


try:
    recursive(3)
except ZeroDivisionError as error:
    print([entry[2] for entry in walk(error.__traceback__)])


def generator():
    yield 1
    raise LookupError("in generator")


try:
    for _ in generator():
        pass
except LookupError as error:
    print(*walk(error.__traceback__))


class Context:
    def __enter__(self):
        pass

    def __exit__(self, kind, value, tb):
        print("exit sees", *walk(tb))


try:
    with Context():
        inner(0)
except ValueError as error:
    print(*walk(error.__traceback__))
try:
    try:
        inner(0)
    except ValueError as first:
        raise first
except ValueError as error:
    print(*walk(error.__traceback__))
try:
    sorted([3, 1], key=lambda v: inner(0))
except ValueError as error:
    print(*walk(error.__traceback__))
try:
    list(map(inner, [0]))
except ValueError as error:
    print(*walk(error.__traceback__))
