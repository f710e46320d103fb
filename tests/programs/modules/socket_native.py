# _socket: what it holds, how sockets are made and set, and what is refused.
import re

import _socket


def show(what, function, *args, **kwargs):
    try:
        result = repr(function(*args, **kwargs))
    except BaseException as e:
        result = f"{type(e).__module__}.{type(e).__name__} {e.args} {e.__cause__} {e.__context__}"
    print(what, re.sub("0x[0-9a-f]+|fd=[0-9]+", "..", result))


S = _socket.socket
print([(k, v) for k, v in sorted(vars(_socket).items()) if type(v) in (int, str, bool) and k[:2] != "__"])
for name, value in sorted(vars(_socket).items()):
    if callable(value) and not name.startswith("__"):
        print(name, type(value), value.__module__, getattr(value, "__text_signature__", 0))
for name, value in sorted(vars(S).items()):
    if name not in ("__doc__", "__module__"):
        print("  ", name, type(value).__name__, getattr(value, "__text_signature__", None))
print(_socket.error is OSError, _socket.timeout is TimeoutError, _socket.SocketType is S)
print(_socket.herror.__mro__, _socket.gaierror.__mro__, S.__mro__, S.__module__, S.__qualname__)
print(hasattr(S(), "__weakref__"), hasattr(S(), "__dict__"))

# Making.
for args in (
    (), (2,), (10, 2), (1, 2 | _socket.SOCK_NONBLOCK), (1, 5, 0), (1.5,), ("x",), (2, "x"), (1000,),
    (2, 99), (2, 1, 0, None, 5), (1 << 40,), (-1, -1, -1),
):
    show(f"socket{args}", S, *args)
for fileno in (1.5, -1, -5, "a", 9999, b""):
    show(f"fileno {fileno}", S, fileno=fileno)
    show(f"fileno {fileno}", S, 2, 1, 0, fileno)
show("foo", S, foo=1)
one = S(10, 2)
two = S(fileno=one.fileno())
print(two.family, two.type, two.proto, two.fileno() == one.fileno(), two.detach() >= 0, two)
three = S(1, 1, 7, fileno=one.fileno())
print(three.family, three.type, three.proto, three.detach() == one.fileno())
show("close", one.close)
show("close again", one.close)
show("closed", one.recv, 1)
show("closed", one.send, b"1")
show("closed", one.getsockname)
show("closed", one._accept)
show("closed", one.connect, ("::1", 1))
show("closed", one.settimeout, 5)
print(one.gettimeout(), one.fileno(), one.detach(), one)
bare = S.__new__(S)
print(bare.fileno(), bare.timeout, bare.getblocking(), bare.family, bare.type, bare.proto)
show("bare", bare.recv, 1)


class Sub(S):
    __slots__ = ("extra",)

    def __repr__(self):
        return "Sub"


sub = Sub(1)
sub.extra = 3
print(sub, sub.extra, sub.family)
sub.close()

s = S()
for name in ("family", "type", "proto", "timeout"):
    show(f"set {name}", setattr, s, name, 3)
    show(f"del {name}", delattr, s, name)
show("set foo", setattr, s, "foo", 1)

# Time-outs.
for value in (
    None, "x", 1.5, -1, -0.5, 1e300, float("nan"), float("inf"), -float("inf"), 1 << 70, -(1 << 70), 1 << 62,
    9223372036, 9e9, True, False, 0, 0.0, -0.0, 1e-12, 9.3e9, b"", 2.5,
):
    show(f"settimeout {value}", s.settimeout, value)
    print(s.gettimeout(), s.getblocking(), s.timeout)
    show(f"setdefaulttimeout {value}", _socket.setdefaulttimeout, value)
    fresh = S(1)
    print(_socket.getdefaulttimeout(), fresh.gettimeout())
    fresh.close()
_socket.setdefaulttimeout(None)
for value in (0, 1, "x", None, 2.5, 1 << 70, True, False):
    show(f"setblocking {value}", s.setblocking, value)
    print(s.gettimeout())
s.settimeout(None)

# Counts and kinds of arguments.
for name in (
    "_accept", "bind", "close", "connect", "connect_ex", "detach", "fileno", "getpeername", "getsockname", "listen",
    "getsockopt", "recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg", "recvmsg_into", "send", "sendall",
    "sendmsg", "sendto", "setblocking", "getblocking", "gettimeout", "settimeout", "setsockopt", "shutdown",
):
    method = getattr(s, name)
    if name not in ("_accept", "close", "detach", "fileno", "getsockname", "listen", "getblocking", "gettimeout"):
        show(f"{name}()", method)
    show(f"{name}(1, 2, 3, 4, 5, 6)", method, 1, 2, 3, 4, 5, 6)
    show(f"{name}(foo=1)", method, foo=1)
for name in (
    "close", "dup", "getaddrinfo", "gethostbyaddr", "gethostbyname", "gethostbyname_ex", "getnameinfo",
    "getprotobyname", "getservbyname", "getservbyport", "htonl", "htons", "if_indextoname", "if_nametoindex",
    "inet_aton", "inet_ntoa", "inet_ntop", "inet_pton", "ntohl", "ntohs", "setdefaulttimeout", "sethostname",
    "CMSG_LEN", "CMSG_SPACE",
):
    function = getattr(_socket, name)
    show(f"{name}()", function)
    show(f"{name}(1, 2, 3, 4, 5, 6, 7)", function, 1, 2, 3, 4, 5, 6, 7)
    show(f"{name}(foo=1)", function, foo=1)
for name in ("getdefaulttimeout", "gethostname", "if_nameindex", "socketpair"):
    show(f"{name}(1, 2, 3, 4)", getattr(_socket, name), 1, 2, 3, 4)
    show(f"{name}(foo=1)", getattr(_socket, name), foo=1)
for name in ("recv", "recvfrom", "recvmsg"):
    f = getattr(s, name)
    for args in (("x",), (-1,), (1, "x"), (1 << 70,), (10,), (0,), (1.5,), (None,)):
        show(f"{name}{args}", f, *args)
for args in ((1, -1), (1, 1 << 40), (1, (1 << 31) - 1), (1, "x"), (1, 2, "x")):
    show(f"recvmsg{args}", s.recvmsg, *args)
for name in ("recv_into", "recvfrom_into"):
    f = getattr(s, name)
    for args in (
        ("x",), (b"x",), (None,), (bytearray(4),), (bytearray(4), -1), (bytearray(4), 5), (bytearray(4), 2, "x"),
        (bytearray(),), (memoryview(b"abc"),), (memoryview(bytearray(3)), 4),
    ):
        show(f"{name}{args[1:]}", f, *args)
    show(name, f, bytearray(3), nbytes=1, flags=0)
    show(name, f, buffer=bytearray(3), foo=1)
    show(name, f, nbytes=3)
for args in (
    (1,), ([1],), ([b"x"],), ([bytearray(3)],), (bytearray(3),), ([bytearray(3)], -1), ([bytearray(1)] * 2000,), ([],),
    (iter([bytearray(3), 5]),),
):
    show("recvmsg_into", s.recvmsg_into, *args)
for name in ("send", "sendall"):
    f = getattr(s, name)
    for args in (("x",), (1,), (b"x",), (b"x", "y"), (b"x", 1 << 40), (memoryview(b"abcd")[::2],)):
        show(f"{name}", f, *args)
for args in (
    (b"x", 1), (b"x", ("127.0.0.1", 1)), ("x", 1), ("x", 0, ("127.0.0.1", 1)), (b"x", "y", ("127.0.0.1", 1)),
    (b"x", 0, "y"),
):
    show(f"sendto{args}", s.sendto, *args)
for args in (
    (1,), ([1],), ([b"x"],), (b"x",), ([b"x"], 1), ([b"x"], [1]), ([b"x"], [(1, 2)]), ([b"x"], [(1, 2, 3)]),
    ([b"x"], [(1, 2, b"x")]), ([b"x"], [], "x"), ([b"x"], [], 0, "x"), ([b"x"], [], 0, ("127.0.0.1",)),
    ([b"x"], [("a", 2, b"")]), ([b""] * 2000,), ([b"x"], [[1, 1, b"x"]]), ([b"x"], None), ([b"x"], [], 0, None),
    ([b"x"], ["abc"]), ([b"x"], [None]), ([b"x"], [b"abc"]), ([b"x"], [range(3)]), (5,),
):
    show("sendmsg", s.sendmsg, *args)
show("afalg", s.sendmsg_afalg)
show("afalg", s.sendmsg_afalg, [], op=1)
for how in ("x", 0, 7, None):
    show(f"shutdown {how}", s.shutdown, how)

# Options.
for args in ((1, 2), (1, 2, 3), (1, 2, -1), (1, 2, 1025), (1, 2, 1024), ("a", 2), (1, 9999), (1, 2, 0), (1, 2, "x")):
    show(f"getsockopt{args}", s.getsockopt, *args)
for args in (
    (1, 2, 3), (1, 2, -1), (1, 2, None), (1, 2, None, 4), (1, 2, b"x"), (1, 2, "x"), (1, 2, 1 << 40), (1, 2, None, -1),
    (1, 2, b"xxxx", 4), (1, 2, 1, 4), (1, 2, 1.5), (1, 9999, 1), ("a", 1, 1), (1, 2, None, "x"), (1, 2, bytearray(4)),
    (1, 2, 3, None), (1, 2, True), (6, 1, 1),
):
    show(f"setsockopt{args}", s.setsockopt, *args)
print(s.getsockopt(6, 1), s.getsockopt(1, 3), s.getsockopt(1, _socket.SO_ERROR), s.getsockopt(1, _socket.SO_LINGER, 8))

# Listening.
for backlog in ("x", -5, 1 << 40, None, 0):
    show(f"listen {backlog}", s.listen, backlog)
show("listen", s.listen)
show("accept", s._accept, 1)
s.settimeout(0.01)
show("accept in time", s._accept)
s.settimeout(0)
show("accept at once", s._accept)
s.close()

# Descriptors.
pair = _socket.socketpair()
number = _socket.dup(pair[0].fileno())
import posix

print(posix.get_inheritable(number), posix.get_inheritable(pair[0].fileno()))
show("close", _socket.close, number)
show("close", _socket.close, number)
for value in (-1, "x", 9999, 1 << 70, 1.5):
    show(f"close {value}", _socket.close, value)
    show(f"dup {value}", _socket.dup, value)
for args in ((), (1, 2), (2,), ("x",), (1, 1, 0), (1, 1 | _socket.SOCK_NONBLOCK), (99,)):
    show(f"socketpair{args}", _socket.socketpair, *args)
