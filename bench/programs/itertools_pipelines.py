# category: library-bound
# itertools, operator and map/filter/zip chains where the loop itself is native code.
from itertools import (accumulate, chain, combinations, compress, count, cycle, dropwhile,
                       groupby, islice, permutations, product, repeat, starmap, takewhile, tee)
import _operator as operator


def main():
    numbers = range(700000)
    total = sum(map(operator.mul, numbers, islice(cycle((1, -1, 2)), 700000)))
    total += sum(filter(None, map(operator.and_, numbers, repeat(5))))
    total += sum(compress(numbers, cycle([1, 0, 0, 1, 0])))
    total += list(accumulate(numbers, operator.xor))[-1]
    total += sum(starmap(operator.add, zip(numbers, reversed(numbers))))
    total += sum(1 for _ in combinations(range(24), 6))
    total += sum(p[0] * p[-1] for p in permutations(range(8)))
    total += sum(map(sum, product(range(9), repeat=5)))
    total += sum(len(list(group)) * key for key, group in groupby(numbers, lambda n: n // 1000))
    total += sum(takewhile(lambda n: n < 250000, dropwhile(lambda n: n < 5000, count(0, 3))))
    left, right = tee(numbers)
    next(right)
    total += sum(map(operator.sub, right, left))
    total += len(list(chain.from_iterable([n] * (n % 7) for n in range(80000))))
    pairs = [(n % 91, n) for n in range(100000)]
    total += sum(map(operator.itemgetter(1), sorted(pairs, key=operator.itemgetter(0))[:5000]))
    total += sum(a < b for a, b in zip(pairs, islice(pairs, 1, None)))
    total += any(map((-1).__eq__, numbers)) + all(map((-1).__ne__, numbers))
    total += max(enumerate(reversed(range(200000))), key=operator.itemgetter(1))[0]
    print("itertools_pipelines", total)


main()
