# Loops that call themselves, deeper than the native stack would bear.
import sys

sys.setrecursionlimit(30000)


class Node:
    def __init__(self, children):
        self.children = children


def depth(node):
    most = 0
    for child in node.children:
        most = max(most, depth(child))
    return most + 1


tree = Node([])
for _ in range(20000):
    tree = Node([tree])
print(depth(tree))
