# krait: collects
# krait: short
# __del__ with gc.collect(): once only, resurrection, cycles, order-independent results, attributes.
import gc

log = []


class Finalized:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(f"del {self.name}")


def drop(name):
    Finalized(name)


def collect():
    # A collector that scans the native stack may take for a reference what a call left there.
    for _ in range(3):
        next(iter([len(str(max(1, 2)))]))
        gc.collect()
    result = sorted(log)
    log.clear()
    return result


drop("single")
print(collect(), collect())


def cycle():
    a, b = Finalized("a"), Finalized("b")
    a.other, b.other = b, a


cycle()
print(collect())


def chain():
    head = None
    for i in range(5):
        node = Finalized(f"n{i}")
        node.next = head
        head = node


chain()
print(collect())
saved = []


class Phoenix:
    def __init__(self):
        self.lives = 0

    def __del__(self):
        self.lives += 1
        saved.append(self)


def burn():
    Phoenix()


burn()
gc.collect()
print(len(saved), saved[0].lives)
saved.clear()
gc.collect()
print(len(saved), "finalized only once")


class HoldsContainer:
    def __init__(self):
        self.items = [1, 2, 3]
        self.me = self

    def __del__(self):
        log.append(f"still has {self.items} {self.me is self} {type(self).__name__}")


def drop_container():
    HoldsContainer()


drop_container()
print(collect())


def in_closure():
    f = Finalized("closure")

    def inner():
        return f

    inner.f = inner


in_closure()
print(collect())


def in_generator():
    def gen():
        f = Finalized("generator local")
        yield f.name

    g = gen()
    next(g)


in_generator()
print(collect())


def generator_finally():
    def gen():
        try:
            yield 1
        finally:
            log.append("finally of an abandoned generator")

    g = gen()
    next(g)


generator_finally()
print(collect())


def in_exception():
    try:
        f = Finalized("exception frame")
        raise ValueError
    except ValueError as error:
        kept = error
    del kept, f


in_exception()
print(collect())


class Base:
    def __del__(self):
        log.append("Base")


class Child(Base):
    def __del__(self):
        log.append("Child")
        super().__del__()


class Grandchild(Child):
    pass


def drop_grandchild():
    Grandchild()


drop_grandchild()
print(collect())


class Slotted:
    __slots__ = ("v",)

    def __init__(self, v):
        self.v = v

    def __del__(self):
        log.append(f"slotted {self.v}")


def drop_slotted():
    Slotted(3)


drop_slotted()
print(collect())


class Late:
    pass


def set_on_class_later():
    late = Late()
    Late.__del__ = lambda self: log.append("added later")


set_on_class_later()
print(collect())
del Late.__del__
instance = Late()
instance.__del__ = lambda: log.append("instance attribute is not a finalizer")
del instance
print(collect())


def new_objects_in_del():
    class Maker:
        def __del__(self):
            log.append(sum(len([i] * 10) for i in range(50)))

    Maker()


new_objects_in_del()
print(collect())
f = Finalized("explicit call")
f.__del__()
print(log)
log.clear()
del f
print(collect())
print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled(), gc.is_tracked([]),
    type(gc.get_threshold()).__name__, isinstance(gc.collect(), int))
names = []
for i in range(3):
    for j in range(100):
        drop(f"{i}.{j}")
    names += collect()
# The last one of a round may still be seen.
print(len(names) >= 297, len(names) == len(set(names)))
