# Exceptions that the loop itself handles: the handler is part of the trace, and nobody sees the
# difference in tracebacks, contexts, frames, sys.exc_info() and what is unbound afterwards.
import sys
import traceback


class Odd(Exception):
    def __init__(self, number, more=None):
        super().__init__(number)
        self.number = number


def risky(number):
    if number % 2:
        raise Odd(number)
    return number


def through(number):
    return 1 + risky(number) * 2


def deeper(number):
    try:
        return through(number)
    except KeyError:
        return -1


def lines_of(error):
    first = lines_of.__code__.co_firstlineno
    return [(entry.name, entry.lineno - first) for entry in traceback.extract_tb(error.__traceback__)]


def calls(rounds):
    total, caught, last = 0, 0, None
    for i in range(rounds):
        try:
            total += deeper(i)
        except Odd as error:
            caught += error.number
            last = error
    try:
        error
    except NameError as unbound:
        last_name = str(unbound)
    return total, caught, lines_of(last), last_name


def rarely(rounds):
    values = {n: n for n in range(10)}
    found = missing = wrong = 0
    for i in range(rounds):
        try:
            found += values[i % 11] + 1 // (i % 40)
        except KeyError:
            missing += 1
        except ArithmeticError as error:
            wrong += len(str(error))
        else:
            found += 1
        finally:
            found += 2
    return found, missing, wrong


def always(rounds):
    count = 0
    for i in range(rounds):
        try:
            raise Odd(i)
        except Odd as error:
            count += error.number
    return count


def again(rounds):
    seen = []
    for i in range(rounds):
        try:
            try:
                risky(i)
            except Odd as error:
                if i % 3 == 0:
                    raise
                if i % 5 == 0:
                    raise ValueError(error.number) from error
                raise TypeError(i)
        except (ValueError, TypeError) as error:
            cause, context = error.__cause__, error.__context__
            seen = [type(error).__name__, cause is None, context.number, context.__context__ is None,
                    lines_of(error), lines_of(context)]
        except Odd as error:
            seen.append(lines_of(error))
    return seen


def infos(rounds):
    names = {}
    for i in range(rounds):
        try:
            risky(i)
        except Odd:
            kind, value, _ = sys.exc_info()
            names[kind.__name__] = names.get(kind.__name__, 0) + value.number
            try:
                [][i]
            except IndexError as inner:
                names["context"] = inner.__context__ is value
            names["after"] = sys.exc_info()[1] is value
        names["outside"] = sys.exc_info()[0]
    return names


def locals_of_dead_frames(rounds):
    def fails(a, b=2):
        c = a * b
        raise KeyError(c)

    found = None
    for i in range(rounds):
        d = i + 1
        try:
            d = fails(i) + d
        except KeyError as error:
            frame = error.__traceback__.tb_next.tb_frame
            found = sorted(frame.f_locals.items()), frame.f_lineno - fails.__code__.co_firstlineno, d
    return found


def half_done(rounds):
    log = []
    total = 0
    for i in range(rounds):
        try:
            total = [total, i, through(i), log][0] + risky(i + 1)
        except Odd as error:
            total += error.number
        if i % 10 == 9:
            log.append(total)
    return log[-3:]


def generator_raises(rounds):
    def numbers(n):
        for i in range(n):
            if i == n - 2:
                raise Odd(i)
            try:
                yield risky(i)
            except Odd as error:
                yield -error.number

    total = 0
    for _ in range(rounds):
        try:
            for number in numbers(7):
                total += number
        except Odd as error:
            total += 1000 * error.number
    return total


def changes(rounds):
    kinds = [ValueError, KeyError, Odd, ZeroDivisionError]
    counts = [0] * 5
    for i in range(rounds):
        kind = kinds[i * 4 // rounds]
        try:
            if i % 3:
                raise kind(i)
            counts[4] += 1
        except ValueError:
            counts[0] += 1
        except LookupError:
            counts[1] += 1
        except (Odd, OSError) as error:
            counts[2] += error.number & 1
        except:
            counts[3] += 1
    return counts


def whiles(rounds):
    i = total = 0
    while True:
        i += 1
        try:
            if i > rounds:
                break
            if i % 4 == 0:
                continue
            total += risky(i)
        except Odd:
            total += 1
            continue
        finally:
            total += 1000
    return total


def unwinds_to_callers(rounds):
    def outer(number):
        try:
            return middle(number)
        except Odd as error:
            return -error.number

    def middle(number):
        value = through(number)
        return value + 1

    return sum(outer(i) for i in range(rounds)), sum([outer(i) for i in range(rounds)])


def leaves(rounds):
    for i in range(rounds):
        try:
            if i == rounds - 1:
                raise OSError("out")
            risky(i)
        except Odd:
            pass


for rounds in (12, 400, 5000):
    for program in (calls, rarely, always, again, infos, locals_of_dead_frames, half_done,
                    generator_raises, changes, whiles, unwinds_to_callers):
        print(program.__name__, program(rounds))
    try:
        leaves(rounds)
    except OSError as error:
        print(lines_of(error))
