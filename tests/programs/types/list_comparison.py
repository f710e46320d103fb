# krait: short
# Comparison of lists: element by element, identity first, foreign types, recursion, mutation.
calls = []


class Noisy:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        calls.append(("eq", self.value, getattr(other, "value", other)))
        return self.value == getattr(other, "value", other)

    def __lt__(self, other):
        calls.append(("lt", self.value, getattr(other, "value", other)))
        return self.value < getattr(other, "value", other)

    def __repr__(self):
        return f"N{self.value}"


class Never:
    def __eq__(self, other):
        return False

    __hash__ = None


a, b, c = Noisy(1), Noisy(2), Noisy(1)
for left, right in (([a], [a]), ([a], [c]), ([a, b], [a, c]), ([a, b], [c, b]), ([a], [a, b]),
                    ([], [a]), ([a, b], [1, 2]), ([1, 2], [a, b])):
    for name, operation in (("==", lambda x, y: x == y), ("!=", lambda x, y: x != y),
                            ("<", lambda x, y: x < y), (">=", lambda x, y: x >= y)):
        calls.clear()
        try:
            print(left, name, right, operation(left, right), calls)
        except TypeError as error:
            print(left, name, right, error, calls)
never = Never()
print([never] == [never], [never] == [Never()], never in [never], [never].count(never),
      [never].index(never), [never] != [never])
nan = float("nan")
print([nan] == [nan], [nan] == [float("nan")], [nan] < [nan], [nan, 1] < [nan, 2], (nan,) == (nan,),
      {1: nan} == {1: nan})
LISTS = [[], [0], [0, 0], [0, 1], [1], [1, 0], [1, 2, 3], ["a"], [[]], [[0]], [None], [0.0], [True]]
for left in LISTS:
    row = []
    for right in LISTS:
        try:
            row.append("<" if left < right else "=" if left == right else ">")
        except TypeError:
            row.append("!")
    print(left, "".join(row))
for other in ((1,), "1", None, 1, {1}, range(1, 2)):
    print([1] == other, [1] != other, end=" ")
    try:
        print([1] < other)
    except TypeError as error:
        print(error)
left, right = [1], [1]
left.append(left)
right.append(right)
try:
    print(left == right)
except RecursionError as error:
    print(type(error).__name__)
print(left == left, left != left, left == [1, left])


class Shrinks:
    def __eq__(self, other):
        victim.clear()
        return True


victim = [Shrinks(), 1, 2]
print(victim == [0, 1, 2], victim)
victim = [Shrinks(), 1, 2]
print(victim.count(5), victim)
victim = [Shrinks(), 1, 2]
try:
    print(victim.index(7), victim)
except ValueError as error:
    print(error)
victim = [Shrinks(), 1, 2]
try:
    print(victim.remove(7), victim)
except ValueError as error:
    print(error)


class Raising:
    def __eq__(self, other):
        raise ZeroDivisionError("in __eq__")


for action in (lambda: [Raising()] == [1], lambda: 1 in [Raising()], lambda: [Raising()].index(1),
               lambda: [Raising()].count(1), lambda: [Raising()].remove(1),
               lambda: [Raising()] < [1]):
    try:
        print(action())
    except ZeroDivisionError as error:
        print(error)


class Sub(list):
    def __eq__(self, other):
        return "sub eq"

    def __lt__(self, other):
        return "sub lt"


print([1] == Sub([1]), Sub([1]) == [1], [1] > Sub([1]), [1] < Sub([2]), Sub() != Sub(),
      [1] >= Sub([1]))
