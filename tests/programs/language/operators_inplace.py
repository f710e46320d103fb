# krait: short
# In-place operators: the __i*__ method, the fallback to the plain one, and what gets rebound.
class Plain:
    def __init__(self, log):
        self.log = log

    def __add__(self, other):
        return Plain(self.log + f"+{other}")

    def __radd__(self, other):
        return Plain(f"{other}+" + self.log)

    def __repr__(self):
        return f"Plain({self.log})"


class InPlace:
    def __init__(self):
        self.log = []

    def __repr__(self):
        return f"InPlace({' '.join(self.log)})"


def make(name):
    def method(self, other):
        self.log.append(f"{name}{other}")
        return self

    return method


names = "iadd isub imul itruediv ifloordiv imod ipow imatmul ilshift irshift iand ixor ior"
for name in names.split():
    setattr(InPlace, f"__{name}__", make(name))

x = first = InPlace()
x += 1
x -= 2
x *= 3
x /= 4
x //= 5
x %= 6
x **= 7
x @= 8
x <<= 9
x >>= 10
x &= 11
x ^= 12
x |= 13
print(x, x is first)

p = q = Plain("p")
p += 1
print(p, q, p is q)
n = 5
n += Plain("r")
print(n)


class Refuses(Plain):
    def __iadd__(self, other):
        print("refused", other)
        return NotImplemented


r = Refuses("s")
r += 2
print(r)

numbers = dict.fromkeys("abcdefghijkl", 29)
numbers["a"] += 3
numbers["b"] -= 3
numbers["c"] *= 3
numbers["d"] /= 4
numbers["e"] //= 4
numbers["f"] %= 4
numbers["g"] **= 2
numbers["h"] <<= 2
numbers["i"] >>= 2
numbers["j"] &= 12
numbers["k"] ^= 12
numbers["l"] |= 34
print(numbers)

items = alias = [1]
items += (2, 3)
items *= 2
print(items, alias is items)
pair = (1,)
pair += (2,)
pair *= 2
text = "ab"
text += "c"
text *= 2
raw = b"x"
raw += b"y"
letters = {1, 2}
same = letters
letters |= {3}
letters &= {2, 3, 4}
letters ^= {9}
letters -= {2}
mapping = {"a": 1}
mapping |= [("b", 2)]
print(pair, text, raw, sorted(letters), same is letters, mapping)
text %= () if "%" in text else {}
print(text)

failures = [
    ("tuple item", lambda: trouble_tuple()),
    ("list +=", lambda: list_plus_int()),
    ("None +=", lambda: none_plus()),
]


def trouble_tuple():
    t = ([1],)
    try:
        t[0] += [2]
    finally:
        print("after:", t)


def list_plus_int():
    a = []
    a += 5


def none_plus():
    a = None
    a -= 1


for title, failure in failures:
    try:
        failure()
    except TypeError as error:
        print(title, "->", error)
for symbol, function in {
    "@=": lambda a: a.__class__ and matmul(a),
    "**=": lambda a: power(a),
    "|=": lambda a: union(a),
    "<<=": lambda a: shift(a),
    "/=": lambda a: divide(a),
}.items():

    def matmul(a):
        a @= 1

    def power(a):
        a **= "x"

    def union(a):
        a |= 1.5

    def shift(a):
        a <<= None

    def divide(a):
        a /= []

    try:
        function(3)
    except TypeError as error:
        print(symbol, error)
