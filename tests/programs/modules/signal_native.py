# krait: timed
# _signal: handlers, raising, timers, masks, wake-up descriptors, tables and errors.
import _signal
import posix
import time
from _signal import SIGALRM, SIGINT, SIGUSR1, SIGUSR2, SIGVTALRM


def tell(label, function, *args):
    try:
        print(label, "->", repr(function(*args)))
    except BaseException as error:
        print(label, "!", type(error).__name__, error)


received = []


def handler(number, frame):
    received.append((number, frame.f_code.co_name if frame else None))


print(_signal.SIG_DFL, _signal.SIG_IGN, _signal.NSIG, SIGINT, _signal.SIGKILL, _signal.SIGTERM,
      _signal.getsignal(SIGUSR1), _signal.getsignal(SIGINT) is _signal.default_int_handler,
      _signal.getsignal(_signal.SIGPIPE))
print(_signal.signal(SIGUSR1, handler), _signal.getsignal(SIGUSR1) is handler)


def sends():
    posix.kill(posix.getpid(), SIGUSR1)
    for _ in range(1000):
        if received:
            break
        time.sleep(0.001)


sends()
print(received[0][0] == SIGUSR1, len(received))
received.clear()
_signal.raise_signal(SIGUSR1)
print(received[0][0] == SIGUSR1, _signal.signal(SIGUSR1, _signal.SIG_IGN) is handler,
      _signal.raise_signal(SIGUSR1), len(received), _signal.signal(SIGUSR1, _signal.SIG_DFL))
for arguments in ((), (SIGUSR1,), (0, handler), (65, handler), (-1, handler),
                  (_signal.SIGKILL, handler), (_signal.SIGSTOP, handler), (SIGUSR1, 5),
                  (SIGUSR1, "x"), (SIGUSR1, None), ("x", handler), (SIGUSR1, handler, 1)):
    tell(f"signal {len(arguments)}", _signal.signal, *arguments)
for number in (0, 65, -1, "x"):
    tell(f"getsignal {number}", _signal.getsignal, number)
    tell(f"raise_signal {number}", _signal.raise_signal, number if number != 0 else 999)
tell("interrupt", _signal.raise_signal, SIGINT)
tell("default_int_handler", _signal.default_int_handler, SIGINT, None)
tell("default_int_handler", _signal.default_int_handler)


def raising(number, frame):
    raise KeyError(number)


_signal.signal(SIGUSR2, raising)


def interrupted():
    posix.kill(posix.getpid(), SIGUSR2)
    for _ in range(1000):
        time.sleep(0.001)
    return "not interrupted"


tell("raising handler", interrupted)
_signal.signal(SIGALRM, handler)
received.clear()
print(_signal.alarm(0), _signal.alarm(100) == 0, _signal.alarm(0) in (99, 100))
print(_signal.setitimer(_signal.ITIMER_REAL, 0.01), time.sleep(0.2), len(received),
      _signal.getitimer(_signal.ITIMER_REAL))
received.clear()
_signal.setitimer(_signal.ITIMER_REAL, 0.005, 0.005)
while len(received) < 3:
    time.sleep(0.001)
remaining, interval = _signal.setitimer(_signal.ITIMER_REAL, 0)
print(remaining <= 0.005, interval)
received.clear()
_signal.signal(SIGVTALRM, handler)
_signal.setitimer(_signal.ITIMER_VIRTUAL, 0.001)
while not received:
    sum(range(1000))
print(received[0][0] == SIGVTALRM)
for arguments in ((), (99, 1), (_signal.ITIMER_REAL, -1), (_signal.ITIMER_REAL, "x"),
                  (_signal.ITIMER_REAL, 1, -1)):
    tell("setitimer", _signal.setitimer, *arguments)
tell("getitimer", _signal.getitimer, 99)
tell("alarm", _signal.alarm, "x")
print(issubclass(_signal.ItimerError, OSError))
received.clear()
_signal.signal(SIGUSR1, handler)
print(_signal.pthread_sigmask(_signal.SIG_BLOCK, [SIGUSR1]) == set(),
      _signal.pthread_sigmask(_signal.SIG_BLOCK, []) == {SIGUSR1},
      posix.kill(posix.getpid(), SIGUSR1), _signal.sigpending() == {SIGUSR1}, received)
info = _signal.sigtimedwait([SIGUSR1], 1)
print(info.si_signo == SIGUSR1, info.si_pid == posix.getpid(), type(info).__name__, received,
      _signal.sigpending())
posix.kill(posix.getpid(), SIGUSR1)
print(_signal.sigwait({SIGUSR1}) == SIGUSR1, _signal.sigtimedwait([SIGUSR1], 0))
posix.kill(posix.getpid(), SIGUSR1)
print(_signal.sigwaitinfo([SIGUSR1]).si_code,
      _signal.pthread_sigmask(_signal.SIG_UNBLOCK, [SIGUSR1]) == {SIGUSR1})
for arguments in ((), (99, []), (_signal.SIG_BLOCK, [0]), (_signal.SIG_BLOCK, [999]),
                  (_signal.SIG_BLOCK, 5), (_signal.SIG_BLOCK, ["x"])):
    tell("pthread_sigmask", _signal.pthread_sigmask, *arguments)
tell("sigtimedwait", _signal.sigtimedwait, [SIGUSR1], -1)
reading, writing = posix.pipe()
tell("blocking wakeup", _signal.set_wakeup_fd, writing)
posix.set_blocking(writing, False)
print(_signal.set_wakeup_fd(writing), _signal.raise_signal(SIGUSR1),
      posix.read(reading, 10) == bytes([SIGUSR1]), _signal.set_wakeup_fd(-1) == writing)
for arguments in ((), (99999,), ("x",), (writing, 5)):
    tell(f"set_wakeup_fd {len(arguments)}", _signal.set_wakeup_fd, *arguments)
posix.close(reading)
posix.close(writing)
received.clear()
print(_signal.siginterrupt(SIGUSR1, False), SIGUSR1 in _signal.valid_signals(),
      0 in _signal.valid_signals(), _signal.strsignal(SIGINT), _signal.strsignal(_signal.SIGKILL),
      _signal.SIGRTMIN < _signal.SIGRTMAX)
for number in (0, 65, -1, "x"):
    tell(f"strsignal {number}", _signal.strsignal, number)
tell("siginterrupt", _signal.siginterrupt, 999, True)


def pauses():
    _signal.setitimer(_signal.ITIMER_REAL, 0.01)
    _signal.pause()
    return "paused"


tell("pause", pauses)
import _thread

print(_signal.pthread_kill(_thread.get_ident(), SIGUSR1), len(received) >= 1)
from_thread = []


def in_thread():
    try:
        _signal.signal(SIGUSR1, handler)
    except ValueError as error:
        from_thread.append(str(error))


_thread.start_new_thread(in_thread, ())
while not from_thread:
    time.sleep(0.001)
print(from_thread)
NAMES = """
SIGABRT SIGALRM SIGBUS SIGCHLD SIGCLD SIGCONT SIGFPE SIGHUP SIGILL SIGINT SIGIO SIGIOT
SIGKILL SIGPIPE SIGPOLL SIGPROF SIGPWR SIGQUIT SIGSEGV SIGSTKFLT SIGSTOP SIGSYS SIGTERM
SIGTRAP SIGTSTP SIGTTIN SIGTTOU SIGURG SIGUSR1 SIGUSR2 SIGVTALRM SIGWINCH SIGXCPU SIGXFSZ
"""
print([getattr(_signal, name) for name in NAMES.split()])
