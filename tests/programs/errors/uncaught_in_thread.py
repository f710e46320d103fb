# krait: timed
# krait: short
# An exception that escapes a thread is reported; the program goes on.
import _thread
import sys


def run(function, *args):
    done = _thread.allocate_lock()
    done.acquire()

    def body():
        try:
            return function(*args)
        finally:
            done.release()

    before = _thread._count()
    _thread.start_new_thread(body, ())
    done.acquire()
    while _thread._count() > before:
        pass
    sys.stderr.flush()
    print("thread is over")


def fails(x):
    raise ValueError(f"in a thread {x}")


def fails_deeper():
    try:
        int("x")
    except ValueError:
        fails(2)


run(fails, 1)
run(fails_deeper)
run(lambda: sys.exit("not printed"))
run(lambda: None)
run(fails)
raise KeyError("and the main thread ends like this")
