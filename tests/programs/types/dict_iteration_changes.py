# krait: short
# Changing dicts, sets and their sizes while they are iterated over; order under changes.


def attempt(label, action):
    try:
        print(label, "->", action())
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def walk(table, view, change):
    seen = []
    for thing in view:
        seen.append(thing)
        change(table, thing)
        if len(seen) > 20:
            return "endless"
    return seen


for view in ("__iter__", "keys", "values", "items", "__reversed__"):
    for label, change in (("grow", lambda t, k: t.update(new=1)),
                          ("shrink", lambda t, k: t.pop("c", None)),
                          ("clear", lambda t, k: t.clear()),
                          ("replace values", lambda t, k: t.update(a=9, b=9, c=9)),
                          ("nothing", lambda t, k: None),
                          ("pop and add", lambda t, k: (t.pop("c", None), t.update(x=0)))):
        table = {"a": 1, "b": 2, "c": 3}
        attempt(f"{view} {label}", lambda: walk(table, getattr(table, view)(), change))
for label, change in (("grow", lambda s, k: s.add(k + 100)), ("shrink", lambda s, k: s.discard(99)),
                      ("clear", lambda s, k: s.clear()), ("same size", lambda s, k: s.add(1))):
    items = {1, 2, 3, 99}
    try:
        for item in items:
            change(items, item)
            if len(items) > 50:
                break
        print(label, "finished", len(items))
    except RuntimeError as error:
        print(label, error)
table = {"a": 1, "b": 2}
iterator = iter(table)
next(iterator)
table["c"] = 3
for _ in range(3):
    attempt("again", lambda: next(iterator))
table = {"a": 1}
iterator = iter(table.items())
print(next(iterator))
attempt("exhausted", lambda: next(iterator, "end"))
table["b"] = 2
attempt("exhausted stays", lambda: next(iterator, "end"))
iterator = iter({"a": 1, "b": 2})
print(iterator.__length_hint__())
grown = {0: 0}
iterator = iter(grown)
grown[1] = 1
print(iterator.__length_hint__())
order = {}
for i in range(10):
    order[i] = i
for i in range(0, 10, 2):
    del order[i]
for i in (4, 20, 0):
    order[i] = "again"
order[1] = "kept place"
print(order, list(reversed(order)))
print([order.popitem() for _ in range(3)], list(order), next(iter(order)))
order.update({3: "x", 30: "y"})
order.setdefault(31), order.setdefault(3)
print(order, order.pop(3), order)
many = {}
for i in range(5000):
    many[i] = i
    if i >= 10:
        del many[i - 10]
print(list(many), len(many), next(iter(many)), next(reversed(many)))
for i in range(4990, 4995):
    many.pop(i)
many.update(dict.fromkeys(range(3), "low"))
print(list(many.items()))


class Changing:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 1

    def __eq__(self, other):
        victim.clear()
        return self is other


victim = {}
first = Changing("first")
victim[first] = 1
attempt("eq clears", lambda: victim.get(Changing("other"), "gone"))
print(len(victim))
for i in range(3):
    victim[Changing(i)] = i
print(len(victim) <= 3)


class EqAdds:
    def __hash__(self):
        return 5

    def __eq__(self, other):
        target[len(target) + 1000] = None
        return False


target = {5: "five"}
attempt("eq adds", lambda: target.get(EqAdds()) in (None, "five"))
print(len(target) > 1, target[5])
attempt("comprehension", lambda: {k: table.update({k + "!": 1}) for k in table})
attempt("kwargs", lambda: (lambda **k: sorted(k))(**table))
attempt("dict of itself", lambda: dict(table) == table)
