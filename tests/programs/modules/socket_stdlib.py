# The socket module and what is built on it.
import io
import os
import selectors
import socket
import socketserver
import threading
import warnings


def show(what, function, *args, **kwargs):
    try:
        result = repr(function(*args, **kwargs))
    except BaseException as e:
        result = f"{type(e).__module__}.{type(e).__name__} {e.args} {e.__cause__} {e.__context__}"
    print(what, result)


print(sorted(set(socket.__all__) - {"CAPI"}))
print(socket.AF_INET, socket.SOCK_STREAM, repr(socket.AddressFamily(2)), socket.has_ipv6, socket.timeout)

with socket.socket() as s:
    print(s.family, s.type, s.proto, s.timeout)
    print(str(s).replace(str(s.fileno()), "N"))
    s.bind(("127.0.0.1", 0))
print(s, s._closed, s.fileno())

# Files over sockets.
a, b = socket.socketpair()
with a, b:
    writer = a.makefile("w", encoding="utf-8", newline="\n")
    reader = b.makefile("r", encoding="utf-8")
    print("line one", "\xe9\u20ac", file=writer, sep="\n", flush=True)
    print(reader.readline(), reader.readline())
    binary = b.makefile("rwb", buffering=0)
    print(type(binary).__name__, binary.readable(), binary.writable(), binary.seekable(), binary.name == b.fileno())
    show("write", binary.write, b"raw")
    print(a.recv(10))
    show("mode", a.makefile, "q")
    show("unbuffered text", a.makefile, "r", buffering=0)
    b.settimeout(0.01)
    show("timeout", binary.read, 5)
    show("timed out before", binary.read, 5)
    writer.close()
    a.shutdown(socket.SHUT_WR)
    b.settimeout(None)
    print(b.recv(5))
    copy = b.dup()
    print(copy.family, copy.fileno() != b.fileno(), copy.get_inheritable())
    copy.set_inheritable(True)
    print(copy.get_inheritable())
    copy.close()
    detached = socket.socket(fileno=os.dup(b.fileno()))
    print(detached.family, detached.type)
    number = detached.detach()
    os.close(number)
    show("accept", a.accept)

# send_fds and recv_fds, sendfile.
a, b = socket.socketpair()
r, w = os.pipe()
socket.send_fds(a, [b"take"], [r, w])
data, fds, flags, address = socket.recv_fds(b, 10, 5)
print(data, len(fds), flags & ~socket.MSG_CMSG_CLOEXEC, address)
os.write(fds[1], b"piped")
print(os.read(r, 10))
for fd in [r, w, *fds]:
    os.close(fd)
path = f"/tmp/krait_sendfile_{os.getpid()}"
with open(path, "wb") as f:
    f.write(b"0123456789" * 1000)
with open(path, "rb") as f:
    threading.Thread(target=lambda: (a.sendfile(f, 5, 5000), a.shutdown(socket.SHUT_WR))).start()
    got = b""
    while piece := b.recv(700):
        got += piece
print(len(got), got[:10])
show("text", a.sendfile, io.StringIO("x"))
os.unlink(path)
a.close()
b.close()

# Servers.
class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.upper())


with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    results = []

    def ask(n):
        with socket.create_connection(server.server_address, timeout=10) as c, c.makefile("rwb") as f:
            f.write(b"request %d\n" % n)
            f.flush()
            results.append(f.readline())

    askers = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for t in askers:
        t.start()
    for t in askers:
        t.join()
    print(sorted(results))
    server.shutdown()
    thread.join()

with socket.create_server(("127.0.0.1", 0)) as server:
    selector = selectors.DefaultSelector()
    server.setblocking(False)
    selector.register(server, selectors.EVENT_READ, "server")
    print(type(selector).__name__, selector.select(0))
    client = socket.create_connection(server.getsockname())
    [(key, events)] = selector.select(5)
    print(key.data, events)
    connection, peer = server.accept()
    print(connection.gettimeout(), connection.getblocking(), peer == client.getsockname())
    selector.register(connection, selectors.EVENT_READ | selectors.EVENT_WRITE, "connection")
    client.sendall(b"to be read")
    ready = {key.data: events for key, events in selector.select(5)}
    print(ready)
    print(connection.recv(100))
    selector.close()
    connection.close()
    client.close()
show("refused", socket.create_connection, server.getsockname() if server.fileno() >= 0 else ("127.0.0.1", 1), 1)
if socket.has_dualstack_ipv6():
    with socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=True) as server:
        print(server.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY), server.family)
show("dualstack", socket.create_server, ("", 0), dualstack_ipv6=True)
print(socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM))
print(socket.getfqdn("127.0.0.1"))
show("gaierror", socket.getaddrinfo, "127.0.0.1", "no such service")
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    socket.socket().__del__()
print([str(w.message)[:26] for w in caught], [w.category for w in caught])
