# category: interpreter-bound
# Pancake flips over all permutations: short lists, slices, reversal and rotation.


def permutations(size):
    """Yields every permutation of range(size) by rotating ever longer prefixes."""
    order = list(range(size))
    turns = [0] * size
    yield order
    place = 1
    while place < size:
        if turns[place] < place:
            order.append(order.pop(0)) if place == size - 1 else rotate_prefix(order, place + 1)
            turns[place] += 1
            place = 1
            yield order
        else:
            rotate_prefix(order, place + 1)
            turns[place] = 0
            place += 1


def rotate_prefix(order, length):
    first = order[0]
    order[0:length - 1] = order[1:length]
    order[length - 1] = first


def count_flips(order):
    pancakes = order[:]
    flips = 0
    while True:
        top = pancakes[0]
        if top == 0:
            return flips
        pancakes[:top + 1] = pancakes[top::-1]
        flips += 1


def main():
    most, checksum, sign, seen = 0, 0, 1, 0
    for order in permutations(9):
        flips = count_flips(order)
        if flips > most:
            most = flips
        checksum += sign * flips
        sign = -sign
        seen += 1
    print("fannkuch", seen, most, checksum)


main()
