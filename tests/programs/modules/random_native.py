# _random.Random: the Mersenne Twister's exact sequence for every kind of seed, state, errors.
from _random import Random


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


for seed in (0, 1, 42, -42, 2**31, 2**32, 2**64 + 5, -(2**70), 10**50, True):
    r = Random(seed)
    print(seed, [r.random() for _ in range(4)],
          [r.getrandbits(k) for k in (1, 8, 31, 32, 33, 64, 100, 200)], r.random())
for seed in (1.5, float("inf")):
    print(seed, Random(seed).random() == Random(seed).random())
print(Random((1, 2)).random() == Random((1, 2)).random(),
      Random("text").random() == Random("text").random())
r = Random(7)
for k in (0, 1, 5, 32, 64, -1, "x", 1.5, None, 2**70):
    tell(f"getrandbits {k}", r.getrandbits, k)
tell("getrandbits", r.getrandbits)
tell("random", r.random, 1)
state = r.getstate()
print(len(state), state[-1], all(0 <= word < 2**32 for word in state[:-1]), state[:3])
following = [r.random() for _ in range(5)]
r.setstate(state)
print(following == [r.random() for _ in range(5)])
other = Random()
other.setstate(state)
print(following == [other.random() for _ in range(5)])
for bad in (5, (), state[:-1], state + (1,), list(state), state[:-1] + (625,), state[:-1] + (-1,),
            state[:-1] + ("x",), ("x",) + state[1:], (2**40,) + state[1:], (-1,) + state[1:],
            state[:-1] + (624,)):
    tell("setstate", r.setstate, bad)
r.seed(5)
first = r.random()
r.seed(5)
print(first == r.random(), first)
tell("seed two", r.seed, 1, 2)
tell("unhashable seed", r.seed, [])
tell("seed keyword", lambda: r.seed(n=1))
print(r.seed(None), r.seed(), 0.0 <= r.random() < 1.0, 0 <= r.getrandbits(10) < 1024)
print(Random().random() != Random().random())
for args, kwargs in (((1, 2), {}), ((), {"x": 1}), (([],), {})):
    tell(f"Random{args}{kwargs}", lambda: Random(*args, **kwargs).random())


class Sub(Random):
    def __init__(self, seed, name):
        self.name = name

    def __new__(cls, seed, name):
        return super().__new__(cls, seed)


s = Sub(42, "named")
print(s.random() == Random(42).random(), s.name)
r = Random(12345)
folded = 0
for _ in range(20000):
    folded = (folded * 31 + r.getrandbits(32)) % 1000000007
total = sum(r.random() for _ in range(10000))
print(folded, round(total, 6), r.getstate()[-1], sum(r.getstate()) % 1000000007)
