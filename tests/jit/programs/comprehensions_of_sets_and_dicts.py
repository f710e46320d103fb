"""What a comprehension adds to: keys that are simple, that run code, that are alike, and that have no hash."""
import gc


class Key:
    made = 0

    def __init__(self, number):
        self.number = number
        Key.made += 1

    def __hash__(self):
        return self.number & 7

    def __eq__(self, other):
        return isinstance(other, Key) and self.number == other.number

    def __repr__(self):
        return f"Key({self.number})"


class Text(str):
    pass


def simple(count):
    return ({i: i * i for i in range(count)}, {i & 31 for i in range(count)}, {str(i): i for i in range(count)},
            {(i, -i): [i] for i in range(count)}, {i / 4 for i in range(count)})


def alike(count):
    keys = [1, True, 1.0, 0, False, 0.0, -0.0, "1", 2 ** 70, float(2 ** 70)]
    return {keys[i % 10]: i for i in range(count)}, sorted({keys[-i % 10] for i in range(count)}, key=repr)


def running_code(count):
    return ({Key(i % 60): i for i in range(count)}, len({Key(i % 50) for i in range(count)}),
            {Text(i % 9): i for i in range(count)})


def mixed(count):
    makers = [int, str, Key, lambda i: (i, Key(i % 3)), Text, frozenset]
    found = {makers[i % 5](i % 20): i for i in range(count)}
    return list(found.items())[:12], len(found)


def without_hash(count):
    failed = []
    for stop in range(count):
        try:
            {([] if i == 30 else i): i for i in range(stop)}
        except TypeError as error:
            failed.append((stop, str(error)))
        try:
            {({} if i == 35 else i) for i in range(stop)}
        except TypeError as error:
            failed.append((stop, str(error)))
    return len(failed), failed[0], failed[-1]


def nested(count):
    return {i: {j: {k for k in range(j)} for j in range(i % 4)} for i in range(count)}


def collected(count):
    return sum(len({(i, j): [j] for j in range(20)}) + (gc.collect() & 0 if i % 40 == 0 else 0) for i in range(count))


for _ in range(3):
    dicts = simple(200)
    print([len(found) for found in dicts], dicts[0][199], dicts[2]["150"], dicts[3][(9, -9)], sum(dicts[4]))
    print(alike(100))
    found, number, texts = running_code(200)
    print(list(found.items())[:3], len(found), number, texts, Key.made)
    print(mixed(300))
    print(without_hash(60))
    print(sum(len(inner) for inner in nested(90).values()), nested(90)[87])
    print(collected(200))
