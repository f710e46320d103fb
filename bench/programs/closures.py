# category: interpreter-bound
# Functions made at run time: counters over nonlocal variables, composition, currying,
# defaults, decorators with *args and **kwargs.


def counter(start, step):
    value = start

    def advance():
        nonlocal value
        value += step
        return value

    def reset(to=start):
        nonlocal value
        value = to

    return advance, reset


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value
    return composed


def memoised(function):
    memory = {}

    def wrapper(*args, **kwargs):
        key = args if not kwargs else (args, tuple(kwargs.items()))
        try:
            return memory[key]
        except KeyError:
            result = memory[key] = function(*args, **kwargs)
            return result
    return wrapper


@memoised
def partitions(total, largest):
    if total == 0:
        return 1
    if total < 0 or largest == 0:
        return 0
    return partitions(total - largest, largest) + partitions(total, largest - 1)


@memoised
def scaled(value, factor=1, *, offset=0):
    return value * factor + offset


def adder(a):
    return lambda b: lambda c: a + b + c


def main():
    advance, reset = counter(3, 5)
    total = 0
    for turn in range(1200000):
        total += advance() & 15
        if turn % 1000 == 0:
            reset()
    pipeline = compose(lambda x: x + 1, lambda x: x * 3, lambda x: x ^ 85, lambda x: x & 0xFFFF)
    value = 1
    for _ in range(450000):
        value = pipeline(value)
    curried = sum(adder(i)(i + 1)(i + 2) for i in range(450000))
    kept = sum(scaled(i % 40, factor=i % 3, offset=2) for i in range(260000))
    print("closures", total, value, curried, partitions(140, 140), kept)


main()
