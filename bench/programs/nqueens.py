# category: interpreter-bound
# Queens on a board, once with sets of attacked lines and once with bit masks.


def with_sets(size, row, columns, rising, falling):
    if row == size:
        return 1
    count = 0
    for column in range(size):
        if column in columns or row + column in rising or row - column in falling:
            continue
        columns.add(column)
        rising.add(row + column)
        falling.add(row - column)
        count += with_sets(size, row + 1, columns, rising, falling)
        columns.discard(column)
        rising.discard(row + column)
        falling.discard(row - column)
    return count


def with_masks(full, columns, rising, falling):
    if columns == full:
        return 1
    count = 0
    free = full & ~(columns | rising | falling)
    while free:
        bit = free & -free
        free ^= bit
        count += with_masks(full, columns | bit, (rising | bit) << 1, (falling | bit) >> 1)
    return count


def main():
    print("nqueens", with_sets(10, 0, set(), set(), set()), with_masks((1 << 12) - 1, 0, 0, 0))


main()
