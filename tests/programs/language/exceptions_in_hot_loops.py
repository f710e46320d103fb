# Exceptions raised and handled thousands of times, at changing places of a hot loop.
def sometimes(i):
    if i % 3 == 0:
        raise ValueError(i)
    if i % 5 == 0:
        raise KeyError(i)
    return i


def handle_all(n):
    values = keys = fine = 0
    for i in range(n):
        try:
            fine += sometimes(i)
        except ValueError as error:
            values += error.args[0]
        except KeyError as error:
            keys += error.args[0]
    return values, keys, fine


def nested_handlers(n):
    log = 0
    for i in range(n):
        try:
            try:
                sometimes(i)
            except KeyError:
                log += 1
            finally:
                log += 10
        except ValueError:
            log += 100
    return log


def index_errors(n):
    items = [1, 2, 3]
    hits = misses = 0
    for i in range(n):
        try:
            hits += items[i % 5]
        except IndexError:
            misses += 1
    return hits, misses


def dictionary_misses(n):
    d = {}
    for i in range(n):
        try:
            d[i % 50] += 1
        except KeyError:
            d[i % 50] = 1
    return len(d), sum(d.values())


def stop_iterations(n):
    total = 0
    for i in range(n):
        it = iter(range(i % 4))
        while True:
            try:
                total += next(it)
            except StopIteration:
                break
    return total


def attribute_errors(n):
    class A:
        x = 1

    class B:
        pass

    objects = [A(), B()]
    found = 0
    for i in range(n):
        try:
            found += objects[i & 1].x
        except AttributeError:
            found += 10
    return found


def type_errors(n):
    items = [1, "a", 2.5, None]
    out = 0
    for i in range(n):
        try:
            out += items[i % 4] + 1
        except TypeError:
            out -= 1
    return out


def zero_division(n):
    total = 0.0
    for i in range(n):
        try:
            total += 10 / (i % 5)
        except ZeroDivisionError:
            total -= 1
    return total


def late_raise(n):
    i = 0
    try:
        for i in range(n):
            if i == n - 1:
                raise StopIteration("at the end")
    except StopIteration as error:
        return i, str(error)


def context_depth(n):
    error = None
    for i in range(n):
        try:
            try:
                raise ValueError(i)
            except ValueError:
                raise KeyError(i)
        except KeyError as e:
            error = e
    return repr(error), repr(error.__context__), error.__context__.__context__


def with_blocks(n):
    class Quiet:
        entered = exited = 0

        def __enter__(self):
            Quiet.entered += 1

        def __exit__(self, kind, value, tb):
            Quiet.exited += 1
            return kind is ValueError

    for i in range(n):
        with Quiet():
            if i % 2:
                raise ValueError
    return Quiet.entered, Quiet.exited


def deep_unwind(n):
    def down(k):
        if k == 0:
            raise LookupError("bottom")
        down(k - 1)

    caught = 0
    for i in range(n):
        try:
            down(i % 30)
        except LookupError as error:
            depth = 0
            tb = error.__traceback__
            while tb:
                depth += 1
                tb = tb.tb_next
            caught += depth
    return caught


for function in (handle_all, nested_handlers, index_errors, dictionary_misses, stop_iterations,
        attribute_errors, type_errors, zero_division, late_raise, context_depth, with_blocks,
        deep_unwind):
    print(function.__name__, function(3000))
