# What a with statement calls when its block ends, and how: __exit__ of many kinds, after exceptions
# and without.
import contextlib
import sys
import traceback


def describe(kind, value, trace):
    return kind and kind.__name__, value, trace is not None


class Usual:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        caller = sys._getframe(1)
        print("usual", describe(kind, value, trace), caller.f_code.co_name, sys.exc_info()[1] is value)
        return kind is KeyError


class Defaults(Usual):
    def __exit__(self, kind=None, value=None, trace=None, more=4):
        print("defaults", describe(kind, value, trace), more)
        return 1


class Rest(Usual):
    def __exit__(self, *rest):
        print("rest", describe(*rest))
        return []


class Static(Usual):
    @staticmethod
    def __exit__(kind, value, trace):
        print("static", describe(kind, value, trace))


class OfClass(Usual):
    @classmethod
    def __exit__(cls, kind, value, trace):
        print("class", cls.__name__, describe(kind, value, trace))


class Called(Usual):
    class Exit:
        def __call__(self, kind, value, trace):
            print("called", describe(kind, value, trace))

    __exit__ = Exit()


class Bound(Usual):
    __exit__ = Usual().__exit__


class Raises(Usual):
    def __exit__(self, kind, value, trace):
        raise OSError("exit")


class TooFew(Usual):
    def __exit__(self, kind):
        return True


class Truth(Usual):
    def __exit__(self, kind, value, trace):
        class Answer:
            def __bool__(self):
                print("asked")
                raise TypeError("no answer")

        return Answer()


class Generator(Usual):
    def __exit__(self, kind, value, trace):
        yield "never runs"


def block(manager, raised):
    with manager:
        if raised is not None:
            raise raised
    return "done"


def chain(error):
    names = []
    while error is not None:
        names.append((type(error).__name__, [entry.name for entry in traceback.extract_tb(error.__traceback__)]))
        error = error.__context__
    return names


for manager in (Usual, Defaults, Rest, Static, OfClass, Called, Bound, Raises, TooFew, Truth, Generator):
    for raised in (None, KeyError(1), ValueError("v")):
        try:
            print(block(manager(), raised))
        except Exception as error:
            print(chain(error), error)


@contextlib.contextmanager
def managed(log):
    try:
        yield log
    except KeyError as error:
        log.append(error.args)
    finally:
        log.append("end")


log = []
with managed(log):
    raise KeyError("k")
with managed(log):
    pass
print(log, sys.exc_info())


class Deep:
    depth = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        Deep.depth += 1
        return deep()


def deep():
    with Deep():
        raise KeyError(Deep.depth)


try:
    deep()
except RecursionError:
    print("too deep", Deep.depth > 100)


def many(first, *rest, **named):
    return first, rest, named


class Method:
    def many(self, a, b, c, d, e, f, g, h, i, j, k, l, m):
        return a, m


method = Method().many
print(method(*range(13)), method(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, m=12))
