# category: interpreter-bound
# Dicts and sets under load: counting, grouping, memo tables with tuple keys, graph search,
# set algebra.


def count_words(rounds):
    words = ["w%d" % (i * i % 487) for i in range(1000)]
    counts = {}
    for _ in range(rounds):
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    groups = {}
    for word, count in counts.items():
        groups.setdefault(count, []).append(word)
    return len(counts), sorted((count, len(group)) for count, group in groups.items())[-1]


def grid_paths(size):
    memo = {}

    def paths(x, y):
        if x == 0 or y == 0:
            return 1
        key = (x, y)
        if key not in memo:
            memo[key] = (paths(x - 1, y) + paths(x, y - 1)) % 1000000007
        return memo[key]

    return paths(size, size), len(memo)


def reach(limit):
    """Breadth first over n -> n/2, n*3+1, n+7 below the limit."""
    seen, frontier, depth = {1}, [1], 0
    while frontier:
        following = []
        for node in frontier:
            for neighbour in (node // 2, node * 3 + 1, node + 7):
                if neighbour < limit and neighbour not in seen:
                    seen.add(neighbour)
                    following.append(neighbour)
        frontier = following
        depth += 1
    return len(seen), depth


def algebra(rounds):
    evens, threes, total = set(range(0, 600, 2)), set(range(0, 600, 3)), 0
    for i in range(rounds):
        both, either = evens & threes, evens | threes
        total += len(both) + len(either - both) + len(evens ^ threes) + (i in either)
    return total


def main():
    print("dict_set_operations", count_words(1300), grid_paths(260), reach(350000), algebra(3000))


main()
