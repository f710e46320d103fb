# krait: short
# assert: messages of every type, evaluation, AssertionError shadowed.
def attempt(function):
    try:
        return function()
    except BaseException as error:
        return f"{type(error).__name__} {error.args} {error}"


def plain(x):
    assert x
    return "passed"


def message(x, m):
    assert x, m
    return "passed"


evaluated = []


def note(tag, value):
    evaluated.append(tag)
    return value


for x in (True, 1, "s", [0], False, 0, "", [], None):
    print(repr(x), attempt(lambda: plain(x)), attempt(lambda: message(x, "text")))
for m in ("text", 5, None, ("a", "b"), (), [1], ValueError("as message"), lambda: 0):
    result = attempt(lambda: message(False, m))
    print(result if not callable(m) else result.split(" at ")[0])


def order():
    assert note("condition", True), note("message", "m")
    assert note("second", False), note("message", "m")


print(attempt(order), evaluated)


class BadTruth:
    def __bool__(self):
        raise ArithmeticError("no truth")


print(attempt(lambda: plain(BadTruth())))


def compound(a, b):
    assert a and b or not a, f"{a=} {b=}"
    assert a is not None if b else True
    assert 0 <= a < 10 != b, (a, b)
    assert not (a and b) or a == b == 1, "both"
    return "all hold"


for a, b in ((1, 1), (1, 0), (0, 5), (None, 1), (12, 1), (2, 2), (5, 10)):
    print(a, b, attempt(lambda: compound(a, b)))
saved = AssertionError


def shadowed():
    AssertionError = KeyError
    assert False, "still AssertionError"


print(attempt(shadowed))
AssertionError = ValueError
print(attempt(lambda: plain(0)))
del AssertionError
try:
    assert (lambda: False)(), "from lambda"
except saved as error:
    print("module level", error, error.__context__)
print(__debug__)
