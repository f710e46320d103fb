# Backtracking: queens, a sudoku, knight's tour counts, coin change, permutations, towers, subsets.
def queens(n, row=0, columns=0, left=0, right=0):
    if row == n:
        return 1
    count = 0
    free = ~(columns | left | right) & ((1 << n) - 1)
    while free:
        bit = free & -free
        free ^= bit
        count += queens(n, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1)
    return count


def first_queens(n):
    def place(row, taken):
        if row == n:
            return taken
        for column in range(n):
            if all(column != c and abs(column - c) != row - r for r, c in enumerate(taken)):
                if (found := place(row + 1, taken + [column])) is not None:
                    return found
        return None

    return place(0, [])


print([queens(n) for n in range(1, 9)], first_queens(8), first_queens(3))
puzzle = "".join("." if (i * 37 + i // 9 * 5) % 11 < 7 else str(
    (i // 9 * 3 + i // 27 + i % 9) % 9 + 1) for i in range(81))
print(puzzle, puzzle.count("."))


def solve(puzzle):
    cells = [int(c) if c != "." else 0 for c in puzzle]
    rows, columns, boxes = [0] * 9, [0] * 9, [0] * 9
    for i, v in enumerate(cells):
        if v:
            bit = 1 << v
            rows[i // 9] |= bit
            columns[i % 9] |= bit
            boxes[i // 27 * 3 + i % 9 // 3] |= bit
    tried = 0

    def search():
        nonlocal tried
        best = None
        for i, v in enumerate(cells):
            if not v:
                used = rows[i // 9] | columns[i % 9] | boxes[i // 27 * 3 + i % 9 // 3]
                options = [n for n in range(1, 10) if not used >> n & 1]
                if best is None or len(options) < len(best[1]):
                    best = i, options
        if best is None:
            return True
        i, options = best
        r, c, b = i // 9, i % 9, i // 27 * 3 + i % 9 // 3
        for n in options:
            tried += 1
            bit = 1 << n
            cells[i] = n
            rows[r] |= bit
            columns[c] |= bit
            boxes[b] |= bit
            if search():
                return True
            cells[i] = 0
            rows[r] &= ~bit
            columns[c] &= ~bit
            boxes[b] &= ~bit
        return False

    return search(), "".join(map(str, cells)), tried


solved, grid, tried = solve(puzzle)
print(solved, tried)
for r in range(9):
    print(*grid[r * 9 : r * 9 + 9])


def coins(amount, kinds):
    ways = [1] + [0] * amount
    for kind in kinds:
        for value in range(kind, amount + 1):
            ways[value] += ways[value - kind]
    return ways[amount]


print(coins(100, (1, 5, 10, 25, 50)), coins(1000, (1, 2, 5, 10, 20, 50, 100, 200, 500)))


def permutations(items):
    items = list(items)
    n = len(items)
    c = [0] * n
    yield tuple(items)
    i = 0
    while i < n:
        if c[i] < i:
            j = 0 if i % 2 == 0 else c[i]
            items[j], items[i] = items[i], items[j]
            yield tuple(items)
            c[i] += 1
            i = 0
        else:
            c[i] = 0
            i += 1


print(sorted(permutations("abc")), len(set(permutations(range(6)))))


def subsets(items):
    return [[x for i, x in enumerate(items) if mask >> i & 1] for mask in range(1 << len(items))]


print(subsets("abc"), sum(sum(s) == 20 for s in subsets(range(1, 11))))


def hanoi(n, source, target, spare):
    return 0 if n == 0 else hanoi(n - 1, source, spare, target) + 1 + hanoi(n - 1, spare, target,
        source)


print(hanoi(12, "a", "b", "c"))


def ackermann(m, n):
    while m:
        if n == 0:
            n = 1
        else:
            n = ackermann(m, n - 1)
        m -= 1
    return n + 1


print([[ackermann(m, n) for n in range(4)] for m in range(4)])


def josephus(n, k):
    people = list(range(1, n + 1))
    i, out = 0, []
    while people:
        i = (i + k - 1) % len(people)
        out.append(people.pop(i))
    return out


print(josephus(10, 3), josephus(41, 3)[-2:])


def roman(n):
    out = ""
    for value, text in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
            (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, n = divmod(n, value)
        out += text * count
    return out


print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2026, 3999)])


def knapsack(items, capacity):
    best = [(0, ())] * (capacity + 1)
    for name, weight, value in items:
        for c in range(capacity, weight - 1, -1):
            v, chosen = best[c - weight]
            best[c] = max(best[c], (v + value, chosen + (name,)))
    return best[capacity]


print(knapsack([("a", 12, 4), ("b", 2, 2), ("c", 1, 1), ("d", 1, 2), ("e", 4, 10)], 15))


def lcs(a, b):
    table = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i + 1][j + 1] = table[i][j] + x if x == y else max(table[i][j + 1],
                table[i + 1][j], key=len)
    return table[-1][-1]


print(lcs("the quick brown fox jumps", "a lazy dog quickly jumped"), lcs("", "x"))
