# krait: short
# getattr, setattr, delattr, hasattr: arguments, defaults, names of odd kinds, errors.
import builtins


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, ascii(str(error)))


class Name(str):
    pass


class Thing:
    known = "class value"

    def __init__(self):
        self.own = 1

    def __getattr__(self, name):
        if name == "raises":
            raise ValueError("from __getattr__")
        if name == "stops":
            raise StopIteration("from __getattr__")
        raise AttributeError(f"no {name}")

    def __repr__(self):
        return "Thing"

    @property
    def broken(self):
        raise AttributeError("inside the property")


t = Thing()
for name in ("own", "known", "missing", "raises", "stops", "broken", "", "two words",
             "\u4e2d\u6587", "\ud800", Name("own"), "__class__", "__dict__"):
    tell(f"getattr {ascii(name)}", getattr, t, name)
    tell(f"getattr {ascii(name)} default", getattr, t, name, "default")
    tell(f"hasattr {ascii(name)}", hasattr, t, name)
for bad in (5, None, b"own", ("own",), ["own"], Thing):
    for function in (getattr, hasattr, delattr):
        tell(f"{function.__name__} {type(bad).__name__}", function, t, bad)
    tell(f"setattr {type(bad).__name__}", setattr, t, bad, 1)
    tell(f"getattr {type(bad).__name__} default", getattr, t, bad, "default")
for function, most in ((getattr, 4), (setattr, 4), (delattr, 3), (hasattr, 3)):
    for count in range(most + 1):
        tell(f"{function.__name__} with {count}", function, *[t, "own", 1, 2][:count])
tell("keyword", getattr, t, name="own")
tell("keyword", lambda: getattr(object=t, name="own"))
t.own = 1
for name, value in (("fresh", 5), ("two words", 6), ("", 7), ("known", "instance value"),
                    ("__class__", 5), ("__dict__", {"only": 1}), ("\u4e2d", 8)):
    tell(f"setattr {ascii(name)}", setattr, t, name, value)
print(t.__dict__, Thing.known)
for name in ("only", "only", "known", "__class__", "__dict__", "broken", "__init__"):
    tell(f"delattr {name}", delattr, t, name)
for thing in (5, "text", [], None, len, int, object(), (), Thing):
    label = thing.__name__ if hasattr(thing, "__name__") else type(thing).__name__
    tell(f"{label} setattr", setattr, thing, "attribute", 1)
    tell(f"{label} getattr", lambda: getattr(thing, "attribute"))
    tell(f"{label} delattr", delattr, thing, "attribute")
    tell(f"{label} delattr again", delattr, thing, "attribute")
    tell(f"{label} method", lambda: setattr(thing, "__repr__", 1))
    tell(f"{label} doc", lambda: isinstance(getattr(thing, "__doc__"), (str, type(None))))
del Thing.__repr__
for kind in (int, list, type(None), type(len), type, type(tell)):
    tell(f"type {kind.__name__}", setattr, kind, "attribute", 1)
    tell(f"type {kind.__name__}", delattr, kind, "attribute")
    tell(f"type {kind.__name__}", lambda: kind.attribute)
print(getattr(5, "real"), getattr("x", "upper")(), getattr(builtins, "len")([1]),
      getattr(Thing, "known"), hasattr(5, "imag"), hasattr(5, "append"))


class Slow:
    def __init__(self):
        self.calls = 0

    def __getattr__(self, name):
        self.calls += 1
        if self.calls < 3:
            raise AttributeError
        return self.calls


s = Slow()
print(hasattr(s, "x"), getattr(s, "x", "none yet"), s.x, hasattr(s, "y"))
tell("chain", lambda: s.x.real.imag)
