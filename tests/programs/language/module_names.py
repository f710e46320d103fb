# krait: short
# Names of a module: found, stored, deleted and made anew, while loops remember where they are.

total = 0
for i in range(5):
    total = total + i
print(total, i)

for step in range(3):
    value = step
    del value
    try:
        print(value)
    except NameError as error:
        print(error)
    value = -step
    print(value)

# Builtins that a global comes to hide, and shows again.
for round in range(3):
    print(len("abc"))
    if round == 0:
        len = lambda text: "mine"
    elif round == 1:
        del len

# New names make the namespace grow under a loop that reads and stores.
count = 0
for i in range(40):
    globals()["made_%d" % i] = i
    count = count + globals()["made_%d" % i]
print(count, made_39)

globals()["count"] = "changed from elsewhere"
print(count)


def rebind(new):
    global total
    total = new
    return total


for i in range(3):
    print(rebind(i), total)
del total
try:
    total
except NameError as error:
    print(error)
print(rebind("again"), total)


class Body:
    name = "class"
    for i in range(3):
        name = name + str(i)
    del i
    seen = i  # the module's


print(Body.name, Body.seen, hasattr(Body, "i"))
