"""Threads that are the first to ask for the classes, and compare what they get."""

import threading

THREADS = 4
SOURCE = "def f(a, *b, c=1):\n  match a:\n    case [x, {'y': z}]: return f'{x}' + z.w[1:2]\n"

lines = []
start = threading.Barrier(THREADS)
trees = []


def work():
    start.wait()
    tree = parse(SOURCE)
    trees.append(tree)
    for _ in range(20):
        check(tree)


threads = [threading.Thread(target=work) for _ in range(THREADS)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
lines.append(str(len({type(tree) for tree in trees})))
lines.append(str(len({type(tree.body[0].args.args[0]) for tree in trees})))
lines.append(str(len({tree.body[0].body[0].cases[0].body[0].value.op for tree in trees})))
