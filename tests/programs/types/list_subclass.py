# krait: short
# Subclassing list: attributes, __init__ and __new__, overridden methods, slots, copying hooks.


class Stack(list):
    def __init__(self, *items, limit=3):
        super().__init__(items)
        self.limit = limit

    def push(self, item):
        if len(self) >= self.limit:
            raise OverflowError(f"limit {self.limit}")
        self.append(item)

    def __repr__(self):
        return f"Stack{list.__repr__(self)}"


class Tracing(list):
    def __init__(self, *args):
        self.log = []
        super().__init__(*args)

    def __setitem__(self, key, value):
        self.log.append(("set", key, value))
        super().__setitem__(key, value)

    def __delitem__(self, key):
        self.log.append(("del", key))
        super().__delitem__(key)

    def __getitem__(self, key):
        self.log.append(("get", key))
        return super().__getitem__(key)

    def append(self, item):
        self.log.append(("append", item))
        super().append(item)

    def __contains__(self, item):
        self.log.append(("in", item))
        return super().__contains__(item)

    def __iadd__(self, other):
        self.log.append(("iadd", other))
        return super().__iadd__(other)


class Slotted(list):
    __slots__ = ("extra",)


class Picky(list):
    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls, *args, **kwargs)
        self.made_by = cls.__name__
        return self


stack = Stack(1, 2)
stack.push(3)
print(stack, stack.limit, len(stack), stack.__dict__)
try:
    stack.push(4)
except OverflowError as error:
    print(error)
print(type(stack + [1]).__name__, type(stack[:]).__name__, type(stack * 2).__name__,
      type(stack.copy()).__name__, stack == [1, 2, 3], [1, 2, 3] == stack)
stack += [9]
print(type(stack).__name__, stack, str(stack), f"{stack}", "%s" % stack)
tracing = Tracing("abc")
tracing[0] = "x"
tracing[1:2] = "yz"
del tracing[0]
tracing.append("w")
tracing += ["v"]
print("x" in tracing, tracing[0], tracing[-1:], list(tracing), sorted(tracing), tracing.log)
tracing.log.clear()
tracing.extend([1])
tracing.insert(0, 2)
tracing.reverse()
tracing.pop()
tracing.index(1)
tracing.sort(key=str)
print(tracing.log, list.__repr__(tracing))
slotted = Slotted([1])
slotted.extra = "e"
print(slotted, slotted.extra, hasattr(slotted, "__dict__"))
try:
    slotted.other = 1
except AttributeError as error:
    print(error)
picky = Picky("ab")
print(picky, picky.made_by, Picky(*[[1]]), isinstance(picky, list), issubclass(Picky, list),
      Picky.__mro__)


class WithKeywords(list):
    pass


for action in (lambda: WithKeywords(iterable=[1]), lambda: list(x=1), lambda: Stack(1, unknown=2),
               lambda: WithKeywords(1, 2), lambda: list.__init__(5),
               lambda: list.__init__([], 1, 2),
               lambda: type("Both", (list, dict), {}), lambda: type("Two", (list, tuple), {}),
               lambda: setattr(list, "x", 1), lambda: list.__new__()):
    try:
        print(action())
    except TypeError as error:
        print(error)


class Hashable(list):
    def __hash__(self):
        return 7


print(hash(Hashable([1])), {Hashable([1]): "v"}[Hashable([1])],
      len({Hashable(), Hashable([1]), Hashable([1])}))
changed = Stack(1)
changed.__class__ = Tracing
changed.log = []
print(type(changed).__name__, changed[0], changed.log)
try:
    changed.__class__ = list
except TypeError as error:
    print(error)
