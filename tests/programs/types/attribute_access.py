# krait: short
# Attribute lookup order, data and non-data descriptors, __getattr__ family, __set_name__.
log = []


def tell(label, function, *args):
    log.clear()
    try:
        result = repr(function(*args))
    except Exception as error:
        result = f"! {type(error).__name__}: {error}"
    print(label, "->", result, *log)


class Data:
    def __init__(self, name="unnamed"):
        self.name = name

    def __set_name__(self, owner, name):
        self.name = f"{owner.__name__}.{name}"

    def __get__(self, instance, owner):
        log.append(f"get {self.name} {instance is not None} {owner.__name__}")
        return "data value"

    def __set__(self, instance, value):
        log.append(f"set {self.name} {value}")

    def __delete__(self, instance):
        log.append(f"delete {self.name}")


class NonData:
    def __get__(self, instance, owner):
        return "non-data", instance is None


class SetOnly:
    def __repr__(self):
        return "SetOnly"

    def __set__(self, instance, value):
        instance.__dict__["only"] = ("through set", value)


class Failing:
    def __get__(self, instance, owner):
        raise AttributeError("descriptor refuses")


class Uses:
    data = Data()
    non_data = NonData()
    only = SetOnly()
    failing = Failing()
    plain = "class value"

    def __getattr__(self, name):
        log.append(f"getattr {name}")
        if name.startswith("no"):
            raise AttributeError(f"really no {name}")
        return f"made {name}"


u = Uses()
u.__dict__.update(data="instance data", non_data="instance non-data", plain="instance plain")
for name in ("data", "non_data", "plain", "only", "failing", "missing", "nothing"):
    tell(name, getattr, u, name)
tell("set data", setattr, u, "data", 5)
tell("del data", delattr, u, "data")
tell("set only", setattr, u, "only", 6)
tell("only", lambda: u.only)
tell("del only", delattr, u, "only")
tell("class data", lambda: Uses.data)
tell("class non_data", lambda: Uses.non_data)
tell("class failing", lambda: Uses.failing)
tell("default", getattr, u, "nothing", "default")
tell("hasattr", hasattr, u, "nothing")
Uses.data = "replaced on the class"
tell("after replacing", lambda: u.data)


class Everything:
    def __getattribute__(self, name):
        log.append(f"getattribute {name}")
        if name == "direct":
            return "direct value"
        return super().__getattribute__(name)

    def __getattr__(self, name):
        log.append(f"getattr {name}")
        return "fallback"

    def __setattr__(self, name, value):
        log.append(f"setattr {name}")
        super().__setattr__(name, value)

    def __delattr__(self, name):
        log.append(f"delattr {name}")
        super().__delattr__(name)

    def __len__(self):
        return 3

    def __dir__(self):
        return ["z", "a", 5] if log == ["bad"] else ["z", "a"]


e = Everything()
for action in (lambda: e.direct, lambda: e.absent, lambda: setattr(e, "x", 1), lambda: e.x,
               lambda: delattr(e, "x"), lambda: e.x, lambda: delattr(e, "x"), lambda: len(e),
               lambda: dir(e), lambda: vars(e), lambda: e.__class__):
    tell("everything", action)


class RaisesOther:
    def __getattr__(self, name):
        raise KeyError(name)


class PropertyError:
    @property
    def value(self):
        return self.inner_missing

    def __getattr__(self, name):
        log.append(f"getattr {name}")
        raise AttributeError(f"fallback failed for {name}")


tell("other error", lambda: RaisesOther().x)
tell("other error hasattr", lambda: hasattr(RaisesOther(), "x"))
tell("property error", lambda: PropertyError().value)


class Specials:
    pass


s = Specials()
s.__len__ = lambda: 5
s.__call__ = lambda: "called"
tell("instance __len__", lambda: len(s))
tell("instance __call__", lambda: s())
tell("explicit", lambda: s.__len__())
Specials.__len__ = lambda self: 7
tell("class __len__", lambda: len(s))
del Specials.__len__
tell("deleted __len__", lambda: len(s))


class Inherits(Specials):
    def __init__(self):
        self.a = 1


class Blocks(Inherits):
    __eq__ = None
    __iter__ = None
    __contains__ = None
    __hash__ = None


b = Blocks()
for action in (lambda: b == 1, lambda: iter(b), lambda: 1 in b, lambda: hash(b), lambda: [*b],
               lambda: {b}):
    tell("blocked", action)
for bad_name in (5, None, b"x", ["x"]):
    tell("getattr", getattr, b, bad_name)
    tell("setattr", setattr, b, bad_name, 1)
    tell("delattr", delattr, b, bad_name)
    tell("hasattr", hasattr, b, bad_name)


class BadSetName:
    def __set_name__(self, owner, name):
        raise ValueError("no name")


try:
    class Receives:
        x = BadSetName()
except RuntimeError as error:
    print(type(error).__name__, error, repr(error.__cause__))
tell("late set_name", lambda: setattr(Specials, "late", Data("late")) or s.late)


class Suggest:
    alpha = 1


tell("misspelt", lambda: Suggest().alhpa)
tell("misspelt class", lambda: Suggest.alpa)
x = Suggest()
x.alpha += 5
x.alpha, Suggest.alpha = x.alpha * 2, 100
print(x.alpha, Suggest().alpha, Suggest.__dict__["alpha"], x.__dict__)
