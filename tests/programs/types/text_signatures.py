# krait: short
# __text_signature__ of every method of the builtin types and of every builtin function.
import builtins

TYPES = [int, bool, float, complex, str, bytes, bytearray, memoryview, list, tuple, dict, set,
         frozenset, range, slice, type, object, property, classmethod, staticmethod, super,
         enumerate, zip, map, filter, reversed, BaseException, OSError, BaseExceptionGroup]
for kind in TYPES:
    print(kind.__name__, kind.__text_signature__)
    for name in sorted(kind.__dict__):
        member = kind.__dict__[name]
        if hasattr(member, "__text_signature__") and type(member).__name__ != "type":
            print("   ", name, member.__text_signature__)
for name in sorted(dir(builtins)):
    member = getattr(builtins, name)
    if type(member) is type(len):
        print(name, member.__text_signature__, member.__module__, member.__qualname__)


def python_function():
    """f(a, b)
--

Not parsed."""


print(hasattr(python_function, "__text_signature__"), len.__text_signature__,
      "".join.__text_signature__, [].sort.__text_signature__, (5).__add__.__text_signature__,
      type(iter([])).__next__.__text_signature__)


class Documented:
    """Documented(x)
--

Text."""


print(Documented.__text_signature__, repr(Documented.__doc__)[:30])
