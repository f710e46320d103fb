# krait: short
# Special methods that are properties: what reading them raises is not always what the caller sees.


class I:
    def _fail(self):
        return {}["no such method"]

    for _name in (
        "__len__ __bool__ __repr__ __iter__ __call__ __contains__ __add__ __radd__ __setattr__ "
        "__getitem__ __eq__ __lt__ __index__ __enter__ __next__ __iadd__"
    ).split():
        locals()[_name] = property(_fail)
    del _name


class WithGet:
    __get__ = property(I._fail)


class Owner:
    attribute = WithGet()


class Hashed:
    __hash__ = property(I._fail)


def show(name, f):
    try:
        value = f()
        print(name, value if isinstance(value, (bool, int)) else type(value).__name__)
    except Exception as error:
        print(name, type(error).__name__, error)


i = I()
show("len", lambda: len(i))
show("bool", lambda: bool(i))
show("repr", lambda: repr(i))
show("str", lambda: str(i))
show("iter", lambda: iter(i))
show("call", lambda: i())
show("in", lambda: 1 in i)
show("+", lambda: i + 1)
show("r+", lambda: 1 + i)
show("setattr", lambda: setattr(i, "x", 1))
show("[]", lambda: i[1])
show("==", lambda: i == i)
show("== other", lambda: i == I())
show("<", lambda: i < I())
show("index", lambda: [1][i])
show("next", lambda: next(i))
show("get", lambda: Owner().attribute)
show("get of class", lambda: Owner.attribute)
show("hash", lambda: hash(Hashed()))
