# krait: short
# Loops over pairs: dict items, enumerate and zip give them without a tuple; all others as ever.

table = {"a": 1, "b": 2, "c": 3}
for key, value in table.items():
    print(key, value)
for key, value in reversed(table.items()):
    print(key, value)
for i, (key, value) in enumerate(table.items()):
    print(i, key, value)
for i, letter in enumerate("xyz", 2 ** 63 - 1):
    print(i, letter)
for a, b in zip("ab", range(5)):
    print(a, b)
for a, b in zip([1, 2], (x * x for x in range(9)), strict=False):
    print(a, b)
for pair in zip([1], [2]):
    print(pair)
for a, b in [(1, 2), [3, 4], "56", {7: 0, 8: 0}]:
    print(a, b)
for a, b in zip():
    print("never")
else:
    print("empty")
print([(b, a) for a, b in zip("xy", enumerate("pq"))])
print({v: k for k, v in table.items()})


class Pairs(dict):
    def items(self):
        return [("mine", 1)]


for a, b in Pairs().items():
    print(a, b)


class Counted(enumerate):
    def __next__(self):
        return ("counted", super().__next__())


it = Counted("z")
for a, b in it:
    print(a, b)


def report(function):
    try:
        function()
    except Exception as error:
        trace = error.__traceback__.tb_next
        while trace.tb_next:
            trace = trace.tb_next
        print(type(error).__name__, error, trace.tb_lineno - function.__code__.co_firstlineno,
              list(trace.tb_frame.f_code.co_positions())[trace.tb_lasti // 2][2:])


def grows():
    table = {1: 1, 2: 2}
    for k, v in table.items():
        table[k + 10] = v


def other_keys():
    table = {1: 1, 2: 2}
    for k, v in table.items():
        del table[k]
        table[k + 10] = v


def unequal():
    for a, b in zip("ab", "a", strict=True):
        pass


def unequal_first():
    for a, b in zip("a", "ab", strict=True):
        pass


def three():
    for a, b in zip("a", "b", "c"):
        pass


def one():
    for a, b in [(1, 2), (3,)]:
        pass


def number():
    for a, b in enumerate(iter(int, 1)):
        if a == 3:
            raise ValueError(a, b)


def failing():
    def items():
        yield 1
        raise KeyError("inside")
    for a, b in enumerate(items()):
        print(a, b)


for function in (grows, other_keys, unequal, unequal_first, three, one, number, failing):
    report(function)


def over(iterator):
    for a, b in iterator:
        yield b, a


half = over(table.items())
print(next(half))
print(list(half))
