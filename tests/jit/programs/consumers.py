# Native functions that go through a generator: with the JIT, functions in Python stand in for them.
# Nobody sees that.
import sys
import traceback
import warnings


def numbers(limit, of=lambda n: n):
    for n in range(limit):
        yield of(n)


print(sum(n * n for n in range(3000)), sum(numbers(2000)), sum(numbers(1500, float)), sum(x for x in ()))
print(sum(n % 3 == 0 for n in range(3000)), sum((10 ** 18 * n for n in range(30)), 5), sum(numbers(4), start=1.5))
print(any(n > 1999 for n in range(2000)), any(n > 1998 for n in range(2000)), any(x for x in ()))
print(all(n < 2000 for n in range(2000)), all(n < 1999 for n in range(2000)), all(x for x in ()))
print(max(n % 997 for n in range(3000)), min(-n % 991 for n in range(3000)), max(numbers(5), default=3))
print(max((n for n in range(-3, 4)), key=abs), min((x for x in ()), default="none"), max(x for x in (2.5, 2.5, 1)))
print(sorted(n * 7 % 1009 for n in range(2000))[:5], sorted((n for n in range(9)), reverse=True))
print(list(n + 1 for n in range(2000))[-2:], tuple(numbers(1500))[-2:], len(set(n % 77 for n in range(2000))))
print(frozenset(numbers(3)), list(x for x in ()), tuple(x for x in ()), set(x for x in ()))
print("".join(chr(97 + n % 26) for n in range(1500))[-30:], b"-".join(bytes([n]) for n in b"abc"), ", ".join(x for x in ()))


class List(list):
    pass


class Set(set):
    def add(self, item):
        raise SystemError("not called")


print(List(n for n in range(3)), type(List(numbers(3))), sorted(Set(n for n in range(3))))

# What goes wrong is said as ever, and from where.
for wrong in (
    lambda: sum(c for c in "abc"),
    lambda: sum((c for c in "abc"), ""),
    lambda: sum(numbers(3), start=""),
    lambda: max(x for x in ()),
    lambda: min(numbers(0)),
    lambda: max(x for x in (1, "2", 3)),
    lambda: sorted(x for x in (1, "2", 3)),
    lambda: "".join(x for x in ("a", 1)),
    lambda: set(x for x in (1, [2])),
    lambda: any(1 // x for x in (0, 1)),
    lambda: sum(),
    lambda: sum(numbers(3), 1, 2),
    lambda: any(numbers(3), 1),
    lambda: sum(numbers(3, lambda n: n / (n - 2))),
):
    try:
        print("fine", wrong())
    except Exception as error:
        print(type(error).__name__, error)
        print([(entry.name, entry.line) for entry in traceback.extract_tb(error.__traceback__)])

# The rest of a generator that nobody wanted is left.
rest = numbers(2000)
print(any(n == 5 for n in rest), next(rest), all(n < 1500 for n in rest), sum(rest))


# Frames, as the generator and what it calls see them.
def names(depth):
    frame, found = sys._getframe(depth), []
    while frame is not None:
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found


def seen():
    return [any(names(0) == [] for _ in range(2)), sum(len(names(0)) for _ in range(40)),
            list(names(0) for _ in range(1)), tuple(names(1) for _ in range(1)),
            max(names(2) for _ in range(1)), set(tuple(names(1)) for _ in range(1)),
            sorted(names(0) for _ in range(1)), " ".join(names(0)[0] for _ in range(2))]


print(seen())


class Number:
    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        return Number(self.value + getattr(other, "value", other) + len(names(1)) - len(names(0)))

    __radd__ = __add__

    def __gt__(self, other):
        return len(names(0)) > 0 and self.value > other.value

    def __bool__(self):
        return self.value < 3

    def __hash__(self):
        return len(names(0))

    def __eq__(self, other):
        return True


print(sum(Number(n) for n in range(5)).value, max(Number(n * 5 % 7) for n in range(7)).value,
      all(Number(n) for n in range(9)), len(set(Number(n) for n in range(9))))


def warned():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        sum(len(str(warnings.warn("here", stacklevel=2))) for _ in range(2))
    return [(str(w.message), w.lineno - warned.__code__.co_firstlineno) for w in caught]


print(warned())


# Events of tracing and profiling.
def events(install):
    found = []

    def note(frame, event, argument):
        name = getattr(argument, "__name__", None) if event.startswith("c_") else None
        found.append((event, name, frame.f_code.co_name))
        return note

    install(note)
    sum(n for n in range(2))
    install(None)
    return found


print(events(sys.setprofile))


def begun_inside():
    found = []

    def note(frame, event, argument):
        found.append((event, frame.f_code.co_name))

    def start(n):
        if n == 1:
            sys.setprofile(note)
        return n

    sum(start(n) for n in range(3))
    sys.setprofile(None)
    return [event for event in found if event[0] == "return"]


print(begun_inside())


# As deep as calls go.
def deep(n):
    return sum(deep(n - 1) for _ in range(1)) + 1 if n else 0


print(deep(50))
try:
    deep(100000)
except RecursionError as error:
    print(type(error).__name__)


# A generator that runs already, or is finished.
def itself():
    yield from ()
    try:
        sum(me)
    except ValueError as error:
        yield str(error)


me = itself()
print(list(me), list(me), sum(me), max(me, default=7))

# Consumers in consumers.
print(sum(sum(i * j for j in range(i)) for i in range(150)), max(min(j % 7 for j in range(i, i + 20)) for i in range(200)),
      sum(1 for n in range(2000) if any(n % d == 0 for d in (11, 13, 17))), all(any(x) for x in ([0, 1], [1])))


def primes(limit):
    return [n for n in range(2, limit) if all(n % d for d in range(2, n))]


print(len(primes(800)), sum(len(str(n)) for n in primes(300)))
