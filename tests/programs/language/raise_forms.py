# krait: short
# Every form of raise, valid and invalid; causes and contexts; traceback and with_traceback.
import sys


def attempt(function, *args):
    try:
        function(*args)
    except BaseException as error:
        return describe(error)
    return "nothing raised"


def describe(error, depth=0):
    if error is None or depth > 4:
        return "-"
    cause = describe(error.__cause__, depth + 1)
    context = describe(error.__context__, depth + 1)
    return (f"{type(error).__name__}{error.args} cause[{cause}] context[{context}] "
            f"suppress={error.__suppress_context__}")


def raise_it(x):
    raise x


def raise_from(x, y):
    raise x from y


class NeedsArgument(Exception):
    def __init__(self, value):
        super().__init__(value)


class NotException:
    pass


class NewReturnsOther(Exception):
    def __new__(cls):
        return "a string"


class InitFails(Exception):
    def __init__(self):
        raise LookupError("in init")


for x in (ValueError, ValueError("v"), ValueError(), KeyError("a", "b"), 5, "text", None, int,
        NotException, NotException(), NeedsArgument, NewReturnsOther, InitFails, BaseException):
    print(attempt(raise_it, x))
for x, y in ((ValueError, KeyError), (ValueError("v"), KeyError("k")), (ValueError, None),
        (ValueError, 5), (ValueError, "text"), (ValueError, NotException), (ValueError, InitFails),
        (5, KeyError)):
    print(attempt(raise_from, x, y))


def context(kind):
    try:
        raise KeyError("first")
    except KeyError as error:
        if kind == "plain":
            raise ValueError("second")
        if kind == "from":
            raise ValueError("second") from error
        if kind == "from other":
            raise ValueError("second") from IndexError("other")
        if kind == "from None":
            raise ValueError("second") from None
        if kind == "same":
            raise error
        if kind == "bare":
            raise
        if kind == "nested":
            try:
                raise ValueError("second")
            except ValueError:
                raise TypeError("third")
        if kind == "finally":
            try:
                raise ValueError("second")
            finally:
                raise TypeError("third")


for kind in ("plain", "from", "from other", "from None", "same", "bare", "nested", "finally"):
    print(kind, "|", attempt(context, kind))


def self_context():
    try:
        raise ValueError("self")
    except ValueError as error:
        raise error from error


def cycle():
    a, b = ValueError("a"), ValueError("b")
    try:
        try:
            raise a
        except ValueError:
            raise b
    except ValueError:
        raise a


def context_of_handled():
    try:
        raise ValueError("one")
    except ValueError:
        pass
    raise KeyError("no context")


def set_by_hand():
    error = ValueError("main")
    error.__context__ = KeyError("context")
    error.__cause__ = IndexError("cause")
    error.__suppress_context__ = False
    raise error


print(attempt(self_context))
print(attempt(cycle))
print(attempt(context_of_handled))
print(attempt(set_by_hand))
error = ValueError("attributes")
for name, value in (("__cause__", 5), ("__context__", "x"), ("__traceback__", 5), ("args", 5),
        ("__cause__", None), ("__traceback__", None), ("args", "ab"), ("__suppress_context__", 1),
        ("__dict__", 5)):
    try:
        setattr(error, name, value)
        print(name, repr(getattr(error, name)))
    except TypeError as problem:
        print(name, "TypeError", problem)
for name in ("__cause__", "__context__", "__traceback__", "args", "__suppress_context__"):
    try:
        delattr(error, name)
        print("deleted", name)
    except (TypeError, AttributeError) as problem:
        print(name, type(problem).__name__, problem)


def depth(tb):
    n = 0
    while tb is not None:
        n += 1
        tb = tb.tb_next
    return n


def deep(n):
    if n == 0:
        raise ValueError("deep")
    deep(n - 1)


try:
    deep(5)
except ValueError as e:
    tb = e.__traceback__
    print(depth(tb), tb.tb_frame.f_code.co_name, tb.tb_next.tb_frame.f_code.co_name)
    other = KeyError("with tb").with_traceback(tb)
    print(other.__traceback__ is tb, depth(other.__traceback__), e.with_traceback(None) is e,
        e.__traceback__)
    try:
        raise other
    except KeyError as again:
        print("re-raised adds an entry:", depth(again.__traceback__))
    try:
        e.with_traceback(5)
    except TypeError as problem:
        print(problem)
for round_ in range(3):
    try:
        raise error
    except ValueError:
        print(depth(error.__traceback__), end=" ")
print()
print(attempt(lambda: (_ for _ in ()).throw(ValueError("via generator"))))
