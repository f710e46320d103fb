# Keys that are not in a dict, which the loop handles: KeyErrors are raised in the trace, unless the
# key is there after all, or Python code must be asked whether it is.
import sys
import traceback


class Alike:
    asked = 0

    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return self.number

    def __eq__(self, other):
        Alike.asked += 1
        return other == self.number


class Number(int):
    pass


class Default(dict):
    def __missing__(self, key):
        if key % 3 == 0:
            raise KeyError("default", key)
        return key


def lines_of(error):
    first = lines_of.__code__.co_firstlineno
    return [(entry.name, entry.lineno - first) for entry in traceback.extract_tb(error.__traceback__)]


def look_up(table, key):
    return table[key]


def through(table, key):
    try:
        return look_up(table, key) + 1
    except IndexError:
        return 0


def ints(table, rounds, size):
    found = missing = 0
    kept = None
    for i in range(rounds):
        try:
            found += table[i % size]
        except KeyError as error:
            missing += error.args[0]
            kept = error
    return found, missing, kept and (kept.args, str(kept), lines_of(kept), kept.__context__)


def strs(table, names, rounds):
    found = missing = 0
    kept = None
    for i in range(rounds):
        name = names[i % len(names)]
        try:
            found += table[name]
        except LookupError as error:
            missing += error.args[0] is name
            kept = repr(error)
    return found, missing, kept


def frames(table, rounds):
    found, kept = 0, None
    for i in range(rounds):
        local = i * 2
        try:
            try:
                found += through(table, i % 9)
            except KeyError as error:
                frame = error.__traceback__.tb_next.tb_next.tb_frame
                kept = frame.f_locals["key"], lines_of(error), frame.f_back.f_code.co_name
                raise ValueError(i)
        except ValueError as error:
            kept += (error.__context__.args, sys.exc_info()[1] is error, local)
    return found, kept


def comes_and_goes(rounds):
    table = {n: n for n in range(5)}
    found = missing = 0
    for i in range(rounds):
        try:
            found += table[i % 7]
        except KeyError:
            missing += 1
            if missing % 10 == 0:
                table[i % 7] = 1
        if i % 100 == 99:
            table.pop(i % 7, None)
    return found, missing, sorted(table)


def kinds(rounds):
    table = {0: 1, 2: 3}
    found = {}
    for i in range(rounds):
        keys = (i % 5, float(i % 5), i % 2 == 0, Number(i % 5), "k", None, (i % 5,), 1 << 70)
        key = keys[i * 8 // rounds % 8]
        try:
            value = table[key]
        except KeyError as error:
            value = repr(error.args[0])
        found[value] = found.get(value, 0) + 1
        if i == rounds * 3 // 4:
            table[Alike(3)] = 4
    return found


def asks(rounds):
    table = {Alike(n): n for n in range(4)}
    found = missing = 0
    for i in range(rounds):
        try:
            found += table[i % 6]
        except KeyError:
            missing += 1
        if i == rounds // 2:
            table = {n: n for n in range(4)}
    return found, missing, Alike.asked


def defaults(rounds):
    table = {1: 1}
    found, last = 0, None
    for i in range(rounds):
        if i == rounds // 2:
            table = Default(table)
        try:
            found += table[i % 10]
        except KeyError as error:
            last = error.args
    return found, last


table = {n: n for n in range(0, 20, 2)}
names = ["a", "bb", "ccc", "d" * 9, "é"]
for rounds in (12, 400, 3000):
    print(ints(table, rounds, 21), ints(table, rounds, 3), ints({}, rounds, 4))
    print(strs({"a": 1, "ccc": 2}, names, rounds), strs({"a": 1, 5: 2}, names, rounds))
    print(frames(table, rounds), comes_and_goes(rounds), kinds(rounds), asks(rounds), defaults(rounds))
