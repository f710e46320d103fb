# krait: short
# Bound methods, builtin functions and methods, method descriptors, wrappers, classmethod etc.


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class Owner:
    def method(self, *args):
        """Method doc."""
        return "method", args

    @classmethod
    def of_class(cls, *args):
        return cls.__name__, args

    @staticmethod
    def static(*args):
        return args

    def __repr__(self):
        return "Owner()"

    def __eq__(self, other):
        return True

    __hash__ = None


owner = Owner()
bound = owner.method
Method = type(bound)
print(bound, bound.__self__, bound.__func__ is Owner.method, bound.__name__, bound.__qualname__,
      bound.__doc__, bound.__module__, bound(1, 2), Method.__name__)
print(bound == owner.method, bound == Owner().method, bound != owner.method,
      bound is not owner.method, Owner.of_class.__self__, Owner.of_class.__func__.__name__,
      Owner.static.__name__)
tell("hash", lambda: hash(bound) == hash(owner.method))
for args in ((len, [1, 2]), (5, 1), (len, None), (len,), (), (len, 1, 2), (Owner.method, owner)):
    tell("Method", lambda *a: Method(*a)() if len(a) == 2 and a[1] is not None else Method(*a),
         *args)
tell("keyword", lambda: Method(func=len, self=1))
for action in (lambda: setattr(bound, "x", 1), lambda: bound.missing,
               lambda: bound.__get__(5, int).__self__, lambda: bound.__get__(None, int).__self__,
               lambda: bound < bound, lambda: type("Sub", (Method,), {}),
               lambda: setattr(bound, "__func__", len), lambda: setattr(bound, "__self__", 1),
               lambda: bound.__reduce__()[1][1], lambda: bound.__call__("x"),
               lambda: Method.__call__(bound, "y"), lambda: Method(Method(lambda *a: a, 1), 2)(3),
               lambda: Method(owner.method, 5)(6), lambda: bound.__wrapped__,
               lambda: Owner.method(owner, 1), lambda: Owner.method(), lambda: Owner.method(5)):
    tell("method", action)
Owner.method.note = "function attribute"
print(bound.note, sorted(set(dir(bound)) - set(dir(owner)))[:3])
Builtin = type(len)
append = [].append
print(len, repr(append).split(" at ")[0], append.__self__, append.__name__, append.__qualname__,
      len.__self__, len.__module__, len.__name__, len.__qualname__, append.__module__,
      Builtin.__name__, Builtin is type(append))
print(len == len, [].append == [].append, append == append, append.__self__.append == append,
      "a".upper == "a".upper, hash(len) == hash(len), len.__reduce__(), dict.fromkeys.__self__,
      dict.fromkeys.__qualname__, str.maketrans.__self__)
for action in (lambda: setattr(len, "x", 1), lambda: len.missing,
               lambda: setattr(len, "__name__", "x"), lambda: len < len,
               lambda: type("Sub", (Builtin,), {}), lambda: Builtin(), lambda: len.__call__("abc"),
               lambda: len.__call__(), lambda: len(), lambda: len(1, 2), lambda: len(x=1),
               lambda: len(*[]), lambda: append.__reduce__()[1][1], lambda: len.__text_signature__,
               lambda: [].append(), lambda: [].append(1, 2), lambda: [].append(x=1),
               lambda: len.__get__):
    tell("builtin", action)
for descriptor, good, bad in ((list.append, ([1], 2), (5, 2)), (str.upper, ("x",), (5,)),
                              (int.__add__, (1, 2), ("1", 2)), (dict.keys, ({},), ([],)),
                              (list.__len__, ([],), ({},)), (int.__repr__, (7,), ("x",))):
    print(type(descriptor).__name__, descriptor, descriptor.__name__, descriptor.__qualname__,
          descriptor.__objclass__, type(descriptor.__doc__).__name__)
    tell("good", descriptor, *good)
    tell("bad", descriptor, *bad)
    tell("none", descriptor)
    tell("get", lambda: descriptor.__get__(None, list) is descriptor)
    tell("get wrong", lambda: descriptor.__get__(owner, Owner))
    tell("set", lambda: setattr(descriptor, "x", 1))
    tell("reduce", lambda: descriptor.__reduce__()[1])
    tell("call", lambda: descriptor.__call__(*good))
wrapper = (5).__add__
print(type(wrapper).__name__, repr(wrapper).split(" at ")[0], wrapper.__name__,
      wrapper.__qualname__, wrapper.__self__, wrapper.__objclass__, wrapper(3),
      wrapper == (5).__add__, wrapper == (6).__add__, wrapper.__text_signature__)
for action in (lambda: wrapper(), lambda: wrapper(1, 2), lambda: wrapper(x=1), lambda: wrapper("x"),
               lambda: hash(wrapper) == hash((5).__add__), lambda: wrapper < wrapper,
               lambda: setattr(wrapper, "x", 1), lambda: wrapper.__reduce__()[1]):
    tell("wrapper", action)
for name in ("real", "numerator"):
    member = int.__dict__[name]
    print(type(member).__name__, member, member.__name__, member.__objclass__, member.__get__(5),
          member.__get__(None, int) is member)
    tell("member set", lambda: member.__set__(5, 1))
    tell("member get", lambda: member.__get__("x", str))
    tell("member delete", lambda: member.__delete__(5))
member = type(owner.method).__dict__["__func__"]
print(type(member).__name__, member, member.__get__(bound) is Owner.method)
tell("class method descriptor", lambda: dict.__dict__["fromkeys"])
tell("call", lambda: dict.__dict__["fromkeys"](dict, [1]))
tell("bind", lambda: dict.__dict__["fromkeys"].__get__(None, dict)("a"))
tell("bind", lambda: dict.__dict__["fromkeys"].__get__({}, None)("b"))
tell("bind wrong", lambda: dict.__dict__["fromkeys"].__get__(None, list))
tell("bind wrong", lambda: dict.__dict__["fromkeys"].__get__(None, 5))
tell("static builtin", lambda: type(str.__dict__["maketrans"]).__name__)
tell("no self", lambda: dict.__dict__["fromkeys"]())
