# krait: short
# mappingproxy (type.__dict__) and SimpleNamespace (sys.implementation's type).
import sys


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class Holder:
    b = 2
    a = 1


proxy_of_class = Holder.__dict__
Proxy = type(proxy_of_class)
print(Proxy.__name__, proxy_of_class["a"], "b" in proxy_of_class,
      [k for k in proxy_of_class if len(k) == 1], proxy_of_class.get("zz"), len(proxy_of_class) > 2)
table = {"x": 1, "y": [2]}
p = Proxy(table)
print(p, repr(p), str(p), len(p), p["x"], p.get("z", 0), list(p), list(p.keys()), list(p.values()),
      list(p.items()), list(reversed(p)), p.copy(), type(p.copy()).__name__, "x" in p, p == table,
      p == Proxy(table), p != {"x": 1})
table["z"] = 3
print(p["z"], len(p), p | {"w": 4}, {"w": 4} | p, type(p | p).__name__, {**p}, dict(p))
for action in (lambda: p.__setitem__, lambda: p["missing"], lambda: p[[]], lambda: hash(p),
               lambda: p.__ior__({}), lambda: p.update, lambda: p.pop, lambda: p.clear,
               lambda: setattr(p, "x", 1), lambda: p < p, lambda: p | 5, lambda: 5 | p,
               lambda: Proxy(), lambda: Proxy(5), lambda: Proxy([1]), lambda: Proxy(None),
               lambda: Proxy({}, {}), lambda: Proxy(mapping={}),
               lambda: type("Sub", (Proxy,), {}), lambda: p.__class_getitem__(int),
               lambda: Proxy("abc")[0], lambda: Proxy((1, 2))[1], lambda: Proxy(range(5)),
               lambda: p.get(), lambda: bool(Proxy({})), lambda: p.__contains__("x"),
               lambda: p.keys() & {"x"}):
    tell("proxy", action)


def change():
    p["x"] = 5


def delete():
    del p["x"]


def in_place():
    global p
    p |= {"q": 1}


for function in (change, delete, in_place):
    tell(function.__name__, function)


class Custom:
    def keys(self):
        return ["k"]

    def __getitem__(self, key):
        return f"custom {key}"

    def __len__(self):
        return 42

    def __iter__(self):
        return iter("it")

    def __contains__(self, key):
        return key == "in"

    def __repr__(self):
        return "Custom"


c = Proxy(Custom())
print(c["a"], len(c), list(c), "in" in c, "out" in c, c, c.keys())
tell("custom copy", lambda: c.copy())
tell("custom get", lambda: c.get("x"))
Namespace = type(sys.implementation)
print(Namespace.__name__, Namespace.__module__)
n = Namespace(b=1, a="two")
print(n, n.a, n.b, n.__dict__, n == Namespace(a="two", b=1), n != Namespace(), n == {"a": 1},
      Namespace(), sorted(vars(n)))
n.c = n
n.d = [n]
print(n)
del n.c, n.d
for action in (lambda: n.missing, lambda: Namespace(1), lambda: Namespace(**{"x y": 1, "z": 2}),
               lambda: Namespace({}), lambda: hash(n), lambda: n < n,
               lambda: Namespace(a=1) < Namespace(a=2), lambda: Namespace(a=1) >= Namespace(a=1),
               lambda: n < 5, lambda: setattr(n, "new", 1) or n, lambda: delattr(n, "zz"),
               lambda: n.__reduce__()[1:], lambda: n.__reduce__()[0].__name__,
               lambda: Namespace.__init__(n, e=5) or n, lambda: n(), lambda: len(n), lambda: n["a"],
               lambda: Namespace(self=1)):
    tell("namespace", action)


class Sub(Namespace):
    def __init__(self, **values):
        super().__init__(**values)
        self.extra = True


print(Sub(x=1), Sub(x=1) == Namespace(x=1, extra=True), type(Sub()).__name__, repr(Sub(s=Sub())))
print(sys.implementation.name == sys.implementation.name, type(sys.flags).__name__,
      isinstance(sys.implementation, Namespace))
