# krait: short
# Assignment expressions in every position and scope.
if (n := len("walrus")) > 5:
    print("long", n)
print((a := 1), (b := a + 1), (c := (d := 5) * 2), a, b, c, d)
data = iter([1, 2, 3, 0, 9])
while (item := next(data)) != 0:
    print(item, end=" ")
print(item)
print([y := 1, y**2, (z := y + 1), z], {(k := "key"): (v := "value")}, k, v, (w := 3, w)[1],
    f"{(q := 7)} {q:=5} {q}")
results = [(x, square) for x in range(5) if (square := x * x) % 2 == 0]
print(results, square)
print(any((found := w) == "b" for w in "abc"), found, all((last := w) for w in [1, 2, 0, 3]), last)


def scoped():
    values = [inner := i for i in range(3)]
    nested = [[deep := j for j in range(i)] for i in range(4)]
    generator = sum((total := t) for t in range(5))
    return values, inner, nested, deep, generator, total


print(scoped())


def shared():
    count = 0

    def bump():
        nonlocal count
        return (count := count + 1)

    bump()
    return [bump() for _ in range(3)], count


print(shared())


def global_target():
    global made
    [made := i for i in range(4)]
    return made


print(global_target(), made)
print((lambda: (local := 5) + local)(), (lambda x, y=(default := 10): x + y)(1), default)


def call(*args, **kwargs):
    return args, kwargs


print(call((p := 1), p, key=(r := p + 1), *[s := 3]), p, r, s)
x = (y := 0, 1)
print(x, y)
d = {}
d[(i := 0)] = "zero"
d[i := 1] = (j := 7) + 1
print(d, i, j, [0, 1, 2][m := 1], m, "abcdef"[(lo := 1) : (hi := 4)], lo, hi)
print(0 if (e := 0) else (e := 5), not (g := 0), (h := 3) < 5 < (h := 10), h,
    (t := True) and (u := 2), u)
assert (checked := 1), (message := "unused")
print(checked, "message" in globals())
try:
    raise (error := ValueError("walrus in raise"))
except ValueError as caught:
    print(caught is error)
with (manager := memoryview(b"abc")) as view:
    print(manager is view)
for element in (sequence := [1, 2]):
    pass
print(sequence, element)


class Body:
    attr = (inside := 5) + 1


print(Body.attr, Body.inside)


def generator():
    while (received := (yield "waiting")) is not None:
        print("received", received)
    return received


g = generator()
next(g)
g.send(1)
print(g.send(2), next(g, "closed"))


def decorated_by(f):
    return f


@(decorator := decorated_by)
def function():
    return "decorated"


print(function(), decorator is decorated_by)
buffer = "line1;line2;line3"
lines = []
position = 0
while (end := buffer.find(";", position)) >= 0:
    lines.append(buffer[position:end])
    position = end + 1
print(lines, end, position)
