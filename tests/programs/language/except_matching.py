# krait: short
# Which handler runs: tuples, subclasses, names; wrong handlers; exc_info inside and after.
import sys


class Mine(ValueError):
    pass


class Other(Exception):
    pass


def handler(error):
    try:
        raise error
    except Mine as e:
        return "mine", e.args
    except (KeyError, IndexError) as e:
        return "lookup", type(e).__name__
    except (Other, TypeError, ZeroDivisionError):
        return "one of three"
    except ValueError:
        return "value"
    except Exception as e:
        return "exception", type(e).__name__
    except:
        return "bare", sys.exc_info()[0].__name__


for error in (Mine(1), KeyError("k"), IndexError, Other(), ValueError, OSError(1, "x"), TypeError(),
        KeyboardInterrupt, SystemExit(1), GeneratorExit, StopIteration(1)):
    print(handler(error))


def choose(kind):
    log.append(kind.__name__)
    return kind


log = []
try:
    raise IndexError("i")
except choose(KeyError):
    print("no")
except choose(LookupError) as e:
    print("chosen", e, log)
except choose(ValueError):
    print("no")


def bad_handler(expression):
    try:
        raise ValueError("original")
    except expression:
        return "caught"


for expression in (5, "ValueError", None, ValueError("instance"), (KeyError, 5), [ValueError], int,
        (int, str), (ValueError, 5), (KeyError, (ValueError,)), (), object):
    try:
        print(bad_handler(expression))
    except Exception as error:
        print(type(error).__name__, error, "| context", repr(error.__context__))


class Meta(type):
    def __subclasscheck__(cls, sub):
        print("subclasscheck is not used")
        return True

    def __instancecheck__(cls, instance):
        print("instancecheck is not used")
        return True


class Greedy(Exception, metaclass=Meta):
    pass


try:
    try:
        raise ValueError("not greedy")
    except Greedy:
        print("greedy")
except ValueError as e:
    print("by real type only:", e)


def info():
    return tuple(x and getattr(x, "__name__", None) or str(x) for x in sys.exc_info()[:2])


print(info())
try:
    raise ValueError("one")
except ValueError:
    print(info())
    try:
        raise KeyError("two")
    except KeyError:
        print(info())
    print(info())

    def inside():
        try:
            raise IndexError("three")
        except IndexError:
            return info()

    print(inside(), info())
    try:
        pass
    finally:
        print("finally sees", info())
print(info(), sys.exc_info())


def generator():
    yield info()
    try:
        raise TypeError("in generator")
    except TypeError:
        yield info()
        yield info()
    yield info()


g = generator()
try:
    raise OSError("outside")
except OSError:
    print(next(g), info())
    print(next(g), info())
print(next(g), info())
print(next(g), info())


def name_is_deleted():
    e = "before"
    try:
        raise ValueError
    except ValueError as e:
        e = "rebound"
    try:
        return e
    except UnboundLocalError as error:
        return str(error)


def name_deleted_by_hand():
    try:
        raise ValueError
    except ValueError as e:
        del e
    return "fine"


print(name_is_deleted(), name_deleted_by_hand())
for i in range(3):
    try:
        if i == 1:
            raise ValueError(i)
    except ValueError as e:
        print("loop handler", e)
        continue
    print("no error", i)
print(sys.exception() if hasattr(sys, "exception") else "no sys.exception")
try:
    try:
        raise KeyError("a")
    except KeyError as e:
        raise
except KeyError as e:
    print("re-raised", e, len(e.args))
try:
    raise
except RuntimeError as e:
    print(e)


def reraise():
    raise


try:
    raise ValueError("active in caller")
except ValueError:
    try:
        reraise()
    except ValueError as e:
        print("bare raise in a callee:", e)
