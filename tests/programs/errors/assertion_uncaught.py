# krait: short
import sys


def show(function, *args):
    try:
        function(*args)
    except AssertionError:
        sys.excepthook(*sys.exc_info())


def check(value, limit=10):
    assert value < limit, f"{value} is not below {limit}"
    assert isinstance(
        value, str
    ), (
        "several",
        "values",
    )


def plain(value):
    assert value


show(check, 50)
show(check, 5)
show(plain, [])
assert check.__name__ == "other", {"expected": "other", "got": check.__name__}
