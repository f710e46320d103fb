# krait: short
# Containers inside themselves: repr, equality, copying, and what is refused.
a = [1]
a.append(a)
print(a, repr(a), len(a), a[1] is a, a[1][1][0])
d = {}
d["self"] = d
d["list"] = a
print(d)
t = ([],)
t[0].append(t)
print(t)
s = [d, a, t]
print(s)


class Holder:
    def __repr__(self):
        return f"Holder({len(self.items)})"


h = Holder()
h.items = [1, h]
print(h)
items = [0]
items[0] = {"k": (items, [items])}
print(items)
b = [1]
b.append(b)
for operation in (lambda: a == b, lambda: a < b, lambda: a != b,
        lambda: d == {"self": d, "list": a}, lambda: a == a, lambda: a in a, lambda: a.index(a),
        lambda: a.count(a)):
    try:
        print(operation())
    except RecursionError:
        print("RecursionError")
c = a[:]
print(c, c[1] is a, a.copy()[1] is a, list(a)[1] is a, (a * 2)[3] is a, [*a][1] is a)
a.clear()
print(a, c)


class Node(list):
    pass


n = Node()
n.append(n)
print(n, Node([n]))


class D(dict):
    pass


x = D()
x["x"] = x
print(x)
import _collections

q = _collections.deque([1])
q.append(q)
print(q)
o = _collections.OrderedDict()
o["o"] = o
print(o)
dd = _collections.defaultdict(list)
dd["dd"] = dd
print(dd)
print({1: [2, {3: (4, {5})}]}, [[[[]]]], ((((),),),))
e = ValueError()
e.args = (e,)
try:
    print(repr(e))
except RecursionError:
    print("exceptions do not guard their repr")
