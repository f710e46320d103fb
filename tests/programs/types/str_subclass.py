# krait: short
# Subclassing str: attributes, overridden methods, what builtins call and what they bypass.


class Tagged(str):
    def __new__(cls, text, tag=None):
        self = super().__new__(cls, text)
        self.tag = tag
        return self

    def __repr__(self):
        return f"Tagged({str.__repr__(self)}, {self.tag!r})"


class Loud(str):
    def __str__(self):
        return "LOUD"

    def __len__(self):
        return 99

    def __getitem__(self, key):
        return f"item {key}"

    def __iter__(self):
        return iter(["i", "t"])

    def __contains__(self, other):
        return other == "magic"

    def __add__(self, other):
        return f"added {other}"

    def __radd__(self, other):
        return f"radded {other}"

    def __mul__(self, other):
        return f"times {other}"

    def __mod__(self, other):
        return f"mod {other}"

    def __format__(self, spec):
        return f"format {spec!r}"

    def __bool__(self):
        return False

    def upper(self):
        return "overridden upper"


class SameHash(str):
    def __eq__(self, other):
        return isinstance(other, SameHash)

    def __hash__(self):
        return 1


class Slotted(str):
    __slots__ = ()


tagged = Tagged("text", tag=[1])
tagged.more = "attribute"
print(tagged, repr(tagged), tagged.tag, tagged.__dict__, len(tagged), tagged == "text",
      hash(tagged) == hash("text"))
print({tagged: 1}["text"], "text" in {tagged}, tagged + "!", type(tagged + "!"),
      type(tagged.strip()), type(str(tagged)))
print(Tagged("a") < Tagged("b"), sorted([Tagged("b"), "a", Tagged("c")]),
      "-".join([Tagged("x"), Tagged("y")]))
print(tagged.upper(), tagged[1:3], tagged.replace("t", "T"), tagged.split("e"), tagged.encode(),
      tagged.isalpha(), f"{tagged:>6}")
loud = Loud("quiet")
print(str(loud), len(loud), loud[0], loud[1:2], list(loud), "magic" in loud, "q" in loud,
      loud + "x", "x" + loud, loud * 2)
print(loud % 3, f"{loud}", f"{loud:spec}", "{}".format(loud), "%s" % loud, format(loud, "z"),
      bool(loud), loud.upper(), loud.lower())
print("".join([loud, loud]), ",".join(loud), "xquietx".find(loud), "aquietb".replace(loud, "-"),
      "quiet".startswith(loud), "quiet" == loud)
print(str.__len__(loud), str.__getitem__(loud, 0), str.__str__(loud), str.__add__(loud, "z"),
      print(loud), repr(loud))
print(int(Tagged("12")), float(Tagged("1.5")), ord(Tagged("x")), getattr(tagged, Tagged("tag")),
      "%(text)s" % {tagged: 5})
a, b = SameHash("one"), SameHash("two")
print(a == b, a == "one", "one" == a, hash(a), {a: 1, b: 2}, len({a, b, "one"}), {"one": 0}.get(a))
table = {"one": "plain"}
table[a] = "sub"
print(len(table), table["one"], [type(k).__name__ for k in table])
slotted = Slotted("s")
for action in (lambda: setattr(slotted, "x", 1), lambda: Tagged(), lambda: Tagged("x", y=1),
               lambda: str.upper(loud, 1),
               lambda: type("Bad", (str,), {"__slots__": ("x",)}),
               lambda: type("Two", (str, int), {}),
               lambda: tagged.missing, lambda: setattr(loud, "__class__", str),
               lambda: Tagged.__new__(str, "x")):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
namespace = type("Namespace", (), {Tagged("field"): 5})
print(namespace.field, [type(k).__name__ for k in namespace.__dict__ if k == "field"])
setattr(namespace, Tagged("second"), 6)
print(namespace.second, Tagged.__mro__, isinstance(tagged, str), type(tagged).__name__,
      Slotted.__basicsize__ == str.__basicsize__)
tagged.__class__ = type("Other", (str,), {})
print(type(tagged).__name__, tagged, tagged.tag)
