# Word counts, Caesar and run-length coding, a small template engine, a trie, anagrams, wrapping.
text = """A snake in the reeds was watching the water, and the water was watching the sky,
and it was a slow day, it was a day of small winds, it was a day without a plan.
The Snake had one thought about the water and the Water had one thought about the snake,
so it was quiet; it was the kind of quiet that comes before rain, and before the rain it was noon"""


def words(text):
    word = ""
    for c in text.lower() + " ":
        if c.isalpha():
            word += c
        elif word:
            yield word
            word = ""


counts = {}
for word in words(text):
    counts[word] = counts.get(word, 0) + 1
print(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:8], len(counts),
    sum(counts.values()))
by_length = {}
for word in counts:
    by_length.setdefault(len(word), []).append(word)
print({n: sorted(ws)[:3] for n, ws in sorted(by_length.items())})


def caesar(text, shift):
    out = []
    for c in text:
        if c.isalpha() and c.isascii():
            base = ord("A") if c.isupper() else ord("a")
            c = chr((ord(c) - base + shift) % 26 + base)
        out.append(c)
    return "".join(out)


secret = caesar(text, 7)
print(secret[:60].replace("\n", "|"), caesar(secret, -7) == text)


def encode(data):
    out, i = [], 0
    while i < len(data):
        run = 1
        while i + run < len(data) and data[i + run] == data[i] and run < 9:
            run += 1
        out.append(f"{run}{data[i]}")
        i += run
    return "".join(out)


def decode(data):
    return "".join(c * int(n) for n, c in zip(data[::2], data[1::2]))


sample = "aaabccddddddddddddde" + "é" * 11
print(encode(sample), decode(encode(sample)) == sample)


def wrap(text, width):
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".lstrip()
    if line:
        yield line


for line in wrap(text, 40):
    print(f"|{line:<40}|{line:>40}|{line:^40}|")


def render(template, **values):
    out, rest = "", template
    while "{{" in rest:
        before, _, rest = rest.partition("{{")
        expression, _, rest = rest.partition("}}")
        name, *filters = [part.strip() for part in expression.split("|")]
        value = values
        for key in name.split("."):
            value = value[key] if isinstance(value, dict) else getattr(value, key)
        for f in filters:
            value = {"upper": str.upper, "len": len, "title": str.title, "str": str,
                "rev": lambda s: s[::-1]}[f](value)
        out += before + str(value)
    return out + rest


print(render("Hello {{ user.name | upper }}, {{ n }} {{user.name|rev|title}} {{ list | len }}!",
    user={"name": "world"}, n=3, list=[1, 2]))


class Trie:
    def __init__(self):
        self.children, self.end = {}, False

    def add(self, word):
        node = self
        for c in word:
            node = node.children.setdefault(c, Trie())
        node.end = True

    def find(self, prefix):
        node = self
        for c in prefix:
            if c not in node.children:
                return
            node = node.children[c]
        yield from node.walk(prefix)

    def walk(self, prefix):
        if self.end:
            yield prefix
        for c in sorted(self.children):
            yield from self.children[c].walk(prefix + c)

    def __contains__(self, word):
        return word in self.find(word)


trie = Trie()
for word in counts:
    trie.add(word)
print(list(trie.find("w")), list(trie.find("be")), "hope" in trie, "hop" in trie,
    list(trie.find("xyz")))
groups = {}
for word in "listen silent enlist google elbow below inlets banana night thing".split():
    groups.setdefault("".join(sorted(word)), []).append(word)
print([g for g in groups.values() if len(g) > 1])


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, cb in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (ca != cb))
    return row[-1]


print(distance("kitten", "sitting"), distance("", "abc"), distance("flaw", "lawn"),
    distance(text[:200], text[100:300]))
print(text.title().swapcase()[:40], text.count("it was"), text.find("quiet"), text.rfind("quiet"),
    text.splitlines()[1][:20], text.translate({ord("i"): "1", ord("t"): None,
    ord("e"): 0x33})[:40].replace("\n", "|"))
