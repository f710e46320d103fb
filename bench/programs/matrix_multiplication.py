# category: interpreter-bound
# Dense matrix products over lists of lists, in int and float, and Gaussian elimination.


def multiply(a, b):
    columns = len(b[0])
    result = []
    for row in a:
        line = [0] * columns
        for k, factor in enumerate(row):
            source = b[k]
            for j in range(columns):
                line[j] += factor * source[j]
        result.append(line)
    return result


def determinant(matrix):
    rows = [row[:] for row in matrix]
    size, result = len(rows), 1.0
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(rows[r][column]))
        if pivot != column:
            rows[column], rows[pivot] = rows[pivot], rows[column]
            result = -result
        top = rows[column]
        result *= top[column]
        for r in range(column + 1, size):
            row = rows[r]
            factor = row[column] / top[column]
            for c in range(column, size):
                row[c] -= factor * top[c]
    return result


def main():
    size = 175
    ints = [[(i * 7 + j * 13) % 10 for j in range(size)] for i in range(size)]
    floats = [[((i * 5 + j * 11) % 17) / 8.0 + (2.0 if i == j else 0.0) for j in range(size)]
              for i in range(size)]
    squared = multiply(ints, ints)
    product = multiply(floats, floats)
    print("matrix_multiplication", sum(map(sum, squared)), squared[3][5],
          "%.6f" % sum(map(sum, product)), "%.9e" % determinant(floats))


main()
