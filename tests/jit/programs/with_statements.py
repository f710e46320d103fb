# with statements in loops: __enter__ and __exit__ in Python are part of the trace.
import sys
import traceback


class Counter:
    def __init__(self):
        self.entered = self.left = self.seen = 0

    def __enter__(self):
        self.entered += 1
        return self.entered

    def __exit__(self, kind, value, trace):
        self.left += 1
        if kind is not None:
            self.seen += len(traceback.extract_tb(trace))
        return kind is KeyError


class Refuses:
    def __enter__(self):
        if self.number % 7 == 3:
            raise ValueError(self.number)
        return None

    def __exit__(self, *_):
        self.number += 1000


class Slotted:
    __slots__ = ("items",)

    def __init__(self):
        self.items = []

    def __enter__(self):
        self.items.append(sys._getframe(1).f_lineno - first)
        return self.items.append

    def __exit__(self, kind, value, trace):
        del self.items[:-3]


first = Slotted.__init__.__code__.co_firstlineno


def plain(rounds):
    counter, total = Counter(), 0
    for i in range(rounds):
        with counter as number:
            total += number
    return total, counter.entered, counter.left


def raising(rounds):
    counter, outside = Counter(), 0
    for i in range(rounds):
        try:
            with counter:
                if i % 3 == 0:
                    raise KeyError(i)
                if i % 5 == 0:
                    raise ValueError(i)
                outside += 1
        except ValueError:
            outside += 100
    return outside, counter.left, counter.seen


def refused(rounds):
    manager = Refuses()
    caught = 0
    for i in range(rounds):
        manager.number = i
        try:
            with manager:
                caught += manager.number & 1
        except ValueError as error:
            caught += 100 * error.args[0]
    return caught, manager.number


def lines(rounds):
    slotted = Slotted()
    for i in range(rounds):
        with (
            slotted
        ) as append:
            append(i)
    return slotted.items


def several(rounds):
    one, two = Counter(), Slotted()
    total = 0
    for i in range(rounds):
        with one as a, two as b:
            b(a)
            if i % 4 == 1:
                continue
            total += a
            if i == rounds - 2:
                break
    return total, one.left, two.items


def managers(rounds):
    kinds = [Counter(), Slotted(), Counter()]
    for i in range(rounds):
        with kinds[i % 3] as found:
            if i % 3 == 1:
                found(i)
    return kinds[0].left, kinds[1].items, kinds[2].entered


def redefined(rounds):
    class Changing(Counter):
        pass

    manager, total = Changing(), 0
    for i in range(rounds):
        with manager as number:
            total += number
            if i == rounds // 2:
                Changing.__exit__ = lambda *args: None
            if i == rounds // 2 + 1:
                Changing.__enter__ = lambda self: 10**6
        if i == rounds - 3:
            del Changing.__exit__, Changing.__enter__
    return total, manager.left


def bound_methods(rounds):
    counter = Counter()
    enter, leave = counter.__enter__, counter.__exit__
    total = 0
    for i in range(rounds):
        total += enter()
        leave(None, None, None)
        if i == rounds // 2:
            other = Counter()
            enter, leave = other.__enter__, other.__exit__
    return total, counter.left


def wrong(rounds):
    class Half:
        def __enter__(self):
            return self

    found = ""
    for i in range(rounds):
        try:
            with (Counter() if i % 2 else Half()):
                pass
        except (TypeError, AttributeError) as error:
            found = f"{type(error).__name__}: {error}"
    return found


for rounds in (11, 300):
    for program in (plain, raising, refused, lines, several, managers, redefined, bound_methods, wrong):
        print(program.__name__, program(rounds))
