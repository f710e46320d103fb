# krait: short
# The event stream of sys.setprofile: Python calls, native calls, exceptions, generators.
import math
import sys

log = []


def profiler(frame, event, arg):
    if event.startswith("c_"):
        shown = arg.__name__ if hasattr(arg, "__name__") else arg
    elif event == "return":
        shown = repr(arg)
    else:
        shown = ""
    log.append(f"{frame.f_code.co_name} {event} {shown}".rstrip())


def run(function):
    log.clear()
    sys.setprofile(profiler)
    try:
        function()
    except Exception:
        pass
    sys.setprofile(None)
    print("==", function.__name__)
    for line in log:
        print("  ", line)


def native_calls():
    items = [3, 1]
    items.append(2)
    items.sort()
    len(items)
    max(items)
    "a".upper()
    str.lower("A")
    isinstance(1, int)
    list.append(items, 4)
    return "-".join(["a", "b"])


def constructors():
    int("5")
    list((1, 2))
    dict(a=1)
    object()
    C()


class C:
    def __init__(self):
        self.x = abs(-1)

    def method(self):
        return self.x

    @property
    def prop(self):
        return 5

    def __add__(self, other):
        return "added"

    def __len__(self):
        return 3

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1


def methods():
    c = C()
    c.method()
    c.prop
    c + 1
    len(c)
    c == 1
    {c: 1}[c]


def native_errors():
    try:
        len(5)
    except TypeError:
        pass
    try:
        [].pop()
    except IndexError:
        pass
    int("x")


def callbacks():
    sorted([2, 1], key=lambda v: -v)
    list(map(str, [1]))
    list(map(lambda v: v, [1]))
    list(filter(None, [0, 1]))


def generators():
    def gen():
        yield 1
        yield len("ab")

    for v in gen():
        pass
    sum(v for v in (1, 2))
    g = gen()
    next(g)
    g.close()


def raising():
    def inner():
        raise ValueError("v")

    try:
        inner()
    except ValueError:
        pass
    inner()


def unpacked_calls():
    len(*[[1]])
    print(*(), **{"end": ""})
    max(1, 2, key=None)
    native_helper(*[1], **{"b": 2})


def native_helper(a, b):
    return a


def attributes():
    getattr(C(), "x")
    setattr(C, "y", 1)
    hasattr(5, "real")
    vars(C())
    repr(1)
    f"{len('x')!r:>{abs(3)}}"


def imports():
    import math

    math.floor(2.5)
    from math import sqrt

    sqrt(4)


for function in (native_calls, constructors, methods, native_errors, callbacks, generators, raising,
        unpacked_calls, attributes, imports):
    run(function)
print(sys.getprofile())


def failing(frame, event, arg):
    if frame.f_code.co_name == "native_helper" and event == "call":
        raise LookupError("profiler failed")


sys.setprofile(failing)
try:
    native_helper(1, 2)
except LookupError as error:
    print("error from profiler:", error, sys.getprofile())
both = []
sys.setprofile(lambda f, e, a: both.append("p" + e))
sys.settrace(lambda f, e, a: both.append("t" + e))
native_helper(1, 2)
sys.settrace(None)
sys.setprofile(None)
print(both)
