# krait: short
# Lambdas with every parameter form, as defaults, keys, closures, class attributes and generators.
fs = [
    lambda: "none",
    lambda x: x,
    lambda x, y=2: (x, y),
    lambda *a: a,
    lambda **k: k,
    lambda x, /, y, *, z=3: (x, y, z),
    lambda x, *a, y=1, **k: (x, a, y, k),
    lambda x=(lambda: "inner default")(): x,
    lambda x: lambda y: lambda z: (x, y, z),
    lambda x: (x, x * 2)[1],
    lambda x: x if x else "falsy",
    lambda x: [i for i in range(x)],
    lambda x: {x: x},
    lambda x: (yield x),
    lambda *, k: k,
]
print(fs[0](), fs[1](1), fs[2](1), fs[3](1, 2), fs[4](a=1), fs[5](1, y=2), fs[6](1, 2, 3, y=4, q=5),
    fs[7](), fs[8](1)(2)(3), fs[9](4), fs[10](0), fs[11](3), fs[12]("k"), list(fs[13](9)),
    fs[14](k=1))
for f, args in ((fs[0], (1,)), (fs[1], ()), (fs[5], (1, 2, 3)), (fs[14], ())):
    try:
        f(*args)
    except TypeError as error:
        print(error)
print(sorted("bca", key=lambda c: -ord(c)), max([3, 1, 2], key=lambda n: -n),
    list(map(lambda a, b: a * b, [1, 2], [3, 4])), list(filter(lambda n: n % 2, range(6))))
compose = lambda *functions: lambda x: x if not functions else functions[0](
    compose(*functions[1:])(x))
print(compose(lambda x: x + 1, lambda x: x * 2, str.__len__)("abc"))
Y = lambda f: (lambda x: x(x))(lambda x: f(lambda *args: x(x)(*args)))
print(Y(lambda fact: lambda n: 1 if n < 2 else n * fact(n - 1))(20))


class C:
    double = lambda self, x: x * 2
    static = staticmethod(lambda x: x + 1)
    klass = classmethod(lambda cls: cls.__name__)
    prop = property(lambda self: "prop")
    key = lambda: "class level"
    value = key()


c = C()
print(c.double(4), c.static(4), C.static(5), C.klass(), c.prop, C.value, C.double.__qualname__,
    C.key.__name__)
counter = (lambda n: lambda: [n.append(1), len(n)][1])([])
print(counter(), counter(), counter())
true = lambda a: lambda b: a
false = lambda a: lambda b: b
pair = lambda a: lambda b: lambda f: f(a)(b)
print(pair(1)(2)(true), pair(1)(2)(false))
table = {op: (lambda a, b, op=op: (a, op, b)) for op in "+-"}
print(table["+"](1, 2), table["-"](3, 4))
print((lambda s=[]: s.append(1) or s)(), (lambda f: (f(), f()))(lambda s=[]: s.append(1) or len(s)))
print((lambda: (a := 5) + a)(), (lambda x: f"{x!r:>{len(x) + 4}}")("ab"),
    (lambda: 0).__code__.co_name, (lambda: 0).__name__)
print([f(1) for f in (lambda x: -x, abs, str, [0, "one"].__getitem__)])
try:
    (lambda: 1 / 0)()
except ZeroDivisionError as error:
    print(error.__traceback__.tb_next.tb_frame.f_code.co_name)
conditional = (lambda: "yes") if c else lambda: "no"
print(conditional(), (lambda x: not x)(0), (lambda *x: x == (1, 2))(1, 2), (lambda: ...)(),
    (lambda: (lambda: (lambda: "deep")())())())
