# krait: short
# Causes, contexts, suppression and cycles, as printed.
import sys


def show(function):
    try:
        function()
    except Exception:
        sys.excepthook(*sys.exc_info())


def context():
    try:
        int("x")
    except ValueError:
        {}["missing"]


def cause():
    try:
        int("x")
    except ValueError as error:
        raise KeyError("with cause") from error


def from_none():
    try:
        int("x")
    except ValueError:
        raise KeyError("context hidden") from None


def from_other():
    try:
        int("x")
    except ValueError:
        raise KeyError("other cause") from IndexError("never raised")


def three_levels():
    try:
        try:
            int("x")
        except ValueError as error:
            raise KeyError("two") from error
    except KeyError:
        raise TypeError("three")


def in_finally():
    try:
        raise ValueError("body")
    finally:
        raise KeyError("finally")


def in_with():
    class M:
        def __enter__(self):
            return self

        def __exit__(self, *args):
            raise LookupError("exit")

    with M():
        raise ValueError("body")


def in_else():
    try:
        pass
    except ValueError:
        pass
    else:
        raise ValueError("else")


def cause_and_context():
    cause_error = OSError("cause with its own context")
    cause_error.__context__ = EOFError("inner")
    try:
        raise ValueError("context")
    except ValueError:
        raise TypeError("main") from cause_error


def cycle():
    a, b, c = ValueError("a"), ValueError("b"), ValueError("c")
    a.__context__, b.__context__ = b, c
    c.__context__ = a
    raise a


def self_cause():
    error = ValueError("my own cause")
    raise error from error


def same_cause_twice():
    shared = KeyError("shared")
    first = ValueError("first")
    first.__cause__ = shared
    second = TypeError("second")
    second.__cause__ = shared
    second.__context__ = first
    second.__suppress_context__ = False
    raise second


def unsuppressed():
    error = ValueError("cause wins over unsuppressed context")
    error.__context__ = KeyError("context")
    raise error


def reraised():
    try:
        int("x")
    except ValueError as error:
        try:
            raise KeyError("in between")
        except KeyError:
            raise error


def bare():
    try:
        int("x")
    except ValueError:
        raise


def long_chain(n):
    try:
        if n:
            long_chain(n - 1)
        else:
            raise ValueError("bottom of the chain")
    except Exception as error:
        raise RuntimeError(f"level {n}") from (error if n % 2 else None)


def generator_context():
    def gen():
        try:
            yield
        except ValueError:
            raise KeyError("in generator")

    g = gen()
    next(g)
    g.throw(ValueError("thrown in"))


def stop_iteration():
    def gen():
        yield next(iter(()))

    list(gen())


for function in (context, cause, from_none, from_other, three_levels, in_finally, in_with, in_else,
        cause_and_context, cycle, self_cause, same_cause_twice, unsuppressed, reraised, bare,
        lambda: long_chain(3), generator_context, stop_iteration):
    show(function)
three_levels()
