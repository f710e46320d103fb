# category: interpreter-bound
# Escape-time fractal with plain floats in local variables.


def escape_time(cr, ci, limit):
    zr = zi = 0.0
    for step in range(limit):
        rr = zr * zr
        ii = zi * zi
        if rr + ii > 4.0:
            return step
        zi = 2.0 * zr * zi + ci
        zr = rr - ii + cr
    return limit


def main():
    width, height, limit = 480, 320, 130
    inside = 0
    folded = 0
    for row in range(height):
        ci = 2.4 * row / height - 1.2
        for column in range(width):
            steps = escape_time(3.2 * column / width - 2.2, ci, limit)
            if steps == limit:
                inside += 1
            folded = (folded * 31 + steps) & 0xFFFFFFFF
    print("mandelbrot", inside, folded)


main()
