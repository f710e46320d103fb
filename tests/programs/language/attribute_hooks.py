# krait: short
# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__: who is asked, and when.
class Log:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __getattr__(self, name):
        self.log.append(f"getattr {name}")
        if name.startswith("no_"):
            raise AttributeError(f"really no {name}")
        return f"made-up {name}"

    def __setattr__(self, name, value):
        self.log.append(f"setattr {name}")
        super().__setattr__(name, value)

    def __delattr__(self, name):
        self.log.append(f"delattr {name}")
        super().__delattr__(name)

    def __dir__(self):
        return ["zeta", "alpha"]


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


l = Log()
l.x = 1
print(l.x, l.y, attempt(lambda: l.no_z), hasattr(l, "anything"), hasattr(l, "no_thing"),
    getattr(l, "no_default", "default"))
l.x += 1
del l.x
print(attempt(delattr, l, "x"), l.x, dir(l))
print(l.log)
print(attempt(lambda: len(l)), attempt(lambda: l + 1), attempt(lambda: l()), attempt(lambda: l[0]),
    attempt(iter, l), str(l)[:5], len(l.log))


class Everything:
    cls_attr = "class"

    def __init__(self):
        self.inst = "instance"

    def __getattribute__(self, name):
        print(f"[{name}]", end=" ")
        if name == "hidden":
            raise AttributeError("hidden by getattribute")
        if name == "fails":
            raise ValueError("getattribute failed")
        return super().__getattribute__(name)

    def __getattr__(self, name):
        return f"fallback {name}"

    def method(self):
        return self.inst


e = Everything()
print(e.inst, e.cls_attr, e.method(), e.hidden, e.absent, attempt(lambda: e.fails))
print(e.__class__.__name__, e.__dict__, hasattr(e, "hidden"), vars(e), isinstance(e, Everything))


class Proxy:
    def __init__(self, target):
        self.__dict__["_target"] = target

    def __getattr__(self, name):
        return getattr(self._target, name)

    def __setattr__(self, name, value):
        setattr(self._target, name, value)

    def __delattr__(self, name):
        delattr(self._target, name)


class Target:
    pass


target = Target()
proxy = Proxy(target)
proxy.a = 1
proxy.b = [1]
proxy.b.append(2)
print(target.__dict__, proxy.a, proxy.b)
del proxy.a
print(target.__dict__, attempt(lambda: proxy.a))
print(Proxy([3, 1, 2]).index(2), Proxy("text").upper(), attempt(len, Proxy("text")))


class Recursive:
    def __getattr__(self, name):
        return self.missing_too


try:
    Recursive().x
except RecursionError as error:
    print(type(error).__name__)


class WrongSignature:
    def __getattr__(self):
        return 1

    def __setattr__(self, name):
        pass


print(attempt(lambda: WrongSignature().x), attempt(setattr, WrongSignature(), "x", 1))


class Frozen:
    def __init__(self, v):
        object.__setattr__(self, "v", v)

    def __setattr__(self, name, value):
        raise TypeError(f"cannot set {name}")

    __delattr__ = None


f = Frozen(5)
print(f.v, attempt(setattr, f, "v", 6), attempt(delattr, f, "v"))
f.__dict__["v"] = 7
print(f.v)
for case in (
    lambda: getattr(f, "v", None),
    lambda: getattr(f, 5),
    lambda: getattr(f, b"v"),
    lambda: setattr(f, 5, 1),
    lambda: hasattr(f, None),
    lambda: getattr(f, ""),
    lambda: getattr(f, "with space", "odd"),
    lambda: getattr(f, "é" * 3, "unicode"),
    lambda: f.__getattribute__("v"),
    lambda: object.__getattribute__(f, "nothing"),
    lambda: object.__setattr__(f, "w", 1),
    lambda: object.__setattr__(5, "w", 1),
    lambda: object.__setattr__(int, "w", 1),
    lambda: type.__setattr__(Frozen, "w", "set by type"),
    lambda: Frozen.w,
    lambda: object.__delattr__(f, "w"),
    lambda: object.__delattr__(f, "w"),
):
    print(attempt(case))


class Changing:
    def __getattr__(self, name):
        value = f"computed {name}"
        setattr(self, name, value)
        return value


c = Changing()
print(c.a, c.__dict__, c.a)


class Base:
    x = "class x"


b = Base()
seen = []
for i in range(12):
    if i == 3:
        b.x = "instance x"
    if i == 5:
        Base.x = property(lambda self: "property x")
    if i == 7:
        del b.__dict__["x"]
    if i == 8:
        Base.x = "class again"
    if i == 9:
        del Base.x
        Base.__getattr__ = lambda self, name: "hook " + name
    if i == 11:
        del Base.__getattr__
    seen.append(attempt(lambda: b.x))
print(seen)


class BadDir:
    def __dir__(self):
        return 5


class MixedDir:
    def __dir__(self):
        return ("b", "a", "b")


print(attempt(dir, BadDir()), dir(MixedDir()), [n for n in dir(target) if not n.startswith("__")],
    "upper" in dir("s"), [n for n in dir(Log) if not n.startswith("__")], sorted(dir()) == dir())
