# category: interpreter-bound
# Small-integer arithmetic in tight loops: Collatz lengths, Euclid's algorithm, a linear
# congruential generator and bit counting. Every value fits in a machine word.


def collatz_longest(limit):
    best_start, best_length = 0, 0
    for start in range(1, limit):
        value, length = start, 1
        while value != 1:
            if value & 1:
                value = 3 * value + 1
            else:
                value >>= 1
            length += 1
        if length > best_length:
            best_start, best_length = start, length
    return best_start, best_length


def sum_of_gcds(limit):
    total = 0
    for a in range(1, limit):
        for b in range(a, limit, 3):
            x, y = a, b
            while y:
                x, y = y, x % y
            total += x
    return total


def congruential(steps):
    state, folded = 12345, 0
    for _ in range(steps):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        folded ^= state >> 7
    return state, folded


def count_bits(limit):
    total = 0
    for number in range(limit):
        bits = number
        while bits:
            bits &= bits - 1
            total += 1
    return total


def main():
    print("int_loops", collatz_longest(40000), sum_of_gcds(800), congruential(2000000),
          count_bits(200000))


main()
