# krait: short
# and / or / not / conditional expressions: values kept, operands skipped, in every context.
def t(tag, value=True):
    print(tag, end=" ")
    return value


print(t("a", 1) and t("b", 2), t("c", 0) and t("d"), t("e", "") or t("f", "F"),
    t("g", "G") or t("h"))
print(t(1, 0) or t(2, None) or t(3, []) or t(4, {}), t(1) and t(2, [0]) and t(3, "last"))
print(t(1, 0) and t(2) or t(3, "or"), t(1, 5) and t(2, 0) or t(3, "or"),
    (t(1, 0) or t(2)) and t(3, "and"))
print(not t(1, 0) and not t(2, ""), not (t(1) and t(2)), not (t(1, 0) or t(2, 0)))
print(t("yes", 1) if t("cond") else t("no", 2), t("yes", 1) if t("cond", 0) else t("no", 2))
print(1 if t(1, 0) and t(2) else 2 if t(3, 0) or t(4) else 3)


class Truth:
    count = 0

    def __init__(self, value):
        self.value = value

    def __bool__(self):
        Truth.count += 1
        return self.value

    def __repr__(self):
        return f"T({self.value})"


yes, no = Truth(True), Truth(False)
print(yes and no, no and yes, yes or no, no or yes, not yes, not no, Truth.count)
Truth.count = 0
if yes and (no or yes) and not no:
    print("if", Truth.count)
Truth.count = 0
if not (no or not yes):
    print("not-or", Truth.count)
while not (no or yes):
    pass
x = yes and no or yes
print(x, [n for n in (yes, no) if n or not n], Truth.count)


def classify(a, b, c):
    if a and b or c:
        return 1
    elif not a and (b or not c):
        return 2
    elif a is None or b is not None and c:
        return 3
    return 4


for a in (None, 0, 1):
    for b in (None, 0, 1):
        for c in (0, 1):
            print(classify(a, b, c), bool(a and b and not c), (a or b or c), (a and b) or not c,
                end="; ")
print()
values = [None, 0, 1, None, 2]
i = 0
while i < len(values) and (values[i] is None or values[i] is not None and values[i] < 2):
    i += 1
print("stopped at", i)


def first_none(items):
    n = 0
    it = iter(items)
    while (item := next(it, None)) is not None:
        n += item
    return n


def skip_none(items):
    it = iter(items)
    count = 0
    while next(it, 1) is None:
        count += 1
    return count


print(first_none([1, 2, None, 4]), skip_none([None, None, 3]), skip_none([]))
assert yes, "not reached"
try:
    assert no or not yes, ("tuple", "message")
except AssertionError as error:
    print(error, error.args)
print(any(t(n, n > 1) for n in range(5)), all(t(n, n < 2) for n in range(5)), any([]), all([]))
