# krait: short
# Special methods taken from classes that the class does not derive from: they refuse its instances.


class A(int):
    __eq__ = str.__eq__
    __add__ = str.__add__
    __len__ = list.__len__
    __getitem__ = list.__getitem__
    __contains__ = list.__contains__
    __iter__ = dict.__iter__
    __call__ = type.__call__
    __hash__ = str.__hash__
    __repr__ = list.__repr__
    __mul__ = list.__mul__
    __iadd__ = list.__iadd__
    __getattribute__ = type.__getattribute__
    __setattr__ = type.__setattr__


class B:
    __init__ = list.__init__
    __next__ = type(iter([])).__next__
    __get__ = property.__get__


class C:
    x = object.__new__(B)


def add_in_place(a):
    a += [1]


def show(name, f, *args):
    try:
        print(name, f(*args))
    except TypeError as error:
        print(name, "TypeError", error)


a = A()
show("==", lambda: a == a)
show("+", lambda: a + a)
show("len", lambda: len(a))
show("[]", lambda: a[0])
show("in", lambda: 0 in a)
show("iter", lambda: iter(a))
show("()", lambda: a())
show("hash", lambda: hash(a))
show("repr", lambda: repr(a))
show("*", lambda: a * 2)
show("+=", add_in_place, a)
show(".x", lambda: a.x)
show(".x =", setattr, a, "x", 1)
show("init", B)
show("next", lambda: next(object.__new__(B)))
show("get", lambda: C.x)
