# krait: short
# sys.settrace and sys.setprofile: the events of calls, lines, returns, exceptions, generators.
import sys

events = []


def base(frame):
    return frame.f_lineno - frame.f_code.co_firstlineno


def tracer(frame, event, argument):
    if frame.f_code.co_filename != tracer.__code__.co_filename:
        return None
    if event == "exception":
        argument = argument[0].__name__
    elif callable(argument):
        argument = argument.__name__
    events.append((frame.f_code.co_name, event, base(frame),
                   argument if not hasattr(argument, "gi_code") else "generator"))
    return tracer


def traced(function, *args):
    events.clear()
    sys.settrace(tracer)
    try:
        result = function(*args)
    except Exception as error:
        result = repr(error)
    finally:
        sys.settrace(None)
    shown = [e for e in events if e[0] != "traced"]
    print(function.__name__, "->", result)
    for event in shown:
        print("   ", *event)


def simple(x):
    y = x + 1
    if y > 2:
        y = 0
    else:
        y = 1
    return y


def loops():
    total = 0
    for i in range(2):
        total += i
    while total < 3:
        total += 1
    return total


def raises():
    try:
        int("x")
    except ValueError:
        caught = True
    finally:
        done = 1
    raise KeyError("out")


def generator():
    yield 1
    yield 2


def uses_generator():
    return [v for v in generator()]


def nested():
    def inner(a):
        return a * 2
    class Local:
        attribute = inner(1)
    return inner(Local.attribute)


def with_block():
    class Context:
        def __enter__(self):
            return 5

        def __exit__(self, *details):
            return True
    with Context() as five:
        raise ValueError(five)
    return "swallowed"


for function, args in ((simple, (1,)), (simple, (5,)), (loops, ()), (raises, ()),
                       (uses_generator, ()), (nested, ()), (with_block, ())):
    traced(function, *args)
profiled = []


def profiler(frame, event, argument):
    if frame.f_code.co_filename == profiler.__code__.co_filename:
        name = frame.f_code.co_name if event in ("call", "return") else argument.__name__
        profiled.append((event, name,
                         argument if event == "return" and isinstance(argument,
                                                                      (int, str)) else ""))


def work():
    len([1])
    sorted([2, 1], key=abs)
    return simple(3)


def fails():
    return int("bad")


for function in (work, fails, uses_generator):
    profiled.clear()
    sys.setprofile(profiler)
    try:
        function()
    except ValueError as error:
        pass
    sys.setprofile(None)
    print(function.__name__, profiled)


def only_calls(frame, event, argument):
    events.append((frame.f_code.co_name, event))
    return None


events.clear()
sys.settrace(only_calls)
simple(1)
sys.settrace(None)
print(events)


def lines_off(frame, event, argument):
    frame.f_trace_lines = False
    events.append((frame.f_code.co_name, event))
    return lines_off


events.clear()
sys.settrace(lines_off)
simple(1)
sys.settrace(None)
print(events)


def opcodes(frame, event, argument):
    frame.f_trace_opcodes = True
    events.append(event)
    return opcodes


events.clear()
sys.settrace(opcodes)
(lambda a: a + 1)(1)
sys.settrace(None)
print(events.count("opcode") > 3, events[0], events[-1], sys.gettrace())


def failing_tracer(frame, event, argument):
    raise ZeroDivisionError("in the tracer")


sys.settrace(failing_tracer)
try:
    simple(1)
except ZeroDivisionError as error:
    print(error, sys.gettrace())
sys.settrace(None)


def jumps(frame, event, argument):
    if frame.f_code is not jumped.__code__:
        return None
    if event == "line" and base(frame) == 3:
        frame.f_lineno += 2
        return None
    return jumps


def jumped():
    log = ["a"]
    log.append("b")
    log.append("skipped")
    log.append("skipped too")
    log.append("c")
    return log


sys.settrace(jumps)
result = jumped()
sys.settrace(None)
print(result)


def changes_locals(frame, event, argument):
    if event == "line" and base(frame) == 2:
        events.append(sorted(frame.f_locals.items()))
    return changes_locals


def has_locals():
    a = 1
    b = a + 1
    return a, b


events.clear()
sys.settrace(changes_locals)
has_locals()
sys.settrace(None)
print(events)
