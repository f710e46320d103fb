# f_lineno of a frame that an exception has left, through handlers that raise it again.
import sys


def line_after(f):
    try:
        f()
    except Exception as error:
        frame = error.__traceback__.tb_next.tb_frame
        print(f.__name__, frame.f_lineno - f.__code__.co_firstlineno, frame.f_lasti)


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass


def in_except():
    try:
        1 / 0
    except:
        1 / 0
        pass


def in_named_except():
    try:
        1 / 0
    except Exception as ex:
        1 / 0
        pass


def in_other_except():
    try:
        1 / 0
    except TypeError as ex:
        pass


def in_try():
    try:
        1 / 0
    finally:
        pass


def in_finally():
    try:
        1 / 0
    finally:
        1 / 0
        pass


def in_with():
    with Manager():
        1 / 0
        pass


def caught_again():
    try:
        try:
            1 / 0
        finally:
            pass
    except ZeroDivisionError:
        pass
    int("x")


for function in in_except, in_named_except, in_other_except, in_try, in_finally, in_with, caught_again:
    line_after(function)


# throw() into what a generator delegates to has that generator as its caller.
def names():
    frame, found = sys._getframe(1), []
    while frame:
        found.append(frame.f_code.co_name)
        frame = frame.f_back
    return found


def inner():
    print(names())
    try:
        yield
    except ValueError:
        print(names())
    try:
        yield
    finally:
        print(names())


def outer():
    yield from inner()


generator = outer()
next(generator)
generator.throw(ValueError)
generator.close()
