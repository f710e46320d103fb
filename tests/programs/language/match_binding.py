# krait: short
# match: which names get bound when a pattern fails half-way, cells, globals, classes, async.
def partial(x):
    a = b = c = "unset"
    match x:
        case [a, 1]:
            return "first", a
        case [b, 2, c]:
            return "second", b, c
        case {"a": a, "b": 2}:
            return "third", a
    return a, b, c


print(partial([5, 1]), partial([5, 9]), partial([6, 2, 7]), partial([6, 9, 7]),
    partial({"a": 8, "b": 2}), partial({"a": 8, "b": 3}))


def guard_failure_binds(x):
    match x:
        case [p, q] if p > q:
            return "greater"
        case [_, r] if r is None:
            return "none"
    return p, q, r


print(guard_failure_binds([2, 1]), guard_failure_binds([1, 2]), guard_failure_binds([1, 1]))


def unbound(x):
    match x:
        case {"v": value}:
            pass
    return value


print(unbound({"v": 1}))
try:
    unbound({})
except UnboundLocalError as error:
    print(error)


def cells(x):
    match x:
        case [head, *tail]:
            return lambda: (head, tail)
        case {"k": value, **rest}:
            return lambda: (value, rest)
        case str() as s:
            return lambda: s


print(cells([1, 2, 3])(), cells({"k": 1, "l": 2})(), cells("s")())


def global_target(x):
    global g_head, g_rest
    match x:
        case [g_head, *g_rest]:
            return True


def nonlocal_target(x):
    bound = None

    def inner():
        nonlocal bound
        match x:
            case {"b": bound}:
                pass

    inner()
    return bound


print(global_target("ab"), global_target([1, 2]), g_head, g_rest, nonlocal_target({"b": "B"}),
    nonlocal_target({}))


class Body:
    match [1, {"x": 2}]:
        case [one, {"x": two}]:
            total = one + two


print(Body.one, Body.two, Body.total)
match ("module", ["level"]):
    case (kind, [inner, *others]) as whole:
        print(kind, inner, others, whole)
match 10:
    case int() | str() as number:
        print(number)


def shared(x):
    match x:
        case ["v", value] | {"v": value} | (value, "v"):
            return value
        case [(value, 0) | (0, value), *rest] | (rest, value):
            return value, rest


print(shared(["v", 1]), shared({"v": 2}), shared((3, "v")), shared([(4, 0)]), shared([(0, 5), 6]),
    shared(("r", "v2")), shared(5))


async def matched(awaitable):
    match await awaitable:
        case [x, y] if await asynchronously(x):
            return "async pair", y
        case x:
            return "async other", x


async def asynchronously(x):
    return x


def run(c):
    try:
        c.send(None)
    except StopIteration as stop:
        return stop.value


print(run(matched(asynchronously([1, 2]))), run(matched(asynchronously([0, 2]))))


def generator(items):
    for item in items:
        match item:
            case int():
                yield item
            case [*inner]:
                yield from generator(inner)
            case None:
                return "stopped"


print(list(generator([1, [2, [3]], "x", 4, None, 5])))


def with_try(x):
    try:
        match x:
            case [divisor]:
                return 1 / divisor
            case {"raise": error}:
                raise error
    except ZeroDivisionError:
        return "zero"
    except LookupError as error:
        return repr(error)
    finally:
        x = None
    return "fell through"


print(with_try([2]), with_try([0]), with_try({"raise": KeyError("k")}), with_try(1))


def many(x):
    match x:
        case 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9:
            return "digit"
        case "a" | "e" | "i" | "o" | "u":
            return "vowel"
        case [0 | 1, [2 | 3, (4 | 5) as last]]:
            return last
        case (((nested))):
            return nested


print([many(x) for x in (3, "e", [1, [2, 5]], [1, [2, 6]], "z")])
