# Operators of classes, again and again at the same places: results, NotImplemented, errors,
# tracebacks, recursion, and methods that change meanwhile.
import sys
import traceback


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        if type(other) is not Vector:
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, number):
        if isinstance(number, (int, float)):
            return Vector(self.x * number, self.y * number)
        return NotImplemented

    def __eq__(self, other):
        if type(other) is not Vector:
            return NotImplemented
        return self.x == other.x and self.y == other.y

    def __lt__(self, other):
        return NotImplemented if other is None else abs(self) < abs(other)

    def __abs__(self):
        return self.x * self.x + self.y * self.y

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __invert__(self):
        return self.y

    def __getitem__(self, index):
        return (self.x, self.y)[index]

    def __repr__(self):
        return f"<{self.x} {self.y}>"


class Sum:
    def __init__(self):
        self.total = 0
        self.calls = 0

    def __iadd__(self, number):
        self.calls += 1
        if number == 13:
            return NotImplemented
        self.total += number
        return self

    def __add__(self, number):
        result = Sum()
        result.total = self.total - number
        result.calls = self.calls
        return result


class Loose:
    """What compares to other things than bools."""

    def __init__(self, answer):
        self.answer = answer

    def __gt__(self, other):
        return self.answer

    def __eq__(self, other):
        return self.answer


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        line = traceback.extract_tb(error.__traceback__)[-1].lineno
        return f"{type(error).__name__}: {error} ({line - f.__code__.co_firstlineno})"


def walk(rounds, step):
    at, seen = Vector(0, 0), 0
    home = Vector(6, 3)
    for _ in range(rounds):
        at = at + step
        if at == home:
            seen += 1
        if at < home:
            seen += 100
        at = -at
        seen += ~at + at[0]
    return at, seen


def scale(values, by):
    return [value * by for value in values]


def sums(rounds):
    total = Sum()
    for i in range(rounds):
        total += i
    return total.total, total.calls


def answers(values):
    count = ""
    for value in values:
        count += ">" if value > 3 else "-"
        count += "=" if value == 3 else "-"
        count += str(value == 4)[:2]
    return count


def compare(values, other):
    return [value == other for value in values], [value != other for value in values]


def raises_in_middle(rounds):
    class Bad:
        def __add__(self, other):
            return 100 // (other - 20)

    total, bad = 0, Bad()
    for i in range(rounds):
        total += bad + i
    return total


def deep():
    class Deep:
        def __add__(self, other):
            return self + (other + 1)

    return Deep() + 1


def redefined(rounds):
    class Changing:
        def __add__(self, other):
            return other

    total, value = 0, Changing()
    for i in range(rounds):
        total += value + i
        if i == rounds // 2:
            Changing.__add__ = lambda self, other: 1000 * other
        if i == rounds - 2:
            del Changing.__add__
            Changing.__radd__ = None
    return total


def frames(rounds):
    names = set()

    class Seen:
        def __sub__(self, other):
            frame = sys._getframe(1)
            names.add((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
            return self

    value = Seen()
    for _ in range(rounds):
        value = (value
                 - 1)
        value -= 2
    return sorted(names)


class Number(int):
    def __add__(self, other):
        return Number(int(self) + int(other) + 1)

    def __eq__(self, other):
        return NotImplemented

    __hash__ = int.__hash__


def subclass(rounds):
    total = Number(0)
    for i in range(rounds):
        total = total + i
    return total, total == int(total), total == None


class Above(Vector):
    def __radd__(self, other):
        return "radd"

    def __gt__(self, other):
        return "gt"


for rounds in (5, 60):
    print(walk(rounds, Vector(2, 1)))
    print(sums(rounds))
    print(attempt(raises_in_middle, rounds))
    print(attempt(redefined, rounds))
    print(frames(rounds))
    print(subclass(rounds))
for by in (2, 1.5, True, None, "x", [1], Vector(1, 1)):
    print(attempt(scale, [Vector(1, 2)] * 30, by))
values = [Loose(answer) for answer in (True, False, 0, 1, "", "x", [], [0], None) * 4]
print(answers(values))
for other in (Vector(1, 2), Above(1, 2), None, 3, "text", Loose("eq")):
    print(compare([Vector(1, 2), Vector(2, 1)], other))
    print(attempt(lambda: [Vector(1, 2) < other for _ in range(9)][-1]))
    print(attempt(lambda: [Vector(1, 2) + other for _ in range(9)][-1]))
print(attempt(deep).partition(" (")[0])


class Lazy:
    """Operators that are generators or coroutines: what they give is one."""

    def __add__(self, other):
        yield other

    def __getitem__(self, index):
        yield index + 1

    def __eq__(self, other):
        yield

    async def __sub__(self, other):
        return other

    def __enter__(self):
        yield 5

    def __exit__(self, *_):
        return True


def lazily(rounds):
    lazy, total = Lazy(), 0
    for i in range(rounds):
        total += sum(lazy + i) + sum(lazy[i])
        if lazy == i:
            total += 100
        with lazy as entered:
            total += next(entered)
        coroutine = lazy - i
        try:
            coroutine.send(None)
        except StopIteration as stop:
            total += stop.value
    return total


print(lazily(5), lazily(70))
