# krait: short
# None, Ellipsis, NotImplemented and plain object(): behaviour, methods, errors.


def tell(label, function, *args):
    try:
        print(label, *map(repr, args), "->", repr(function(*args)))
    except Exception as error:
        print(label, *map(repr, args), "!", type(error).__name__, error)


print(None, ..., repr(None), str(...), bool(None), bool(...), type(None), type(...),
      type(NotImplemented), NotImplemented, Ellipsis is ...)
for value in (None, ..., NotImplemented):
    kind = type(value)
    print(kind.__name__, kind() is value, value == value, value != value, value is value,
          hash(value) == hash(value), {value: 1}[value], [value].index(value), (value,), f"{value}",
          "%s %r" % (value, value))
    tell("new", kind)
    tell("new with argument", kind, 1)
    tell("call", value)
    tell("set", setattr, value, "x", 1)
    tell("get", getattr, value, "missing")
    tell("subclass", type, "Sub", (kind,), {})
    tell("format", format, value, "")
    tell("format spec", format, value, ">5")
    tell("less", lambda: value < value)
    tell("add", lambda: value + 1)
    tell("item", lambda: value[0])
    tell("len", len, value)
    tell("iter", iter, value)
    tell("int", int, value)
    tell("reduce", lambda: value.__reduce__())
    tell("reduce_ex", lambda: value.__reduce_ex__(4) if value is not None else "copyreg")
    tell("class", lambda: value.__class__)
    tell("set class", setattr, value, "__class__", int)
    tell("eq", value.__eq__, value)
    tell("eq other", value.__eq__, 5)
    tell("ne", value.__ne__, value)
    tell("dict", lambda: value.__dict__)
    tell("doc", lambda: isinstance(value.__doc__, (str, type(None))))
tell("contains", lambda: 1 in None)
tell("with", lambda: None.__enter__)
plain = object()
other = object()
print(plain == plain, plain == other, plain != other, hash(plain) == hash(plain), bool(plain),
      isinstance(plain, object), type(plain), len({plain, other, plain}))
tell("object arguments", object, 1)
tell("object keyword", lambda: object(x=1))
for action in (lambda: setattr(object, "x", 1), lambda: plain.x, lambda: plain < other,
               lambda: plain + 1, lambda: plain[0], lambda: plain(), lambda: iter(plain),
               lambda: -plain, lambda: int(plain), lambda: len(plain)):
    try:
        print(action())
    except TypeError as error:
        print(error)
    except AttributeError as error:
        print(error)
try:
    plain.x = 1
except AttributeError as error:
    print(error)


class Base:
    pass


class NewOnly:
    def __new__(cls, value):
        return super().__new__(cls)


class InitOnly:
    def __init__(self, value):
        super().__init__()


class BothPass:
    def __new__(cls, *args):
        return super().__new__(cls, *args)

    def __init__(self, *args):
        super().__init__(*args)


for action in (lambda: Base(1), lambda: Base(x=1), lambda: NewOnly(1) and "fine",
               lambda: InitOnly(1) and "fine", lambda: BothPass(1), lambda: object.__new__(Base, 1),
               lambda: object.__new__(NewOnly, 1) and "ok",
               lambda: object.__init__(Base(), 1), lambda: object.__init__(InitOnly(1), 1),
               lambda: object.__new__(int), lambda: object.__new__(5), lambda: object.__new__(),
               lambda: NewOnly(), lambda: InitOnly()):
    try:
        print(action())
    except TypeError as error:
        print(error)
instance = Base()
instance.b, instance.a = 1, 2
print(sorted(set(instance.__dir__()) - set(object.__dir__(object()))), instance.__sizeof__() > 0,
      instance.__getstate__(), object.__getstate__(Base()),
      instance.__format__("") == str(instance), object.__subclasshook__(5),
      object.__init_subclass__(), object.__eq__(1, 1), object.__eq__(1, 2), object.__ne__(1, 2),
      object.__lt__(1, 2), object.__repr__(5)[:15], object.__hash__(instance) == hash(instance))
for action in (lambda: instance.__format__("x"), lambda: object.__format__(5, 5),
               lambda: object.__reduce_ex__(instance, "x"),
               lambda: object.__getattribute__(instance, "zz"),
               lambda: object.__setattr__(instance, 5, 1),
               lambda: object.__setattr__(5, "x", 1), lambda: object.__delattr__(instance, "zz"),
               lambda: object.__getattribute__(instance), lambda: object.__dir__(),
               lambda: object.__init_subclass__(x=1),
               lambda: object.__setattr__(Base, "x", 1), lambda: object.__delattr__(instance, "a"),
               lambda: instance.__dict__, lambda: object.__class__, lambda: instance.__class__):
    tell("object method", action)
print(sorted(vars(object)), object.__bases__, object.__mro__, object.__base__, object.__name__,
      object.__module__, object.__qualname__)
