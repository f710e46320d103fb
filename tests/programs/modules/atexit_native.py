# krait: short
# atexit: registration, order, arguments, unregistering, running by hand, errors at exit.
import atexit
import sys


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def note(*args, **kwargs):
    print("note", args, kwargs)


print(atexit._ncallbacks(), atexit.register(note, 1, key=2) is note, atexit._ncallbacks())
atexit.register(note, 2)
atexit.register(note, 3)
atexit._run_exitfuncs()
print(atexit._ncallbacks())
atexit.register(note, "a")
atexit.register(print, "b")
atexit.register(note, "c")
atexit.unregister(note)
print(atexit._ncallbacks())
atexit._run_exitfuncs()
for arguments in ((), (5,), ("x",), (None, 1)):
    tell("register", atexit.register, *arguments)
tell("unregister", atexit.unregister)
tell("unregister unknown", atexit.unregister, 5)


class Compares:
    def __init__(self, answer):
        self.answer = answer

    def __eq__(self, other):
        if self.answer == "raise":
            raise ZeroDivisionError("compared")
        return self.answer

    def __call__(self):
        print("called", self.answer)


atexit.register(Compares(True))
atexit.register(Compares(False))
atexit.unregister(len)
atexit._run_exitfuncs()
atexit.register(Compares("raise"))
tell("raising comparison", atexit.unregister, len)
atexit._clear()
print(atexit._ncallbacks())


def fails():
    print("fails runs")
    raise ValueError("at exit")


def leaves():
    print("leaves runs")
    sys.exit(5)


atexit.register(note, "first registered, last run")
atexit.register(fails)
atexit.register(note, "between")


@atexit.register
def adds_another():
    print("decorated runs")
    atexit.register(note, "added while exiting")


print("end of the program")
