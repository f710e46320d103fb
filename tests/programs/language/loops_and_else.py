# krait: short
# for, while, else, break, continue, return from loops, iterating while mutating, loop variables.
def find(items, wanted):
    for index, item in enumerate(items):
        if item == wanted:
            break
    else:
        return "absent"
    return index


print(find("abc", "c"), find("abc", "z"), find("", "a"))
n = 27
steps = 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
    if steps > 200:
        print("too long")
        break
else:
    print("reached one after", steps)
for i in range(3):
    for j in range(3):
        if j == 1:
            continue
        if i == 2:
            break
        print(i, j, end="; ")
    else:
        print("inner done", end="; ")
        continue
    print("inner broke")
    break
else:
    print("never")
while True:
    break
else:
    print("never")
while False:
    print("never")
else:
    print("while else")
for i in ():
    pass
else:
    print("empty for else")
for i in range(5):
    i *= 10
print("last", i)
for a, (b, *c), d in [(1, (2, 3, 4), 5), (6, "xyz", 7)]:
    print(a, b, c, d)
target = {}
for target["key"] in "abc":
    pass
for obj_list in [[0, 0]]:
    for obj_list[1] in range(3):
        pass
print(target, obj_list)
items = [1, 2, 3]
for item in items:
    if len(items) < 8:
        items.append(item * 10)
print(items)
items = list(range(6))
for item in items:
    items.remove(item)
print(items)
mapping = {"a": 1}
for case in ("grow", "shrink", "replace"):
    mapping = {1: 1, 2: 2}
    try:
        for key in mapping:
            if case == "grow":
                mapping[key + 10] = 0
            elif case == "shrink":
                del mapping[2]
            else:
                del mapping[key]
                mapping[key + 10] = 0
        print(case, "fine", mapping)
    except RuntimeError as error:
        print(case, error)
numbers = {1, 2, 3}
try:
    for number in numbers:
        numbers.add(number + 100)
except RuntimeError as error:
    print(error)


def loops_with_return(limit):
    while True:
        for k in range(100):
            if k == limit:
                return k
            if k > 5:
                return "capped"


print(loops_with_return(3), loops_with_return(50))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Countdown(4)), [*Countdown(3)], sum(Countdown(5)), tuple(Countdown(0)),
    max(Countdown(9)))


def nested_depth():
    count = 0
    for a in range(3):
        for b in range(3):
            for c in range(3):
                for d in range(3):
                    for e in range(3):
                        if a == b == c:
                            continue
                        count += 1
    return count


print(nested_depth())
k = 10
while k:
    k -= 1
    if k % 3:
        continue
    print(k, end=" ")
print()
x = None
count = 0
while x is None:
    count += 1
    x = count if count > 3 else None
while x is not None:
    x = x - 1 or None
    count += 1
print(x, count)
flags = [True, True, False]
while flags.pop():
    print("unreached")
while not not flags and flags.pop():
    count += 1
print(count, flags)
total = 0
for i in range(10, 0, -3):
    total = total * 10 + i
print(total, [i for i in range(0)], list(range(5, 5)), list(range(-3, 3, 2)))
