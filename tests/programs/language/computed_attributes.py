# Attributes that C code computes (getset descriptors), again and again at the same places: of many
# types at one place, of classes that change meanwhile, set, missing, and on types themselves.
import types


class Plain:
    pass


class Other(Plain):
    __doc__ = "other"


class Meta(type):
    @property
    def label(cls):
        return "label of " + cls.__name__


class Made(metaclass=Meta):
    pass


def names(things):
    return [thing.__class__.__name__ for thing in things]


def again(things, rounds):
    found = []
    for i in range(rounds):
        thing = things[i % len(things)]
        found.append(thing.__class__)
        found.append(thing.__class__.__module__)
    return len(found), len(set(map(str, found))), found[-2].__name__


def copies(thing, rounds):
    for _ in range(rounds):
        thing = thing.__class__(thing)
    return thing


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def arguments(rounds):
    error, total = ValueError(1, 2), 0
    for i in range(rounds):
        total += len(error.args)
        if i == rounds // 2:
            error.args = (1, 2, 3)
        if i == rounds - 3:
            error = KeyError()
    return total


def changing_class(rounds):
    thing, seen = Plain(), []
    for i in range(rounds):
        if i % 7 == 6:
            thing.__class__ = Other if type(thing) is Plain else Plain
        seen.append(thing.__class__.__name__)
        if i == rounds // 2:
            Plain.extra = thing.__class__
    del Plain.extra
    return seen[::5], thing.__class__.__qualname__


def dicts(rounds):
    things = [Plain(), Other(), types.SimpleNamespace(a=1)]
    for i in range(rounds):
        things[i % 3].__dict__[f"n{i % 4}"] = i
    return [sorted(vars(thing).items()) for thing in things]


class Borrowed:
    args = BaseException.__dict__["args"]
    name = type.__dict__["__name__"]


def borrowed(thing):
    results = []
    for thing in (ValueError(3), thing, KeyError(4)):
        for _ in range(3):
            results.append(attempt(lambda: thing.args))
    return results


def of_types(rounds):
    found = []
    for i in range(rounds):
        cls = (int, Plain, Made, Meta, type, Other)[i % 6]
        found.append((cls.__name__, cls.__mro__[0] is cls, cls.__module__, bool(cls.__flags__)))
        if cls is Made:
            found.append(cls.label)
    return found[-7:]


def missing(rounds):
    count = 0
    for i in range(rounds):
        try:
            (Plain if i % 2 else Made).__abstractmethods__
        except AttributeError as error:
            count += len(str(error))
    return count


def frames(rounds):
    def numbers():
        for i in range(rounds):
            yield i

    generator, lines = numbers(), set()
    for _ in generator:
        lines.add(generator.gi_frame.f_lineno - numbers.__code__.co_firstlineno)
        lines.add(generator.gi_running)
    return sorted(lines), generator.gi_frame


def setting(rounds):
    def f():
        pass

    for i in range(rounds):
        f.__name__ = f.__name__[-5:] + str(i % 10)
        f.__defaults__ = (f.__defaults__ or ())[-2:] + (i,)
    attempt(setattr, f, "__name__", 3)
    return f.__name__, f.__defaults__, f.__qualname__


for rounds in (4, 40, 300):
    print(again([Plain(), Other(), 3, "x", None, [], Made(), ValueError(), print], rounds))
    print(copies([1], rounds), copies((2,), rounds), copies(3, rounds))
    print(arguments(rounds), attempt(changing_class, rounds))
    print(dicts(rounds))
    print(borrowed(Borrowed()))
    print(of_types(rounds))
    print(missing(rounds), frames(rounds), setting(rounds))
print(names([1, "a", Plain(), Made(), Made, Meta, None, Ellipsis, NotImplemented, 1.5, 2j]))
print(attempt(lambda: Borrowed.name), attempt(lambda: Borrowed().name))
