# krait: short
# One attribute site, objects of many shapes, classes that change under it while it runs.
class A:
    x = "class A"


class B:
    def __init__(self):
        self.x = "instance B"


class C:
    __slots__ = ("x",)

    def __init__(self):
        self.x = "slot C"


class D:
    @property
    def x(self):
        return "property D"


class E:
    def __getattr__(self, name):
        return f"getattr E {name}"


class F(A):
    pass


class G(B):
    def __init__(self):
        self.y = 1
        super().__init__()


class H:
    def __getattribute__(self, name):
        return f"getattribute H {name}"


class M:
    pass


def read(o):
    return o.x


def write(o, value):
    o.x = value


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


objects = [A(), B(), C(), D(), E(), F(), G(), H(), M(), A, 5, None, "s"]
for round_ in range(3):
    print([attempt(read, o) for o in objects])
for o in objects[:10]:
    attempt(write, o, f"written {type(o).__name__}")
print([attempt(read, o) for o in objects])
a, f = A(), F()
A.x = "restored"
history = []
for step in range(20):
    history.append(attempt(read, f))
    if step == 3:
        A.x = "A changed"
    if step == 5:
        F.x = "F shadows"
    if step == 7:
        f.x = "instance shadows"
    if step == 9:
        F.x = property(lambda self: "property wins")
    if step == 11:
        del F.x
    if step == 13:
        del f.x
    if step == 15:
        del A.x
    if step == 17:
        f.__class__ = M
    if step == 18:
        M.x = "from M"
print(history)


class P:
    def method(self):
        return "P.method"


class Q(P):
    pass


def call(o):
    return o.method()


p, q = P(), Q()
history = []
for step in range(20):
    history.append((attempt(call, p), attempt(call, q)))
    if step == 3:
        P.method = lambda self: "replaced on P"
    if step == 5:
        Q.method = lambda self: "defined on Q"
    if step == 7:
        q.method = lambda: "instance callable"
    if step == 9:
        q.method = 5
    if step == 10:
        del q.method
    if step == 11:
        Q.method = staticmethod(lambda: "static")
    if step == 13:
        Q.method = classmethod(lambda cls: f"class {cls.__name__}")
    if step == 14:
        del Q.method
    if step == 15:
        P.method = property(lambda self: lambda: "property returning callable")
    if step == 16:
        P.__getattr__ = lambda self, name: lambda: f"made {name}"
    if step == 17:
        del P.method
    if step == 18:
        del P.__getattr__
print(*history, sep="\n")


def many_shapes(n):
    objects = []
    for i in range(n):
        o = M()
        for j in range(i % 7):
            setattr(o, f"extra{(i + j) % 5}", j)
        o.x = i
        o.z = -i
        objects.append(o)
    return sum(o.x for o in objects), sum(o.z for o in objects), [sorted(o.__dict__)
        for o in objects[:4]]


print(many_shapes(100))


def dict_tricks():
    o = M()
    o.x = 1
    d = o.__dict__
    out = [o.x]
    d["x"] = 2
    out.append(o.x)
    d["new"] = 3
    out.append(o.new)
    del d["x"]
    out.append(attempt(read, o))
    o.__dict__ = {"x": "new dict"}
    out.append(o.x)
    d["x"] = "old dict is detached"
    out.append(o.x)
    o.__dict__["k"] = 1
    o.__dict__.update(x=7, l=2)
    out.append((o.x, o.l, len(o.__dict__)))
    o.__dict__.clear()
    out.append(attempt(read, o))
    o.__dict__[5] = "not a string"
    out.append(o.__dict__)
    for i in range(100):
        setattr(o, f"a{i}", i)
    for i in range(0, 100, 2):
        delattr(o, f"a{i}")
    out.append(sum(o.__dict__[f"a{i}"] for i in range(1, 100, 2)))
    out.append(len(o.__dict__))
    return out


print(dict_tricks())


def order():
    o = M()
    o.b, o.a, o.c = 1, 2, 3
    first = list(o.__dict__)
    del o.b
    o.b = 4
    return first, list(o.__dict__), list(vars(o).items())


print(order())


class Counter:
    total = 0

    def bump(self):
        self.total += 1
        return self.total


c = Counter()
print([c.bump() for _ in range(5)], Counter.total, c.__dict__)


def globals_change():
    out = []
    for i in range(8):
        out.append(value_of_global())
        if i == 2:
            globals()["the_global"] = "changed"
        if i == 4:
            del globals()["the_global"]
            globals()["the_global"] = 42
        if i == 6:
            globals()["the_global"] = None
    return out


the_global = "original"


def value_of_global():
    return the_global


print(globals_change())
