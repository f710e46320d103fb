# krait: short
# Sites that load globals keep working, and keep nothing wrong alive, when the collector runs
# between two loads of one site.

first = "first"
second = "second"
third = "third"


class Cell:
    def __init__(self, value, rest):
        self.value = value
        self.rest = rest


def chain(length):
    rest = None
    for i in range(length):
        rest = Cell((first, second, third, len(first), i), rest)
    return rest


def total(cells):
    count = 0
    while cells is not None:
        count += cells.value[3] + cells.value[4]
        cells = cells.rest
    return count


for length in (10, 100, 20):
    print(total(chain(length)))
