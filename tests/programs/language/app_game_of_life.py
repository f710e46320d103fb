# Conway's Game of Life on sets of tuples, and the same on a bit mask, compared.
def step(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    key = x + dx, y + dy
                    counts[key] = counts.get(key, 0) + 1
    return {cell for cell, n in counts.items() if n == 3 or n == 2 and cell in cells}


def step_bits(rows, width):
    mask = (1 << width) - 1
    height = len(rows)
    out = []
    for y in range(height):
        ones = twos = fours = 0
        for dy in (-1, 0, 1):
            row = rows[(y + dy) % height]
            left = (row << 1 | row >> width - 1) & mask
            right = row >> 1 | (row & 1) << width - 1
            for bits in (left, right) if dy == 0 else (left, row, right):
                carry = ones & bits
                ones ^= bits
                carry2 = twos & carry
                twos ^= carry
                fours |= carry2
        out.append(twos & ~fours & (ones | rows[y]) & mask)
    return out


def show(cells, width, height):
    return "\n".join("".join("#" if (x, y) in cells else "." for x in range(width))
        for y in range(height))


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
cells = glider
for _ in range(12):
    cells = step(cells)
print(show(cells, 8, 8), len(cells))
pentomino = {(10, 10), (11, 10), (9, 11), (10, 11), (10, 12)}
sizes = []
cells = pentomino
for generation in range(60):
    sizes.append(len(cells))
    cells = step(cells)
print(sizes)
print(min(x for x, y in cells), max(x for x, y in cells), min(y for x, y in cells),
    max(y for x, y in cells))
width = height = 70
offset = 30
rows = [0] * height
for x, y in pentomino:
    rows[y + offset - 10] |= 1 << x + offset - 10
for _ in range(30):
    rows = step_bits(rows, width)
print(sum(bin(row).count("1") for row in rows) == sizes[30], hash(tuple(rows)) == hash(tuple(rows)),
    rows[28:36])
