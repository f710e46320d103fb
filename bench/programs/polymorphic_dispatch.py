# category: interpreter-bound
# One call site, many receivers: an expression tree of eight node classes is evaluated,
# differentiated and simplified through virtual methods and operator overloading.


class Expression:
    def __add__(self, other):
        return Sum(self, other)

    def __mul__(self, other):
        return Product(self, other)

    def __neg__(self):
        return Negated(self)


class Constant(Expression):
    def __init__(self, value):
        self.value = value

    def evaluate(self, x):
        return self.value

    def derive(self):
        return Constant(0)

    def size(self):
        return 1


class Unknown(Expression):
    def evaluate(self, x):
        return x

    def derive(self):
        return Constant(1)

    def size(self):
        return 1


class Pair(Expression):
    def __init__(self, left, right):
        self.left, self.right = left, right

    def size(self):
        return 1 + self.left.size() + self.right.size()


class Sum(Pair):
    def evaluate(self, x):
        return (self.left.evaluate(x) + self.right.evaluate(x)) % 1000003

    def derive(self):
        return self.left.derive() + self.right.derive()


class Product(Pair):
    def evaluate(self, x):
        return (self.left.evaluate(x) * self.right.evaluate(x)) % 1000003

    def derive(self):
        return self.left.derive() * self.right + self.left * self.right.derive()


class Negated(Expression):
    def __init__(self, inner):
        self.inner = inner

    def evaluate(self, x):
        return -self.inner.evaluate(x) % 1000003

    def derive(self):
        return -self.inner.derive()

    def size(self):
        return 1 + self.inner.size()


class Square(Negated):
    def evaluate(self, x):
        value = self.inner.evaluate(x)
        return value * value % 1000003

    def derive(self):
        return Constant(2) * self.inner * self.inner.derive()


class Choice(Pair):
    def evaluate(self, x):
        return (self.left if x & 1 else self.right).evaluate(x)

    def derive(self):
        return Choice(self.left.derive(), self.right.derive())


def build(depth, seed):
    if depth == 0:
        return Unknown() if seed % 3 else Constant(seed % 11)
    left, right = build(depth - 1, seed * 3 + 1), build(depth - 1, seed * 5 + 2)
    kind = seed % 5
    if kind == 0:
        return left + right
    if kind == 1:
        return left * right
    if kind == 2:
        return -left + right
    if kind == 3:
        return Square(left) + right
    return Choice(left, right)


def main():
    tree = build(7, 8)
    slope = tree.derive()
    total = 0
    for x in range(3500):
        total += tree.evaluate(x)
        total ^= slope.evaluate(x)
    for mixed in range(900000):
        shape = (mixed, "text", [mixed], (mixed, mixed), {mixed: 1})[mixed % 5]
        total += len(shape) if mixed % 5 else shape
    print("polymorphic_dispatch", tree.size(), slope.size(), total)


main()
