# select: select(), poll and epoll objects.
import re
import select

import posix


def show(what, function, *args, **kwargs):
    try:
        result = repr(function(*args, **kwargs))
    except BaseException as e:
        result = f"{type(e).__name__} {e} {e.__cause__} {e.__context__}"
    print(what, re.sub("0x[0-9a-f]+", "0x..", result))


class File:
    def __init__(self, descriptor):
        self.descriptor = descriptor

    def fileno(self):
        if isinstance(self.descriptor, Exception):
            raise self.descriptor
        return self.descriptor


print([(k, v) for k, v in sorted(vars(select).items()) if type(v) is int])
print(select.error is OSError, select.select.__text_signature__, select.poll.__text_signature__)
for cls in (type(select.poll()), select.epoll):
    print(cls, cls.__module__, cls.__name__)
    for name, value in sorted(vars(cls).items()):
        if not name.startswith("__") or name in ("__enter__", "__exit__"):
            print("  ", name, type(value).__name__, getattr(value, "__text_signature__", None))
    show("subclass", type, "S", (cls,), {})

r, w = posix.pipe()
bad = ["a", -1, 1 << 70, 1.5, None, File("a"), File(-2), File(KeyError("fileno")), File(None)]

# select().
wait = select.select
show("select", wait)
show("select", wait, [], [])
show("select", wait, 1, [], [])
show("select", wait, [], [], [], timeout=1)
for descriptor in bad + [1024, 1 << 30]:
    show("select", wait, [descriptor], [], [], 0)
for timeout in (-1, "a", 1e30, float("nan"), 0.01, 0, 0.0, True, 1 << 70, -0.5):
    show(f"timeout {timeout}", wait, [], [], [], timeout)
show("order", wait, ["a"], 1, [])
show("order", wait, ["a"], [], [], -1)
show("ready", wait, [r], [w], [], 0)
show("ready", wait, [r], [w], [r])
show("ready", wait, (r,), {w}, iter([]), None)
show("ready", wait, [r], [w, w, File(w), File(True)], [], 0.0)
show("many", wait, [], [w] * 1100, [], 0)
show("many", lambda: len(wait([], [w] * 1024, [], 0)[1]))
file = File(w)
print(wait([], [file], [], 0)[1][0] is file)
growing = []


class Growing(File):
    def fileno(self):
        if len(growing) < 5:
            growing.append(self)
        return w


growing.append(Growing(w))
show("growing", lambda: len(wait([], growing, [], 0)[1]))
posix.write(w, b"x")
show("ready", wait, [r], [w], [])
posix.read(r, 1)

# poll.
show("new", select.poll, 1)
show("new", select.poll, a=1)
show("new", type(select.poll()))
p = select.poll()
show("repr", lambda: p)
show("attribute", setattr, p, "x", 1)
show("register", p.register)
show("register", p.register, r, eventmask=1)
for descriptor in bad:
    show("register", p.register, descriptor)
    show("unregister", p.unregister, descriptor)
for mask in ("a", -1, 1 << 16, 1.5, None, 1 << 70):
    show(f"mask {mask}", p.register, r, mask)
    show(f"mask {mask}", p.modify, r, mask)
show("register", p.register, r)
show("register", p.register, File(w), 4)
for timeout in (0, None, -1, 1.5, "a", 1 << 40, 1e30, float("nan"), -5, 1 << 70, True):
    show(f"timeout {timeout}", p.poll, timeout)
show("poll", p.poll)
show("poll", p.poll, 0, 1)
show("modify", p.modify, 99, 1)
show("modify", p.modify, r)
show("modify", p.modify, w, 0)
show("poll", p.poll, 1)
show("unregister", p.unregister, w)
show("unregister", p.unregister, w)
show("register", p.register, 998, 1)
show("poll", p.poll, 0)
posix.write(w, b"x")
show("poll", p.poll)
show("unregister", p.unregister, 998)
posix.read(r, 1)
show("poll", p.poll, 0)

# epoll.
Epoll = select.epoll
for args in ((0,), (-2,), (-1, 1), ("a",), (1, 2, 3), (1 << 40,), (5,), (-1, select.EPOLL_CLOEXEC)):
    show(f"epoll {args}", Epoll, *args)
show("epoll", Epoll, flags=0)
e = Epoll()
print(e.closed, type(e.fileno()))
for descriptor in bad:
    show("register", e.register, descriptor)
    show("unregister", e.unregister, descriptor)
    show("modify", e.modify, descriptor, 1)
show("register", e.register, w)
show("register", e.register, w)
show("register", e.register, fd=r, eventmask=select.EPOLLIN | select.EPOLLET)
show("register", e.register, eventmask=1)
show("register", e.register, 997)
show("mask", e.modify, w, "a")
show("mask", e.modify, w, 1.5)
show("poll", lambda: e.poll(0) == [(w, 4)])
show("modify", e.modify, w, 0)
show("modify", e.modify, w)
for timeout in (0, 0.01, "a", 1e30, float("nan"), 1 << 40, 1 << 70):
    show(f"timeout {timeout}", e.poll, timeout)
for events in (0, -2, 5, -1, "a"):
    show(f"maxevents {events}", e.poll, 0, events)
show("keywords", e.poll, timeout=0, maxevents=1)
posix.write(w, b"x")
show("poll", lambda: e.poll(None) == [(r, 1)])
show("edge", e.poll, 0)
show("unregister", e.unregister, w)
show("unregister", e.unregister, w)
same = Epoll.fromfd(posix.dup(e.fileno()))
show("fromfd", lambda: (type(same), same.closed))
same.close()
show("fromfd", Epoll.fromfd, "a")
with e as entered:
    print(entered is e)
print(e.closed)
for name, args in (("fileno", ()), ("poll", ()), ("register", (1,)), ("unregister", (1,)),
                   ("modify", (1, 1)), ("close", ()), ("__enter__", ()), ("__exit__", ())):
    show(name, getattr(e, name), *args)
show("closed", setattr, e, "closed", 1)
show("attribute", setattr, e, "x", 1)

# Others run while a thread waits.
import _thread

posix.read(r, 1)
for wait_for in (lambda: wait([r], [], [])[0] == [r], lambda: p.poll() == [(r, 1)]):
    _thread.start_new_thread(posix.write, (w, b"x"))
    print(wait_for(), posix.read(r, 1))
posix.close(w)
show("hang up", lambda: p.poll() == [(r, 16)])
