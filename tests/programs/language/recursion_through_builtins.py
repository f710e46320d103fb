# Recursion that goes through native code: it must raise RecursionError and recover, at any depth.
import sys


def attempt(name, function):
    try:
        function()
        print(name, "finished")
    except RecursionError as error:
        print(name, "RecursionError")


def via_sorted(n):
    return sorted([n], key=via_sorted)


def via_map(n):
    return list(map(via_map, [n]))


def via_filter(n):
    return list(filter(via_filter, [n]))


def via_max(n):
    return max([n, n], key=via_max)


def via_sum(n):
    return sum(via_sum(n) for _ in range(1))


def via_join(n):
    return "".join(via_join(n) for _ in range(1))


def via_format(n):
    return f"{Formats()}"


class Formats:
    def __format__(self, spec):
        return format(self, spec)


class Reprs:
    def __repr__(self):
        return repr([self])


class Strs:
    def __str__(self):
        return str(self)


class Equals:
    def __eq__(self, other):
        return self == other


class EqualsInList:
    def __eq__(self, other):
        return [self] == [other]


class Hashes:
    def __hash__(self):
        return hash((self,))


class Getattrs:
    def __getattr__(self, name):
        return getattr(self, name)


class GetattributeLoop:
    def __getattribute__(self, name):
        return self.x


class Setattrs:
    def __setattr__(self, name, value):
        setattr(self, name, value)


class Calls:
    pass


Calls.__call__ = Calls()


class Items:
    def __getitem__(self, key):
        return self[key]

    def __iter__(self):
        return iter(self)

    def __len__(self):
        return len(self)

    def __bool__(self):
        return bool(self)

    def __contains__(self, item):
        return item in self

    def __add__(self, other):
        return self + other

    def __radd__(self, other):
        return other + self

    def __lt__(self, other):
        return self < other

    def __index__(self):
        return range(self)[0]

    def __enter__(self):
        with self:
            pass

    def __exit__(self, *args):
        pass

    def __next__(self):
        return next(self)

    def __int__(self):
        return int(self)

    def __neg__(self):
        return -self

    def __iadd__(self, other):
        self += other


class Properties:
    @property
    def p(self):
        return self.p


class Descriptor:
    def __get__(self, obj, owner=None):
        return obj.d


class UsesDescriptor:
    d = Descriptor()


class New:
    def __new__(cls):
        return cls()


class Init:
    def __init__(self):
        Init()


class Meta(type):
    def __instancecheck__(cls, instance):
        return isinstance(instance, cls)

    def __subclasscheck__(cls, sub):
        return issubclass(sub, cls)

    def __call__(cls):
        return cls()


class WithMeta(metaclass=Meta):
    pass


class Missing(dict):
    def __missing__(self, key):
        return self[key]


items = Items()


def inplace():
    global items
    i = items
    i += 1


def with_statement():
    with items:
        pass


nested = []
for _ in range(100_000):
    nested = [nested]
deep_tuple = ()
for _ in range(100_000):
    deep_tuple = (deep_tuple,)
deep_dict = {}
for _ in range(100_000):
    deep_dict = {1: deep_dict}
other = []
for _ in range(100_000):
    other = [other]

for name, function in {
    "sorted": lambda: via_sorted(1),
    "map": lambda: via_map(1),
    "filter": lambda: via_filter(1),
    "max": lambda: via_max(1),
    "sum": lambda: via_sum(1),
    "join": lambda: via_join(1),
    "format": lambda: via_format(1),
    "repr": lambda: repr(Reprs()),
    "str": lambda: str(Strs()),
    "eq": lambda: Equals() == 1,
    "eq in list": lambda: EqualsInList() == EqualsInList(),
    "hash": lambda: hash(Hashes()),
    "getattr": lambda: Getattrs().x,
    "getattribute": lambda: GetattributeLoop().x,
    "setattr": lambda: setattr(Setattrs(), "x", 1),
    "call": lambda: Calls()(),
    "getitem": lambda: items[0],
    "iter": lambda: iter(items),
    "len": lambda: len(items),
    "bool": lambda: bool(items),
    "contains": lambda: 1 in items,
    "add": lambda: items + 1,
    "radd": lambda: 1 + items,
    "lt": lambda: items < items,
    "index": lambda: [1][items],
    "with": with_statement,
    "next": lambda: next(items),
    "int": lambda: int(items),
    "neg": lambda: -items,
    "iadd": inplace,
    "property": lambda: Properties().p,
    "descriptor": lambda: UsesDescriptor().d,
    "new": New,
    "init": Init,
    "isinstance": lambda: isinstance(1, WithMeta),
    "issubclass": lambda: issubclass(int, WithMeta),
    "metaclass call": lambda: WithMeta(),
    "missing": lambda: Missing()[1],
    "deep list repr": lambda: repr(nested),
    "deep tuple repr": lambda: repr(deep_tuple),
    "deep dict repr": lambda: repr(deep_dict),
    "deep list eq": lambda: nested == other,
    "deep list lt": lambda: nested < other,
}.items():
    attempt(name, function)


def fine(n):
    return sorted([n], key=lambda k: fine(k - 1) or k) if n else []


print(fine(50), sys.getrecursionlimit())
