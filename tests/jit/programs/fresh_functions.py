# Functions that are made in the loop, of one code object: what they close over is looked up in each.
import sys


def adder(a):
    return lambda b: lambda c: a + b + c


def curried(limit):
    total = 0
    for i in range(limit):
        total += adder(i)(i + 1)(i + 2)
    return total


print(curried(3000), sum(adder(i)(1)(2) for i in range(2000)))


def counters(limit):
    total = 0
    for i in range(limit):
        value = i

        def advance(by):
            nonlocal value
            value += by
            return value

        total += advance(1) + advance(2)
    return total


print(counters(3000))


# Who looks at the frame finds the function's own names, and it is kept alive by its frame.
def looked_at(limit):
    found = []
    for i in range(limit):
        def inner(x):
            if x % 500 == 0:
                frame = sys._getframe()
                found.append((frame.f_code.co_name, sorted(frame.f_locals.items())[-2:], frame.f_globals is globals()))
            return x + i * 0.5
        found.append(inner(i)) if i % 400 == 0 else inner(i)
    return found


print(looked_at(2001))


# It raises, with a traceback; it calls itself.
def raising(limit):
    caught = 0
    for i in range(limit):
        def check(x):
            if x % 7 == i % 5:
                raise ValueError(x)
            return x
        try:
            caught += check(i)
        except ValueError as error:
            caught -= error.args[0] + error.__traceback__.tb_next.tb_lineno - raising.__code__.co_firstlineno
    return caught


print(raising(3000))


def recursive(limit):
    total = 0
    for i in range(limit):
        def down(n):
            return n + i if n == 0 else down(n - 1) + 1
        total += down(i % 6)
    return total


print(recursive(2000))

# One code object in several modules.
text = "def make():\n return lambda x: x * FACTOR\n"
makers = []
code = compile(text, "made", "exec")
for factor in (2, 3.5, "ab"):
    space = {"FACTOR": factor}
    exec(code, space)
    makers.append(space["make"])


def mixed(limit):
    out = []
    for i in range(limit):
        out.append(makers[i * i % 3]()(i & 3))
    return len(out), out[-6:]


print(mixed(3000))


# Many functions at one place, with names and without.
def many(limit):
    functions = [eval("lambda x: x + %d" % k) for k in range(40)]
    value = 0
    for i in range(limit):
        for function in functions[i % 7::5]:
            value = function(value) & 0xFFFFF
    return value


print(many(800))


def rebound(limit):
    global changing
    total = 0
    for i in range(limit):
        if i % 3 == 0:
            changing = lambda x, y=i: x + 1
        total += changing(i, 0)
    return total


print(rebound(3000))


class Many:
    pass


def shapes(limit):
    kinds = []
    for k in range(20):
        kinds.append(type("K%d" % k, (), {"a": k, "m": lambda self, k=k: k * self.a}))
    objects = [kind() for kind in kinds]
    total = 0
    for i in range(limit):
        o = objects[i % 20]
        total += o.a + o.m()
        o.b = i
        total += o.b
    return total


print(shapes(4000))
