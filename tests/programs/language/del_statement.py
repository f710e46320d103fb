# krait: short
# del in all forms, and what it calls.
class Log:
    def __delattr__(self, name):
        print("delattr", name)

    def __delitem__(self, key):
        print("delitem", key)


log = Log()
del log.a
del log[0], log["k"], log[1:2], log[1, 2], log[...], log[::2]
del (log.b, [log.c, log[3]])
del (log.d)
del [log.e], ()
x = y = z = 1
del x, (y, [z])
for name in ("x", "y", "z"):
    print(name, name in globals())


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def local():
    a = b = 1
    del a
    try:
        a
    except UnboundLocalError as error:
        print(error)
    a = "again"
    del b
    return a, sorted(locals())


print(local())


def loop():
    out = []
    for i in range(3):
        if i == 1:
            del i
            continue
        out.append(i)
    del i
    return out, locals()


print(loop())


def delete_arguments(a, *args, b=1, **kwargs):
    del a, args, b, kwargs
    return locals()


print(delete_arguments(1, 2, c=3))
items = list(range(10))
del items[0], items[-1]
del items[2:4]
del items[::2]
print(items)
mapping = {"a": 1, "b": {"c": 2}}
del mapping["a"], mapping["b"]["c"]
print(mapping)


class C:
    attr = 1
    other = 2

    def method(self):
        pass

    del other


c = C()
c.attr = "instance"
del c.attr
print(c.attr, hasattr(C, "other"))
del C.attr, C.method
print(hasattr(c, "attr"), hasattr(c, "method"))
for case in (
    lambda: delattr(c, "attr"),
    lambda: delattr(C, "attr"),
    lambda: delattr(5, "real"),
    lambda: delattr(int, "real"),
    lambda: delattr(c, "__class__"),
    lambda: delattr(C, "__name__"),
    lambda: delattr(C, "__dict__"),
    lambda: delattr(c, "__dict__"),
    lambda: delattr(C, "__module__"),
    lambda: delattr(C, "__doc__"),
    lambda: delattr(c, 5),
    lambda: delattr(c),
):
    print(attempt(case))


def order(tag, value):
    print(tag, end=" ")
    return value


del order("1", [0])[order("2", 0)], order("3", {"k": 0})[order("4", "k")]
print()
first = [1, 2, 3]
second = first
del first
print(second)
data = [[1, 2], [3, 4]]
del data[0][1], data[1][0]
print(data)
del data[:]
print(data)


class Property:
    @property
    def p(self):
        return 1

    @p.deleter
    def p(self):
        print("deleter")

    @property
    def q(self):
        return 1


obj = Property()
del obj.p
print(attempt(lambda: delattr(obj, "q")))


def many(n):
    d = {i: i for i in range(n)}
    for i in range(0, n, 2):
        del d[i]
    for i in range(0, n, 4):
        d[i] = "back"
    return list(d.items())


print(many(12))
try:
    del undefined, second
except NameError as error:
    print(error, second)


def nested_cells():
    v = 1

    def inner():
        nonlocal v
        del v

    inner()
    try:
        return v
    except UnboundLocalError as error:
        return f"{type(error).__name__}: {error}"


print(nested_cells())
