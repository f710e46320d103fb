# A branch knows that its guard did not hold, which may have more reasons than one; and that a list
# was empty then.
def flags(values):
    seen = []
    for value in values:
        if value:
            seen.append(1)
        else:
            seen.append(0)
    return seen


def fill(items, often):
    if often:
        items.append(1)


def emptied(rounds):
    seen = 0
    for k in range(rounds):
        items = [1] if k % 2 else []
        if items:
            seen += 1
        else:
            fill(items, k % 400 == 398)
            if items:
                seen += 100
    return seen


def same(values, other):
    return sum(1 if value is other else 1000 for value in values)


print(sum(flags([True] * 60 + [True, False] * 100 + [5, "", "x", None, 0.0, 2.5, [], [0]] * 100)))
print(emptied(1000))
print(same([None, 3, "a"] * 100 + [2.5, 1 << 80] * 50, None))
