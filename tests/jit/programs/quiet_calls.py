# Native functions that run no other code: with operands for which that holds, with others, where
# they fail, and where they must be done in the general way.
import gc
import math
import sys
import weakref
from array import array
from collections import deque

ROUNDS = 300


class Text(str):
    def __hash__(self):
        return str.__hash__(self)

    def __eq__(self, other):
        seen.append(str(other))
        return str.__eq__(self, other)


class Number:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        seen.append(self.value)
        return self.value

    def __abs__(self):
        return "abs %d" % self.value

    def __lt__(self, other):
        return self.value < other.value

    def __gt__(self, other):
        return self.value > other.value


seen = []


def of_text(words):
    found = []
    for turn in range(ROUNDS):
        word = words[turn % len(words)]
        found.append((word.isdigit(), word.upper(), word.find("a"), word.split(), word.strip(),
                      word.replace("a", "bb"), word.startswith("a"), word.partition("b")[0],
                      word.center(turn % 9), word.isalpha(), word * 2, word + "!", word < "b",
                      "a" in word, word[turn % 3:], word[::-1], word[:turn % 4]))
    return hash(tuple(map(str, found)))


def of_bytes(words):
    found = []
    for turn in range(ROUNDS):
        word = words[turn % len(words)]
        found.append((word.isdigit(), word.upper(), word.find(b"a"), word.split(), word.hex(),
                      word.replace(b"a", b"bb"), word.startswith(b"a"), word.partition(b"b")[0],
                      word + b"!", word == b"abc", 97 in word, word[turn % 3:], word[::-1]))
    return str(found[:20]) + str(len(str(found)))


def failing(function, arguments, kind):
    """Fails every third time, and then each time."""
    failed = total = 0
    for turn in range(ROUNDS):
        argument = arguments[0 if turn % 3 or turn > 200 else 1]
        if turn > 260:
            argument = arguments[1]
        try:
            total += len(str(function(argument)))
        except kind as error:
            failed += len(str(error)) + sys.exc_info()[2].tb_lineno
    return failed, total


def raises_inside(word, turn):
    return word.index("z" if turn % 5 == 0 else "a")


def tracebacks():
    lines = set()
    for turn in range(ROUNDS):
        try:
            raises_inside("abc", turn)
        except ValueError as error:
            at = error.__traceback__
            while at is not None:
                lines.add((at.tb_frame.f_code.co_name, at.tb_lineno))
                at = at.tb_next
    return sorted(lines)


def numbers():
    found = []
    values = [3, -3, 0, -(1 << 60), (1 << 60) - 1, 2.5, -0.0, 0.0, math.nan, math.inf, True,
              Number(4), "text", 1 << 70]
    for turn in range(ROUNDS):
        value = values[turn % 7 if turn < 150 else turn % len(values)]
        try:
            found.append(abs(value))
        except TypeError as error:
            found.append(str(error))
        if isinstance(value, float) and value >= 0:
            found.append(math.sqrt(value))
    return str(found)


def smaller(pairs):
    found = []
    for turn in range(ROUNDS):
        a, b = pairs[turn % len(pairs)]
        found.append((str(min(a, b)), str(max(a, b)), str(min(b, a)), str(max(b, a))))
    return len(found), found[:30]


def characters():
    total = 0
    for turn in range(ROUNDS):
        text = "ab\u00e9\u4e2d\U0001f600"[turn % 5]
        total += ord(text) + len(chr(ord(text) + 1)) + int(str(turn)) + int("-%d" % turn)
        if turn % 50 == 49:
            total += int(" 12 ") + int("1_0") + int("123456789012345678901234567890") % 1000
            total += int(12.5) + ord(b"a")
    return total


def of_dict(table, keys):
    total = 0
    for turn in range(ROUNDS):
        key = keys[turn % len(keys)]
        total += table.get(key, 1)
        if table.get(key) is None:
            total += 1000
        table[key] = table.get(key, 0) + turn
        if turn % 70 == 69:
            del table[key]
    return total, len(table), sorted(map(str, table))


def of_set(items, keys):
    for turn in range(ROUNDS):
        items.add(keys[turn % len(keys)])
        items.add(turn)
        items.add((turn % 3, 1))
    return len(items), len([x for x in items if isinstance(x, int)])


def namespaces():
    """What is known of names must be forgotten where a dict may be their namespace."""
    names = globals()
    total = 0
    for turn in range(ROUNDS):
        total += len(late) if turn > 100 else 0
        if turn == 50 or turn == 120:
            names["late"] = "x" * turn
        names["name%d" % (turn % 40)] = turn
        total += base
        names["base"] = turn
    return total


base = 5


def of_bytearray():
    grown = bytearray()
    failed = 0
    for turn in range(2 * ROUNDS):
        view = memoryview(grown) if turn % 97 == 96 else None
        try:
            grown.append(turn & 255 if turn % 50 else turn)
            if turn & 1:
                grown[turn // 7] = turn % 250
                grown[-1] = 7
            if turn % 60 == 59:
                grown[0] = 300
        except (ValueError, BufferError, IndexError) as error:
            failed += len(str(error))
        if view is not None:
            view.release()
    return failed, bytes(grown).hex()


def of_lists():
    items = list(range(9))
    taken = []
    for turn in range(ROUNDS):
        items[:turn % 5 + 1] = items[turn % 5::-1]
        items[turn % 4:6] = (turn, turn + 1)
        items[3:3] = items[:turn % 3]
        copy = items.copy()
        copy.reverse()
        if turn % 9 == 0:
            items[::2] = items[1::2] + [turn] * (len(items) % 2)
        if turn % 100 == 99:
            items[Number(1):Number(2)] = "ab"
        taken.append(items.pop())
        if turn % 2:
            taken.append(items.pop(0))
        items.append(turn)
        items[len(items):] = range(2) if turn % 70 == 5 else [1]
        del items[9:]
    return str(items), len(taken), sum(x for x in taken if isinstance(x, int)), seen[-2:]


def pops_in_vain():
    items, failed = [1, 2, 3], 0
    waiting = deque([1, 2], 2)
    for turn in range(ROUNDS):
        try:
            items.pop()
        except IndexError:
            failed += 1
            items.append(turn)
            items.append(turn)
        try:
            waiting.append(turn)
            waiting.appendleft(waiting.pop())
            waiting.popleft()
            waiting[0] = waiting[-1] + 1
            if turn % 3 == 0:
                waiting.popleft()
                waiting.popleft()
        except IndexError as error:
            failed += len(str(error))
    return failed, items, list(waiting)


def of_arrays():
    numbers = array("i", range(50))
    floats = array("d", [x / 4 for x in range(50)])
    total = failed = 0
    for turn in range(ROUNDS):
        total += numbers[turn % 50] + floats[-(turn % 50) - 1]
        try:
            numbers[turn % 51] = turn
            floats[turn % 50] = turn if turn % 3 else turn / 8
            if turn % 40 == 39:
                numbers[0] = 1 << 40
            if turn % 40 == 38:
                floats[Number(3)] = 1.5
        except (IndexError, OverflowError) as error:
            failed += len(str(error))
    return total, failed, sum(numbers), sum(floats)


def iterators():
    found = []
    for turn in range(ROUNDS // 3):
        for character in "ab\u00e9\u4e2d":
            found.append(character)
        for number in array("h", [1, -2, turn]):
            found.append(number)
        for byte in memoryview(b"abc"):
            found.append(byte)
        for item in deque([turn, turn + 1]):
            found.append(item)
        for item in {turn}:
            found.append(item)
        for item in {"a": turn}.items():
            found.append(item)
        text = iter("xy")
        found.append((next(text), list(text), list(text)))
    return len(found), str(found[-30:])


def iterators_that_fail():
    failed = []
    for turn in range(ROUNDS // 3):
        items, waiting, view = {1, 2, 3}, deque([1, 2, 3]), memoryview(b"abc")
        steps = 0
        for source, change in ((items, lambda: items.add(turn + 10)), (waiting, waiting.pop),
                               (view, view.release)):
            iterator = iter(source)
            for again in range(2):
                try:
                    for item in iterator:
                        steps += 1
                        change()
                except (RuntimeError, ValueError) as error:
                    failed.append(str(error))
        failed.append(steps)
    return len(failed), failed[:12], failed[-12:]


def collections():
    """What is made quietly is collected, too, and what is alive is not."""
    class Dies:
        pass

    died = []
    kept = []
    for turn in range(40000):
        text = ("%d " % turn * 40).strip()
        piece = text[3:60].upper().replace("1", "one")
        if turn % 4000 == 0:
            dies = Dies()
            weakref.finalize(dies, died.append, turn)
            kept.append((piece, text.split()[:3]))
            dies = None
    gc.collect()
    return len(died), kept


print(of_text(["abc", "12", "a b c", ""]) == of_text(["abc", "12", "a b c", ""]))
print(of_text(["abc", "xyz", "\u4e2da"]) != of_text(["abc", Text("xyz"), "\u4e2db"]))
print(of_bytes([b"abc", b"12", b"a b c"]))
print(of_bytes([bytearray(b"abc"), b"12", bytearray(b"")]))
print(failing(int, ["12", "x"], ValueError), failing(ord, ["a", "ab"], TypeError))
print(failing(math.sqrt, [2.25, -1.0], ValueError), failing(chr, [65, -1], ValueError))
print(failing("abc".index, ["b", "z"], ValueError), failing(abs, [-1, "a"], TypeError))
print(tracebacks())
print(numbers())
print(smaller([(1, 2), (-3, 4), (5, 5)]), smaller([(1.5, 2.5), (0.0, -0.0), (1.0, math.nan)]))
print(smaller([(1, 2.5), (True, 0), ("a", "b"), (1, 1.0), (1 << 70, 5)]))
print(characters())
print(of_dict({}, ["a", "b", 1, 2]), of_dict({"z": 1}, [1, 1.0, True, "z"]))
print(of_dict({Text("a"): 1}, ["a", "b"]), len(seen))
print(of_dict({}, [(1, 2), None, 1 << 70, "a"]))
print(of_set(set(), ["a", 1, None]), of_set({Text("b")}, ["b", 7.0]), len(seen))
print(namespaces())
print(of_bytearray())
print(of_lists())
print(pops_in_vain())
print(of_arrays())
print(iterators())
print(iterators_that_fail())
print(collections())
