# Every form of slice read, assignment and deletion on lists, checked against a plain model.


def model_indices(start, stop, step, length):
    return list(range(*slice(start, stop, step).indices(length)))


BOUNDS = [None, 0, 1, 3, 5, 9, -1, -2, -5, -9]
checked = 0
for start in BOUNDS:
    for stop in BOUNDS:
        for step in (None, 1, 2, 3, 7, -1, -2, -3, -7):
            items = list("abcde")
            where = model_indices(start, stop, step, 5)
            assert items[start:stop:step] == [items[i] for i in where]
            copy = items[:]
            del copy[start:stop:step]
            assert copy == [x for i, x in enumerate(items) if i not in where], (start, stop, step,
                                                                                copy)
            copy = items[:]
            values = list(range(len(where)))
            copy[start:stop:step] = values
            if step in (None, 1):
                low = slice(start, stop).indices(5)[0]
                assert copy == items[:low] + values + items[low + len(where):]
                for size in (0, 1, 4, 20):
                    copy = items[:]
                    copy[start:stop:step] = ["n"] * size
                    assert copy == items[:low] + ["n"] * size + items[low + len(where):]
            else:
                expected = items[:]
                for i, value in zip(where, values):
                    expected[i] = value
                assert copy == expected
                copy = items[:]
                try:
                    copy[start:stop:step] = ["n"] * (len(where) + 2)
                except ValueError as error:
                    message = str(error)
                    assert copy == items
            checked += 1
print(checked, message)


def tell(label, action):
    items = [0, 1, 2, 3, 4]
    try:
        print(label, "->", action(items), items)
    except Exception as error:
        print(label, "!", type(error).__name__, error, items)


def put(start, stop, step, value):
    def store(items):
        items[start:stop:step] = value
    return store


for key, value in (((0, 2, None), "xy"), ((0, 2, None), 5), ((0, 2, None), None),
                   ((None, None, 2), [1]), ((None, None, 2), "abc"), ((None, None, 2), 5),
                   ((None, None, -1), (i for i in range(5))), ((1, 1, None), (i for i in "gen")),
                   ((None, None, 0), []), (("a", None, None), []), ((None, 1.5, None), []),
                   ((None, None, "s"), []), ((4, 1, None), ["in", "between"]), ((4, 1, 1), ["i"]),
                   ((4, 1, 2), ["i"]), ((4, 1, 2), []), ((10, 20, None), ["end"]),
                   ((-100, 1, None), ["start"]), ((None, None, None), []),
                   ((2**70, None, None), ["big"]), ((None, -(2**70), None), ["small"]),
                   ((None, None, 2**70), ["q"])):
    tell(f"[{key}] = {value if isinstance(value, (str, int, list, type(None))) else 'generator'}",
         put(*key, value))


class Bound:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


tell("index objects", lambda items: items[Bound(1):Bound(4):Bound(2)])


def assign_self(items):
    items[1:3] = items


def assign_self_stepped(items):
    items[::-1] = items


def shrink_in_index(items):
    class Shrinks:
        def __index__(self):
            items.clear()
            return 3

    return items[Shrinks()]


def shrink_in_slice(items):
    class Shrinks:
        def __index__(self):
            del items[2:]
            return 4

    return items[0:Shrinks()]


def clear_while_assigning(items):
    def values():
        yield "a"
        items.clear()
        yield "b"

    items[1:3] = values()


def extend_self(items):
    items.extend(items)
    items += items


tell("self into itself", assign_self)
tell("self reversed", assign_self_stepped)
tell("shrinking index", shrink_in_index)
tell("shrinking slice", shrink_in_slice)
tell("clearing values", clear_while_assigning)
tell("extending itself", extend_self)
big = list(range(10000))
big[100:9900] = []
big[::2] = [None] * 100
del big[1::3]
print(len(big), big[:7], big[-3:], big.count(None))
