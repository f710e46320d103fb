"""Lists and dicts with items, made each round: kept, looked at, with keys that are alike or have no hash."""
def f(n):
    s = 0
    for i in range(n):
        a = [i, i + 1.5, "x"]
        b = {}
        c = []
        d = {"k": i, i: a, 7: [b, c], "k": (i,)}
        b[i] = a
        s += len(a) + len(b) + len(c) + len(d) + (d["k"][0] if i % 3 else d[7][0][i][1])
        e = {(i, 1): 2, 1.5: 3}
        k = {"left": i, "right": a, 3: c}
        s += k["left"] + len(k) + list(k).index("right")
        s += len(e)
    return s
print(f(2000))
def g(n):
    out = []
    for i in range(n):
        try:
            out.append({[] if i % 50 == 49 else i: i})
        except TypeError as e:
            out.append(str(e))
    return out
print(g(200)[40:60], len(g(300)))
def h(n):
    grid = []
    for i in range(n):
        grid.append([0] * 3 + [i, [i]])
        grid[-1][4].append(i)
    return grid[-1], grid[0]
print(h(300))
