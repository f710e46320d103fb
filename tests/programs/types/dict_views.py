# krait: short
# keys(), values() and items() views: set operations, iteration, comparison, liveness, errors.


def tell(label, action):
    try:
        result = action()
        if isinstance(result, set):
            result = sorted(result, key=repr)
        print(label, "->", result)
    except Exception as error:
        print(label, "!", type(error).__name__, error)


table = {"a": 1, "b": 2, "c": 3}
keys, values, items = table.keys(), table.values(), table.items()
print(keys, values, items, len(keys), len(values), len(items), type(keys).__name__,
      type(values).__name__, type(items).__name__)
table["d"] = 4
del table["a"]
print(keys, values, items, list(reversed(keys)), list(reversed(values)), list(reversed(items)))
print("b" in keys, "a" in keys, 2 in values, 9 in values, ("b", 2) in items, ("b", 3) in items,
      ("b",) in items, "b" in items, 5 in keys, (1, 2, 3) in items)
tell("unhashable key", lambda: [] in keys)
tell("unhashable item key", lambda: ([], 1) in items)
tell("unhashable value", lambda: [] in values)
others = [{"b", "z"}, ["b", "c"], ("b",), "bc", {"b": 0}, frozenset("cd"), {"c": 1}.keys(), [],
          iter(["b"]), 5, None, [[]]]
for other in others:
    label = repr(other) if not hasattr(other, "__next__") else "iterator"
    if isinstance(other, (set, frozenset)):
        label = sorted(other)
    for name, operation in (("&", lambda a, b: a & b), ("|", lambda a, b: a | b),
                            ("-", lambda a, b: a - b), ("^", lambda a, b: a ^ b)):
        if hasattr(other, "__next__"):
            other = iter(["b"])
        tell(f"keys {name} {label}", lambda: operation(keys, other))
        left = iter("bc") if hasattr(other, "__next__") else other
        tell(f"{label} {name} keys", lambda: operation(left, keys))
    for name, operation in (("==", lambda a, b: a == b), ("!=", lambda a, b: a != b),
                            ("<", lambda a, b: a < b), ("<=", lambda a, b: a <= b),
                            (">", lambda a, b: a > b), (">=", lambda a, b: a >= b)):
        tell(f"keys {name} {label}", lambda: operation(keys, other))
    tell(f"isdisjoint {label}", lambda: keys.isdisjoint(other))
for other in ({("b", 2)}, [("b", 2), ("z", 0)], {"b": 2}.items(), {"b": 2, "c": 3, "d": 4}.items(),
              {("b", 2), ("c", 3), ("d", 4)}, [("b", [])], 5):
    for name, operation in (("&", lambda a, b: a & b), ("|", lambda a, b: a | b),
                            ("-", lambda a, b: a - b), ("^", lambda a, b: a ^ b),
                            ("==", lambda a, b: a == b), ("<=", lambda a, b: a <= b),
                            (">", lambda a, b: a > b)):
        tell(f"items {name}", lambda: operation(items, other))
    tell("items isdisjoint", lambda: items.isdisjoint(other))
print(values == values, values == table.values(), keys == table.keys(),
      items == {"b": 2, "c": 3, "d": 4}.items(), keys == {"b", "c", "d"}, keys != ["b", "c", "d"])
tell("values & set", lambda: values & {1})
tell("values <", lambda: values < values)
tell("values isdisjoint", lambda: values.isdisjoint)
tell("hash keys", lambda: hash(keys))
tell("hash items", lambda: hash(items))
print(hash(values) == hash(values), keys.mapping == table, type(keys.mapping).__name__,
      values.mapping["b"], items.mapping.get("z"))
tell("mapping is read-only", lambda: keys.mapping.__setitem__)
tell("keys index", lambda: keys[0])
tell("construct", lambda: type(keys)({}))
tell("unhashable items", lambda: {1: []}.items() & {1: []}.items())
tell("unhashable items or", lambda: {1: []}.items() | [])
tell("unhashable items compare", lambda: {1: []}.items() == {1: []}.items())
tell("rand", lambda: keys.__rand__({"b"}))
tell("rsub", lambda: keys.__rsub__({"b", "q"}))
tell("ror", lambda: keys.__ror__(["q"]))
tell("rxor", lambda: keys.__rxor__(["b", "q"]))
for view in (keys, values, items):
    iterator = iter(view)
    print(type(iterator).__name__, iterator.__length_hint__(), next(iterator),
          iterator.__length_hint__(), iterator.__reduce__()[0].__name__, iterator.__reduce__()[1:],
          list(iterator), iterator.__length_hint__())
    backward = reversed(view)
    print(type(backward).__name__, backward.__length_hint__(), next(backward),
          backward.__length_hint__(), backward.__reduce__()[1:], list(backward))
print(type(iter(table)).__name__, type(reversed(table)).__name__, list(reversed(table)),
      list(reversed({})), next(iter({}), "none"))
empty = {}
print(empty.keys(), empty.values(), empty.items(), not empty.keys(), bool(table.items()),
      empty.keys() == set(), sorted(table.keys() | empty.keys()))
recursive = {}
recursive["v"] = recursive.values()
recursive["i"] = recursive.items()
print(repr(recursive)[:60])
