# Loops over generators: their bodies are part of the loop's code. Whoever looks at a generator from
# elsewhere must find it where it is in Python.
import sys


def numbers(limit):
    for n in range(limit):
        yield n


def total_of(iterable):
    total = 0
    for item in iterable:
        total += item
    return total


print(total_of(numbers(3000)), total_of(n * 2 for n in range(3000)))


# Locals of several types, changed between yields; more than one yield.
def alternating(limit):
    a, b = 0, 1.5
    while a < limit:
        yield a
        b += 0.25
        yield b
        a += 1


print(total_of(alternating(2000)), [x for x in alternating(1500)][-3:])


# Generators that go through generators.
def squares(source):
    for x in source:
        yield x * x


def odd(source):
    for x in source:
        if x & 1:
            yield x


print(total_of(squares(odd(numbers(4000)))), total_of(x + 1 for x in (y * 3 for y in odd(range(3000)))))


# The consumer calls who resumes the generator, too.
def skipping(limit):
    source = numbers(limit)
    kept = []

    def skip(x):
        if x % 97 == 0:
            next(source, None)

    for x in source:
        skip(x)
        kept.append(x)
    return len(kept), kept[:5], kept[-5:]


print(skipping(3000))


# The same in what decides where the consumer goes on.
class Skipper:
    def __init__(self, source):
        self.source = source
        self.asked = 0

    def __bool__(self):
        self.asked += 1
        if self.asked % 5 == 0:
            next(self.source, None)
        return self.asked % 3 == 0


def deciding(limit):
    source = numbers(limit)
    skipper, yes, no = Skipper(source), [], []
    for x in source:
        if skipper:
            yes.append(x)
        else:
            no.append(x)
    return len(yes), len(no), sum(yes), sum(no), yes[-3:], no[-3:]


print(deciding(4000))


# Who looks at its frame, and at its state.
def watched(limit):
    source = numbers(limit)
    seen = []

    def look(x):
        if x % 500 == 3:
            seen.append((source.gi_frame.f_locals["n"], source.gi_running, source.gi_frame.f_lineno > 0))

    for x in source:
        look(x)
    return seen, source.gi_frame


print(watched(2600))


# The body calls who looks at the frames.
def depth():
    frame, names = sys._getframe(1), []
    while frame is not None:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names


def calling(limit):
    for n in range(limit):
        if n % 1000 == 999:
            yield depth()
        yield len(str(n))


def consumer():
    found, lengths = [], 0
    for item in calling(4000):
        if isinstance(item, list):
            found.append(item[:3])
        else:
            lengths += item
    return found, lengths


print(consumer())


# It raises, and is closed, in the middle.
def failing(limit, end):
    try:
        for n in range(limit):
            if n == end:
                raise KeyError(n)
            yield n
    finally:
        print("finally", n)


def until_failure(end):
    total = 0
    try:
        for x in failing(3000, end):
            total += x
    except KeyError as error:
        frame = error.__traceback__
        names = []
        while frame is not None:
            names.append((frame.tb_frame.f_code.co_name, frame.tb_lineno - frame.tb_frame.f_code.co_firstlineno))
            frame = frame.tb_next
        print("failed", error, names)
    return total


print(until_failure(2000), until_failure(2500), until_failure(-1))


def left_early(limit):
    source = failing(limit, -1)
    for x in source:
        if x > 1800:
            break
    source.close()
    return x


print(left_early(3000))


# It runs itself.
def resumes_itself():
    me = yield
    for n in range(2000):
        if n == 1500:
            try:
                next(me)
            except ValueError as error:
                yield str(error)
        yield n


def run_resumes_itself():
    source = resumes_itself()
    next(source)
    first = source.send(source)
    found = []
    for x in source:
        if isinstance(x, str):
            found.append(x)
    return first, found


print(run_resumes_itself())


# Sent values, and values of yields.
def echo(limit):
    for n in range(limit):
        got = yield n
        if got is not None:
            yield ("got", got)


def sending():
    source, answers = echo(3000), []
    for x in source:
        if isinstance(x, int) and x % 700 == 5:
            answers.append(source.send(x * 2))
    return answers


print(sending())


# Another generator in the same variable; the same code with other globals.
def changing(limit):
    source, total, rounds = numbers(limit), 0, 0
    while rounds < 4:
        for x in source:
            total += x
        source = numbers(limit + rounds)
        rounds += 1
    return total


print(changing(1000))

text = """
def scaled(limit):
    for n in range(limit):
        yield n * FACTOR
"""
total = 0
for factor in (2, 3.5, 4):
    space = {"FACTOR": factor}
    exec(text, space)
    total += total_of(space["scaled"](1200))
print(total)


# A loop in the generator, of which only some rounds yield.
def permutations(size):
    turns = [0] * size
    place = 1
    while place < size:
        if turns[place] < place:
            turns[place] += 1
            place = 1
            yield turns
        else:
            turns[place] = 0
            place += 1


def primes(limit):
    for n in range(2, limit):
        for d in range(2, n):
            if d * d > n:
                yield n
                break
            if n % d == 0:
                break


print([sum(1 for _ in permutations(n)) for n in range(7)], total_of(sum(p) for p in permutations(7)))
print(total_of(primes(2000)), [p for p in primes(100)])


# Numbers that outgrow the machine's; strings; tuples.
def powers(limit):
    n = 1
    for _ in range(limit):
        yield n
        n *= 3
        if n > 10 ** 30:
            n = 1


print(total_of(powers(2000)))


def words(limit):
    for i in range(limit):
        yield i, chr(97 + i % 26)


def joined(limit):
    out = []
    for i, letter in words(limit):
        if i % 50 == 0:
            out.append(letter)
    return "".join(out)


print(joined(3000))


# What ends up in an except block of the generator is handled there only.
def handling(limit):
    for n in range(limit):
        try:
            if n % 3 == 0:
                raise ValueError(n)
            yield n
        except ValueError as error:
            yield -error.args[0], sys.exc_info()[0].__name__


def run_handling():
    plain, handled = 0, 0
    for x in handling(3000):
        if isinstance(x, tuple):
            handled += x[0]
        else:
            plain += x
        assert sys.exc_info()[0] is None
    return plain, handled


print(run_handling())
