# krait: short
# __import__ and the import statement over native modules and modules put into sys.modules.
import builtins
import sys


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", function(*args, **kwargs))
    except BaseException as error:
        print(label, "!", type(error).__name__, ascii((str(error), getattr(error, "name", ""))))


Module = type(sys)
print(__import__("sys") is sys, __import__("math").__name__,
      __import__("sys", globals(), locals(), ["path"], 0) is sys,
      __import__(name="sys", fromlist=()) is sys, __import__("sys", None, None, None) is sys)
for args in ((), (5,), (None,), ("",), ("no_such_module",), ("no_such.sub",), ("sys.path",),
             ("math.pi",), ("sys", 5), ("sys", {}, {}, (), -1), ("sys", {}, {}, (), 1),
             ("sys", {}, {}, (), "x"), ("sys", {}, {}, 5), (b"sys",), ("sys", {}, {}, (), 0, 1),
             ("..",), ("no\0such",), ("\ud800",)):
    tell(f"__import__{ascii(args)}", lambda: __import__(*args).__name__)
parent = Module("no_such_parent")
parent.__path__ = []
child = Module("no_such_parent.child")
parent.child = child
child.value = 1
leaf = Module("no_such_leaf")
sys.modules.update({"no_such_parent": parent, "no_such_parent.child": child, "no_such_leaf": leaf})
print(__import__("no_such_parent.child") is parent,
      __import__("no_such_parent.child", fromlist=["value"]) is child)
import no_such_parent.child
import no_such_parent.child as renamed
from no_such_parent import child as from_parent
from no_such_parent.child import value

print(no_such_parent is parent, renamed is child, from_parent is child, value)


def import_missing():
    import no_such_parent.other


def import_through_leaf():
    import no_such_leaf.sub


def from_missing():
    from no_such_parent import other


def from_leaf():
    from no_such_leaf import thing


def from_sys():
    from sys import no_such_thing



for function in (import_missing, import_through_leaf, from_missing, from_leaf, from_sys):
    tell(function.__name__, function)
sys.modules["no_such_blocked"] = None
tell("blocked", __import__, "no_such_blocked")
tell("blocked sub", __import__, "no_such_blocked.sub")
relative = {"__package__": "no_such_parent", "__name__": "no_such_parent.me"}
print(__import__("child", relative, None, ["value"], 1) is child,
      __import__("", relative, None, ["child"], 1) is parent)
for names, level in (({"__package__": "no_such_parent"}, 2), ({"__package__": ""}, 1),
                     ({"__package__": None}, 1), ({}, 1), ({"__package__": 5}, 1),
                     ({"__name__": 5}, 1), ({"__package__": "no_such_absent"}, 1),
                     ({"__spec__": 5}, 1), ({"__name__": "no_such_parent", "__path__": []}, 1)):
    tell(f"relative {names} {level}", lambda: __import__("child", names, None, (), level).__name__)
tell("globals not a dict", __import__, "child", [], None, (), 1)
calls = []
original = builtins.__import__


def hooked(name, globals=None, locals=None, fromlist=(), level=0):
    calls.append((name, fromlist, level, globals is not None))
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = hooked
try:
    import sys
    import no_such_parent.child as again
    from sys import path, argv as arguments
    try:
        from . import nothing
    except ImportError as error:
        print(error)
finally:
    builtins.__import__ = original
print(calls)
del builtins.__import__
try:
    import sys
except ImportError as error:
    print(error)
builtins.__import__ = original


class Lazy(Module):
    def __getattr__(self, name):
        if name == "refused":
            raise AttributeError("refused it")
        if name == "broken":
            raise KeyError("broken it")
        return f"lazy {name}"


sys.modules["no_such_lazy"] = Lazy("no_such_lazy")
from no_such_lazy import one, two as deux

print(one, deux)
for name in ("refused", "broken"):
    try:
        if name == "refused":
            from no_such_lazy import refused
        else:
            from no_such_lazy import broken
    except Exception as error:
        print(type(error).__name__, error)
sys.modules["no_such_star"] = starred = Module("no_such_star")
starred.public, starred._private = 1, 2
from no_such_star import *

print(public, "_private" in globals())
starred.__all__ = ["_private", "public"]
from no_such_star import *

print(_private)
for names in (["absent"], [5], 5, "ab"):
    starred.__all__ = names
    try:
        from no_such_star import *
    except Exception as error:
        print(type(error).__name__, error)
print(sys.modules["sys"] is sys, type(sys.modules).__name__, "builtins" in sys.builtin_module_names,
      sys.modules["builtins"] is builtins)
