# A local that loses its value at the end of a round.
def run(c):
    seen = []
    for i in range(36):
        try:
            if 1 << 90 < c < 1:
                pass
            del c
        except Exception as error:
            seen.append((type(error).__name__, str(error)))
            if i % 3 == 0:
                c = i
    return seen


print(run(5))
