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
