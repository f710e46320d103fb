# krait: short
# The line that a traceback names when errors leave with statements, finally blocks and loops.
import sys


def show(function):
    try:
        function()
    except Exception:
        sys.excepthook(*sys.exc_info())


class M:
    def __init__(self, enter=False, exit=False):
        self.fail_enter, self.fail_exit = enter, exit

    def __enter__(self):
        if self.fail_enter:
            raise ValueError("enter")
        return self

    def __exit__(self, *args):
        if self.fail_exit:
            raise ValueError("exit")


def enter():
    with M(enter=True):
        pass


def exit_():
    with M(exit=True):
        x = 1
        y = 2


def second():
    with M(), M(enter=True) as b:
        pass


def exit_after_return():
    with M(exit=True):
        return 1


def exit_after_break():
    for i in range(3):
        with M(exit=True):
            break


def body():
    with M():
        if True:
            1 / 0


def finally_after_return():
    try:
        return 1
    finally:
        1 / 0


def finally_reraises():
    try:
        1 / 0
    finally:
        x = 1
        y = 2


def handler():
    try:
        1 / 0
    except ZeroDivisionError:
        [][1]


def else_():
    try:
        pass
    except ValueError:
        pass
    else:
        [][2]


def nested():
    try:
        try:
            1 / 0
        finally:
            pass
    finally:
        pass


def loop():
    for i in range(3):
        if i == 1:
            raise ValueError(i)


def while_condition():
    x = None
    while x < 1:
        pass


def handler_expression():
    try:
        1 / 0
    except undefined_exception:
        pass


def star():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        pass


def unpack():
    for a, b in [(1, 2), (3,)]:
        pass


def reraise_later():
    try:
        1 / 0
    except ZeroDivisionError as error:
        kept = error
    raise kept


for function in (enter, exit_, second, exit_after_return, exit_after_break, body,
        finally_after_return, finally_reraises, handler, else_, nested, loop, while_condition,
        handler_expression, star, unpack, reraise_later):
    show(function)
with M(exit=True):
    print("body of the last one")
