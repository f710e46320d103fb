# krait: short
# What can be read and written on function objects, and how calls notice.
def f(a, b=2, /, c=3, *args, d=4, e, **kwargs) -> "result":
    """Docstring of f."""
    local = a
    return a, b, c, args, d, kwargs


print(f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__defaults__, f.__kwdefaults__,
    f.__annotations__, f.__dict__, f.__closure__)
f.__defaults__ = (20, 30)
f.__kwdefaults__ = {"d": 40, "e": 50}
print(f(1), f(1, 2), f(1, e=5))
f.__defaults__ = None
f.__kwdefaults__ = None


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(attempt(f, 1), attempt(lambda: f(1, 2, 3)))
f.__defaults__ = (1, 2, 3)
print(f(d=1, e=0), attempt(setattr, f, "__defaults__", [1]),
    attempt(setattr, f, "__kwdefaults__", 5))
f.tag = "x"
f.__dict__["other"] = 1
print(f.tag, f.other, sorted(f.__dict__), attempt(getattr, f, "nothing"),
    attempt(delattr, f, "nothing"))
del f.tag
f.__dict__ = {"fresh": True}
print(f.fresh, f.__dict__, attempt(setattr, f, "__dict__", 3), attempt(delattr, f, "__dict__"))
f.__name__ = "renamed"
f.__qualname__ = "very.renamed"
f.__doc__ = None
f.__module__ = "elsewhere"
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, repr(f).split(" at ")[0])
print(attempt(f))
print(attempt(setattr, f, "__name__", 5), attempt(setattr, f, "__qualname__", None),
    attempt(delattr, f, "__name__"))
del f.__defaults__, f.__doc__
print(f.__defaults__, f.__doc__, attempt(setattr, f, "__globals__", {}),
    attempt(setattr, f, "__closure__", ()), f.__globals__ is globals(), f.__builtins__ is not None)


def adder(n):
    def add(x):
        return x + n

    return add


def multiplier(n):
    def multiply(x):
        return x * n

    return multiply


add5 = adder(5)
print(add5.__closure__[0].cell_contents, add5.__code__.co_freevars, add5(1))
add5.__code__ = multiplier(0).__code__
print(add5(3), add5.__name__, add5.__code__.co_name)
print(attempt(setattr, add5, "__code__", f.__code__), attempt(setattr, f, "__code__",
    add5.__code__), attempt(setattr, f, "__code__", 5))
add5.__closure__[0].cell_contents = 100
print(add5(3), add5.__closure__[0] == multiplier(100).__closure__[0],
    add5.__closure__[0] < multiplier(101).__closure__[0])
FunctionType = type(f)
made = FunctionType(add5.__code__, {"__builtins__": __builtins__}, "made", (7,), add5.__closure__)
print(made(), made(2), made.__name__, made.__defaults__,
    made.__globals__.keys() == {"__builtins__"}, made.__module__)
for bad in (
    lambda: FunctionType(1, {}),
    lambda: FunctionType(f.__code__),
    lambda: FunctionType(f.__code__, []),
    lambda: FunctionType(f.__code__, {}, 5),
    lambda: FunctionType(f.__code__, {}, "n", 5),
    lambda: FunctionType(add5.__code__, {}),
    lambda: FunctionType(add5.__code__, {}, "n", (), (1,)),
    lambda: FunctionType(add5.__code__, {}, "n", (), ()),
    lambda: FunctionType(f.__code__, {}, "n", (), add5.__closure__),
):
    print(attempt(bad))
lam = lambda x, y=1: x + y
print(lam.__name__, lam.__qualname__, adder.__qualname__, adder(1).__qualname__,
    (lambda: 0).__code__.co_name, lam.__defaults__)
print(type(len).__name__, len.__name__, len.__qualname__, len.__module__, len.__self__.__name__,
    [].append.__qualname__, [].append.__self__, str.upper.__objclass__, str.__doc__ is not None)
print(attempt(setattr, len, "x", 1), attempt(setattr, len, "__name__", "y"),
    attempt(lambda: len.nothing), attempt(setattr, [].append, "x", 1))


class C:
    def method(self):
        """Method doc."""


bound = C().method
print(bound.__name__, bound.__doc__, bound.__qualname__, attempt(setattr, bound, "x", 1),
    attempt(lambda: bound.nothing))
C.method.note = "n"
print(bound.note, C.method.note, C().method == C().method, bound == bound.__self__.method,
    hash(bound) == hash(bound.__self__.method))
MethodType = type(bound)
m = MethodType(lambda self, x: (self, x), "me")
print(m(1), attempt(MethodType, 5, 1), attempt(MethodType, len, None), attempt(MethodType, len))
