# krait: short
# object[start:stop:step] read and assigned, over built-in sequences and classes that see the slice.

values = list(range(10))
for sequence in (values, tuple(values), "0123456789", b"0123456789", bytearray(b"0123456789")):
    print(sequence[2:5], sequence[:3], sequence[-3:], sequence[::3], sequence[::-2], sequence[7:2],
          sequence[100:], sequence[:-100], sequence[:])

big = 10 ** 30
print(values[-big:big], values[big:-big:-1], "text"[-big:2])


class At:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        print("index", self.value)
        return self.value


print(values[At(1):At(8):At(3)], "abcdef"[At(1):At(-1)])


class Seen:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)


print(Seen()[1:2], Seen()["a":None:2.5], Seen()[:])
Seen()[1:] = "x"


class Reversed(list):
    def __getitem__(self, key):
        return ("mine", key)

    def __setitem__(self, key, value):
        print("mine", key, value)


print(Reversed([1, 2])[0:1])
Reversed()[::2] = 5

values[2:4] = "xyz"
values[::5] = iter((None, True, False))
values[-2:] = []
print(values)
values[1:1] = values
print(values)
values[At(0):At(2)] = ()
print(values)

for bad in (lambda: values[::0], lambda: values["a":], lambda: "abc"[:1.5], lambda: None[1:2],
            lambda: values.__setitem__(slice(0, 1), 5)):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)


def assign(target, value):
    target[0:2:1] = value


for target, value in ((values, 5), ("abc", "x"), ((1, 2), [1]), (values, [1] * 3)):
    try:
        assign(target, value)
    except Exception as error:
        print(type(error).__name__, error, error.__traceback__.tb_next.tb_lineno)
try:
    values[::2] = [1]
except ValueError as error:
    print(error)
print(values)


def fails():
    return (values
            [1:2:
             0])


fails()
