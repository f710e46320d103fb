# krait: short
# The event stream of sys.settrace over functions, loops, exceptions, generators and classes.
import sys

log = []


def tracer(frame, event, arg):
    code = frame.f_code
    if code.co_name in skipped:
        return None
    if event == "exception":
        shown = f"{arg[0].__name__}: {arg[1]}"
    elif event == "return":
        shown = repr(arg) if not callable(arg) else arg.__name__
    else:
        shown = ""
    log.append(f"{code.co_name}+{frame.f_lineno - code.co_firstlineno} {event} {shown}".rstrip())
    return tracer


skipped = {"run", "show"}


def run(function, *args):
    log.clear()
    sys.settrace(tracer)
    try:
        function(*args)
    except Exception as error:
        pass
    sys.settrace(None)
    show(function.__name__)


def show(title):
    print("==", title)
    for line in log:
        print("  ", line)


def straight():
    a = 1
    b = 2; c = 3
    return (
        a +
        b +
        c
    )


def branches(x):
    if x:
        y = 1
    else:
        y = 2
    while y:
        y -= 1
    for i in range(2):
        if i:
            continue
        x = i
    return x


def raises():
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    finally:
        x = 1
    raise ValueError("out")


def calls():
    helper(1)
    return helper(
        2,
    )


def helper(n):
    return n * 2


def generates():
    def gen():
        yield 1
        try:
            yield 2
        finally:
            pass

    for v in gen():
        pass
    g = gen()
    next(g)
    g.close()


def comprehends():
    a = [i for i in range(2)]
    b = {
        k: v
        for k, v in zip("ab", a)
    }
    return sum(x for x in a)


def defines():
    class C:
        attr = 1

        def method(self):
            return self.attr

    @helper_decorator
    def inner():
        return C().method()

    return inner()


def helper_decorator(f):
    return f


def with_block():
    with Manager() as m:
        x = m
    with Manager():
        raise KeyError("inside")


class Manager:
    def __enter__(self):
        return 1

    def __exit__(self, *args):
        return True


def matches(x):
    match x:
        case [a, b]:
            return a
        case {"k": v}:
            return v
        case _:
            return None


def early(n):
    for i in range(3):
        try:
            if i == n:
                return i
        finally:
            n = n
    return -1


def lambdas():
    return (lambda x: x + 1)(1) or sorted([2, 1], key=lambda k: -k)


def propagates():
    try:
        inner_raise()
    except KeyError:
        return "caught"


def inner_raise():
    deeper()


def deeper():
    raise KeyError("deep")


def multi_line():
    return [
        helper(1),
        helper(
            2
        ),
    ]


def docstring_only():
    """Nothing but this."""


def unreachable():
    return 1
    return 2


def chained():
    x = 1 if helper(0) else 2
    y = helper(0) or helper(1) and helper(2)
    assert x, "message"
    del x
    return y


for function, args in ((straight, ()), (branches, (1,)), (branches, (0,)), (raises, ()),
        (calls, ()), (generates, ()), (comprehends, ()), (defines, ()), (with_block, ()),
        (matches, ([1, 2],)), (matches, ({"k": 1},)), (matches, (5,)), (early, (1,)), (lambdas, ()),
        (propagates, ()), (multi_line, ()), (docstring_only, ()), (unreachable, ()), (chained, ())):
    run(function, *args)
