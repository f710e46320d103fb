# category: library-bound
# list.sort, sorted, min and max over numbers, strings, tuples and objects, with and without
# keys, on random, sorted, reversed and nearly sorted input.
import _random


class Card:
    def __init__(self, rank, suit):
        self.rank = rank
        self.suit = suit

    def __lt__(self, other):
        return (self.suit, self.rank) < (other.suit, other.rank)


def folded(values):
    result = 0
    for position, value in enumerate(values[::97]):
        result = (result * 31 + value + position) & 0xFFFFFFFF
    return result


def main():
    source = _random.Random(2024)
    ints = [source.getrandbits(30) for _ in range(220000)]
    floats = [source.random() for _ in range(110000)]
    texts = ["%x" % n for n in ints[:110000]]
    pairs = [(n % 100, n) for n in ints[:90000]]
    cards = [Card(n % 13, n % 4) for n in ints[:20000]]
    ordered = sorted(ints)
    nearly = ordered[:]
    for i in range(0, len(nearly) - 10, 1000):
        nearly[i], nearly[i + 7] = nearly[i + 7], nearly[i]
    nearly.sort()
    print("sorting", folded(ordered), folded(sorted(ints, reverse=True)), nearly == ordered,
          folded(sorted(ordered[::-1])), "%.9f" % sorted(floats)[1234], sorted(texts)[4321],
          folded([n for _, n in sorted(pairs)]),
          folded(sorted(ints, key=lambda n: n % 1000)), folded(sorted(ints, key=abs)),
          sorted(texts, key=len)[::27500], sorted(cards)[500].rank,
          max(texts, key=lambda t: t[::-1]), min(pairs, key=lambda p: p[1])[0],
          sum(sorted(ints[i:i + 8])[3] for i in range(0, 200000, 8)) & 0xFFFFFF)


main()
