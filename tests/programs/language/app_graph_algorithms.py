# Shortest paths, topological sort, union-find, components, spanning tree on a generated graph.
import _heapq


class Graph:
    def __init__(self):
        self.edges = {}

    def add(self, a, b, weight=1, directed=False):
        self.edges.setdefault(a, {})[b] = weight
        self.edges.setdefault(b, {})
        if not directed:
            self.edges[b][a] = weight

    def __iter__(self):
        return iter(sorted(self.edges))

    def __getitem__(self, node):
        return self.edges[node].items()

    def __len__(self):
        return len(self.edges)


def random_graph(n, m, seed):
    g = Graph()
    state = seed
    for _ in range(m):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        a, b, w = state >> 40 & 0xFFFF, state >> 20 & 0xFFFF, (state >> 50) % 17 + 1
        if a % n != b % n:
            g.add(a % n, b % n, w)
    return g


def dijkstra(g, start):
    distance, previous = {start: 0}, {}
    heap = [(0, start)]
    done = set()
    while heap:
        d, node = _heapq.heappop(heap)
        if node in done:
            continue
        done.add(node)
        for other, weight in g[node]:
            if d + weight < distance.get(other, float("inf")):
                distance[other] = d + weight
                previous[other] = node
                _heapq.heappush(heap, (d + weight, other))
    return distance, previous


def path(previous, node):
    while node is not None:
        yield node
        node = previous.get(node)


def breadth_first(g, start):
    seen, frontier, depth = {start: 0}, [start], 0
    while frontier:
        depth += 1
        frontier = [seen.setdefault(o, depth) and o for n in frontier for o,
            _ in sorted(g[n]) if o not in seen]
    return seen


def depth_first(g, start):
    seen = set()

    def visit(node):
        if node in seen:
            return
        seen.add(node)
        yield node
        for other, _ in sorted(g[node]):
            yield from visit(other)

    return list(visit(start))


class UnionFind(dict):
    def __missing__(self, key):
        self[key] = key
        return key

    def find(self, x):
        while self[x] != x:
            self[x] = x = self[self[x]]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        self[a] = b
        return a != b


def kruskal(g):
    forest = UnionFind()
    edges = sorted((w, a, b) for a in g for b, w in g[a] if a < b)
    return sum(w for w, a, b in edges if forest.union(a, b))


def topological(g):
    order, marks = [], {}

    def visit(node):
        match marks.get(node):
            case "done":
                return
            case "open":
                raise ValueError(f"cycle through {node}")
        marks[node] = "open"
        for other, _ in sorted(g[node]):
            visit(other)
        marks[node] = "done"
        order.append(node)

    for node in g:
        visit(node)
    return order[::-1]


g = random_graph(60, 150, 42)
distance, previous = dijkstra(g, 0)
print(len(g), len(distance), sum(distance.values()), max(distance.items(),
    key=lambda kv: (kv[1], kv[0])))
far = max(distance, key=lambda n: (distance[n], n))
print(list(path(previous, far))[::-1])
levels = breadth_first(g, 0)
print(max(levels.values()), sum(levels.values()), len(levels) == len(distance))
print(depth_first(g, 0)[:20], kruskal(g))
dag = Graph()
for a, b in ((1, 2), (1, 3), (2, 4), (3, 4), (4, 5), (0, 3), (6, 1)):
    dag.add(a, b, directed=True)
print(topological(dag))
dag.add(5, 1, directed=True)
try:
    topological(dag)
except ValueError as error:
    print(error)
uf = UnionFind()
print([uf.union(a, b) for a, b in ((1, 2), (3, 4), (2, 3), (1, 4))],
    len({uf.find(x) for x in (1, 2, 3, 4)}))
