# krait: short
# send(): values into yield expressions, priming errors, coroutines in the old style.
def averager():
    total = count = 0
    average = None
    while True:
        term = yield average
        if term is None:
            return total, count
        total += term
        count += 1
        average = total / count


a = averager()
print(a.send(None), a.send(10), a.send(20), a.send(3))
try:
    a.send(None)
except StopIteration as stop:
    print(stop.value)
try:
    a.send(1)
except StopIteration as stop:
    print("exhausted", stop.value)
fresh = averager()
try:
    fresh.send(5)
except TypeError as error:
    print(error)
print(fresh.send(None))


def expressions():
    x = yield
    y = (yield x) + (yield "second") * 2
    z = [(yield y), (yield)]
    print("got", z)
    d = {(yield "key"): (yield "value")}
    print(d, (yield d) or "falsy", f"{(yield)!r:>5}")
    if (yield "condition"):
        print("true branch")
    while (yield "loop") != "stop":
        print("again")
    return (yield "last")


g = expressions()
out = []
try:
    out.append(next(g))
    for value in (1, 2, 3, 4, 5, "k", "v", 0, "f", True, None, "go", "stop", "result"):
        out.append(g.send(value))
except StopIteration as stop:
    out.append(("stop", stop.value))
print(out)


def echo():
    received = None
    while True:
        received = yield received


e = echo()
next(e)
print([e.send(i * i) for i in range(5)], e.send(e) is e, next(e))


def scheduler(tasks):
    trace = []
    queue = [(name, task, None) for name, task in tasks]
    while queue:
        name, task, value = queue.pop(0)
        try:
            request = task.send(value)
        except StopIteration as stop:
            trace.append((name, "returned", stop.value))
        else:
            trace.append((name, request))
            queue.append((name, task, request * 2))
    return trace


def worker(n):
    total = 0
    for i in range(n):
        total += yield i
    return total


for entry in scheduler([("a", worker(2)), ("b", worker(3)), ("c", worker(0))]):
    print(entry)


def coroutine(function):
    def start(*args):
        g = function(*args)
        next(g)
        return g

    return start


@coroutine
def grep(pattern, target):
    while True:
        line = yield
        if pattern in line:
            target.send(line)


@coroutine
def numbering(sink):
    n = 0
    while True:
        line = yield
        n += 1
        sink.append((n, line))


found = []
filter_ = grep("py", numbering(found))
for line in ("python", "ruby", "pypy", "c"):
    filter_.send(line)
print(found)


def swap(a, b):
    while True:
        a, b = b, a
        sent = yield a, b
        if sent:
            a, b = sent


s = swap(1, 2)
print(next(s), next(s), s.send((7, 8)), next(s))
try:
    s.send()
except TypeError as error:
    print(error)
try:
    s.send(1, 2)
except TypeError as error:
    print(error)
