# krait: timed
# Each thread has its own exception state, recursion depth and frames.
import _thread
import sys


def in_thread(function):
    done = _thread.allocate_lock()
    done.acquire()
    box = []

    def run():
        try:
            box.append(function())
        except BaseException as error:
            box.append(error)
        done.release()

    _thread.start_new_thread(run, ())
    done.acquire()
    return box[0]


def depth(n=0):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


def names():
    frame = sys._getframe(1)
    out = []
    while frame:
        out.append(frame.f_code.co_name)
        frame = frame.f_back
    return out


def info():
    return sys.exc_info()[0]


print(in_thread(depth), depth(), in_thread(lambda: names()))
try:
    raise ValueError("main thread is handling this")
except ValueError:
    print(in_thread(info), sys.exc_info()[0])
    print(repr(in_thread(lambda: int("x")).__context__))
error = in_thread(lambda: [][1])
tb = error.__traceback__
chain = []
while tb:
    chain.append(tb.tb_frame.f_code.co_name)
    tb = tb.tb_next
print(repr(error), chain)
try:
    raise error
except IndexError as again:
    print("raised again in the main thread", again is error)


def nested_threads(level):
    if level == 0:
        return ["bottom"]
    return in_thread(lambda: nested_threads(level - 1)) + [level]


print(nested_threads(4))


def tracing():
    events = []
    sys.settrace(lambda frame, event, arg: events.append(event))
    depth_one()
    sys.settrace(None)
    return events


def depth_one():
    return 1


print(in_thread(tracing), sys.gettrace())


def many(n):
    results = []
    lock = _thread.allocate_lock()
    left = [n]
    finished = _thread.allocate_lock()
    finished.acquire()

    def run(i):
        try:
            if i % 3 == 0:
                raise KeyError(i)
            value = sum(range(i))
        except KeyError as error:
            value = -error.args[0]
        with lock:
            results.append(value)
            left[0] -= 1
            if not left[0]:
                finished.release()

    for i in range(n):
        _thread.start_new_thread(run, (i,))
    finished.acquire()
    return sorted(results)


print(many(40))
