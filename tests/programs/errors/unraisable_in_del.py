# krait: collects
# krait: short
# Errors that have nowhere to go: in __del__, in weakref callbacks, in generator close.
import gc
import sys
import _weakref


class Fails:
    def __del__(self):
        raise ValueError("in __del__")


class FailsDeeper:
    def __del__(self):
        self.helper()

    def helper(self):
        try:
            1 / 0
        except ZeroDivisionError as error:
            raise KeyError("two\nlines") from error


class BadReprFails:
    def __repr__(self):
        raise LookupError("repr")

    def __del__(self):
        raise ValueError("with bad repr")


class BadStr(Exception):
    def __str__(self):
        raise TypeError("str")


class FailsBadly:
    def __del__(self):
        raise BadStr


def drop(cls):
    cls()


def weak_callback():
    def callback(ref):
        raise IndexError("in callback")

    keep = drop_weak(callback)
    gc.collect()
    return keep


def drop_weak(callback):
    class Target:
        pass

    return _weakref.ref(Target(), callback)


for cls in (Fails, FailsDeeper, BadReprFails, FailsBadly):
    drop(cls)
    gc.collect()
    print("after", cls.__name__)
weak_callback()
print("after callback")
seen = []


def hook(unraisable):
    seen.append((unraisable.exc_type.__name__, str(unraisable.exc_value),
        unraisable.exc_traceback is not None, unraisable.err_msg,
        getattr(unraisable.object, "__qualname__", None)))


sys.unraisablehook = hook
drop(Fails)
gc.collect()
print(seen)


def failing_hook(unraisable):
    raise OSError("the hook fails too")


sys.unraisablehook = failing_hook
drop(Fails)
gc.collect()
sys.unraisablehook = None
drop(Fails)
gc.collect()
sys.unraisablehook = sys.__unraisablehook__
drop(Fails)
gc.collect()
print("end")
