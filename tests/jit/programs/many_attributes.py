# Objects with more attributes than fit inside: the others are in an array beside it.
class Wide:
    def __init__(self, n):
        self.a, self.b, self.c, self.d = n, n + 1, n + 2, n + 3
        self.e, self.f, self.g, self.h = float(n), n - 1, "h", [n]

    def step(self, by):
        self.e += by * 0.5
        self.f, self.a = self.a, self.f
        self.h.append(self.g)
        self.g = self.g[-3:] + "x"
        return self.e + self.f


class Wider(Wide):
    def __init__(self, n):
        super().__init__(n)
        self.i = self.j = n * 2

    def step(self, by):
        self.j -= by
        return super().step(by) + self.j


def steps(rounds):
    things = [Wide(1), Wider(2), Wide(3)]
    total = 0
    for i in range(rounds):
        total += things[i % 3].step(i & 7)
    return total, [sorted(vars(t).items()) for t in things if t.h.clear() is None]


def comes_and_goes(rounds):
    thing, missing = Wide(0), 0
    for i in range(rounds):
        try:
            thing.h = thing.f + i
            missing += thing.g == "h"
        except AttributeError as error:
            missing += 1000
            thing.g = str(error)
        if i % 50 == 7:
            del thing.g
        if i % 90 == 80:
            thing = Wide(i)
        if i == rounds - 20:
            vars(thing)["f"] = 5
        if i == rounds - 10:
            thing.__dict__ = {"f": 7, "g": 8}
    return missing, thing.h


def changes_class(rounds):
    thing, total = Wide(1), 0
    for i in range(rounds):
        thing.f = i
        total += thing.f + thing.e
        if i % 40 == 39:
            thing.__class__ = Wider if type(thing) is Wide else Wide
        if i % 100 == 99:
            Wide.g = property(lambda self: self.f) if i % 200 == 99 else "plain"
        total += len(str(thing.g))
    Wide.g = None
    del Wide.g
    return total


def fresh(rounds):
    total = 0
    for i in range(rounds):
        thing = Wide(i)
        thing.f += thing.d
        total += thing.f + len(thing.h)
    return total


for rounds in (30, 500):
    for program in (steps, comes_and_goes, changes_class, fresh):
        print(program.__name__, program(rounds))
