# category: interpreter-bound
# Generators as pipelines, as coroutines fed by send(), and recursive yield from.


def naturals(limit):
    number = 0
    while number < limit:
        yield number
        number += 1


def squares(source):
    for value in source:
        yield value * value


def only(source, divisor):
    for value in source:
        if value % divisor == 0:
            yield value


def running_mean():
    total, count, mean = 0, 0, 0
    while True:
        value = yield mean
        if value is None:
            return total
        total += value
        count += 1
        mean = total // count


def in_order(tree):
    if tree is not None:
        left, value, right = tree
        yield from in_order(left)
        yield value
        yield from in_order(right)


def build(low, high):
    if low >= high:
        return None
    middle = (low + high) // 2
    return build(low, middle), middle, build(middle + 1, high)


def main():
    pipeline = sum(only(squares(naturals(1800000)), 7)) % 1000000007
    averages = running_mean()
    next(averages)
    folded = 0
    for value in range(1000000):
        folded ^= averages.send(value % 1009)
    try:
        averages.send(None)
    except StopIteration as stop:
        total = stop.value
    tree = build(0, 40000)
    walked = 0
    for _ in range(4):
        for position, value in enumerate(in_order(tree)):
            walked += position ^ value ^ 1
    print("generators", pipeline, folded, total, walked)


main()
