# krait: short
# The exact TypeError text for wrong keyword arguments and for things that cannot be called.
def plain(a, b):
    pass


def pos_only(a, b, /, c=0):
    pass


def keyword_only(*, first, second, third, fourth=4):
    pass


def collects(a, /, *args, **kwargs):
    pass


class Thing:
    def method(self, a):
        pass


class Init:
    def __init__(self, *, key):
        pass


class Nothing:
    pass


class Uncallable:
    __call__ = None


class Dodgy:
    def keys(self):
        return ["a", "a"]

    def __getitem__(self, key):
        return 1


class NoKeys:
    def keys(self):
        raise LookupError("keys failed")


class IntKeys:
    def keys(self):
        return [1, 2]

    def __getitem__(self, key):
        return key


cases = [
    lambda: plain(1, 2, a=3),
    lambda: plain(1, b=2, c=3),
    lambda: plain(a=1),
    lambda: plain(b=1),
    lambda: plain(x=1),
    lambda: plain(1, **{"a": 2}),
    lambda: plain(**{"a": 1}, **{"a": 2}),
    lambda: plain(a=1, **{"a": 2}),
    lambda: plain(1, **{1: 2}),
    lambda: plain(**5),
    lambda: plain(**[1, 2]),
    lambda: plain(**None),
    lambda: plain(*5),
    lambda: plain(*None),
    lambda: plain(1, *2.5),
    lambda: plain(*[1], *3),
    lambda: plain(**Dodgy()),
    lambda: plain(**NoKeys()),
    lambda: plain(**IntKeys()),
    lambda: pos_only(a=1, b=2),
    lambda: pos_only(1, b=2),
    lambda: pos_only(1, 2, a=1, b=5),
    lambda: pos_only(1, 2, d=1),
    lambda: pos_only(1, 2, 3, c=4),
    lambda: keyword_only(),
    lambda: keyword_only(first=1),
    lambda: keyword_only(first=1, third=2),
    lambda: keyword_only(first=1, second=2, third=3, fifth=5),
    lambda: keyword_only(1, first=1),
    lambda: keyword_only(1, 2, first=1, second=3),
    lambda: collects(),
    lambda: collects(**{"a": 1}),
    lambda: Thing().method(self=1),
    lambda: Thing().method(1, a=2),
    lambda: Thing().method(b=2),
    lambda: Thing.method(),
    lambda: Init(),
    lambda: Init(1),
    lambda: Init(ke=1),
    lambda: Nothing(1),
    lambda: Nothing(a=1),
    lambda: Uncallable()(),
    lambda: Nothing()(),
    lambda: 5(),
    lambda: None(),
    lambda: "s"(1),
    lambda: [](k=1),
    lambda: NotImplemented(),
    lambda: Nothing().missing(),
    lambda: len(),
    lambda: len(1, 2),
    lambda: len(obj=[]),
    lambda: (lambda x: x)(y=1),
    lambda: print(foo=1),
    lambda: sorted(),
    lambda: sorted([], None),
    lambda: int(1, 2, 3),
    lambda: int(a=1),
    lambda: dict(1, 2),
    lambda: dict([1]),
    lambda: dict(["abc"]),
    lambda: [].append(),
    lambda: [].append(1, 2),
    lambda: [].append(x=1),
    lambda: {}.get(),
    lambda: {}.update(1),
    lambda: "".join(),
    lambda: "".split(1),
    lambda: "".split(maxsplit="x"),
    lambda: "".split(foo=1),
    lambda: list.append(),
    lambda: list.append(1, 2),
    lambda: str.upper(5),
    lambda: dict.fromkeys(),
    lambda: object.__new__(),
    lambda: object.__new__(5),
    lambda: object.__new__(int),
    lambda: int.__new__(str),
    lambda: object(1),
    lambda: type(1, 2),
    lambda: type("T", (), 5),
    lambda: type("T", 5, {}),
    lambda: range(),
    lambda: range("a"),
    lambda: range(1, 2, 0),
    lambda: isinstance(1, 5),
    lambda: issubclass(1, int),
    lambda: getattr(1),
    lambda: getattr(1, 2),
    lambda: iter(5),
    lambda: next(5),
    lambda: chr("a"),
    lambda: ord("ab"),
    lambda: ord(5),
    lambda: zip(1),
    lambda: map(),
    lambda: map(len),
    lambda: map(len, 5),
    lambda: filter(None),
    lambda: enumerate(),
    lambda: enumerate([], "a"),
    lambda: reversed({1}),
    lambda: sum("ab"),
    lambda: sum(["a"], "s"),
    lambda: max(),
    lambda: max([]),
    lambda: max(1, 2, default=3),
    lambda: max(1, 2, foo=3),
    lambda: min(1),
    lambda: abs(),
    lambda: round(),
    lambda: pow(1),
    lambda: divmod(1),
    lambda: hash([]),
    lambda: hash({}),
    lambda: vars(5),
    lambda: super(5),
    lambda: super(int, "a"),
    lambda: property(1, 2, 3, 4, 5),
    lambda: format(1, 2),
    lambda: bytes("a"),
    lambda: bytes(-1),
    lambda: bytes([256]),
    lambda: bytes(1.5),
    lambda: str(b"a", 5),
    lambda: str(1, "utf-8"),
    lambda: set(5),
    lambda: frozenset(1, 2),
    lambda: tuple(5),
    lambda: list(1, 2),
    lambda: slice(1, 2, 3, 4),
    lambda: classmethod(),
    lambda: staticmethod(1, 2),
]
for number, case in enumerate(cases):
    try:
        print(number, "returned", case())
    except Exception as error:
        print(number, type(error).__name__, error)
