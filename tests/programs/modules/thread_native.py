# krait: timed
# _thread: starting threads, locks, recursive locks, thread-local data, unhandled exceptions.
import _thread
import sys
import time


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except BaseException as error:
        print(label, "!", type(error).__name__, error)


def wait_for(condition):
    for _ in range(20000):
        if condition():
            return True
        time.sleep(0.0005)
    return False


lock = _thread.allocate_lock()
print(type(lock).__name__, lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False),
      lock.acquire(blocking=False), lock.acquire(True, 0.01), lock.acquire(timeout=0),
      lock.release(), lock.locked(), _thread.LockType is type(lock),
      repr(lock).split(" object at")[0])
for arguments in ((True, -5), (False, 1), (True, "x"), ("x",), (True, 1e20), (1, 2, 3), (False, -1),
                  (True, float("nan"))):
    tell(f"acquire {arguments!r}", lock.acquire, *arguments)
    if lock.locked():
        lock.release()
tell("release unlocked", lock.release)
with lock as got:
    print(got, lock.locked())
for name in ("acquire_lock", "release_lock", "locked_lock"):
    print(name, getattr(lock, name)())
tell("LockType", _thread.LockType)
tell("__exit__", lock.__exit__)
r = _thread.RLock()
print(type(r).__name__, r.acquire(), r.acquire(), r._is_owned(),
      repr(r).split(" owner")[0].replace("locked ", ""), "count=2" in repr(r), r.release(),
      r.release(), r._is_owned())
tell("release unowned", r.release)
with r:
    with r:
        state = r._release_save()
        print(state[0], r._is_owned(), r._acquire_restore(state), r._is_owned())
tell("release_save", r._release_save)
for arguments in ((True, -5), (False, 1), ("x",), (True, 0.01)):
    tell(f"RLock acquire {arguments!r}", r.acquire, *arguments)
    if r._is_owned():
        r.release()
results = []
done = _thread.allocate_lock()
done.acquire()


def worker(a, b=2, *, c=3):
    results.append((a, b, c, _thread.get_ident() != main_ident))
    done.release()


main_ident = _thread.get_ident()
identifier = _thread.start_new_thread(worker, (1,), {"c": 5})
print(done.acquire(timeout=10), results, isinstance(identifier, int), identifier != main_ident,
      _thread.get_native_id() > 0)
for arguments in ((), (worker,), (5, ()), (worker, 5), (worker, [1]), (worker, (1,), 5),
                  (worker, (), {}, 1)):
    tell(f"start {len(arguments)}", _thread.start_new_thread, *arguments)
with lock:
    taken = []
    _thread.start_new_thread(lambda: taken.append(lock.acquire(False)), ())
    print(wait_for(lambda: taken), taken)
counter = [0]
finished = []


def counting():
    for _ in range(2000):
        with lock:
            counter[0] += 1
    finished.append(True)


for _ in range(4):
    _thread.start_new_thread(counting, ())
print(wait_for(lambda: len(finished) == 4), counter)


class Errors:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text

    def flush(self):
        pass


kept = sys.stderr
sys.stderr = errors = Errors()
ended = []


def fails():
    try:
        raise ValueError("in the thread")
    finally:
        ended.append("fails")


def exits():
    try:
        _thread.exit()
    finally:
        ended.append("exits")


def leaves():
    ended.append("leaves")
    sys.exit(3)


for function in (fails, exits, leaves):
    _thread.start_new_thread(function, ())
    print(wait_for(lambda: function.__name__ in ended), ended[-1])
wait_for(lambda: "in the thread" in errors.text)
sys.stderr = kept
lines = errors.text.splitlines()
print(lines[0].split(":")[0].split(" by ")[0], lines[-1])
seen = []


def hook(unraisable):
    seen.append((unraisable.exc_type.__name__, str(unraisable.exc_value), unraisable.err_msg,
                 unraisable.object.__name__))


sys.unraisablehook = hook
_thread.start_new_thread(fails, ())
print(wait_for(lambda: seen), seen)
sys.unraisablehook = sys.__unraisablehook__
tell("exit", _thread.exit)
local = _thread._local()
local.value = "main"
from_threads = []


def uses_local(number):
    missing = not hasattr(local, "value")
    local.value = number
    time.sleep(0.001)
    from_threads.append((missing, local.value == number, sorted(local.__dict__)))


for number in range(3):
    _thread.start_new_thread(uses_local, (number,))
print(wait_for(lambda: len(from_threads) == 3), from_threads, local.value, local.__dict__)
del local.value
tell("local missing", lambda: local.value)
tell("local dict", setattr, local, "__dict__", {})
tell("local arguments", _thread._local, 1)


class Sub(_thread._local):
    made = []
    shared = "class attribute"

    def __init__(self, start):
        self.made.append(start)
        self.start = start


sub = Sub(7)
sub.start += 1
inside = []
_thread.start_new_thread(lambda: inside.append((sub.start, sub.shared)), ())
print(wait_for(lambda: inside), inside, sub.start, sub.made)
order = []
gate = _thread.allocate_lock()
gate.acquire()
_thread.start_new_thread(lambda: (gate.acquire(), order.append("thread"), gate.release()), ())
time.sleep(0.01)
order.append("main")
gate.release()
print(wait_for(lambda: len(order) == 2), order)
gate.acquire()
_thread.start_new_thread(gate.release, ())
print("released by another thread", wait_for(lambda: not gate.locked()))
print(isinstance(_thread.stack_size(), int), _thread.TIMEOUT_MAX > 0,
      isinstance(_thread._count(), int), _thread.error is RuntimeError,
      _thread.allocate is not None, _thread.start_new is not None, _thread.exit_thread is not None)
for size in (-1, 5, "x", 0, 1 << 20):
    tell(f"stack_size {size}", _thread.stack_size, size)
_thread.stack_size(0)
sentinels = []
_thread.start_new_thread(lambda: sentinels.append(_thread._set_sentinel()), ())
print(wait_for(lambda: sentinels), type(sentinels[0]).__name__)
tell("interrupt_main", lambda: (_thread.interrupt_main(), time.sleep(1)))
tell("interrupt_main", _thread.interrupt_main, 999)
tell("interrupt_main", _thread.interrupt_main, "x")
tell("_excepthook", _thread._excepthook, 5)
