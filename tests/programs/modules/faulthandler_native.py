# krait: short
# faulthandler: switching on and off, dumping tracebacks to a file, time limits, user signals.
import faulthandler
import posix
import sys
import time

path = f"/tmp/krait-test-fault-{posix.getpid()}"


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def written(action):
    """What action(file) leaves in a file, without addresses of threads."""
    with open(path, "w+") as file:
        action(file)
        file.flush()
        file.seek(0)
        lines = file.read().splitlines()
    shown = []
    for line in lines:
        if "hread 0x" in line:
            line = line.split("0x")[0] + line.partition("(")[2]
        shown.append(line)
    return shown


def inner(file):
    faulthandler.dump_traceback(file, all_threads=False)


def outer(file):
    inner(file)


print(faulthandler.is_enabled())
with open(path, "w") as file:
    print(faulthandler.enable(file), faulthandler.is_enabled(), faulthandler.disable(),
          faulthandler.is_enabled(), faulthandler.disable())
print(*written(outer), sep="\n")
print(*written(lambda file: faulthandler.dump_traceback(file)), sep="\n")


def deep(file, n):
    return deep(file, n - 1) if n else faulthandler.dump_traceback(file)


lines = written(lambda file: deep(file, 150))
print(len(lines), lines[-1], lines[1].split("line")[1])
for arguments, kwargs in (((5.5,), {}), (("x",), {}), ((-1,), {}), ((), {"file": 5.5}),
                          ((), {"unknown": 1}), ((1, True, 3), {})):
    tell("dump_traceback", faulthandler.dump_traceback, *arguments, **kwargs)
    tell("enable", faulthandler.enable, *arguments, **kwargs)
kept, sys.stderr = sys.stderr, None
tell("no stderr", faulthandler.dump_traceback)
tell("no stderr", faulthandler.enable)
sys.stderr = kept


def late(file):
    faulthandler.dump_traceback_later(0.05, file=file)
    time.sleep(0.3)
    faulthandler.cancel_dump_traceback_later()


lines = written(late)
print(lines[0].split("!")[0], len(lines) > 2)


def cancelled(file):
    faulthandler.dump_traceback_later(5, repeat=True, file=file)
    faulthandler.cancel_dump_traceback_later()


print(written(cancelled))
for arguments in ((), (0,), (-1,), ("x",), (1e20,)):
    tell("dump_traceback_later", faulthandler.dump_traceback_later, *arguments)


def by_signal(file):
    faulthandler.register(10, file=file, all_threads=False)
    posix.kill(posix.getpid(), 10)
    print(faulthandler.unregister(10), faulthandler.unregister(10))


lines = written(by_signal)
print(len(lines) >= 3, lines[0])
for arguments in ((), (0,), (999,), ("x",), (11,)):
    tell("register", faulthandler.register, *arguments)
    tell("unregister", faulthandler.unregister, *arguments)
posix.unlink(path)
