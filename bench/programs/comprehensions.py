# category: interpreter-bound
# List, set, dict and generator comprehensions, nested and filtered, with unpacking.


def main():
    total = 0
    for turn in range(2, 120):
        numbers = [n * turn + 1 for n in range(6000)]
        odd_squares = [n * n for n in numbers if n & 1]
        pairs = [(a, b) for a in range(60) for b in range(a, 60) if (a + b) % 3 == turn % 3]
        index = {n: position for position, n in enumerate(numbers)}
        inverted = {position: n for n, position in index.items()}
        residues = {n % 251 for n in numbers}
        rows = [[x * y for x in range(40)] for y in range(40)]
        columns = [list(column) for column in zip(*rows)]
        flat = [cell for row in columns for cell in row if cell]
        head, *middle, tail = numbers
        total += (sum(odd_squares) + len(pairs) + len(index) + inverted[17] + len(residues)
                  + sum(flat) + head + tail + len(middle)
                  + sum(a * b for a, b in pairs) + max(n % 97 for n in numbers)
                  + sum(1 for n in numbers if any(n % d == 0 for d in (11, 13, 17))))
    print("comprehensions", total)


main()
