# krait: short
# atexit: order, arguments, errors inside handlers, unregistering, output at the very end.
import atexit
import sys


def handler(*args, **kwargs):
    print("handler", args, kwargs)


def failing():
    print("about to fail")
    raise ValueError("in an exit handler")


@atexit.register
def decorated():
    print("decorated runs; registering from inside a handler")
    atexit.register(handler, "registered late")


atexit.register(handler, 1, 2, k=3)
atexit.register(failing)
atexit.register(handler, "unregistered")
atexit.unregister(handler)
atexit.register(handler, "after")
print(decorated.__name__, atexit._ncallbacks(), atexit.register(handler, "twice") is handler)
atexit.unregister(len)
for bad in (lambda: atexit.register(), lambda: atexit.register(5)):
    try:
        bad()
    except TypeError as error:
        print(error)
print("main ends")
sys.exit(3)
