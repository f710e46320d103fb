# krait: short
# Exceptions out of instructions that seldom raise: truth tests of every jump, names kept in
# namespaces that refuse them, patterns, the end of asynchronous loops.
class NoTruth:
    def __bool__(self):
        raise ArithmeticError("no truth")


def tell(function, *args):
    try:
        print(function.__name__, "->", function(*args))
    except Exception as error:
        line = error.__traceback__.tb_next.tb_lineno - function.__code__.co_firstlineno
        print(function.__name__, "!", type(error).__name__, error, line)


def loop_while(items):
    while items.pop():
        pass


def loop_until(items):
    while not items.pop():
        pass


def unless(value):
    if not value:
        return 1
    return 2


def either(value):
    return value or 5


def both(value):
    return value and 5


def filtered(values):
    return [v for v in values if v], [v for v in values if not v]


tell(loop_while, [NoTruth(), True])
tell(loop_until, [NoTruth(), False])
tell(unless, NoTruth())
tell(either, NoTruth())
tell(both, NoTruth())
tell(filtered, [0, NoTruth()])


class Refuses(dict):
    def __init__(self, *names):
        self.names = names

    def __setitem__(self, name, value):
        if name in self.names:
            raise LookupError(f"refused {name}")
        super().__setitem__(name, value)


class Meta(type):
    refused = ()

    def __prepare__(name, bases):
        return Refuses(*Meta.refused)

    def __new__(cls, name, bases, ns):
        return type.__new__(cls, name, bases, dict(ns))


def stores_name():
    Meta.refused = ("x",)

    class C(metaclass=Meta):
        x = 1


def sets_up_annotations():
    Meta.refused = ("__annotations__",)

    class C(metaclass=Meta):
        x: int = 1


def class_free_variable():
    class C:
        print(unset)

    unset = 1


class BadLength(list):
    def __len__(self):
        raise OverflowError("no length")


def match_length(value):
    match value:
        case [_, _]:
            return "two"
        case _:
            return "other"


tell(stores_name)
tell(sets_up_annotations)
tell(class_free_variable)
tell(match_length, BadLength())
tell(match_length, [1, 2])


class Endless:
    def __init__(self, error):
        self.error = error

    def __aiter__(self):
        return self

    async def __anext__(self):
        raise self.error


def end_async_for(error):
    async def loop():
        async for item in Endless(error):
            pass
        return "ended"

    coroutine = loop()
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


tell(end_async_for, StopAsyncIteration())
tell(end_async_for, KeyError("inside"))
tell(end_async_for, StopIteration())
