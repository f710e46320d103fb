# krait: collects
# gc: switches, thresholds, explicit collection of cycles, finalizers, resurrection, callbacks,
# referents, tracking. Nothing here depends on when the collector runs by itself.
import gc


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def collect():
    for _ in range(5):
        gc.collect()


print(gc.isenabled(), gc.disable(), gc.isenabled(), gc.enable(), gc.isenabled(), gc.get_debug(),
      gc.set_debug(0), isinstance(gc.collect(), int))
for generation in (0, 1, 2, 3, -1, "x"):
    tell(f"collect {generation}", lambda: gc.collect(generation) >= 0)
tell("collect keyword", lambda: gc.collect(generation=1) >= 0)
tell("collect", gc.collect, 1, 2)
kept = gc.get_threshold()
print(len(kept), gc.set_threshold(500, 5, 5), gc.get_threshold(), gc.set_threshold(400),
      gc.get_threshold()[0], gc.set_threshold(*kept), gc.get_threshold() == kept)
for arguments in ((), ("x",), (1, "x"), (1, 2, 3, 4)):
    tell("set_threshold", gc.set_threshold, *arguments)
tell("set_debug", gc.set_debug, "x")
print(len(gc.get_count()), len(gc.get_stats()) >= 1, sorted(gc.get_stats()[0]),
      isinstance(gc.garbage, list), isinstance(gc.callbacks, list))
finalized = []


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

    def __del__(self):
        finalized.append(self.name)


def cycles():
    for i in range(20):
        a, b = Node(f"a{i}"), Node(f"b{i}")
        a.other, b.other = b, a


cycles()
collect()
print(len(finalized) >= 36, len(set(finalized)) == len(finalized))


class Resurrects:
    saved = []

    def __init__(self):
        self.me = self
        self.times = 0

    def __del__(self):
        self.times += 1
        Resurrects.saved.append(self)


def resurrection():
    for _ in range(20):
        Resurrects()


resurrection()
collect()
print(len(Resurrects.saved) >= 16, {r.times for r in Resurrects.saved},
      gc.is_finalized(Resurrects.saved[0]))
Resurrects.saved.clear()
collect()
print(len(Resurrects.saved), gc.is_finalized(5))
failures = []
import sys

sys.unraisablehook = lambda info: failures.append((info.exc_type.__name__, str(info.exc_value)))


class FailsInDel:
    def __init__(self):
        self.me = self

    def __del__(self):
        raise ValueError("in __del__")


def failing():
    for _ in range(20):
        FailsInDel()


failing()
collect()
print(len(failures) >= 16, set(failures))
sys.unraisablehook = sys.__unraisablehook__
phases = []


def callback(phase, info):
    phases.append((phase, sorted(info)))


gc.callbacks.append(callback)
gc.collect()
gc.callbacks.remove(callback)
print(phases[0], phases[1], len(phases))


class Holder:
    def __init__(self, *items):
        self.items = items


inner = ["inner"]
holder = Holder(inner, 5)
print([r for r in gc.get_referents([inner, "text"]) if isinstance(r, list)],
      sorted(map(repr, gc.get_referents({"k": 1, 2: "v"}))), gc.get_referents(),
      gc.get_referents(5, "x"), any(r is inner for r in gc.get_referents(holder.items)),
      any(r is holder.items for r in gc.get_referrers(inner)), gc.get_referrers())
print([gc.is_tracked(value) for value in (5, "text", None, 1.5, b"x", [], [1], holder, collect,
                                          Holder, {"k": []}, set(), iter([]))])
objects = gc.get_objects()
print(type(objects).__name__, any(o is holder for o in objects), any(o is inner for o in objects))
for generation in (0, 2, None, 5, -1, "x"):
    tell(f"get_objects {generation}", lambda: isinstance(gc.get_objects(generation), list))
print(gc.freeze(), gc.get_freeze_count() >= 0, gc.unfreeze(), gc.get_freeze_count())
print(gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_SAVEALL, gc.DEBUG_LEAK)
order = []


class Finalizer:
    def __init__(self, name, target=None):
        self.name, self.target = name, target

    def __del__(self):
        order.append((self.name, self.target.name if self.target else None))


def chain():
    for _ in range(10):
        last = Finalizer("last")
        last.target = Finalizer("first", last)


chain()
collect()
print(len(order) >= 16, set(order) <= {("last", "first"), ("first", "last")})


def generator():
    try:
        yield 1
    finally:
        order.append("generator closed")


def abandoned():
    for _ in range(20):
        g = generator()
        next(g)


order.clear()
abandoned()
collect()
print(len(order) >= 16, set(order))
deep = []
for _ in range(200000):
    deep = [deep]
collect()
del deep
collect()
rings = []
for i in range(1000):
    ring = [i]
    ring.append(ring)
    rings.append(ring)
del rings[::2], ring
collect()
print(len(rings), sum(r[0] for r in rings), all(r[1] is r for r in rings),
      sorted(n for n in dir(gc) if not n.startswith("_")))
