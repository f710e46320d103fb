# krait: short
# PRINT_EXPR never comes out of a module; a program can still ask for it through code.replace.
import sys

POP_TOP, PRINT_EXPR = 1, 70


def expressions(value):
    value.shown


def patched(function):
    code = function.__code__
    raw = bytearray(code.co_code)
    for i in range(0, len(raw), 2):
        if raw[i] == POP_TOP:
            raw[i] = PRINT_EXPR
    return type(function)(code.replace(co_code=bytes(raw)), function.__globals__)


class Holder:
    def __init__(self, shown):
        self.shown = shown


display = patched(expressions)
for value in (5, "text", [1, 2], None, 1.5):
    print("before", value)
    display(Holder(value))
    import builtins

    print("underscore:", getattr(builtins, "_", "unset"))
seen = []
sys.displayhook = seen.append
display(Holder("hooked"))
display(Holder(None))
print(seen)


def failing(value):
    raise LookupError(f"hook refused {value!r}")


sys.displayhook = failing
try:
    display(Holder("x"))
except LookupError as error:
    print(error)
del sys.displayhook
try:
    display(Holder("x"))
except RuntimeError as error:
    print(error)
sys.displayhook = sys.__displayhook__
display(Holder("restored"))
print(builtins._)
sys.__displayhook__({"direct": "call"})
try:
    sys.displayhook()
except TypeError as error:
    print(error)
