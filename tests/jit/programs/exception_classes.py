# Classes of exceptions with an __init__ in Python, what their objects hold, which clause they match,
# and the ways from one handler to the next: made, kept and raised in the trace.
import sys
import traceback


class Plain(Exception):
    pass


class Coded(Exception):
    def __init__(self, code, more=None):
        super().__init__(code)
        self.code = code
        self.more = more


class Deeper(Coded):
    def __init__(self, code):
        super().__init__(code, more=[code])
        self.half = code / 2


class Slotted(ValueError):
    __slots__ = ("first", "second")

    def __init__(self, first):
        self.first = first
        self.second = -first


class Computed(KeyError):
    def __init__(self, code):
        self.code = code

    @property
    def code(self):
        return self.kept

    @code.setter
    def code(self, value):
        self.kept = value + 1


class Wide(Exception):
    def __init__(self, *codes, **named):
        super().__init__(*codes)
        self.named = named


class Busy(Exception):
    def __init__(self, code):
        self.a, self.b, self.c, self.d, self.e, self.f, self.g = range(code, code + 7)


class Unusual(Exception):
    def __init__(self, code):
        return code if code % 7 == 0 else None


class System(OSError):
    def __init__(self, code):
        super().__init__(code, "text")
        self.code = code


class Made(Exception):
    def __new__(cls, code):
        return super().__new__(cls, "made", code)

    def __init__(self, code):
        self.code = code


def lines_of(error):
    first = lines_of.__code__.co_firstlineno
    return [(entry.name, entry.lineno - first) for entry in traceback.extract_tb(error.__traceback__)]


def chain_of(error):
    names = []
    while error is not None and len(names) < 5:
        names.append((type(error).__name__, error.__suppress_context__, error.__cause__ is not None))
        error = error.__context__
    return names


def describe(error):
    return type(error).__name__, error.args, sorted(vars(error).items()), str(error)


def made(rounds):
    kinds = [Plain, Coded, Deeper, Slotted, Computed, Busy, System, Made]
    found = {}
    for kind in kinds:
        total = 0
        for i in range(rounds):
            try:
                raise kind(i)
            except (Coded, Slotted) as error:
                total += error.code if isinstance(error, Coded) else error.second
                kept = error
            except Exception as error:
                total += error.args[-1] if kind is Made else getattr(error, "g", 1)
                kept = error
        found[kind.__name__] = total, describe(kept)
    return found


def arguments(rounds):
    found = []
    for i in range(rounds):
        try:
            if i % 4 == 0:
                raise Wide(i, i + 1, i + 2, key=i)
            if i % 4 == 1:
                raise Wide()
            if i % 4 == 2:
                raise Coded(more=i, code=2)
            raise Plain(i, 1, 2, 3, 4)
        except Exception as error:
            found.append(describe(error))
    return found[-4:]


def unusual(rounds):
    counts = [0, 0]
    for i in range(rounds):
        try:
            raise Unusual(i)
        except Unusual as error:
            counts[0] += error.args[0]
        except TypeError as error:
            counts[1] += len(str(error))
    return counts


def classes_change(rounds):
    class Changing(Exception):
        def __init__(self, code):
            self.code = code

    def other(self, code):
        self.code = -code

    found = []
    for i in range(rounds):
        if i == rounds // 2:
            Changing.__init__ = other
        if i == rounds * 2 // 3:
            Changing.code = property(lambda self: 5, lambda self, value: None)
        if i == rounds * 3 // 4:
            Changing.__new__ = lambda cls, code: KeyError(code)
        try:
            raise Changing(i)
        except KeyError as error:
            found.append(error.args)
        except Changing as error:
            found.append(error.code)
    return found[:: max(1, rounds // 12)]


ERRORS = (KeyError, IndexError)


def clauses(rounds):
    global ERRORS
    counts = [0] * 5
    for i in range(rounds):
        if i == rounds // 2:
            ERRORS = (ZeroDivisionError, KeyError)
        kind = (KeyError, IndexError, Plain, ZeroDivisionError)[i * 7 // rounds % 4]
        try:
            try:
                raise kind(i)
            except ERRORS:
                counts[0] += 1
            except (IndexError, (Plain if i % 5 else Coded)):
                counts[1] += 1
            except (Coded, ArithmeticError):
                counts[2] += 1
        except Exception:
            counts[3] += 1
    return counts


def no_classes(rounds):
    found = None
    other = 0
    for i in range(rounds):
        try:
            try:
                raise Plain(i)
            except (Coded, Plain if i < rounds - 3 else 5):
                other += 1
        except TypeError as error:
            found = str(error), chain_of(error), other
    return found


def nested_handlers(rounds):
    log = []
    for i in range(rounds):
        try:
            try:
                try:
                    if i % 3:
                        raise Coded(i)
                finally:
                    log.append(sys.exc_info()[0])
            except Slotted:
                log.append("never")
            finally:
                log.append(i)
        except Coded as error:
            log.append((error.code, lines_of(error), error.__context__))
        del log[:-4]
    return log, sys.exc_info()


def raises(i):
    try:
        if i % 4 == 0:
            raise KeyError
        raise KeyError(i)
    except KeyError as error:
        if i % 3 == 0:
            raise Coded(i) from None
        if i % 3 == 1:
            raise Coded(i) from error
        raise Coded(i) from IndexError


def through(i):
    try:
        return raises(i)
    except Slotted:
        return 0


def causes(rounds):
    found = []
    for i in range(rounds):
        try:
            through(i)
        except Coded as error:
            trace = error.__traceback__.tb_next
            found.append((chain_of(error), lines_of(error), type(error.__cause__).__name__,
                          trace.tb_frame.f_locals, trace.tb_frame.f_lineno > 0,
                          trace.tb_lasti > 0, trace.tb_next.tb_frame.f_back is trace.tb_frame))
    return found[-6:]


def bare(rounds):
    found = []
    for i in range(rounds):
        try:
            try:
                raise
            except RuntimeError as error:
                if i % 2:
                    raise
                raise error
        except RuntimeError as error:
            found = [str(error), lines_of(error), chain_of(error)]
    return found


def same_again(rounds):
    kept = Coded(1)
    depth = 0
    for i in range(rounds):
        try:
            try:
                raise kept
            except Coded as error:
                assert error is kept
                raise Plain(i) from error
        except Plain as error:
            assert error.__cause__ is kept and kept.__context__ is None
    trace = kept.__traceback__
    while trace is not None:
        depth += 1
        trace = trace.tb_next
    return depth == rounds


def unbound(rounds):
    found = 0
    for i in range(rounds):
        try:
            raise Plain(i)
        except Plain as error:
            if i % 3 == 0:
                error = None
            elif i % 7 == 0:
                del error
        try:
            error
        except UnboundLocalError:
            found += 1
    return found


def attributes_later(rounds):
    total = 0
    for i in range(rounds):
        try:
            raise Coded(i)
        except Coded as error:
            error.extra = i
            error.more = i
            if i % 50 == 49:
                vars(error)["own"] = i
                del error.code
            error.last = error.extra + error.more
            total += error.last + getattr(error, "code", 0) + vars(error).get("own", 0)
            error.add_note("noted")
            total += len(error.__notes__)
    return total


for rounds in (12, 400):
    for program in (made, arguments, unusual, classes_change, clauses, no_classes, nested_handlers,
                    causes, bare, same_again, unbound, attributes_later):
        print(program.__name__, program(rounds))
