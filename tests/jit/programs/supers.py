# super().method() in machine code: no super object is made, and nobody sees the difference.
import sys


class Base:
    rate = 3

    def __init__(self, value):
        self.value = value

    def step(self, by):
        self.value += by * self.rate
        return self.value

    def name(self):
        return "base"

    @classmethod
    def kind(cls):
        return cls.__name__

    @property
    def double(self):
        return self.value * 2


class Middle(Base):
    def __init__(self, value, more):
        super().__init__(value)
        self.more = more

    def step(self, by):
        return super().step(by + 1) % 1000003

    def name(self):
        return "middle of " + super().name()


class Side(Base):
    def step(self, by):
        return super().step(by) ^ 1


class Bottom(Middle, Side):
    def step(self, by):
        return super().step(by) + len(super().kind()) + super().double % 3

    def name(self):
        return sys._getframe().f_code.co_name + " of " + super().name()


def run(kinds, limit):
    objects = [kind(5) if kind in (Base, Side) else kind(5, 6) for kind in kinds]
    total = 0
    for i in range(limit):
        o = objects[i % len(objects)]
        total = (total * 3 + o.step(i & 15)) & 0xFFFFFFFF
    return total, [o.name() for o in objects], [o.value for o in objects]


print(run([Middle], 2000))
print(run([Middle, Bottom], 2000))
print(run([Base, Side, Middle, Bottom], 4000))


def made(limit):
    return sum(Middle(i, i).value + Bottom(i, 1).more for i in range(limit))


print(made(2000))


# What is behind changes; the object changes its class; self is another one.
def changing(limit):
    o, out = Middle(1, 2), []
    for i in range(limit):
        if i == 1200:
            Base.step = lambda self, by: by - 1
        if i == 1300:
            o.__class__ = Bottom
        out.append(o.step(i))
    return out[1190:1210:5], out[1290:1310:5]


kept = Base.step
print(changing(1500))
Base.step = kept


class Rebinds(Middle):
    def step(self, by):
        if by % 50 == 49:
            self = Rebinds(100, 1)
        return super().step(by)


print(run([Rebinds], 2000))


class Captures(Middle):
    def step(self, by):
        seen = lambda: self.more
        return super().step(by) + seen()


print(run([Captures], 2000))


# Functions with other signatures behind; methods that are no functions; names that are not there.
class Flexible(Base):
    def step(self, by, *rest, scale=2):
        return by * scale + len(rest)


class OverFlexible(Flexible):
    native = len

    def step(self, by):
        return super().step(by) + super().step(by, 1, 2, scale=3) + super().__sizeof__() * 0

    def name(self):
        try:
            return super().missing()
        except AttributeError as error:
            return str(error)


def flexible(limit):
    o, total = OverFlexible(1), 0
    for i in range(limit):
        total += o.step(i) + len(o.name())
    return total, o.name()


print(flexible(2000))


class Shadowed(Middle):
    def step(self, by):
        return super().step(by)


def shadowing(limit):
    global super
    o, out = Shadowed(1, 2), []
    for i in range(limit):
        if i == 1100:
            super = lambda: Base(7)
        out.append(o.step(i & 3))
    del super
    return out[1095:1105], o.step(1)


print(shadowing(1400))


# Errors come from where they did; frames are as they were.
class Raising(Middle):
    def step(self, by):
        return super().step(10 // (by - 7))


def raising(limit):
    o, lines = Raising(1, 2), []
    for i in range(limit):
        try:
            o.step(i & 7)
        except ZeroDivisionError as error:
            trace = error.__traceback__
            while trace.tb_next is not None:
                trace = trace.tb_next
            lines.append(trace.tb_lineno - Raising.step.__code__.co_firstlineno)
    return len(lines), set(lines), o.value


print(raising(2000))


class Plain:
    def step(self, by):
        return by

    def bad(self):
        return super().step(1)


def missing(limit):
    count = 0
    for _ in range(limit):
        try:
            Plain().bad()
        except AttributeError:
            count += 1
    return count


print(missing(1500))
