"""A first program for Krait: the Mandelbrot set, and a glider on its way across a small world."""

import sys
import time

SHADES = " .:-=+*#%@"


def escape_time(x, y, limit):
    """How many steps z -> z*z + c stays small, for c = x + iy; limit if it never leaves."""
    a = b = 0.0
    for step in range(limit):
        a, b = a * a - b * b + x, 2.0 * a * b + y
        if a * a + b * b > 4.0:
            return step
    return limit


def mandelbrot(width, height, limit=60):
    for row in range(height):
        y = 1.2 * (2 * row / (height - 1) - 1)
        line = ""
        for column in range(width):
            x = 2.9 * column / (width - 1) - 2.15
            steps = escape_time(x, y, limit)
            line += "@" if steps == limit else SHADES[min(steps // 2, 8)]
        yield line


class Life:
    """Conway's game on a torus: the set of cells that live."""

    def __init__(self, width, height, pattern):
        self.width = width
        self.height = height
        self.cells = {
            (x, y) for y, line in enumerate(pattern) for x, mark in enumerate(line) if mark == "#"
        }

    def step(self):
        neighbours = {}
        for x, y in self.cells:
            for dx, dy in AROUND:
                cell = (x + dx) % self.width, (y + dy) % self.height
                neighbours[cell] = neighbours.get(cell, 0) + 1
        self.cells = {
            cell for cell, n in neighbours.items() if n == 3 or n == 2 and cell in self.cells
        }

    def lines(self):
        for y in range(self.height):
            yield "".join("o" if (x, y) in self.cells else "." for x in range(self.width))


AROUND = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]
GLIDER = [".#.", "..#", "###"]


def side_by_side(blocks, gap="   "):
    return [gap.join(lines).rstrip() for lines in zip(*blocks)]


def main():
    start = time.perf_counter()
    print("Hello from Krait!\n")
    for line in mandelbrot(76, 23):
        print(line.rstrip())

    world = Life(10, 8, GLIDER)
    frames = []
    for generation in range(0, 24, 4):
        frames.append([f"after {generation}".ljust(10)] + list(world.lines()))
        for _ in range(4):
            world.step()
    print("\nA glider, every fourth generation:\n")
    print("\n".join(side_by_side(frames)))

    milliseconds = (time.perf_counter() - start) * 1000
    print(f"\nThat took {milliseconds:.0f} ms.", file=sys.stderr)


main()
