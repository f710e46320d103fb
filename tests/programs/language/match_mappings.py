# krait: short
# match: mapping patterns, the double-star rest, key lookup, errors.
import _collections


class Keys:
    NAME = "name"


def shape(x):
    match x:
        case {"kind": "circle", "r": r}:
            return f"circle {r}"
        case {"kind": "rect", "w": w, "h": h, **rest}:
            return f"rect {w}x{h} and {rest}"
        case {Keys.NAME: str(name)}:
            return f"named {name}"
        case {1: one, 2.5: half, None: nothing, "t": True} if one:
            return f"odd keys {one} {half} {nothing}"
        case {-1: minus}:
            return f"minus {minus}"
        case {"outer": {"inner": [first, {"deep": deep}]}}:
            return f"nested {first} {deep}"
        case {"only": _, **rest} if not rest:
            return "only"
        case {**rest}:
            return f"mapping of {len(rest)}"
        case _:
            return "no mapping"


class MyDict(dict):
    pass


class LooksLikeMapping:
    def keys(self):
        return ["kind"]

    def __getitem__(self, key):
        return "circle"

    def get(self, key, default=None):
        return "circle"


proxy = type(int.__dict__)({"kind": "circle", "r": "proxied"})
for subject in ({"kind": "circle", "r": 1}, {"kind": "circle"}, {"kind": "rect", "w": 1, "h": 2},
    {"h": 2, "w": 1, "kind": "rect", "x": 0, "y": 9},
                {"name": "n"}, {"name": 5}, {1: "one", 2.5: "half", None: "none", "t": True},
                {1: "one", 2.5: "half", None: "none", "t": 1}, {-1: "m"},
                {"outer": {"inner": [1, {"deep": 2, "more": 3}]}}, {"outer": {"inner": []}},
                {"only": 1}, {"only": 1, "not": 2}, {}, MyDict(kind="circle", r=3), proxy,
                LooksLikeMapping(), [], None, "kind",
                _collections.OrderedDict(name="ordered"),
                _collections.defaultdict(list, kind="circle", r=[])):
    print(shape(subject))


class Missing(dict):
    def __missing__(self, key):
        print("missing called", key)
        return "default"


missing = Missing(a=1)
match missing:
    case {"a": a, "b": b}:
        print("should not match", a, b)
    case {"a": a}:
        print("a is", a, "len", len(missing))
counts = _collections.defaultdict(int)
match counts:
    case {"x": x}:
        print("defaulted", x)
    case _:
        print("default factory unused", dict(counts))


class Tracked(dict):
    def get(self, key, default=None):
        print(f"get {key!r}", end=" ")
        return super().get(key, default)

    def keys(self):
        print("keys", end=" ")
        return super().keys()

    def __getitem__(self, key):
        print(f"[{key!r}]", end=" ")
        return super().__getitem__(key)

    def __len__(self):
        print("len", end=" ")
        return super().__len__()


match Tracked(a=1, b=2, c=3):
    case {"a": 9}:
        print("no")
    case {"a": 1, "z": _}:
        print("no")
    case {"b": b, **rest}:
        print(b, rest, type(rest).__name__)


class Twice:
    FIRST = "same"
    SECOND = "same"


try:
    match {"same": 1, "more": 2}:
        case {Twice.FIRST: a, Twice.SECOND: b}:
            print("matched")
except ValueError as error:
    print(error)


class Unhashable:
    KEY = []


try:
    match {"a": 1}:
        case {Unhashable.KEY: a}:
            print("matched")
except TypeError as error:
    print(error)


def originals(event):
    match event:
        case {"type": "click", "pos": (x, y), **extra}:
            event.clear()
            return x, y, extra
        case {"type": ("key" | "press") as kind, "code": int(code) | [int(code)]}:
            return kind, code
        case {}:
            return "any mapping"
        case _:
            return "other"


print(originals({"type": "click", "pos": (1, 2), "button": 3}),
    originals({"type": "key", "code": 5}), originals({"type": "press", "code": [6]}),
    originals({"type": "press", "code": "6"}), originals({}), originals(0))
