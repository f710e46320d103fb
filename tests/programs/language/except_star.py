# krait: short
# except*: matching, splitting, re-raising what is left, raising from handlers, naked exceptions.
def shape(e):
    if e is None:
        return "None"
    if isinstance(e, BaseExceptionGroup):
        return f"{type(e).__name__}({e.message!r}: {', '.join(shape(x) for x in e.exceptions)})"
    return repr(e)


def show(title, function, *args):
    try:
        result = function(*args)
        print(title, "->", result)
    except BaseException as error:
        print(title, "-> raised", shape(error), "| context", shape(error.__context__), "| cause",
            shape(error.__cause__))


def group(*errors):
    return ExceptionGroup("g", list(errors))


def basic(error):
    seen = []
    try:
        if error:
            raise error
    except* ValueError as e:
        seen.append(("value", shape(e)))
    except* (TypeError, KeyError) as e:
        seen.append(("type or key", shape(e)))
    except* OSError:
        seen.append("os")
    else:
        seen.append("else")
    finally:
        seen.append("finally")
        print(seen)
    return "done"


show("no error", basic, None)
show("naked", basic, ValueError("naked"))
show("naked unmatched", basic, IndexError("i"))
show("one", basic, group(ValueError(1)))
show("two", basic, group(ValueError(1), TypeError(2)))
show("all", basic, group(ValueError(1), TypeError(2), KeyError(3), OSError(4, "x")))
show("left over", basic, group(ValueError(1), IndexError(2), group(KeyError(3), IndexError(4))))
show("base", basic, BaseExceptionGroup("b", [ValueError(1), KeyboardInterrupt()]))
show("keyboard", basic, KeyboardInterrupt())
show("nothing matches", basic, group(IndexError(1), ZeroDivisionError(2)))


def raising(error, replacement):
    try:
        raise error
    except* ValueError as e:
        raise replacement
    except* TypeError as e:
        raise LookupError("from type handler")
    return "no"


show("replace one", raising, group(ValueError(1)), OSError("new"))
show("replace naked", raising, ValueError(1), OSError("new"))
show("replace some", raising, group(ValueError(1), KeyError(2)), OSError("new"))
show("replace both", raising, group(ValueError(1), TypeError(2)), OSError("new"))
show("replace both and rest", raising, group(ValueError(1), TypeError(2), KeyError(3)),
    OSError("new"))


def reraising(error):
    try:
        raise error
    except* ValueError:
        raise
    except* TypeError as e:
        raise e
    return "no"


show("bare raise", reraising, group(ValueError(1)))
show("bare raise, rest", reraising, group(ValueError(1), KeyError(2)))
show("raise e", reraising, group(TypeError(1), KeyError(2)))
show("both", reraising, group(TypeError(1), ValueError(2), group(ValueError(3))))
show("naked bare", reraising, ValueError("n"))
show("naked e", reraising, TypeError("n"))


def chained(error):
    try:
        raise error
    except* ValueError as e:
        raise KeyError("because") from e


show("from e", chained, group(ValueError(1), OSError("rest")))


def nested(error):
    out = []
    try:
        try:
            raise error
        except* ValueError as e:
            out.append(shape(e))
            try:
                raise group(KeyError("inner"), ValueError("inner"))
            except* KeyError as inner:
                out.append(shape(inner))
    except* Exception as e:
        out.append(shape(e))
    return out


show("nested", nested, group(ValueError(1), TypeError(2)))


def loop():
    out = []
    for error in (ValueError(1), group(TypeError(2), ValueError(3)), KeyError(4)):
        try:
            raise error
        except* ValueError as e:
            out.append(len(e.exceptions))
        except* (TypeError, KeyError):
            out.append("other")
    return out


show("loop", loop)


def name_scope():
    e = "before"
    try:
        raise group(ValueError())
    except* ValueError as e:
        pass
    return e


show("name deleted", name_scope)


def bad_types(kind):
    try:
        raise group(ValueError(1))
    except* kind as e:
        return_value = shape(e)
    return return_value


for kind in (ExceptionGroup, (ValueError, ExceptionGroup), BaseExceptionGroup, 5, "x",
        (ValueError, 5), Exception, ()):
    show(f"except* {kind}", bad_types, kind)


def identity():
    original = group(ValueError(1), TypeError(2))
    try:
        raise original
    except* (ValueError, TypeError) as e:
        print(e is original, e.__traceback__ is not None, shape(e.__context__))
    try:
        raise ValueError("naked")
    except* ValueError as e:
        print(type(e).__name__, e.message == "", len(e.exceptions), e.__traceback__)


identity()


def finally_and_return():
    try:
        try:
            raise group(ValueError(1), KeyError(2))
        except* ValueError:
            pass
        finally:
            print("finally runs")
    except ExceptionGroup as rest:
        return shape(rest)


show("finally", finally_and_return)


def with_context():
    try:
        raise OSError("outer")
    except OSError:
        try:
            raise group(ValueError(1))
        except* ValueError as e:
            print("context", shape(e.__context__))
            raise TypeError("t")


show("with context", with_context)


def generator():
    try:
        yield 1
    except* ValueError as e:
        yield shape(e)


g = generator()
next(g)
print(g.throw(group(ValueError("thrown"))), next(g, "end"))


async def coroutine():
    try:
        raise group(TypeError())
    except* TypeError:
        return_value = await other()
    return return_value


async def other():
    return "awaited in except*"


try:
    coroutine().send(None)
except StopIteration as stop:
    print(stop.value)
