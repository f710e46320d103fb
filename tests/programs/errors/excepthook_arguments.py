# krait: short
# sys.__excepthook__ called by hand with good and bad arguments.
import sys


def failing():
    raise ValueError("real")


try:
    failing()
except ValueError as error:
    kept = error
    sys.__excepthook__(type(error), error, error.__traceback__)
    sys.__excepthook__(type(error), error, None)
    sys.__excepthook__(KeyError, error, error.__traceback__)
    sys.__excepthook__(None, error, error.__traceback__.tb_next)
sys.__excepthook__(ValueError, ValueError("no traceback"), None)
sys.__excepthook__(ValueError, "not an exception", None)
sys.__excepthook__(ValueError, None, None)
sys.__excepthook__(5, 6, 7)
for arguments in ((), (1,), (1, 2), (1, 2, 3, 4)):
    try:
        sys.__excepthook__(*arguments)
    except TypeError as error:
        print(error)
kept.__traceback__ = kept.__traceback__.tb_next
sys.excepthook(ValueError, kept, kept.__traceback__)
raise kept.with_traceback(None)
