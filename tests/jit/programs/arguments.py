"""Calls with names, defaults and *args in loops: what each parameter gets, and what happens when defaults
or functions change under way, or a call is wrong."""


def plain(a, b=2, *, c=3):
    return a + 10 * b + 100 * c


def named(a, b, /, c, *, d):
    return a, b, c, d


def many(first, *rest):
    return first, rest


def several(first, second=7, *rest, last):
    return first + second + sum(rest) + last


class Box:
    def __init__(self, value, scale=2, *, offset=0):
        self.value = value * scale + offset

    def moved(self, by=1, times=1):
        return self.value + by * times

    def __call__(self, x=4):
        return x - self.value


class Heavy(Box):
    def __init__(self, value, **more):
        super().__init__(value, scale=3, offset=more.get("offset", 1))

    def moved(self, by=5, times=1):
        return super().moved(times=times, by=by)


def by_names(n):
    total = 0
    for i in range(n):
        total += plain(i, c=1) + plain(c=i, a=1, b=i) + plain(i, i, c=i)
    return total


def by_defaults(n):
    total = 0
    for i in range(n):
        box = Box(i)
        total += box.moved() + box.moved(2) + box.moved(times=3) + Box(i, offset=5, scale=1).value
    return total


def positional_only(n):
    last = None
    for i in range(n):
        last = named(i, 1, d=2, c=i + 3)
    return last


def star(n):
    total = 0
    last = None
    for i in range(n):
        first, rest = many(i, 1, i)
        total += first + sum(rest)
        last = many(i)
        total += several(1, 2, 3, i, last=5) + several(i, last=1)
    return total, last, last[1] == ()


def inherited(n):
    total = 0
    for i in range(n):
        heavy = Heavy(i, offset=i)
        total += heavy.moved() + heavy.moved(times=2) + Heavy(1)()
    return total


def made_in_the_loop(n):
    total = 0
    for i in range(n):
        def inner(a, b=i, c=(i, 2)):
            return a + b + c[0]
        total += inner(1) + inner(1, 2) + inner(b=1, a=i) + (lambda x, y=3: x * y)(i)
    return total


def defaults_change(n):
    def function(a, b=1):
        return a * b

    def change(i):
        if i == n // 2:
            function.__defaults__ = (10,)

    total = 0
    for i in range(n):
        change(i)
        total += function(i)
    return total


def defaults_vanish(n):
    def function(a, b=1):
        return a * b

    def change(i):
        if i == n // 2:
            del function.__defaults__

    total = 0
    try:
        for i in range(n):
            change(i)
            total += function(i)
    except TypeError as error:
        return total, str(error).split(".")[-1]


def mistakes(n):
    found = []
    for i in range(n):
        try:
            if i % 4 == 0:
                plain()
            elif i % 4 == 1:
                plain(1, a=i)
            elif i % 4 == 2:
                plain(1, x=i)
            else:
                named(1, 2, 3, 4)
        except TypeError as error:
            found.append(str(error))
    return sorted(set(found))


def many_functions(n):
    functions = [lambda a, b=k: a * b for k in range(3)]
    total = 0
    for i in range(n):
        total += functions[i % 3](i) + functions[i % 3](i, b=2)
    return total


for test in (by_names, by_defaults, positional_only, star, inherited, made_in_the_loop, defaults_change,
             defaults_vanish, mistakes, many_functions):
    print(test.__name__, test(100), test(250))
