# krait: short
# Data and non-data descriptors, on instances and classes, with every access path.
class Data:
    def __get__(self, obj, owner=None):
        return f"data get {type(obj).__name__} {owner and owner.__name__}"

    def __set__(self, obj, value):
        print("data set", type(obj).__name__, value)

    def __delete__(self, obj):
        print("data delete", type(obj).__name__)


class NonData:
    def __get__(self, obj, owner=None):
        return f"non-data get {type(obj).__name__} {owner and owner.__name__}"


class SetOnly:
    def __set__(self, obj, value):
        obj.__dict__["set_only"] = f"stored {value}"


class DeleteOnly:
    def __delete__(self, obj):
        print("delete only")


class Raises:
    def __get__(self, obj, owner=None):
        raise AttributeError("descriptor says no")


class C:
    data = Data()
    non_data = NonData()
    set_only = SetOnly()
    delete_only = DeleteOnly()
    raises = Raises()
    plain = "class attribute"

    def method(self):
        return "method"


class Fallback(C):
    def __getattr__(self, name):
        return f"fallback {name}"


def attempt(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


c = C()
print(c.data, "|", C.data, "|", c.non_data, "|", C.non_data)
c.__dict__.update(data="hidden", non_data="visible", set_only="visible", delete_only="visible",
    plain="visible", method="visible")
print(c.data, c.non_data, c.set_only, c.delete_only, c.plain, c.method)
c.data = 1
c.non_data = 2
c.set_only = 3
c.plain = 4
print(attempt(lambda: setattr(c, "delete_only", 5)))
print(c.__dict__)
del c.data, c.non_data, c.plain, c.delete_only
print(attempt(lambda: delattr(c, "set_only")), c.set_only, c.non_data, c.plain)
print(attempt(lambda: c.raises), Fallback().raises, Fallback().missing, Fallback().data)
print(type(C.__dict__["data"]).__name__, C.set_only.__class__.__name__,
    C.delete_only.__class__.__name__)
C.data = "replaced on the class"
print(C.data, c.data)
del C.plain
print(attempt(lambda: c.plain), attempt(lambda: C.plain))


class Meta(type):
    meta_data = Data()
    meta_non = NonData()
    conflict_data = Data()
    conflict_non = NonData()


class WithMeta(metaclass=Meta):
    conflict_data = "class attribute"
    conflict_non = "class attribute"
    own = NonData()


print(WithMeta.meta_data, "|", WithMeta.meta_non, "|", WithMeta.conflict_data, "|",
    WithMeta.conflict_non, "|", WithMeta.own)
WithMeta.meta_data = "x"
del WithMeta.meta_data
print(attempt(lambda: WithMeta().meta_non))


class Validated:
    def __set_name__(self, owner, name):
        self.slot = "_" + name

    def __init__(self, check):
        self.check = check

    def __get__(self, obj, owner):
        if obj is None:
            return self
        return getattr(obj, self.slot)

    def __set__(self, obj, value):
        if not self.check(value):
            raise ValueError(f"bad {self.slot[1:]}: {value!r}")
        setattr(obj, self.slot, value)


class Person:
    name = Validated(lambda v: isinstance(v, str) and v)
    age = Validated(lambda v: 0 <= v < 150)

    def __init__(self, name, age):
        self.name, self.age = name, age


p = Person("Ann", 30)
p.age += 1
print(p.name, p.age, p.__dict__, Person.age.slot, attempt(lambda: Person("", 1)),
    attempt(lambda: setattr(p, "age", 200)), attempt(lambda: Person.__new__(Person).age))


class Lazy:
    def __init__(self, function):
        self.function = function

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        print("computing", self.name)
        value = obj.__dict__[self.name] = self.function(obj)
        return value


class Circle:
    def __init__(self, r):
        self.r = r

    @Lazy
    def area(self):
        return self.r * self.r * 3


circle = Circle(2)
print(circle.area, circle.area, circle.__dict__)
print(C.method.__get__(c, C)(), C.method.__get__(None, C) is C.method,
    type(C.method.__get__(5)).__name__, attempt(lambda: C.method.__get__(None, None)),
    attempt(lambda: C.method.__get__()))
print("".join.__self__ == "", str.join.__get__("-", str)(["a", "b"]),
    str.__dict__["join"].__get__(None, str) is str.join, attempt(lambda: str.join.__get__(5, int)))
print(int.real.__get__(5), attempt(lambda: int.real.__get__("x")),
    attempt(lambda: int.real.__set__(5, 1)), type(int.real).__name__, int.real.__name__,
    int.real.__objclass__)


class Getattribute:
    x = Data()

    def __getattribute__(self, name):
        return f"intercepted {name}"


g = Getattribute()
print(g.x, g.anything, g.__class__, type(g).__name__, object.__getattribute__(g, "x"),
    attempt(lambda: object.__getattribute__(g, "nope")))
n = 0


class Loops:
    d = NonData()


obj = Loops()
for i in range(200):
    n += len(obj.d)
    if i == 100:
        obj.d = "instance"
    if i == 150:
        Loops.d = Data()
print(n)
