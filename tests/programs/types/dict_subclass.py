# krait: short
# Subclassing dict: attributes, overridden access, what the interpreter calls and bypasses.


class Ordered(dict):
    def __init__(self, *args, tag="none", **kwargs):
        super().__init__(*args, **kwargs)
        self.tag = tag

    def __repr__(self):
        return f"Ordered({dict.__repr__(self)}, {self.tag})"

    def __iter__(self):
        return iter(sorted(dict.__iter__(self), reverse=True))


class Lower(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)

    def __getitem__(self, key):
        return super().__getitem__(key.lower())

    def __contains__(self, key):
        return super().__contains__(key.lower())

    def __delitem__(self, key):
        super().__delitem__(key.lower())


class Attributes(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__


class KeysLie(dict):
    def keys(self):
        return ["one", "two"]

    def __getitem__(self, key):
        return "got " + key


class Slotted(dict):
    __slots__ = ("extra",)


ordered = Ordered({"b": 1}, tag="t", a=2)
print(ordered, ordered.tag, list(ordered), list(ordered.keys()), [*ordered], {**ordered},
      dict(ordered), ordered == {"a": 2, "b": 1}, len(ordered), sorted(ordered.items()))
print(type(ordered.copy()).__name__, type(ordered | {}).__name__, type({} | ordered).__name__,
      type(Ordered.fromkeys("ab")).__name__, Ordered.fromkeys("ab", 0))
ordered |= {"c": 3}
print(type(ordered).__name__, ordered, ordered.__dict__)
lower = Lower(ABC=1)
lower["XyZ"] = 2
lower.update(Direct=3)
print(lower, "XYZ" in lower, lower["xYz"], lower.get("XYZ"), lower.get("xyz"),
      lower.setdefault("New", 4), lower, lower.pop("New"))
del lower["XYZ"]
print(lower)
attributes = Attributes(a=1)
attributes.b = 2
print(attributes.a, attributes, vars(attributes) if hasattr(attributes, "__dict__") else "no dict")
del attributes.a
for action in (lambda: attributes.a, lambda: attributes.__delattr__("zz"),
               lambda: getattr(attributes, "q", "default")):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
lies = KeysLie(real=1)
print(dict(lies), {**lies}, dict(lies, more=1), (lambda **k: k)(**lies), list(lies), lies,
      len(lies), {}.__or__(lies), {} | lies)
table = {}
table.update(lies)
print(table, dict.copy(lies), dict.items(lies))
slotted = Slotted(a=1)
slotted.extra = 5
print(slotted, slotted.extra)
for action in (lambda: setattr(slotted, "other", 1), lambda: Slotted().extra,
               lambda: type("Bad", (dict, list), {}), lambda: dict.__getitem__(5, 1),
               lambda: Ordered(5), lambda: Ordered({}, {}),
               lambda: hash(Ordered())):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


class Namespace(dict):
    def __missing__(self, key):
        if key.startswith("make_"):
            return key[5:]
        raise KeyError(key)


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kwargs):
        return Namespace(prepared=name, **kwargs)

    def __new__(mcs, name, bases, namespace, **kwargs):
        return super().__new__(mcs, name, bases, dict(namespace))

    def __init__(cls, *args, **kwargs):
        super().__init__(*args)


class Made(metaclass=Meta, option=3):
    value = make_something
    later = [prepared, option]


print(Made.value, Made.later, Made.prepared, Made.option, type(Made.__dict__).__name__)
print(Ordered.__mro__, isinstance(ordered, dict), Ordered().__eq__({}), bool(Ordered()),
      "a" in Ordered(a=1))


class Eq(dict):
    def __eq__(self, other):
        return "eq called"

    def __len__(self):
        return 42

    def __bool__(self):
        return False


print(Eq() == {}, {} == Eq(), Eq() != {}, len(Eq(a=1)), bool(Eq(a=1)), [k for k in Eq(a=1)],
      Eq({Eq.__name__: 1}))
