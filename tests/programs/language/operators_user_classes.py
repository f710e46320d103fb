# krait: short
# Every binary operator on user classes: forward, reflected, NotImplemented from both sides.
class Left:
    def __repr__(self):
        return "Left"


class Right:
    def __repr__(self):
        return "Right"


names = "add sub mul truediv floordiv mod pow matmul lshift rshift and xor or divmod".split()


def make_method(cls, name, answer):
    def method(self, other, *rest):
        print(f"  {cls}.{name}({other!r}{rest or ''})")
        return answer

    return method


operations = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "truediv": lambda a, b: a / b,
    "floordiv": lambda a, b: a // b,
    "mod": lambda a, b: a % b,
    "pow": lambda a, b: a**b,
    "matmul": lambda a, b: a @ b,
    "lshift": lambda a, b: a << b,
    "rshift": lambda a, b: a >> b,
    "and": lambda a, b: a & b,
    "xor": lambda a, b: a ^ b,
    "or": lambda a, b: a | b,
    "divmod": lambda a, b: divmod(a, b),
}


def attempt(function, *args):
    try:
        return function(*args)
    except TypeError as error:
        return error


for name in names:
    print(name)
    operation = operations[name]
    print(attempt(operation, Left(), Right()))
    setattr(Right, f"__r{name}__", make_method("Right", f"__r{name}__", f"r{name}"))
    print(attempt(operation, Left(), Right()))
    print(attempt(operation, 5, Right()))
    print(attempt(operation, "text", Right()))
    setattr(Left, f"__{name}__", make_method("Left", f"__{name}__", NotImplemented))
    print(attempt(operation, Left(), Right()))
    print(attempt(operation, Left(), 5))
    print(attempt(operation, Left(), Left()))
    setattr(Left, f"__{name}__", make_method("Left", f"__{name}__", f"l{name}"))
    print(attempt(operation, Left(), Right()))
    setattr(Right, f"__r{name}__", None)
    print(attempt(operation, 3, Right()))
    setattr(Left, f"__{name}__", make_method("Left", f"__{name}__", NotImplemented))
    print(attempt(operation, Left(), Right()))
print(attempt(pow, Left(), 2, 3), attempt(pow, 2, Right(), 3), attempt(pow, 2, 3, Right()))
