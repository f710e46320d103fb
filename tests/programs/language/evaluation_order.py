# krait: short
# The order in which callee, arguments, defaults, decorators, subscripts and targets are evaluated.
log = []


def e(tag, value=None):
    log.append(tag)
    return value


def flush(title):
    print(title, " ".join(map(str, log)))
    log.clear()


def f(*args, **kwargs):
    e("body")
    return args, kwargs


e("f", f)(e(1), *e(2, [0]), e(3), k=e(4), **e(5, {}), l=e(6), **e(7, {}))
flush("call")
e("dict", {e("k1"): e("v1"), **e("m", {}), e("k2", 1): e("v2")})
flush("dict display")
{e(i, i): e(-i) for i in e("it", [1, 2])}
flush("dict comprehension")
[e("a"), *e("b", ()), e("c")], {e("d"), *e("f", ())}, (*e("g", ()), e("h"))
flush("displays")
e("obj", {})[e("key")] = e("value")
flush("subscript store")
d = {0: 10}
e("obj", d)[e("key", 0)] += e("value", 5)
flush("augmented subscript")


class Box:
    pass


box = Box()
box.n = 1
e("obj", box).n += e("value", 2)
e("a", box).x = e("b", box).y = e("c", 3)
flush("attributes")
(e("t1", d)[e("i1")], e("t2", d)[e("i2")]) = (e("v1"), e("v2"))
flush("tuple targets")
del e("d1", d)[e("i1", 0)], e("d2", box).x
flush("del")
e("left", 1) + e("right", 2) * e("third", 3) ** e("fourth", 2)
flush("operators")
e("lo", 1) < e("mid", 2) < e("hi", 3)
e("seq", [1, 2, 3])[e("start", 0) : e("stop", 2) : e("step", 1)]
flush("compare and slice")


@e("deco1", lambda fn: e("apply1", fn))
@e("deco2", lambda fn: e("apply2", fn))
def decorated(a=e("default a"), *, b=e("default b")) -> e("annotation r"):
    pass


flush("decorated function")


@e("class deco", lambda c: e("apply", c))
class C(e("base", object), metaclass=e("meta", type)):
    e("body")
    attr: e("annotation") = e("attribute")


flush("class")
f"{e('x')}{e('y', 7):{e('spec', '5')}}{e('z')!r}" if e("cond", True) else e("unused")
flush("f-string")
for e("target", [0])[e("index", 0)] in e("iterable", [1, 2]):
    e("loop")
flush("for target")
lambda: e("never")
(lambda a=e("lambda default"): e("lambda body"))()
flush("lambda")
try:
    e("f", f)(e(1), *e(2, 5), e(3))
except TypeError as error:
    flush(str(error))
try:
    e("f", f)(*e(1, [1]), e(2), **e(3, 7), k=e(4))
except TypeError as error:
    flush(str(error))
try:
    e("not callable", 3)(e("argument"))
except TypeError as error:
    flush(str(error))
assert e("assert", True), e("message")
print(e("yield", [e("a"), e("b")]) and 1)
flush("rest")
