# krait: short
# import of native modules in every form, and how failures look.
import sys
import math as m, cmath
import _collections, itertools as it
from math import pi, sqrt as root, floor
from sys import (
    version_info as vi,
    maxsize,
)

print(m.ceil(1.2), cmath.sqrt(-1), list(it.islice(it.count(5), 3)), pi, root(16), floor(2.7),
    vi[:2], maxsize == 2**63 - 1, _collections.deque([1, 2], maxlen=1))


def local_import():
    import _struct
    from _operator import add, mul as times

    return _struct.calcsize("<id"), add(1, 2), times(3, 4), sorted(locals())


print(local_import())


class Body:
    import errno
    from errno import ENOENT as missing


print(Body.missing, Body.errno.errorcode[2])
from _heapq import *

heap = []
for value in (5, 1, 4):
    heappush(heap, value)
print(heap, heappop(heap), heapify.__name__)
from _string import *

print(list(formatter_parser("a{b!r:c}")), formatter_field_name_split("x.y[0]")[0])


def attempt(function):
    try:
        return function()
    except ImportError as error:
        return f"{type(error).__name__}: {error} name={error.name!r} path={error.path!r}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def no_module():
    import no_such_module


def no_submodule():
    import math.no_such_part


def no_name():
    from math import no_such_name


def no_module_from():
    from no_such_module import name


def partly():
    from math import pi, nothing_here


def star_missing():
    return __import__("no_such_star", fromlist=["*"])


def relative():
    from . import sibling


def relative_two():
    from ..package import sibling


for function in (no_module, no_submodule, no_name, no_module_from, partly, star_missing, relative,
        relative_two):
    print(function.__name__, attempt(function))
print(attempt(lambda: __import__("")), attempt(lambda: __import__(5)),
    attempt(lambda: __import__("math", level=-1)), attempt(lambda: __import__("math", globals(),
    None, (), 1)), attempt(lambda: __import__()), __import__("math") is m,
    __import__("math", fromlist=["pi"]).pi == pi, __import__("sys", {}, {}, ["x"], 0) is sys)
print(sys.modules["math"] is m, "itertools" in sys.modules, type(m), m.__name__, repr(m),
    m.__doc__ is not None, sys.__name__, attempt(lambda: m.nothing),
    attempt(lambda: setattr(m, "added", 1)), m.added)
del m.added
ModuleType = type(sys)
made = ModuleType("made", "doc")
made.value = 1
sys.modules["no_such_made"] = made
import no_such_made as no_such_made_alias
from no_such_made import value as no_such_value

print(no_such_made_alias is made, no_such_value, made.__name__, made.__doc__, repr(made),
    made.__dict__["value"], made.__spec__, made.__loader__, sorted(made.__dict__))
made._private, made.public = "private", "public"
try:
    from no_such_made import *
finally:
    print(public, value, "_private" in globals())
for names in (["value", "missing_from_all"], ["value", 5], ("_private",), 5, "public",
        ["public", "public"]):
    made.__all__ = names
    try:
        from no_such_made import *

        print(names, "_private" in globals())
    except (AttributeError, TypeError, ImportError) as error:
        print(names, type(error).__name__, error)
del made.__all__, made.__name__
try:
    from no_such_made import absent_name
except ImportError as error:
    print(error)
made.__name__ = "made"
made.__dict__[5] = "a key that is no string"
try:
    from no_such_made import *
except TypeError as error:
    print(type(error).__name__, error)
del made.__dict__[5]


class Lazy(ModuleType):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return f"lazy {name}"


sys.modules["no_such_lazy"] = Lazy("no_such_lazy")
from no_such_lazy import anything, other as renamed

print(anything, renamed)
made.__getattr__ = lambda name: f"module getattr {name}" if name != "absent" else (_
    for _ in ()).throw(AttributeError(name))
from no_such_made import dynamic as no_such_dynamic

print(no_such_dynamic, attempt(lambda: made.absent))
sys.modules["no_such_none"] = None
print(attempt(lambda: __import__("no_such_none")))
sys.modules["no_such_int"] = 42
import no_such_int

print(no_such_int, attempt(lambda: __import__("no_such_int.sub")),
    attempt(lambda: __import__("no_such_int", fromlist=["x"])))
print(attempt(lambda: ModuleType()), attempt(lambda: ModuleType(5)),
    attempt(lambda: delattr(m, "no_attr")), attempt(lambda: made.__dict__.clear()),
    attempt(lambda: repr(made)))
import builtins

real = builtins.__import__
calls = []


def hooked(name, globals=None, locals=None, fromlist=(), level=0):
    calls.append((name, fromlist, level, globals is not None))
    return real(name, globals, locals, fromlist, level)


builtins.__import__ = hooked
import _random, binascii as b
from binascii import hexlify, crc32

builtins.__import__ = real
print(calls, _random.Random.__name__, hexlify(b"\x01\xff"), crc32(b"abc"))
del builtins.__import__
try:
    import math
except ImportError as error:
    print(type(error).__name__, error)
builtins.__import__ = real
