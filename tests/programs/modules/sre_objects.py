# _sre: Pattern and Match objects: attributes, methods, positions, byte patterns, errors.
import _sre

PATTERNS = {
    "pair": (r"(?P<key>\w+)=(?P<value>\w*)(;)?", ""), "word": (r"\w+", ""), "letter": ("a", ""),
    "empty": ("", ""), "optional": ("(a)|(b)", ""), "caret": ("^a", ""), "dollar": ("a$", ""),
    "bytes": (b"[a-z]+(\\d)?", ""), "bytes any": (b"(?s).", ""), "bytes ignore": (b"[a-z]+", "i"),
    "many": ("(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)", ""), "space": (r"\s+", "u"),
}
# BEGIN GENERATED
CODES = {
    20220615: {
        'pair': ('(?P<key>\\w+)=(?P<value>\\w*)(;)?', 32, [
            14, 4, 0, 2, 4294967295, 17, 0, 24, 9, 1, 4294967295, 13, 4, 8, 14, 0, 1, 17, 1, 16, 61,
            17, 2, 24, 9, 0, 4294967295, 13, 4, 8, 14, 0, 1, 17, 3, 23, 9, 0, 1, 17, 4, 16, 59, 17,
            5, 18, 1,
        ], 3, {'key': 1, 'value': 2}, (None, 'key', 'value', None)),
        'word': ('\\w+', 32, [
            14, 4, 0, 1, 4294967295, 24, 9, 1, 4294967295, 13, 4, 8, 14, 0, 1, 1,
        ], 0, {}, (None,)),
        'letter': ('a', 32, [
            14, 8, 3, 1, 1, 1, 1, 97, 0, 16, 97, 1,
        ], 0, {}, (None,)),
        'empty': ('', 32, [
            14, 4, 0, 0, 0, 1,
        ], 0, {}, (None,)),
        'optional': ('(a)|(b)', 32, [
            14, 4, 0, 1, 1, 7, 9, 17, 0, 16, 97, 17, 1, 15, 11, 9, 17, 2, 16, 98, 17, 3, 15, 2, 0,
            1,
        ], 2, {}, (None, None, None)),
        'caret': ('^a', 32, [
            14, 4, 0, 1, 1, 6, 0, 16, 97, 1,
        ], 0, {}, (None,)),
        'dollar': ('a$', 32, [
            14, 8, 1, 1, 1, 1, 1, 97, 0, 16, 97, 6, 5, 1,
        ], 0, {}, (None,)),
        'bytes': (b'[a-z]+(\\d)?', 0, [
            14, 4, 0, 1, 4294967295, 24, 10, 1, 4294967295, 13, 5, 22, 97, 122, 0, 1, 23, 12, 0, 1,
            17, 0, 13, 4, 8, 0, 0, 17, 1, 18, 1,
        ], 1, {}, (None, None)),
        'bytes any': (b'(?s).', 16, [
            14, 4, 0, 1, 1, 3, 1,
        ], 0, {}, (None,)),
        'bytes ignore': (b'[a-z]+', 2, [
            14, 4, 0, 1, 4294967295, 24, 10, 1, 4294967295, 31, 5, 22, 97, 122, 0, 1, 1,
        ], 0, {}, (None,)),
        'many': ('(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)', 32, [
            14, 28, 1, 11, 11, 11, 0, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0, 17, 0, 16, 97, 17, 1, 17, 2, 16, 98, 17, 3, 17, 4, 16, 99, 17,
            5, 17, 6, 16, 100, 17, 7, 17, 8, 16, 101, 17, 9, 17, 10, 16, 102, 17, 11, 17, 12, 16,
            103, 17, 13, 17, 14, 16, 104, 17, 15, 17, 16, 16, 105, 17, 17, 17, 18, 16, 106, 17, 19,
            17, 20, 16, 107, 17, 21, 1,
        ], 11, {}, (None, None, None, None, None, None, None, None, None, None, None, None)),
        'space': ('\\s+', 32, [
            14, 4, 0, 1, 4294967295, 24, 9, 1, 4294967295, 13, 4, 8, 12, 0, 1, 1,
        ], 0, {}, (None,)),
    },
}
# END GENERATED
TABLE = CODES[_sre.MAGIC]


def load(name):
    return _sre.compile(*TABLE[name])


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", ascii(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class Index:
    def __index__(self):
        return 1


pair = load("pair")
print(pair.pattern, pair.flags, pair.groups, pair.groupindex, type(pair.groupindex).__name__,
      type(pair).__name__, type(pair).__module__, pair == load("pair"), pair == load("word"),
      hash(pair) == hash(load("pair")), pair.__copy__() is pair, pair.__deepcopy__({}) is pair)
m = pair.search("  ab=1; cd=")
print(type(m).__name__, m.group(), m.group(0, 1, "value"), m["key"], m[3], m.groups(),
      m.groupdict(), m.start(), m.end("key"), m.span(2), m.pos, m.endpos, m.lastindex, m.lastgroup,
      m.regs, m.string, m.re is pair, repr(m).split("<re.Match ")[-1])
n = pair.match("x=")
print(n.groups(), n.groups("default"), n.groupdict(), n.groupdict(default=0), n.start(3), n.end(3),
      n.span(3), n.lastindex, n.lastgroup, n[3], bool(n), n.__copy__() is n,
      n.__deepcopy__(None) is n)
for arguments in ((), (0,), (1,), ("key",), (-1,), (4,), (99,), ("nope",), (1.5,), (None,),
                  (Index(),), (True,), (2**70,), (0, "key", 2), (0, 99), ([],), (b"key",)):
    tell(f"group {len(arguments)}", m.group, *arguments)
    for name in ("start", "end", "span", "__getitem__"):
        tell(name, getattr(m, name), *arguments)
for action in (lambda: m.groups(1, 2), lambda: m.groups(default=5), lambda: m.groupdict(1, 2),
               lambda: setattr(m, "pos", 1), lambda: setattr(m, "x", 1), lambda: m.missing,
               lambda: setattr(pair, "pattern", 1), lambda: pair.missing, lambda: type(m)(),
               lambda: type(pair)(), lambda: type("S", (type(m),), {}), lambda: hash(m) is not None,
               lambda: m < m, lambda: pair < pair, lambda: len(m), lambda: type(m)[str],
               lambda: type(pair)[str]):
    tell("action", action)
word = load("word")
for method in ("match", "fullmatch", "search", "findall", "finditer", "scanner"):
    function = getattr(word, method)
    for arguments in ((), ("ab cd",), ("ab cd", 1), ("ab cd", 2), ("ab cd", 1, 2), ("ab cd", -5),
                      ("ab cd", 9), ("ab cd", 3, 1), ("ab cd", 0, 99), ("ab cd", 0, -1),
                      ("ab cd", "x"), ("ab cd", 1.5), ("ab cd", Index()), ("ab cd", 2**70),
                      (b"ab",), (5,), (None,), (["ab"],), ("ab", 0, 1, 2)):
        try:
            result = function(*arguments)
            if hasattr(result, "search"):
                result = result.search()
            elif hasattr(result, "__next__"):
                result = [x.span() for x in result]
            if hasattr(result, "span"):
                result = result.span(), result.pos, result.endpos
            print(method, *arguments[:1], len(arguments), "->", result)
        except Exception as error:
            print(method, type(error).__name__, error)
    tell(method, lambda: getattr(word, method)(string="ab", pos=1, endpos=2) is not None)
    tell(method, lambda: getattr(word, method)(text="ab"))
print(load("caret").match("ba", 1), load("caret").search("ba", 1),
      load("dollar").search("ab", 0, 1).span(), load("empty").findall("ab"),
      load("optional").findall("ab"), load("empty").split("ab"), load("space").split(" a  b "))
scanner = word.scanner("ab cd ef")
print(scanner.match().group(), scanner.match(), scanner.search(), scanner.pattern is word,
      type(scanner).__name__)
scanner = word.scanner("ab cd")
print([scanner.search().group(), scanner.search().group(), scanner.search(), scanner.search()])
letter = load("letter")
print(letter.sub("b", "banana"), letter.sub("b", "banana", 2), letter.sub("b", "banana", count=1),
      letter.subn("", "banana"), letter.sub(lambda match: match.group().upper(), "banana"),
      letter.sub(string="aa", repl="x"), letter.split("banana", maxsplit=1))
for action in (lambda: letter.sub(5, "a"), lambda: letter.sub(b"x", "a"),
               lambda: letter.sub("x", b"a"), lambda: letter.sub("x"),
               lambda: letter.sub(lambda m: 5, "ab"), lambda: letter.sub(lambda m: b"x", "ab"),
               lambda: letter.sub(lambda m: None, "ab"), lambda: letter.sub(lambda m: 1 / 0, "a"),
               lambda: letter.sub(lambda: 0, "a"), lambda: letter.sub("x", "a", "y"),
               lambda: letter.sub("x", 5), lambda: letter.split(5), lambda: letter.split("a", "x"),
               lambda: letter.subn("x", "a", 0, 1)):
    tell("sub", action)
data = load("bytes")
print(data.match(b"ab1").groups(), data.findall(b"ab1 cd"), data.search(bytearray(b"  zz9")).span(),
      data.sub(b"<>", b"ab1-cd"), data.sub(lambda m: m.group()[::-1], b"abc"), data.split(b"1ab2"),
      data.match(memoryview(b"xy")).group(), data.pattern,
      repr(data.match(b"a")).split("re.Match ")[-1], load("bytes any").findall(b"\n\xff"),
      load("bytes ignore").findall(b"aB\xc9"))
for action in (lambda: data.match("text"), lambda: data.sub("x", b"a"), lambda: data.match(5),
               lambda: data.split("a"), lambda: data.search(memoryview(b"abcd")[::2])):
    tell("bytes", action)
many = load("many").match("abcdefghijk")
print(many.groups(), many.group(11), many.lastindex, many.group(*range(12)), many.regs[:3])


class Text(str):
    pass


t = word.search(Text("sub class"))
print(type(t.group()).__name__, type(t.string).__name__, word.findall(Text("a b")),
      letter.sub(Text("x"), Text("banana")), type(letter.sub("x", Text("zzz"))).__name__)
for arguments in ((), ("a",), ("a", 0, [], 0, {}, ()), ("a", 0, [1], 0, {}, (None,)),
                  ("a", 0, ["x"], 0, {}, (None,)), ("a", 0, [-1], 0, {}, (None,)),
                  ("a", 0, [2**40], 0, {}, (None,)), ("a", 0, 5, 0, {}, (None,)),
                  ("a", 0, [99], 0, {}, (None,)), ("a", 0, [16, 97], 0, {}, (None,)),
                  ("a", 0, [16, 97, 1], 0, 5, (None,)), ("a", 0, [16, 97, 1], 0, {}, 5),
                  ("a", 0, [16, 97, 1], -1, {}, (None,)), ("a", "x", [1], 0, {}, (None,)),
                  ("a", 0, [17, 0, 1], 0, {}, (None,)), ("a", 0, [15, 99, 1], 0, {}, (None,)),
                  ("a", 0, [13, 5, 1], 0, {}, (None,))):
    tell(f"compile {len(arguments)}", lambda: type(_sre.compile(*arguments)).__name__)
print(_sre.MAGIC, _sre.CODESIZE, _sre.MAXREPEAT, _sre.MAXGROUPS, _sre.getcodesize(),
      [_sre.ascii_iscased(c) for c in (65, 48, 233)],
      [_sre.unicode_iscased(c) for c in (65, 48, 233, 0x4E2D)],
      [_sre.ascii_tolower(c) for c in (65, 97, 0xC9)],
      [_sre.unicode_tolower(c) for c in (65, 0xC9, 0x130, 0x10400)])
for function in (_sre.ascii_iscased, _sre.unicode_iscased, _sre.ascii_tolower,
                 _sre.unicode_tolower):
    tell(function.__name__, function)
    tell(function.__name__, function, "a")
    tell(function.__name__, function, 2**40)

# --- Names of groups that will be wrong, and a bytearray that is being searched
import gc
import warnings

for pattern, template in [
    ("(?P<a>x)", r"\g<+1>"), ("()" * 10, r"\g<1_0>"), ("(?P<a>x)", r"\g< 1 >"), (b"(?P<a>x)", rb"\g<+1>"),
    (b"(?P<a>x)", b"\\g<\xc2\xb5>"), ("(?P<a>x)", "\\g<\u0661>"), ("(x)", r"\g<01>"),
]:  # fmt: skip
    for function in (re.sub, lambda *args: re.compile(args[0]).sub(*args[1:])):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                print(function(pattern, template, pattern[:0]))
            except Exception as error:
                print(type(error).__name__, error)
        print([(str(warning.message), warning.category.__name__) for warning in caught])


def search(data):
    matches = re.finditer(b"a", data)
    try:
        data.extend(b"x" * 400)
    except BufferError as error:
        print(error)
    print(list(matches))


data = bytearray(b"xax")
search(data)
gc.collect()
data.extend(b"y" * 400)
print(len(data))
