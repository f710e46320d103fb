# krait: short
# TextIOWrapper over real files: every encoding the VM knows, tell() and seek() between any two
# characters, reading and writing by turns, byte order marks, line ends across chunks.
import posix
from _io import BytesIO, TextIOWrapper, open

path = f"/tmp/krait-test-positions-{posix.getpid()}"
TEXT = "a\xe9\u4e2d\U0001f600\nsecond\r\nthird\rlast \xff"


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", ascii(function(*args, **kwargs)).replace(path, "PATH"))
    except Exception as error:
        print(label, "!", type(error).__name__, str(error).replace(path, "PATH"))


for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "latin-1",
                 "ascii", "UTF8", "Latin1", "u16"):
    text = TEXT if "utf" in encoding.lower() or encoding == "u16" else "plain\nlines\r\nonly\r"
    for newline in (None, "", "\n", "\r\n"):
        with open(path, "w", encoding=encoding, newline=newline) as f:
            tell(f"{encoding} {newline!r} write", f.write, text)
            tell("    tell", f.tell)
        with open(path, "rb") as f:
            print("   ", f.read())
        with open(path, encoding=encoding, newline=newline) as f:
            f._CHUNK_SIZE = 3
            whole = f.read()
            f.seek(0)
            places, pieces = [], []
            while True:
                places.append(f.tell())
                piece = f.read(1)
                if not piece:
                    break
                pieces.append(piece)
            print("   ", ascii(whole), "".join(pieces) == whole, places)
            again = []
            for place in reversed(places):
                f.seek(place)
                again.append(f.read())
            print("   ", [whole[len(whole) - len(rest):] == rest for rest in again].count(True),
                  [len(rest) for rest in again] == list(range(len(whole) + 1)))
            f.seek(0)
            print("   ", [ascii(line) for line in f], f.newlines, f.encoding)
with open(path, "w+", encoding="utf-16") as f:
    f.write("first\n")
    f.flush()
    f.seek(0)
    tell("read back", f.read)
    f.write("second\n")
    f.seek(0)
    tell("both", f.read)
with open(path, "a", encoding="utf-16") as f:
    f.write("third")
with open(path, encoding="utf-16") as f:
    tell("no second mark", f.read)
with open(path, "r+", encoding="utf-8", newline="") as f:
    f.truncate(0)
    f.write("0123456789")
    f.seek(4)
    f.write("----")
    f.seek(2)
    tell("overwritten", f.read)
    f.seek(0)
    tell("one", f.read, 1)
    tell("then write", f.write, "END")
    tell("at", f.tell)
    f.seek(0)
    tell("result", f.read)
    tell("truncate", f.truncate, 3)
    f.seek(0)
    tell("rest", f.read)
    tell("bad cookie", f.seek, 1 << 400)
    tell("end", f.seek, 0, 2)
    tell("float", f.seek, 1.5)
with open(path, "wb") as f:
    f.write(("x" * 8190 + "\r\n" + "\u4e2d" * 4000 + "\n").encode())
for newline in (None, "", "\r\n"):
    with open(path, encoding="utf-8", newline=newline) as f:
        lines = f.readlines()
        print([len(line) for line in lines], ascii(lines[0][-3:]), f.newlines)
        f.seek(0)
        print(len(f.readline(8191)), ascii(f.readline()), len(f.readline(5)), f.tell())
with open(path, "w", encoding="utf-8") as f:
    for i in range(2000):
        f.write(f"line {i} \u00e9\n")
with open(path, encoding="utf-8") as f:
    print(sum(len(line) for line in f))
    f.seek(0)
    f.readline()
    place = f.tell()
    rest = f.read()
    f.seek(place)
    print(place, f.read() == rest, len(rest))
for data in (b"\x00a", b"\xff", b"\xff\xfe\xff", b""):
    for encoding in ("utf-16", "utf-32", "utf-16-le"):
        tell(f"{encoding} {data}", TextIOWrapper(BytesIO(data), encoding).read)
posix.unlink(path)
