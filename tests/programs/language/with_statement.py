# krait: short
# with: enter and exit order, suppression, targets, several managers, control flow, errors.
class Manager:
    def __init__(self, name, suppress=False, enter_error=None, exit_error=None):
        self.name, self.suppress = name, suppress
        self.enter_error, self.exit_error = enter_error, exit_error

    def __enter__(self):
        print(f"enter {self.name}", end="; ")
        if self.enter_error:
            raise self.enter_error
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print(f"exit {self.name} {kind.__name__ if kind else None} {value!r} {type(tb).__name__}",
            end="; ")
        if self.exit_error:
            raise self.exit_error
        return self.suppress


def show(function, *args):
    try:
        print("->", function(*args))
    except BaseException as error:
        print("-> raised", repr(error), "context", repr(error.__context__))


def simple():
    with Manager("a") as a:
        return a


def several():
    with Manager("a") as a, Manager("b"), Manager("c") as c:
        return a, c


def parenthesised():
    with (
        Manager("p") as p,
        Manager("q") as q,
    ):
        return p + q


def raising(suppress, inner_suppress):
    with Manager("outer", suppress), Manager("inner", inner_suppress):
        raise ValueError("body")
    return "suppressed"


def enter_fails(suppress):
    with Manager("a", suppress), Manager("b", True, enter_error=KeyError("enter b")):
        print("never")
    return "after"


def exit_fails(body):
    with Manager("a"), Manager("b", exit_error=OSError("exit b")):
        if body:
            raise body
    return "after"


def control(kind):
    for i in range(3):
        with Manager(f"m{i}") as m:
            if kind == "break":
                break
            if kind == "continue" and i < 2:
                continue
            if kind == "return":
                return m
            if kind == "raise":
                raise LookupError(i)
    return "end", m


def targets():
    box = type("Box", (), {})()
    items = [0, 0]
    with Manager("ab") as (first, second), Manager("x") as box.attr, Manager("y") as items[
            1], Manager("pqr") as [h, *t]:
        return first, second, box.attr, items, h, t


def truthy(result):
    with Manager("t", suppress=result):
        raise ValueError
    return "suppressed"


def nested():
    with Manager("1"):
        try:
            with Manager("2"):
                raise KeyError("in 2")
        except KeyError:
            print("handled", end="; ")
        finally:
            with Manager("3"):
                print("finally", end="; ")
    return "ok"


show(simple)
show(several)
show(parenthesised)
for flags in ((False, False), (True, False), (False, True), (True, True)):
    show(raising, *flags)
show(enter_fails, False)
show(enter_fails, True)
show(exit_fails, None)
show(exit_fails, ValueError("body"))
for kind in ("none", "break", "continue", "return", "raise"):
    show(control, kind)
show(targets)
for result in (1, 0, "", "yes", [], None, [0]):
    show(truthy, result)
show(nested)


class NoEnter:
    def __exit__(self, *args):
        pass


class NoExit:
    def __enter__(self):
        print("never entered")


class InstanceOnly:
    pass


class WrongArity:
    def __enter__(self):
        return self

    def __exit__(self):
        return True


class BoolFails:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        return self

    def __bool__(self):
        raise ArithmeticError("truth of exit result")


class Static:
    @staticmethod
    def __enter__():
        return "static"

    @classmethod
    def __exit__(cls, *args):
        print("class exit", cls.__name__, len(args), end="; ")


instance = InstanceOnly()
instance.__enter__ = lambda: 1
instance.__exit__ = lambda *a: 1


def use(manager, error=None):
    with manager as m:
        if error:
            raise error
        return type(m).__name__


for manager in (NoEnter(), NoExit(), instance, 5, None, WrongArity(), Static()):
    show(use, manager)
show(use, WrongArity(), ValueError("body"))
show(use, BoolFails())
show(use, BoolFails(), KeyError("body"))


def unpack_fails():
    with Manager("abc") as (a, b):
        pass


show(unpack_fails)


def replaced():
    with Manager("r") as r:
        r = "rebound"
    with Manager("deleted") as d:
        del d
    try:
        return d
    except UnboundLocalError:
        return r


show(replaced)


def generator():
    with Manager("g") as g:
        yield g
        yield "second"


show(lambda: list(generator()))
log = []


class Recorder:
    def __enter__(self):
        return log.append

    def __exit__(self, kind, value, tb):
        log.append((kind and kind.__name__, tb and tb.tb_lineno - recorded.__code__.co_firstlineno))
        return True


def recorded():
    with Recorder() as record:
        record("in")
        undefined_name
    with Recorder() as record:
        record("second")
    return log


show(recorded)
