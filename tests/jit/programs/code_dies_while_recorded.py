# Loops that are left by exceptions to native code while they are recorded, and whose code dies then.
import gc

SOURCE = """
def fails(n):
    total = 0
    for i in range(n):
        total += i
        if i >= 1:
            total += 1 // (i - {at})
    return total
"""


def start(at):
    space = {}
    exec(SOURCE.format(at=at), space)
    try:
        return list(map(space["fails"], [50]))
    except ZeroDivisionError as error:
        return str(error)


def run(n):
    total = 0
    for k in range(n):
        total ^= k * 3
    return total


for turn in range(30):
    for at in (1, 2, 4, 5, 6, 3):  # the last one while its second round is recorded
        if start(at) != "integer division or modulo by zero":
            print("wrong")
    gc.collect()
    space = {}
    exec("def other(n):\n t = 0\n for k in range(n): t += k\n return t\n", space)
    if space["other"](20) != 190:
        print("wrong")
print(run(100))
