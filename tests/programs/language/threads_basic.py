# krait: timed
# Threads through _thread: joining with locks, results, exceptions, shared containers, locals.
import _thread


class Thread:
    """A joinable thread, made of a lock."""

    def __init__(self, function, *args, **kwargs):
        self.function, self.args, self.kwargs = function, args, kwargs
        self.result = self.error = None
        self.done = _thread.allocate_lock()
        self.done.acquire()
        _thread.start_new_thread(self.run, ())

    def run(self):
        try:
            self.result = self.function(*self.args, **self.kwargs)
        except BaseException as error:
            self.error = error
        finally:
            self.done.release()

    def join(self):
        with self.done:
            pass
        return self.result if self.error is None else repr(self.error)


def work(n, scale=1):
    total = 0
    for i in range(n):
        total += i * scale
    return total


threads = [Thread(work, 1000 * (i + 1), scale=i) for i in range(6)]
print([t.join() for t in threads])
print(Thread(lambda: 1 / 0).join(), Thread(work).join(), Thread(lambda: _thread.exit()).join())
shared = []


def append_many(tag, n):
    for i in range(n):
        shared.append((tag, i))


threads = [Thread(append_many, t, 2000) for t in range(4)]
for t in threads:
    t.join()
print(len(shared), len(set(shared)), [[i for tag, i in shared if tag == t] == list(range(2000))
    for t in range(4)])
lock = _thread.allocate_lock()
counter = 0


def locked_count(n):
    global counter
    for _ in range(n):
        with lock:
            counter += 1


threads = [Thread(locked_count, 3000) for _ in range(4)]
for t in threads:
    t.join()
print(counter)
mapping = {}


def fill(base):
    for i in range(1000):
        mapping[base + i] = i
        mapping.setdefault("shared", []).append(base)


threads = [Thread(fill, base * 10_000) for base in range(4)]
for t in threads:
    t.join()
print(len(mapping), len(mapping["shared"]), sum(v for k, v in mapping.items() if k != "shared"))


def ping_pong(n):
    a, b = _thread.allocate_lock(), _thread.allocate_lock()
    b.acquire()
    log = []

    def player(mine, other, name):
        for i in range(n):
            mine.acquire()
            log.append(f"{name}{i}")
            other.release()

    t = Thread(player, b, a, "pong")
    player(a, b, "ping")
    t.join()
    return log


print(ping_pong(4))


class Node:
    def __init__(self, value):
        self.value = value


def build(n):
    head = None
    for i in range(n):
        node = Node(i)
        node.next = head
        head = node
    total = 0
    while head:
        total += head.value
        head = head.next
    return total


print([t.join() for t in [Thread(build, 3000) for _ in range(4)]])


def generator_in_thread(g):
    return [next(g) for _ in range(3)]


def numbers():
    i = 0
    while True:
        yield i
        i += 1


g = numbers()
print(Thread(generator_in_thread, g).join(), Thread(generator_in_thread, g).join(), next(g))
local = _thread._local()
local.x = "main"


def uses_local(value):
    before = hasattr(local, "x")
    local.x = value
    return before, local.x


print([Thread(uses_local, i).join() for i in range(3)], local.x)
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(timeout=0.01),
    lock.release(), lock.locked())
for case in (lambda: lock.release(), lambda: lock.acquire(False, 1),
        lambda: lock.acquire(timeout=-2), lambda: _thread.start_new_thread(),
        lambda: _thread.start_new_thread(5, ()), lambda: _thread.start_new_thread(work, 5),
        lambda: _thread.start_new_thread(work, (), 5)):
    try:
        print(case())
    except (RuntimeError, ValueError, TypeError) as error:
        print(type(error).__name__, error)
rlock = _thread.RLock()
with rlock, rlock:
    rlock.acquire()
    rlock.release()
    print(rlock._is_owned(), Thread(lambda: rlock.acquire(blocking=False)).join())
print(rlock._is_owned(), Thread(lambda: rlock.acquire(blocking=False)).join())
try:
    rlock.release()
except RuntimeError as error:
    print(error)
main = _thread.get_ident()
print(_thread.get_ident() == main, Thread(lambda: _thread.get_ident() != main).join(),
    type(_thread._count()).__name__, _thread.stack_size(), _thread.LockType.__name__)
