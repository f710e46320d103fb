# asyncio: streams, protocols, datagrams, sockets, subprocesses, threads and signals.
import asyncio
import os
import signal
import socket


async def streams():
    async def handle(reader, writer):
        peer = writer.get_extra_info("peername")
        while line := await reader.readline():
            writer.write(line.upper())
            await writer.drain()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()

    async def ask(n):
        reader, writer = await asyncio.open_connection(host, port)
        writer.writelines([b"line %d\n" % n, b"and more\n"])
        lines = [await reader.readline(), await reader.readuntil(b"E\n")]
        writer.write_eof()
        rest = await reader.read()
        writer.close()
        await writer.wait_closed()
        return lines, rest, reader.at_eof()

    async with server:
        for answer in await asyncio.gather(*(ask(n) for n in range(5))):
            print(answer)
        reader, writer = await asyncio.open_connection(host, port, limit=16)
        writer.write(b"x" * 100 + b"\n")
        try:
            await reader.readline()
        except ValueError as e:
            print(e)
        writer.close()
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(b"short")
        writer.write_eof()
        try:
            await reader.readexactly(10)
        except asyncio.IncompleteReadError as e:
            print(e, e.partial)
        writer.close()
    try:
        await asyncio.open_connection(host, port)
    except ConnectionRefusedError as e:
        print(e.errno, str(e).replace(str(port), "PORT"))

    path = f"/tmp/krait_asyncio_{os.getpid()}"
    async def big(reader, writer):
        data = await reader.read()
        writer.write(data[::-1])
        await writer.drain()
        writer.close()
    server = await asyncio.start_unix_server(big, path)
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(b"0123456789" * 100_000)
    await writer.drain()
    writer.write_eof()
    data = await reader.read()
    print(len(data), data[:12])
    writer.close()
    server.close()
    await server.wait_closed()
    os.unlink(path)


async def protocols():
    loop = asyncio.get_running_loop()
    log = []
    over = loop.create_future()

    class Echo(asyncio.Protocol):
        def connection_made(self, transport):
            log.append("made")
            self.transport = transport

        def data_received(self, data):
            log.append(data)
            self.transport.write(data)

        def eof_received(self):
            log.append("eof")

        def connection_lost(self, error):
            log.append(("lost", error))
            over.set_result(None)

    server = await loop.create_server(Echo, "127.0.0.1", 0)
    client = socket.socket()
    client.setblocking(False)
    await loop.sock_connect(client, server.sockets[0].getsockname())
    await loop.sock_sendall(client, b"hello")
    print(await loop.sock_recv(client, 100))
    client.close()
    await over
    print(log)
    server.close()

    class Datagrams(asyncio.DatagramProtocol):
        def __init__(self):
            self.received = loop.create_future()

        def datagram_received(self, data, address):
            self.received.set_result((data, address[0]))

    receiver, protocol = await loop.create_datagram_endpoint(Datagrams, local_addr=("127.0.0.1", 0))
    sender, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=receiver.get_extra_info("sockname"))
    sender.sendto(b"datagram")
    print(await protocol.received)
    receiver.close()
    sender.close()
    r, w = os.pipe()
    got = loop.create_future()
    loop.add_reader(r, lambda: got.set_result(os.read(r, 10)))
    os.write(w, b"pipe")
    print(await got, loop.remove_reader(r), loop.remove_reader(r))
    os.close(r)
    os.close(w)
    print((await loop.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM))[0][4])
    print(await loop.getnameinfo(("127.0.0.1", 80), 3))


async def processes():
    p = await asyncio.create_subprocess_exec("cat", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE)
    print(await p.communicate(b"through cat"), p.returncode)
    p = await asyncio.create_subprocess_shell("echo out; echo err >&2; exit 3", stdout=-1, stderr=-1)
    print(await p.communicate(), p.returncode)
    p = await asyncio.create_subprocess_exec("sleep", "100")
    p.terminate()
    print(await p.wait())
    many = [await asyncio.create_subprocess_exec("sh", "-c", f"exit {n}") for n in range(4)]
    print(await asyncio.gather(*(p.wait() for p in many)))
    p = await asyncio.create_subprocess_exec("cat", stdin=-1, stdout=-1)
    p.stdin.write(b"a line\n")
    await p.stdin.drain()
    print(await p.stdout.readline())
    p.stdin.close()
    print(await p.wait(), await p.stdout.read())
    try:
        await asyncio.create_subprocess_exec("/no/such/program")
    except FileNotFoundError as e:
        print(e)


async def threads():
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, lambda: sum(range(1000))))
    print(await asyncio.gather(*(asyncio.to_thread(pow, n, 2) for n in range(8))))
    try:
        await asyncio.to_thread(int, "x")
    except ValueError as e:
        print(e)
    def from_thread():
        return asyncio.run_coroutine_threadsafe(asyncio.sleep(0.001, "from the loop"), loop).result()
    print(await asyncio.to_thread(from_thread))


async def signals():
    loop = asyncio.get_running_loop()
    got = loop.create_future()
    loop.add_signal_handler(signal.SIGUSR1, got.set_result, "signal")
    os.kill(os.getpid(), signal.SIGUSR1)
    print(await got, loop.remove_signal_handler(signal.SIGUSR1))


for part in (streams, protocols, processes, threads, signals):
    print("--", part.__name__)
    asyncio.run(part())


# An interrupt cancels the main task, which may clean up.
async def interrupted():
    try:
        asyncio.get_running_loop().call_later(0.01, os.kill, os.getpid(), signal.SIGINT)
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("cancelled")
        raise
    finally:
        await asyncio.sleep(0)
        print("cleaned up")


try:
    asyncio.run(interrupted())
except KeyboardInterrupt as e:
    print(repr(e), repr(e.__context__))
