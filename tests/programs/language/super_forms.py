# krait: short
# super(): zero-argument, two-argument, unbound, in class and static methods, cooperative diamonds.
class A:
    attr = "A.attr"

    def method(self, trace=()):
        return trace + ("A",)

    @classmethod
    def klass(cls):
        return ("A.klass", cls.__name__)

    @staticmethod
    def static():
        return "A.static"

    @property
    def prop(self):
        return "A.prop"

    def __getitem__(self, key):
        return f"A[{key}]"


class B(A):
    attr = "B.attr"

    def method(self, trace=()):
        return super().method(trace + ("B",))

    @classmethod
    def klass(cls):
        return super().klass() + ("B.klass",)

    @property
    def prop(self):
        return super().prop + "+B.prop"

    def parent_attr(self):
        return super().attr, super(B, self).attr, super(__class__, self).attr

    def __getitem__(self, key):
        return super().__getitem__(key) + "+B"


class C(A):
    def method(self, trace=()):
        return super(C, self).method(trace + ("C",))

    @staticmethod
    def static():
        return "C.static"


class D(B, C):
    def method(self, trace=()):
        return super().method(trace + ("D",))

    @staticmethod
    def static():
        return super(D, D).static()

    def lambdas(self):
        f = lambda: super(D, self).method()
        return f(), (lambda this: super(D, this).prop)(self)

    def nested(self):
        def inner():
            return super(D, self).klass()

        return inner(), [super(D, s).static() for s in [self]]

    def set_attr(self):
        super().__setattr__("x", 1)
        return self.x


d = D()
print([k.__name__ for k in D.__mro__], d.method(), D.klass(), d.prop, d.parent_attr(), D.static(),
    d.lambdas(), d.nested(), d.set_attr(), d["k"])
print(super(B, d).method(), super(C, d).method(), super(D, D).klass(), super(B, D).klass(),
    super(D, d).attr)
s = super(B, d)
print(s.__thisclass__.__name__, s.__self__ is d, s.__self_class__.__name__, type(s).__name__,
    repr(s).split("<D")[0])
unbound = super(B)
print(unbound.__self__, unbound.__get__(d, D).method(), repr(unbound))


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class Errors:
    def no_such(self):
        return super().no_such()

    def subscript(self):
        return super()[0]

    def set_super(self):
        super().x = 1

    def deleted_self(self):
        del self
        return super().method()

    def rebound_self(self):
        self = D()
        return super()

    def no_args():
        return super()

    def star(*args):
        return super().__init__()

    def in_comprehension(self):
        return [super().method for _ in range(1)]

    def in_generator(self):
        return list(super().method for _ in range(1))

    def renamed(this):
        return super().__repr__().split(" ")[0]

    def cell_self(self):
        f = lambda: self
        return super().__class__.__name__, f() is self


e = Errors()
for name in ("no_such", "subscript", "set_super", "deleted_self", "rebound_self", "star",
        "in_comprehension", "in_generator", "renamed", "cell_self"):
    print(name, attempt(getattr(e, name)))
print("no_args", attempt(Errors.no_args))
print(attempt(super), attempt(super, 5), attempt(super, A, 5), attempt(super, B, A()),
    attempt(super, 5, A()), attempt(lambda: super(A, d).nothing),
    attempt(lambda: super(object, d).method), attempt(super, A, d, 1))


def outside(self):
    return super().method()


A.outside = outside
print(attempt(d.outside))


def outside_two(self):
    return super(B, self).method()


A.outside_two = outside_two
print(d.outside_two())


class Init:
    def __init__(self, **kwargs):
        self.leftover = kwargs


class Named(Init):
    def __init__(self, *, name, **kwargs):
        super().__init__(**kwargs)
        self.name = name


class Sized(Init):
    def __init__(self, *, size, **kwargs):
        super().__init__(**kwargs)
        self.size = size


class Both(Named, Sized):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)


both = Both(name="n", size=3, extra="e")
print(both.name, both.size, both.leftover, attempt(lambda: Both(name="only")))


class MyList(list):
    def append(self, item):
        super().append(item * 2)

    def __getitem__(self, i):
        return ("got", super().__getitem__(i))

    def __len__(self):
        return super().__len__() + 100

    def __repr__(self):
        return f"MyList{super().__repr__()}"

    def __eq__(self, other):
        return not super().__eq__(other)


ml = MyList([1])
ml.append(5)
print(ml, ml[1], len(ml), ml == [1, 10])


class MyDict(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k, v + 1)

    def __missing__(self, k):
        return super().setdefault(k, [])


md = MyDict(a=1)
md["b"] = 1
print(md, md["new"], md.get("none"), md)


class MyInt(int):
    def __new__(cls, value):
        return super().__new__(cls, value + 1)

    def __add__(self, other):
        return MyInt(super().__add__(other))


print(MyInt(1) + 1, type(MyInt(1) + 1).__name__)
super_alias = super


class Alias(A):
    def method(self):
        return super_alias().method()


print(attempt(Alias().method))


class Shadow(A):
    def method(self):
        super = lambda: "shadowed super"
        return super()


print(Shadow().method())
