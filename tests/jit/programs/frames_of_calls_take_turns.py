# Calls that are part of the loop and calls that are not use the same memory for their frames.
half = lambda p, q=0.001: q


class Shape:
    def step(self, p):
        self.w = self
        return p


def run(g):
    i = total = 0
    o = Shape()
    while i < 25:
        i += 1
        h = o.step(o)
        total += half(1)
        c = o.step(g)
    return h is o, c, o.w is o, round(total, 6)


print(run(255), run("text"))
