# krait: short
# One call site, changing functions: defaults, code, globals and closures replaced while it is hot.
def target(a, b=2):
    return ("target", a, b)


def other(a, b=20, c=30):
    return ("other", a, b, c)


def site(f, *args):
    return f(1)


out = []
for step in range(16):
    try:
        out.append(site(target))
    except TypeError as error:
        out.append(str(error))
    if step == 2:
        target.__defaults__ = (99,)
    if step == 4:
        target.__defaults__ = ()
    if step == 6:
        target.__code__ = other.__code__
    if step == 8:
        target.__defaults__ = (7, 8)
    if step == 10:
        target.__code__ = (lambda *args, **kw: (args, kw)).__code__
    if step == 12:
        target.__code__ = (lambda: "no parameters").__code__
    if step == 14:
        target.__code__ = (lambda a: (yield a)).__code__
print(*[type(o).__name__ if hasattr(o, "send") else o for o in out], sep="\n")


def kw_site(f):
    return f(1, b=2)


class C:
    def __init__(self, a, b=0):
        self.v = (a, b)

    def method(self, a, b=0):
        return ("method", a, b)

    @classmethod
    def klass(cls, a, b=0):
        return (cls.__name__, a, b)

    @staticmethod
    def static(a, b=0):
        return ("static", a, b)

    def __call__(self, a, b=0):
        return ("call", a, b)


class Reversed:
    def __new__(cls, a, b=0):
        return (b, a)


candidates = [lambda a, b: (a, b), C(0).method, C.klass, C.static, C(5), Reversed,
    lambda a, *, b: ("kwonly", a, b), lambda *a, **k: (a, k), lambda b, a=0: ("multiple", a, b),
    lambda a, /, b: ("posonly", a, b), lambda a: a, C, dict, int, max]
for _ in range(2):
    for f in candidates:
        try:
            r = kw_site(f)
            print(r.v if isinstance(r, C) else r, end="; ")
        except TypeError as error:
            print(error, end="; ")
    print()


def recursive_swap(n):
    global recursive_swap
    if n == 3:
        old = recursive_swap

        def recursive_swap(m):
            return ("swapped", m, old.__name__)

    return recursive_swap(n - 1) if n else "bottom"


print(recursive_swap(5))


def make(i):
    def f(x, y=i):
        return x + y + i

    return f


functions = [make(i) for i in range(10)]
print([f(1) for f in functions], sum(f(f(1)) for f in functions),
    functions[0].__code__ is functions[9].__code__)


class Polymorph:
    def act(self):
        return "base"


kinds = [type(f"Kind{i}", (Polymorph,), {"act": (lambda self, i=i: f"kind {i}")} if i % 3 else {})
    for i in range(8)]
print([k().act() for k in kinds for _ in range(2)])
builtins_list = [len, sum, max, sorted, list, tuple, set, repr]
print([f([3, 1, 2]) if f is not set else len(f([3, 1, 2])) for f in builtins_list])


def deep_args(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p):
    return a + p, (b, o), [c, n], {d: m}, e - l, f * k, g // (j + 1), h % (i + 1)


for shift in range(3):
    print(deep_args(*range(shift, 16 + shift)))


def returns_self_default(x, acc=[]):
    acc.append(x)
    return acc


print(returns_self_default(1), returns_self_default(2), returns_self_default(3, []),
    returns_self_default.__defaults__)


def exception_in_default():
    try:

        def f(x=1 / 0):
            pass

    except ZeroDivisionError as error:
        return str(error)


print(exception_in_default())
import builtins

saved = builtins.len
builtins.len = lambda x: "patched builtin"
print(len([1, 2]))
builtins.len = saved
print(len([1, 2]))
