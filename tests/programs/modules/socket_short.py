# krait: short
# _socket: each way through the module once.
import _socket
import posix
import _thread

a, b = _socket.socketpair()
a.sendmsg([b"ab", bytearray(b"c")], [(1, 1, a.fileno().to_bytes(4, "little"))])
data, items, flags, address = b.recvmsg(10, _socket.CMSG_SPACE(4))
posix.close(int.from_bytes(items[0][2], "little"))
print(data, len(items), address)
a.sendall(b"x" * 10000)
print(len(b.recv(20000)))
buffer = bytearray(4)
a.send(b"abcdef")
print(b.recv_into(buffer), buffer, b.recvmsg_into([buffer, bytearray(2)])[0], buffer)
a.settimeout(0.01)
try:
    a.recv(5)
except TimeoutError as e:
    print(e)
a.close()
print(b.recv(1))
b.close()
server = _socket.socket()
server.bind(("127.0.0.1", 0))
server.listen()
address = server.getsockname()


def run():
    client = _socket.socket()
    client.connect(address)
    client.sendall(b"from a thread")
    client.close()


_thread.start_new_thread(run, ())
fd, peer = server._accept()
one = _socket.socket(fileno=fd)
print(one.recv(100), one.recv(100), peer[0], one.getsockopt(6, 1, 4))
one.close()
server.close()
print(_socket.getaddrinfo("127.0.0.1", 80), _socket.getnameinfo(("127.0.0.1", 80), 3))
print(_socket.gethostbyname_ex("127.0.0.1"), _socket.getservbyname("http"))
try:
    _socket.getaddrinfo("127.0.0.1", "no service")
except _socket.gaierror as e:
    print(e)
for n in range(20):
    _socket.socket(1)
