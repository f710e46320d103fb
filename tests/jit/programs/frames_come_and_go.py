# A frame of the trace was real for a while, another one had its memory since, and then one of the
# trace is made there again.
class Shape:
    rate = 9

    def __init__(self, v):
        setattr(self, "v", v)

    @property
    def twice(self):
        return self.v * 2 + self.rate


def scale(p, *, r=8):
    q = [p, r]
    return q


def run(b):
    o = Shape(b)
    for i in range(60):
        w = Shape(o.v)
        scale(1, r=255)
        o.v ^= w.twice
    return o.v


print(run(2))
