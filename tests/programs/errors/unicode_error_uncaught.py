# krait: short
import sys


def show(function):
    try:
        function()
    except UnicodeError:
        sys.excepthook(*sys.exc_info())


show(lambda: b"\xff\xfe".decode())
show(lambda: b"abc\xc3".decode("utf-8"))
show(lambda: b"\x80abc".decode("ascii"))
show(lambda: b"\xed\xa0\x80".decode("utf-8"))
show(lambda: b"abc".decode("utf-16"))
show(lambda: "é".encode("ascii"))
show(lambda: "aé漢".encode("latin-1"))
show(lambda: "\ud800\udc00".encode())
show(lambda: "x\udcff".encode("utf-8"))
show(lambda: str(b"\xff", "utf-8"))
show(lambda: bytes("漢字", "ascii"))
b"\xf0\x9f".decode()
