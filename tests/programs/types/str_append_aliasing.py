# s += t must never show in another string that shares its beginning: chains of appends from one
# base, kept intermediate results, appends of every width, slices and keys taken in between.


def grow(base, piece, count):
    kept = [base]
    for _ in range(count):
        base += piece
        kept.append(base)
    return kept


for base, piece in (("", "a"), ("ab", "cd"), ("", "\xe9"), ("a", "\u4e2d"), ("", "\U0001f600"),
                    ("\u4e2d", "a"), (b"", b"x"), (b"ab", b"\xff\0")):
    kept = grow(base, piece, 200)
    assert all(text == base + piece * i and len(text) == len(base) + len(piece) * i for i,
               text in enumerate(kept))
    assert all(hash(text) == hash(base + piece * i) for i, text in enumerate(kept))
    print(ascii(base), ascii(piece), ascii(kept[3]), len(kept[-1]))
base = "x" * 100
base += "y"
first = base
second = base
first += "1"
second += "2"
base += "3"
print(first[-2:], second[-2:], base[-2:], len(first), len(second), len(base))
branches = []
trunk = "t"
for i in range(100):
    trunk += chr(97 + i % 26)
    branch = trunk
    for j in range(5):
        branch += str(j)
    branches.append((trunk, branch))
assert all(branch == trunk + "01234" for trunk, branch in branches)
assert all(later.startswith(earlier) for (earlier, _), (later, _) in zip(branches, branches[1:]))
print(branches[-1][1][-10:], branches[50][0])
text = ""
table = {}
for i in range(300):
    text += "k"
    table[text] = i
    assert table[text] == i and table["k" * (i + 1)] == i
print(len(table), table["kkk"])
text = "abc"
text += text
text += text[1:4]
text += text[::-1]
print(text, text.count("cba"), text.find("cc"))
mixed = ""
for i in range(400):
    mixed += ("a", "\xe9", "\u4e2d", "\U0001f600")[i * i // 7 % 4 if i > 100 else 0]
copy = "".join(list(mixed))
print(mixed == copy, len(mixed), mixed.count("\u4e2d"), hash(mixed) == hash(copy),
      mixed[99:104] == copy[99:104])


class Holder:
    text = ""


holder, items, names = Holder(), [""], {"k": ""}
for i in range(300):
    holder.text += "h"
    items[0] += "i"
    names["k"] += "d"
    Holder.text += "c"
print(len(holder.text), len(items[0]), len(names["k"]), len(Holder.text), set(holder.text),
      set(items[0]))


def local_and_cell():
    inside = ""

    def append():
        nonlocal inside
        inside += "n"
        return inside

    results = [append() for _ in range(50)]
    return inside, [len(r) for r in results] == list(range(1, 51))


print(local_and_cell())
buffer = bytearray()
frozen = b""
for i in range(256):
    buffer += bytes([i])
    frozen += bytes([i])
    assert bytes(buffer) == frozen
view = memoryview(frozen)
frozen += b"more"
print(bytes(view[-3:]), frozen[-6:], len(view))
long = ""
lengths = []
for i in range(20000):
    long += "0123456789"
    if i % 5000 == 0:
        lengths.append((len(long), long[-3:], long[i * 5]))
print(lengths, len(long), long.count("90"), long == "0123456789" * 20000)


class Sub(str):
    pass


sub = Sub("s")
sub += "t"
print(type(sub).__name__, sub, "a" + Sub("b"), type("a" + Sub("b")).__name__)
s = t = "shared"
s += ""
print(s == t, "" + s == s, s + "" == s, (s + "!")[:-1] == s)
