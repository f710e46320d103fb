# krait: short
# Closures share cells, not values; nonlocal rebinding; arguments that are cells.
def counter():
    count = 0

    def up(by=1):
        nonlocal count
        count += by
        return count

    def peek():
        return count

    return up, peek


up, peek = counter()
other_up, other_peek = counter()
print(up(), up(5), peek(), other_peek(), other_up(-1), peek())
print([name for name in up.__code__.co_freevars], counter.__code__.co_cellvars,
    up.__closure__[0] == peek.__closure__[0], up.__closure__[0].cell_contents)


def argument_cell(x, *args, y=1, **kwargs):
    def show():
        return x, args, y, kwargs

    x += 100
    args += ("changed",)
    y = -y
    kwargs["new"] = True
    return show


print(argument_cell(1, 2, 3, y=4, z=5)())


def late_binding():
    return [lambda: i for i in range(4)], [lambda i=i: i
        for i in range(4)], [(lambda n: lambda: n)(i) for i in range(4)]


print([[f() for f in fs] for fs in late_binding()])


def three_levels(a):
    def middle(b):
        def inner(c):
            nonlocal a, b
            a, b, c = a + 1, b * 2, c - 1
            return a, b, c

        return inner

    return middle


inner = three_levels(1)(2)
print(inner(3), inner(3), inner.__code__.co_freevars, inner.__qualname__)


def passes_through():
    deep = "value"

    def no_use():
        def also_no_use():
            return lambda: deep

        return also_no_use

    return no_use


print(passes_through()()()(), passes_through().__code__.co_freevars)


def loop_cell():
    functions = []
    for i in range(3):
        square = i * i
        functions.append(lambda: (i, square))
    i = "rebound"
    return [f() for f in functions]


print(loop_cell())


def recursive_closure(n):
    def factorial(k):
        return 1 if k < 2 else k * factorial(k - 1)

    return factorial(n)


print(recursive_closure(20))


def mutual():
    def even(n):
        return n == 0 or odd(n - 1)

    def odd(n):
        return n != 0 and even(n - 1)

    return even, odd


even, odd = mutual()
print(even(10), odd(7), even(7), even.__closure__[0].cell_contents is odd)


def closure_in_class(tag):
    class C:
        label = tag

        def get(self):
            return tag, self.label

    tag = "after"
    return C().get()


print(closure_in_class("before"))


def exception_cell():
    try:
        raise ValueError("x")
    except ValueError as e:
        f = lambda: e
        inside = f()
    try:
        f()
    except NameError as error:
        return repr(inside), str(error)


print(exception_cell())
Cell = type(up.__closure__[0])
cell = Cell(5)
print(cell.cell_contents, Cell(5) == cell, Cell(4) < cell, Cell() < cell, Cell() == Cell(),
    cell != Cell(6))
empty = Cell()
try:
    empty.cell_contents
except ValueError as error:
    print(error)
empty.cell_contents = "filled"
print(empty.cell_contents)
del empty.cell_contents
try:
    empty.cell_contents
except ValueError as error:
    print(error)


def accumulate(function):
    seen = []

    def wrapper(*args):
        seen.append(args)
        return function(*args), len(seen)

    wrapper.seen = seen
    return wrapper


@accumulate
def add(a, b):
    return a + b


print(add(1, 2), add(3, 4), add.seen)
