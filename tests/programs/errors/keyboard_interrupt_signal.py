# krait: timed
# krait: short
# A real SIGINT: delivered to the main thread between instructions, catchable, then fatal.
import _signal


def interrupted():
    _signal.raise_signal(_signal.SIGINT)
    for i in range(1_000_000):
        pass
    print("never")


try:
    interrupted()
except KeyboardInterrupt as error:
    print("caught", repr(error))


def handler(number, frame):
    print("handler", number == _signal.SIGUSR1, frame.f_code.co_name)


previous = _signal.signal(_signal.SIGUSR1, handler)
print(previous == _signal.SIG_DFL, _signal.getsignal(_signal.SIGUSR1) is handler)


def raises_usr1():
    _signal.raise_signal(_signal.SIGUSR1)
    x = 1
    return x


print(raises_usr1())


def failing(number, frame):
    raise LookupError("from the handler")


_signal.signal(_signal.SIGUSR1, failing)
try:
    raises_usr1()
except LookupError as error:
    print("caught", error)
for bad in ((_signal.SIGUSR1, 5), (0, handler), (_signal.SIGKILL, handler), ("x", handler)):
    try:
        _signal.signal(*bad)
    except (TypeError, ValueError, OSError) as error:
        print(type(error).__name__, error)
_signal.raise_signal(_signal.SIGINT)
