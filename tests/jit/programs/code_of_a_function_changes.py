# A function that was made part of a loop gets other code.
def up(p):
    return p


def run():
    seen = []
    for i in range(25):
        seen.append(up(i))
        if i == 7:
            up.__code__ = (lambda p: 6).__code__
    return seen


print(run())


# Where it happens in a call, and those who are called go round loops before they return.
def one():
    return 1


def change(i):
    if i == 500:
        one.__code__ = (lambda: 2).__code__
        for _ in range(300):
            len(str(_))
    return i


def changed_in_a_call():
    total = 0
    for i in range(1000):
        sorted([i], key=change)
        total += one()
    return total


print(changed_in_a_call())
