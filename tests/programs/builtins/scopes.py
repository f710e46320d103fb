# krait: short
# globals, locals, vars, dir: at module level, in functions, classes, comprehensions, lambdas.


def tell(label, function, *args):
    try:
        print(label, "->", function(*args))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class Plain:
    kind = "class attribute"

    def __init__(self):
        self.b, self.a = 1, 2


class Slots:
    __slots__ = ("x",)


class OwnDir:
    def __dir__(self):
        return ["z", "a", "m"]


class BadDir:
    def __init__(self, answer):
        self.answer = answer

    def __dir__(self):
        return self.answer


class FakeDict:
    @property
    def __dict__(self):
        return {"computed": 1}


class BadDict:
    @property
    def __dict__(self):
        raise KeyError("no dict")


class ClassProperty:
    @property
    def __class__(self):
        return Plain


print(globals() is locals(), globals()["tell"] is tell, vars() is globals(),
      sorted(k for k in globals() if not k.startswith("__")), "__builtins__" in globals(), __name__)
globals()["injected"] = 5
print(injected)
locals()["also injected"] = 6
print(globals()["also injected"])
del globals()["injected"]
tell("deleted", lambda: injected)


def function(a, b=2, *args, c, **kwargs):
    d = a
    inner = lambda: (d, undefined_later)
    snapshot = dict(locals())
    undefined_later = 1
    again = locals()
    again["a"] = "changed in the dict"
    again["new"] = 1
    names = sorted(vars()), sorted(dir())
    return sorted(snapshot), sorted(locals()), a, locals() is again, names, inner()


print(function(1, c=3, k=4))


def closure_names():
    x = 1

    def inner():
        return sorted(locals()), x

    del_me = 2
    del del_me
    return sorted(locals()), inner()


print(closure_names(), (lambda p, q: sorted(locals()))(1, 2), sorted((lambda item: locals())(5)))


class InClass:
    first = 1
    names = sorted(k for k in locals() if not k.startswith("__"))
    locals()["made"] = 2
    from_vars = "first" in vars()
    dir_names = [n for n in dir() if not n.startswith("__")]


print(InClass.names, InClass.made, InClass.from_vars, InClass.dir_names)


def generator():
    value = 1
    yield sorted(locals())
    other = 2
    yield sorted(locals())


print(list(generator()), [k for k in dir() if k in ("Plain", "Slots")])
p = Plain()
print(vars(p), vars(p) is p.__dict__, vars(Plain)["kind"], type(vars(Plain)).__name__,
      vars(FakeDict()), [n for n in dir(p) if not n.startswith("__")],
      [n for n in dir(Plain) if not n.startswith("__")])
for thing in (5, Slots(), [], BadDict(), None, len):
    tell("vars", vars, thing)
tell("vars", vars, p, p)
tell("globals", globals, 1)
tell("locals", locals, 1)
for thing in (OwnDir(), BadDir(["b", "a"]), BadDir(()), BadDir("ba"), BadDir(5), BadDir([1, "a"]),
              BadDir([2, 1]), BadDir(None), BadDir({"k": 1})):
    tell("dir", dir, thing)
tell("dir", dir, 1, 2)
print([n for n in dir(ClassProperty()) if n in ("kind", "__class__")],
      [n for n in dir(Slots()) if n == "x"], dir([]) == dir(list), sorted(dir(5)) == dir(int),
      "append" in dir([]), "__dict__" in dir(p), "mro" in dir(Plain), "mro" in dir(type))
p.__dict__["not an identifier"] = 1
p.__dict__[7] = "number"
tell("mixed keys", lambda: [n for n in dir(p) if not str(n).startswith("__")])
del p.__dict__[7]
p.__class__ = type("Other", (), {"other": 1})
print([n for n in dir(p) if not n.startswith("__")])
m = type(__builtins__)("m")
m.b = m.a = 1
print([n for n in dir(m) if not n.startswith("__")])
m.__dir__ = lambda: ["from", "__dir__"]
print(dir(m), vars(m)["a"])


def rebinding():
    global created_global
    created_global = "g"
    nested = {}

    def set_nonlocal():
        nonlocal nested
        nested = "changed"

    set_nonlocal()
    return nested, sorted(locals())


print(rebinding(), created_global, "created_global" in globals())
