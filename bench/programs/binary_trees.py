# category: interpreter-bound
# Allocation and reclamation: many short-lived trees beside one long-lived tree.


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def count(node):
    if node.left is None:
        return 1
    return 1 + count(node.left) + count(node.right)


def make_tuples(depth):
    return (make_tuples(depth - 1), make_tuples(depth - 1)) if depth else (None, None)


def count_tuples(tree):
    left, right = tree
    return 1 if left is None else 1 + count_tuples(left) + count_tuples(right)


def main():
    deepest = 16
    lasting = make(deepest)
    report = []
    for depth in range(4, deepest + 1, 3):
        turns = 1 << (deepest - depth + 1)
        report.append((turns, depth, sum(count(make(depth)) for _ in range(turns)),
                       sum(count_tuples(make_tuples(depth)) for _ in range(turns))))
    cycles = 0
    for size in range(200000):
        ring = [size]
        ring.append(ring)
        cycles += len(ring)
    print("binary_trees", report, count(lasting), cycles)


main()
