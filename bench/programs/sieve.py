# category: interpreter-bound
# Primes by three routes: a list of flags, a bytearray with slice assignment, and trial
# division against the primes found so far.


def list_sieve(limit):
    flags = [True] * limit
    flags[0] = flags[1] = False
    for i in range(2, int(limit ** 0.5) + 1):
        if flags[i]:
            for multiple in range(i * i, limit, i):
                flags[multiple] = False
    return sum(i for i, flag in enumerate(flags) if flag)


def slice_sieve(limit):
    flags = bytearray(b"\1") * limit
    flags[0] = flags[1] = 0
    for i in range(2, int(limit ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = bytes(len(range(i * i, limit, i)))
    return flags.count(1)


def trial_division(count):
    primes = [2]
    candidate = 3
    while len(primes) < count:
        for prime in primes:
            if prime * prime > candidate:
                primes.append(candidate)
                break
            if candidate % prime == 0:
                break
        candidate += 2
    return primes[-1]


def main():
    print("sieve", list_sieve(5000000), slice_sieve(6000000), trial_division(25000))


main()
