# _socket: bytes, datagrams and messages between sockets; time-outs; what is forgotten.
import array
import errno
import posix
import signal
import time
import _socket
import _thread


def show(what, function, *args, **kwargs):
    try:
        result = repr(function(*args, **kwargs))
    except BaseException as e:
        result = f"{type(e).__module__}.{type(e).__name__} {e.args} {e.__cause__} {e.__context__}"
    print(what, result)


S = _socket.socket

# A pair.
a, b = _socket.socketpair()
print(a.family, a.type, a.proto, repr(a.getsockname()), repr(b.getpeername()))
show("send", a.send, b"hello")
show("recv", b.recv, 3)
show("recvfrom", b.recvfrom, 10)
show("peek", (a.send(b"xyz"), b.recv(10, _socket.MSG_PEEK)).__getitem__, 1)
show("recv", b.recv, 10)
buffer = bytearray(10)
a.send(b"hello world")
show("recv_into", b.recv_into, buffer, 3)
print(buffer)
show("recv_into", b.recv_into, memoryview(buffer)[4:])
print(buffer)
show("recvfrom_into", b.recvfrom_into, buffer)
print(buffer)
show("sendmsg", a.sendmsg, [b"ab", memoryview(b"cd"), bytearray(b"e"), array.array("i", [1])])
show("recvmsg", b.recvmsg, 100)
show("sendmsg", a.sendmsg, (x for x in [b"xyz"]))
parts = [bytearray(1), bytearray(9)]
show("recvmsg_into", b.recvmsg_into, parts)
print(parts)
show("sendto", a.sendto, b"hello", None)
show("sendto", a.sendto, b"hello", "/none/x")
show("empty", a.send, b"")
show("sendall", a.sendall, memoryview(b"abcd")[1:])
show("recv", b.recv, 4)
show("large", b.recv, 1 << 62)

# Descriptors that come with messages.
def count():
    return len(posix.listdir("/proc/self/fd"))

r, w = posix.pipe()
before = count()
item = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS, array.array("i", [w]))
show("sendmsg", a.sendmsg, [b"fd"], [item])
data, items, flags, address = b.recvmsg(10, _socket.CMSG_SPACE(4))
print(data, [(level, kind, len(x)) for level, kind, x in items], flags & ~_socket.MSG_CMSG_CLOEXEC, address)
[other] = array.array("i", items[0][2])
print(other != w, posix.write(other, b"through"), posix.read(r, 10))
posix.close(other)
show("sendmsg", a.sendmsg, [b"two"], [item, item])
data, items, flags, address = b.recvmsg(10, 200, _socket.MSG_CMSG_CLOEXEC)
print(data, [(level, kind, len(x)) for level, kind, x in items])
for _, _, x in items:
    for fd in array.array("i", x):
        print(posix.get_inheritable(fd))
        posix.close(fd)
show("sendmsg", a.sendmsg, [b"cut"], [(1, 1, array.array("i", [w, w]))])
data, items, flags, address = b.recvmsg(10, _socket.CMSG_LEN(4))
print(data, [(level, kind, len(x)) for level, kind, x in items], flags & _socket.MSG_CTRUNC)
for _, _, x in items:
    for fd in array.array("i", x):
        posix.close(fd)
show("sendmsg", a.sendmsg, [b"none"], [item])
data, items, flags, address = b.recvmsg(10)
print(data, items, flags & _socket.MSG_CTRUNC, count() - before)
show("wrong", a.sendmsg, [b"x"], [(1, 1, array.array("i", [-1]))])
show("wrong", a.sendmsg, [b"x"], [(1, 99, b"")])
posix.close(r)
posix.close(w)

# Time-outs.
a.settimeout(0.02)
for name, args in (
    ("recv", (1,)), ("recvmsg", (1,)), ("recvmsg_into", ([bytearray(1)],)), ("recv_into", (bytearray(1),)),
    ("recvfrom", (1,)), ("recvfrom_into", (bytearray(1),)), ("sendall", (b"x" * 10_000_000,)), ("send", (b"x" * 100_000,)),
    ("sendmsg", ([b"x" * 100_000],)),
):
    start = time.monotonic()
    show(name, getattr(a, name), *args)
    print(0.015 < time.monotonic() - start < 1)
a.settimeout(0)
for name, args in (("recv", (1,)), ("recvmsg", (1,)), ("send", (b"x" * 100_000,)), ("sendall", (b"x" * 10,))):
    show(name, getattr(a, name), *args)
show("close", a.close)
while b.recv(1 << 20):
    pass
show("ended", b.recv, 5)
show("broken", b.send, b"x")
b.close()

# What a signal interrupts goes on, within its time.
ticks = []
signal.signal(signal.SIGALRM, lambda *args: ticks.append(1))
a, b = _socket.socketpair()
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
a.settimeout(0.1)
start = time.monotonic()
show("interrupted", a.recv, 1)
print(0.09 < time.monotonic() - start < 1, len(ticks) > 1)
signal.setitimer(signal.ITIMER_REAL, 0)


def handler(*args):
    raise KeyError("handler")


signal.signal(signal.SIGALRM, handler)
a.settimeout(None)
signal.setitimer(signal.ITIMER_REAL, 0.2)
show("raises", a.recv, 1)
signal.signal(signal.SIGALRM, signal.SIG_IGN)
a.close()
b.close()

# It raises here, not in a callback that waits to be run.
import weakref


class Referent:
    pass


def dead():
    return [weakref.ref(Referent(), lambda ref: len([1, 2])) for _ in range(100)]


signal.signal(signal.SIGALRM, handler)
a, b = _socket.socketpair()
data = b"x" * 20_000_000
for _ in range(4):
    kept = dead()
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    show("raises", a.sendall, data)
kept.clear()
signal.signal(signal.SIGALRM, signal.SIG_IGN)
a.close()
b.close()

# TCP, with threads.
server = S()
server.setsockopt(_socket.SOL_SOCKET, _socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", 0))
server.listen(5)
host, port = server.getsockname()
print(host, port > 0, server.getsockopt(_socket.SOL_SOCKET, _socket.SO_ACCEPTCONN))
done = _thread.allocate_lock()
done.acquire()
received = []


def serve():
    for _ in range(4):
        fd, peer = server._accept()
        with_client = S(fileno=fd)
        total = 0
        while True:
            data = with_client.recv(65536)
            if not data:
                break
            total += len(data)
        with_client.sendall(b"%d" % total)
        received.append((peer[0], with_client.family, with_client.type, with_client.proto, posix.get_inheritable(fd)))
        with_client.close()
    done.release()


_thread.start_new_thread(serve, ())
for timeout in (None, 5, 0.5, 0):
    client = S()
    client.settimeout(timeout)
    if timeout == 0:
        error = client.connect_ex((host, port))
        print(error in (0, errno.EINPROGRESS))
        time.sleep(0.05)
        client.settimeout(None)
    else:
        show("connect", client.connect, (host, port))
    print(client.getpeername() == (host, port))
    client.sendall(b"x" * 1_000_000)
    client.shutdown(_socket.SHUT_WR)
    print(client.recv(100), client.recv(100))
    show("again", client.connect, (host, port))
    client.close()
done.acquire()
print(received)
server.close()
refused = S()
show("refused", refused.connect, (host, port))
show("refused", refused.connect_ex, (host, port))
refused.settimeout(1)
show("refused", refused.connect_ex, (host, port))
refused.close()

# UDP.
first, second = S(2, 2), S(2, 2)
first.bind(("127.0.0.1", 0))
second.bind(("localhost", 0))
show("sendto", first.sendto, b"datagram", second.getsockname())
data, sender = second.recvfrom(4)
print(data, sender == first.getsockname())
show("sendto", first.sendto, b"another", 0, second.getsockname())
size, sender = second.recvfrom_into(buffer)
print(size, buffer, sender == first.getsockname())
show("sendmsg", first.sendmsg, [b"mes", b"sage"], [], 0, second.getsockname())
data, items, flags, sender = second.recvmsg(3)
print(data, items, flags == _socket.MSG_TRUNC, sender == first.getsockname())
first.connect(second.getsockname())
show("send", first.send, b"")
show("empty", second.recv, 10)
second.settimeout(0.01)
show("nothing", second.recvfrom, 10)
show("too long", first.send, b"x" * 100_000)
first.close()
second.close()

# UNIX sockets in the file system.
path = "/tmp/krait_socket_%d" % posix.getpid()
server = S(1)
server.bind(path)
server.listen()
print(server.getsockname() == path)
client = S(1)
client.connect(path.encode())
fd, peer = server._accept()
print(repr(peer), client.getpeername() == path)
other = S(fileno=fd)
other.sendall(b"over a path")
print(client.recv(100))
show("in use", S(1).bind, path)
posix.unlink(path)
show("gone", S(1).connect, path)
for one in (server, client, other):
    one.close()

# One that nobody closes: it warns and is closed.
import gc
import sys
import warnings

warnings.simplefilter("always")
shown = []
warnings.showwarning = lambda message, category, *args, **kwargs: shown.append((category, str(message)[:24]))
gc.collect()
shown.clear()
before = count()
lost = S(1)
del lost
for _ in range(3):
    (lambda n: [n] * 3)(5)
    gc.collect()
print(set(shown), count() - before)
