# krait: short
# return, break, continue and exceptions crossing finally blocks, in every nesting.
def log(*items):
    trace.extend(items)


trace = []


def show(title, function, *args):
    trace.clear()
    try:
        result = repr(function(*args))
    except BaseException as error:
        result = f"raised {error!r} context {error.__context__!r}"
    print(title, *args, "|", *trace, "|", result)


def return_through():
    try:
        log("try")
        return "try"
    finally:
        log("finally")


def finally_overrides(value):
    try:
        if value == "raise":
            raise ValueError("lost")
        return value
    finally:
        return "finally wins"


def return_value_evaluated_first():
    x = 1
    try:
        return x
    finally:
        x = 2


def else_clause(error):
    try:
        if error:
            raise error
        log("body")
    except KeyError:
        log("handler")
        return "from handler"
    else:
        log("else")
        return "from else"
    finally:
        log("finally")


def else_raises():
    try:
        try:
            pass
        except ValueError:
            log("never")
        else:
            raise ValueError("from else")
        finally:
            log("inner finally")
    except ValueError as error:
        return str(error)


def loop_control(kind):
    for i in range(4):
        try:
            if i == 2:
                if kind == "break":
                    break
                if kind == "continue":
                    continue
                if kind == "return":
                    return f"returned at {i}"
                if kind == "raise":
                    raise IndexError(i)
            log(i)
        finally:
            log(f"f{i}")
    else:
        log("else")
    return "end"


def finally_control(kind):
    for i in range(3):
        try:
            log(i)
            if kind == "raise":
                raise ValueError(i)
        finally:
            log(f"f{i}")
            if kind == "break" or kind == "raise" and i == 1:
                break
            if kind == "continue" or kind == "raise":
                continue
    else:
        log("else")
    return "after"


def while_true(limit):
    count = 0
    while True:
        try:
            count += 1
            if count < limit:
                continue
            return count
        finally:
            log(count)
            if count == 3:
                break
    return "broke"


def nested(where):
    try:
        log("a")
        try:
            log("b")
            try:
                if where == "inner":
                    raise ValueError("inner")
                if where == "return":
                    return "deep"
            except ValueError:
                log("caught inner")
                raise KeyError("from handler")
            finally:
                log("f1")
                if where == "finally":
                    raise OSError("from finally")
        finally:
            log("f2")
    except KeyError as error:
        log(f"caught {error!r}")
        return "key"
    finally:
        log("f3")
    return "normal"


def handler_return_finally():
    try:
        raise ValueError
    except ValueError:
        try:
            return "first"
        finally:
            log("inner")
    finally:
        log("outer")


def finally_raises_over_return():
    try:
        return 1
    finally:
        raise RuntimeError("over return")


def finally_raises_over_exception():
    try:
        raise KeyError("first")
    finally:
        raise RuntimeError("second")


def try_in_finally():
    try:
        raise KeyError("first")
    finally:
        try:
            raise ValueError("inner")
        except ValueError:
            log("handled inside finally")


def three_deep_continue():
    result = []
    for i in range(3):
        try:
            try:
                try:
                    if i == 1:
                        continue
                    result.append(i)
                finally:
                    result.append("x")
            finally:
                result.append("y")
        finally:
            result.append("z")
    return result


def generator_finally():
    try:
        for i in range(3):
            try:
                yield i
            finally:
                log(f"g{i}")
    finally:
        log("g end")


def consume():
    return list(generator_finally())


def recursion(n):
    try:
        if n:
            return recursion(n - 1)
        return "bottom"
    finally:
        log(n)


def with_in_finally():
    class M:
        def __enter__(self):
            log("enter")

        def __exit__(self, *exc):
            log("exit", exc[0] and exc[0].__name__)

    try:
        with M():
            raise ValueError
    except ValueError:
        pass
    finally:
        with M():
            log("in finally")
    return "ok"


show("return_through", return_through)
for value in (1, "raise"):
    show("finally_overrides", finally_overrides, value)
show("value first", return_value_evaluated_first)
for error in (None, KeyError("k"), TypeError("t")):
    show("else_clause", else_clause, error)
show("else_raises", else_raises)
for kind in ("none", "break", "continue", "return", "raise"):
    show("loop_control", loop_control, kind)
    show("finally_control", finally_control, kind)
for limit in (1, 2, 3, 9):
    show("while_true", while_true, limit)
for where in ("none", "inner", "return", "finally"):
    show("nested", nested, where)
for function in (handler_return_finally, finally_raises_over_return, finally_raises_over_exception,
        try_in_finally, three_deep_continue, consume, with_in_finally):
    show(function.__name__, function)
show("recursion", recursion, 5)
