# krait: short
# Module objects: construction, attributes, __getattr__, __dir__, repr, dict access.
import sys


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


Module = type(sys)
m = Module("made", "the doc")
print(m, m.__name__, m.__doc__, m.__package__, m.__loader__, m.__spec__, sorted(m.__dict__),
      m.__dict__ is vars(m), Module("x").__doc__)
m.value = 5
m.__dict__["other"] = 6
print(m.value, m.other, sorted(k for k in dir(m) if not k.startswith("__")), hasattr(m, "missing"))
del m.value
for action in (lambda: m.value, lambda: m.missing, lambda: delattr(m, "missing"), lambda: Module(),
               lambda: Module(5), lambda: Module("a", "b", "c"),
               lambda: Module(name="kw", doc="d").__doc__, lambda: setattr(m, "__dict__", {}),
               lambda: m.__dict__.clear(), lambda: m.x, lambda: repr(m),
               lambda: m.__name__, lambda: m(), lambda: m[0], lambda: m == m,
               lambda: hash(m) == hash(m), lambda: Module.__getattribute__(m, "q"),
               lambda: Module.__new__(Module).__dict__, lambda: repr(Module.__new__(Module)),
               lambda: Module.__new__(int)):
    tell("module", action)
n = Module("lazy")


def lazily(name):
    if name == "bad":
        raise AttributeError("refused bad")
    return f"computed {name}"


n.__getattr__ = lazily
n.__dir__ = lambda: ["b", "a"]
print(n.anything, getattr(n, "more"), dir(n), hasattr(n, "bad"))
tell("bad", lambda: n.bad)
n.__getattr__ = 5
tell("not callable", lambda: n.thing)
n.__dir__ = lambda: 5
tell("bad dir", lambda: dir(n))
for name, values in (("__name__", (5, None, "n")), ("__file__", ("f.py", 5)),
                     ("__spec__", (None, 5)), ("__loader__", (5,)), ("__doc__", (None,)),
                     ("__path__", ([],))):
    for value in values:
        o = Module("o")
        tell(f"{name} = {value!r}", setattr, o, name, value)
        tell("repr", lambda: o)


class Spec:
    name, origin, has_location, _initializing = "spec name", "spec origin", False, True

    def __init__(self, **changes):
        self.__dict__.update(changes)


tell("partial", lambda: setattr(o, "__spec__", Spec()) or o.absent)
tell("initialised", lambda: setattr(o, "__spec__", Spec(_initializing=False)) or o.absent)
tell("no name", lambda: delattr(o, "__name__") or o.absent)
tell("repr without name", lambda: Module.__repr__(Module.__new__(Module)))


class Sub(Module):
    class_attribute = "from the class"

    def __getattr__(self, name):
        return f"sub {name}"

    @property
    def managed(self):
        return "property", self.__name__


s = Sub("sub")
s.own = 1
print(s.own, s.class_attribute, s.managed, s.unknown, type(s).__name__, s)
p = Module("plain")
p.x = 1
p.__class__ = Sub
print(p.x, p.managed, p.zzz, isinstance(p, Module))
tell("class to int", setattr, p, "__class__", int)
tell("module class on instance", setattr, sys, "__class__", 5)
print(repr(sys), Module.__name__, sorted(set(Module.__dict__) - {"__doc__"}))
q = Module("annotated")
print(q.__annotations__, q.__annotations__ is q.__annotations__)
q.__annotations__ = {"a": 1}
print(q.__annotations__)
del q.__annotations__
tell("del annotations", delattr, Module("r"), "__annotations__")
print(m.__reduce_ex__ is not None, __name__, isinstance(__builtins__, Module),
      sys.modules["__main__"].__name__, globals()["sys"] is sys)
sys.modules["no_such_made"] = m2 = Module("no_such_made")
m2.answer = 42
import no_such_made
from no_such_made import answer

print(no_such_made is m2, answer)
try:
    from no_such_made import nothing
except ImportError as error:
    print(error, error.name, error.path)
sys.modules["no_such_none"] = None
try:
    import no_such_none
except ModuleNotFoundError as error:
    print(error, error.name)
