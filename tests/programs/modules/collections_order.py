# krait: short
# OrderedDict and dict as queues: what moves to either end, what is popped from either end, checked
# step by step against a plain list of pairs; iterators over an order that changes.
from _collections import OrderedDict, defaultdict, deque

seed = 12345


def random(below):
    global seed
    seed = (seed * 1103515245 + 12345) % 2**31
    return seed // 65536 % below


model, od = [], OrderedDict()
counts = {}


def find(key):
    for i, (k, _) in enumerate(model):
        if k == key:
            return i
    return -1


for step in range(600):
    key, action = random(40), random(8)
    at = find(key)
    if action <= 2:
        od[key] = step
        if at < 0:
            model.append((key, step))
        else:
            model[at] = (key, step)
    elif action in (3, 4):
        last = action == 3
        try:
            od.move_to_end(key, last)
            pair = model.pop(at)
            model.insert(len(model) if last else 0, pair)
        except KeyError as error:
            assert at < 0 and error.args == (key,)
    elif action == 5:
        assert od.pop(key, None) == (model.pop(at)[1] if at >= 0 else None)
    elif od:
        last = action == 6
        assert od.popitem(last) == model.pop(-1 if last else 0)
    assert len(od) == len(model)
    if step % 20 == 0:
        assert list(od.items()) == model and list(reversed(od)) == [k for k, _ in model[::-1]]
        assert od == dict(model) and od == OrderedDict(model)
        print(step, len(od), list(od)[:4])
    counts[action] = counts.get(action, 0) + 1
print(sorted(counts), list(od.items()))

cache = OrderedDict()
for n in range(400):
    key = random(60)
    if key in cache:
        cache.move_to_end(key)
    else:
        cache[key] = n
        if len(cache) > 16:
            cache.popitem(last=False)
print(list(cache.items()))
recent = OrderedDict()
for n in range(400):
    key = random(60)
    recent[key] = n
    recent.move_to_end(key, last=False)
    if len(recent) > 16:
        recent.popitem()
print(list(recent.items()), next(iter(recent)), next(reversed(recent)))

queue = {}
for n in range(300):
    queue[n] = str(n)
    if n > 20:
        del queue[next(iter(queue))]
print(list(queue), list(reversed(queue))[:3], queue.popitem(), len(queue))
queue.update((n, 0) for n in range(290, 320))
print(list(queue.items())[:12], sum(1 for _ in queue), {**queue} == queue, dict(queue) == queue)
for key in (1, 1.0, True):
    mixed = OrderedDict([(1, "one"), ("x", 2), (2, 3)])
    mixed.move_to_end(key)
    print(list(mixed), type(list(mixed)[-1]).__name__)
    mixed.move_to_end(key, last=False)
    print(list(mixed), type(list(mixed)[0]).__name__)
for name in ("keys", "values", "items"):
    od = OrderedDict(zip("abc", range(3)))
    view = getattr(od, name)()
    print(view, type(view).__name__, len(view), list(reversed(view)), list(view))
    od.move_to_end("a")
    print(view)
print(OrderedDict(a=1).keys() & {"a", "b"}, OrderedDict(a=1).keys() | {"b"} == {"a", "b"},
      isinstance(OrderedDict().keys(), type({}.keys())), ("a", 1) in OrderedDict(a=1).items())
od = OrderedDict.fromkeys("abcd")
walk = iter(od)
print(next(walk))
od.move_to_end("d")
print(next(walk), "a move of the last key to the end is none")
od.move_to_end("a")
try:
    print(next(walk))
except RuntimeError as error:
    print(error)
print(next(walk, "over"))
od = OrderedDict.fromkeys("ab")
for key in od:
    if key == "b":
        od["c"] = None
print(list(od))


class Upper(OrderedDict):
    def __getitem__(self, key):
        return super().__getitem__(key.upper())

    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)

    def __contains__(self, key):
        return super().__contains__(key.upper())

    def __delitem__(self, key):
        super().__delitem__(key.upper())


upper = Upper(a=1, B=2)
upper.update({"c": 3}, d=4)
print(upper, upper.pop("A"), upper.setdefault("b", 9), upper.setdefault("e", 5), "E" in upper,
      upper.copy(), type(upper | {"z": 1}).__name__, upper.popitem(False), upper)


class Tree(defaultdict):
    __slots__ = ()

    def __init__(self):
        super().__init__(Tree)


tree = Tree()
tree["a"]["b"]["c"] = 1
print(tree["a"]["b"], len(tree), type(tree["x"]).__name__, tree.default_factory is Tree)
groups = defaultdict(list)
for word in "the quick brown fox jumps over the lazy dog".split():
    groups[len(word)].append(word)
print(dict(groups), groups.pop(3), 3 in groups, groups[3], groups)
window = deque(maxlen=3)
sums = []
for n in range(10):
    window.append(n)
    sums.append(sum(window))
print(sums, window, window.maxlen)
ring = deque(range(8))
for turn in (1, -3, 8, 100, -7, 0):
    ring.rotate(turn)
    print(turn, list(ring))
ring.append("x")
ring.insert(4, "y")
ring.insert(-1, "z")
del ring[0], ring[-1], ring[3]
ring.reverse()
print(list(ring), ring.index("z"), ring.count(5))
