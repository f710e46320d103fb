# _socket: addresses as Python writes them, look-ups that need no network, numbers and texts.
import _socket


def show(what, function, *args, **kwargs):
    try:
        result = repr(function(*args, **kwargs))
    except BaseException as e:
        result = f"{type(e).__module__}.{type(e).__name__} {e.args} {e.__cause__} {e.__context__}"
    print(what, result)


class Int:
    def __index__(self):
        return 3


class Bad:
    def __index__(self):
        raise KeyError("index")


S = _socket.socket
inet = S()
for address in (
    "x", b"x", None, 1, (), ("a",), ("127.0.0.1", 0, 1), ("127.0.0.1", "x"), ("127.0.0.1", -1), ("127.0.0.1", 65536),
    ("127.0.0.1", 1 << 70), (1, 2), (None, 0), ("a\0b", 0), (b"a\0b", 0), ["127.0.0.1", 0], ("127.0.0.1", 1.5),
    ("\udc80", 0), ("", 1.0), ("\xe9" * 64, 1), ("127.0.0.1", Bad()), ("::1", 1),
):
    for name in ("bind", "connect", "connect_ex"):
        show(f"{name} {address!a}" if not isinstance(address, tuple) or len(address) < 2 else name, getattr(inet, name), address)
    show("sendto", inet.sendto, b"", address)
inet.close()
for host in ("127.0.0.1", b"127.0.0.1", bytearray(b"127.0.0.1"), "localhost", "", "<broadcast>", "127.1", "0x7f.1"):
    one = S(2, 2)
    show(f"bind {host}", one.bind, (host, 0))
    print(one.getsockname()[0])
    one.close()
six = S(10, 2)
for address in (
    "x", (), ("::1",), ("::1", "x"), ("::1", -1), ("::1", 0, -1), ("::1", 0, 1 << 20), ("::1", 0, 0, 0, 0),
    ("::1", 0, "x"), ("::1", 0, 0, "x"), ("<broadcast>", 1), ("127.0.0.1", 1), ["::1", 1],
):
    show(f"connect {address}", six.connect, address)
show("bind", six.bind, ("::1", 0, Int(), 0))
print(six.getsockname()[0], six.getsockname()[2:])
six.connect(("::1", 9, 5, 0))
print(six.getpeername())
six.close()
unix = S(1)
for address in (
    "x" * 108, b"x" * 200, 1, None, "a\0b", "\0" + "x" * 108, "", b"", bytearray(b"/none/q"), memoryview(b"/none/q"),
    ("a",), "/none/x", "\udc80/q", "\ud800",
):
    show("connect", unix.connect, address)
show("bind", unix.bind, "/none/x")
print(repr(unix.getsockname()))
show("getpeername", unix.getpeername)
unix.bind("\0krait\xe9%d" % id(unix))
print(type(unix.getsockname()), unix.getsockname()[:8])
unix.close()
netlink = S(16, 3)
for address in (1, (), (0,), (0, 0, 0), ("x", 0), (0, "x"), (0, 0)):
    show(f"netlink {address}", netlink.bind, address)
print(netlink.getsockname()[1:])
netlink.close()

# Order of bytes.
for function in (_socket.htons, _socket.ntohs, _socket.htonl, _socket.ntohl):
    for value in (
        0, 1, -1, 65535, 65536, (1 << 32) - 1, 1 << 32, 1 << 70, "x", 1.5, True, -1 << 70, 1 << 31, 1 << 64, None,
        Int(), Bad(),
    ):
        show(f"{function.__name__} {type(value).__name__}", function, value)

# Texts.
for text in ("1.2.3.4", "1.2", "x", "1.2.3.4 ", "", b"1.2.3.4", 1, None, "256.1.1.1", "255.255.255.255", "1.2.3.4\0", "\xe9"):
    show(f"inet_aton {text!a}", _socket.inet_aton, text)
    show(f"inet_pton {text!a}", _socket.inet_pton, 2, text)
    show(f"inet_pton {text!a}", _socket.inet_pton, 10, text)
for packed in (b"1234", b"123", "x", 1, bytearray(b"1234"), b"1" * 16, memoryview(b"\0" * 15 + b"\1"), b"", "1234"):
    show("inet_ntoa", _socket.inet_ntoa, packed)
    show("inet_ntop", _socket.inet_ntop, 2, packed)
    show("inet_ntop", _socket.inet_ntop, 10, packed)
show("inet_pton", _socket.inet_pton, 1, "x")
show("inet_pton", _socket.inet_pton, "a", "b")
show("inet_pton", _socket.inet_pton, 10, "::ffff:1.2.3.4")
show("inet_ntop", _socket.inet_ntop, 1, b"x")
show("inet_ntop", _socket.inet_ntop, "a", b"x")
for size in (-1, 0, 1, 10, (1 << 31) - 26, (1 << 31) - 25, (1 << 31) - 24, (1 << 31) - 17, (1 << 31) - 16, (1 << 31) - 1, 1 << 62, (1 << 63) - 1, 1 << 70, "x", 1.5):
    show(f"CMSG_LEN {size}", _socket.CMSG_LEN, size)
    show(f"CMSG_SPACE {size}", _socket.CMSG_SPACE, size)

# Services, protocols, interfaces.
for args in (("http",), ("http", "tcp"), ("http", "xxx"), ("no such",), (1,), ("http", 1), ("http", None), ("a\0b",)):
    show(f"getservbyname{args!a}", _socket.getservbyname, *args)
for args in ((80,), (80, "tcp"), (80, "xxx"), (1,), (-1,), (65536,), ("x",), (1 << 70,), (80, None), (80, 1), (80, "a\0")):
    show(f"getservbyport{args!a}", _socket.getservbyport, *args)
for name in ("tcp", "udp", "no such", 1, None, "a\0", b"tcp"):
    show(f"getprotobyname {name!a}", _socket.getprotobyname, name)
print(_socket.if_nameindex())
for name in ("lo", b"lo", "no such", 1, None, "a\0b", b"a\0b", "x" * 50):
    show(f"if_nametoindex {name!a}", _socket.if_nametoindex, name)
for index in (1, 0, -1, 9999, "x", 1.5, None, 1 << 70, 1 << 32, -1 << 70):
    show(f"if_indextoname {index}", _socket.if_indextoname, index)
print(_socket.gethostname())
show("sethostname", _socket.sethostname, 1)
show("sethostname", _socket.sethostname, "a\0")

# Hosts.
for name in (
    "127.0.0.1", "localhost", "", "<broadcast>", 1, b"localhost", None, "a\0", bytearray(b"localhost"), "::1", "0",
    "1.2.3", "x" * 64, "a..b", "\udc80", "255.255.255.255",
):
    show(f"gethostbyname {name!a}", _socket.gethostbyname, name)
    if name not in ("x" * 64, "", "<broadcast>"):
        show(f"gethostbyname_ex {name!a}", _socket.gethostbyname_ex, name)
for name in ("127.0.0.1", "localhost", "", 1, None, b"127.0.0.1", "a\0"):
    show(f"gethostbyaddr {name!a}", _socket.gethostbyaddr, name)
for args in (
    ("127.0.0.1", 80), ("localhost", "http"), (None, 80), (None, None), ("localhost", None), ("", 80),
    ("127.0.0.1", "no such"), (1, 1), ("x", 1.5), ("127.0.0.1", b"80"), (b"127.0.0.1", 80), ("127.0.0.1", -1),
    ("127.0.0.1", 65536), ("127.0.0.1", 1 << 70), ("127.0.0.1", 80, 2, 1, 6, 0), ("::1", 80, 10), ("::1", 80, 2),
    ("127.0.0.1", 80, 0, 0, 0, 4), ("127.0.0.1", 80, 99), ("127.0.0.1", 80, 0, 0, 0, -1), ("localhost", 80, 0, 1, 0, 2),
    ("127.0.0.1", "80\0"), ("fe80::1%lo", 80), ("127.0.0.1", "\xe9"), ("127.0.0.1", "\udc80"), (bytearray(b"x"), 1),
    ("127.0.0.1", 80, "x"), ("\udc80", 1), ("127.0.0.1", True), ("x" * 64, 1), ("127.0.0.1", Int()),
):
    show(f"getaddrinfo{args!a}" if not isinstance(args[1], Int) else "getaddrinfo", _socket.getaddrinfo, *args)
show("getaddrinfo", _socket.getaddrinfo, host="127.0.0.1", port=1, family=2, type=1, proto=6, flags=0)
show("getaddrinfo", _socket.getaddrinfo, port=1)
show("getaddrinfo", _socket.getaddrinfo, "127.0.0.1", 1, foo=1)
for args in (
    (("127.0.0.1", 80), 0), (("127.0.0.1", 80), 3), (("127.0.0.1", 80), 2), (("::1", 80, 0, 0), 3), (("::1", 80, 0, 7), 3),
    ("x", 0), ((), 0), (("127.0.0.1",), 0), (("127.0.0.1", 80, 1), 3), (("127.0.0.1", -1), 3), (("127.0.0.1", 65536), 3),
    (("127.0.0.1", 80), "x"), (("::1", 80, -1), 3), (("::1", 80, 1 << 20), 3), ((1, 2), 0), (("127.0.0.1", "http"), 3),
    (["127.0.0.1", 1], 3), (("127.0.0.1", 80, 0, 0, 0), 3), (("fe80::1", 80, 0, 1), 3), ((None, 1), 3),
    (("localhost", 80), 3), (("127.0.0.1", 1 << 40), 3),
):
    show(f"getnameinfo{args}", _socket.getnameinfo, *args)
