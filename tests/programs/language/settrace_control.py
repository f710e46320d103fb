# krait: short
# settrace: local tracers, f_trace, opcode events, disabling, errors in the tracer, line jumps.
import sys


def target():
    a = 1
    b = 2
    return a + b


events = []


def only_calls(frame, event, arg):
    events.append((frame.f_code.co_name, event))
    return None


def switching(frame, event, arg):
    events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno))
    return second if event == "line" else switching


def second(frame, event, arg):
    events.append(("second", event, frame.f_lineno - frame.f_code.co_firstlineno))
    return second


def no_lines(frame, event, arg):
    frame.f_trace_lines = False
    events.append((frame.f_code.co_name, event))
    return no_lines


def opcodes(frame, event, arg):
    frame.f_trace_opcodes = True
    frame.f_trace_lines = False
    if event == "opcode":
        events.append(frame.f_lasti)
    return opcodes


def turns_off(frame, event, arg):
    events.append(event)
    if len(events) == 2:
        sys.settrace(None)
    return turns_off


def run(tracer, function=target):
    events.clear()
    sys.settrace(tracer)
    result = function()
    sys.settrace(None)
    print(tracer.__name__, result, [e for e in events if e[0] != "run"] if events
        and not isinstance(events[0], (int, str)) else events)


print(sys.gettrace())
run(only_calls)
run(switching)
run(no_lines)
events.clear()
sys.settrace(opcodes)
target()
sys.settrace(None)
print("opcodes", len(events) > 4, events == sorted(events), all(e % 2 == 0 for e in events))
run(turns_off)
sys.settrace(only_calls)
print(sys.gettrace() is only_calls)
sys.settrace(None)


def failing(frame, event, arg):
    if event == "line" and frame.f_lineno - frame.f_code.co_firstlineno == 2:
        raise LookupError("tracer failed")
    return failing


sys.settrace(failing)
try:
    target()
except LookupError as error:
    print("error from tracer:", error, error.__traceback__.tb_next.tb_frame.f_code.co_name,
        sys.gettrace())


def not_callable_result(frame, event, arg):
    return 5


sys.settrace(not_callable_result)
try:
    target()
except TypeError as error:
    print("TypeError", error)
sys.settrace(None)
try:
    sys.settrace()
except TypeError as error:
    print(error)


def local_trace_by_hand():
    frame = sys._getframe()
    lines = []

    def tracer(f, event, arg):
        lines.append((event, f.f_lineno - f.f_code.co_firstlineno))
        return tracer

    sys.settrace(lambda *args: None)
    frame.f_trace = tracer
    x = 1
    y = 2
    sys.settrace(None)
    frame.f_trace = None
    return lines, frame.f_trace


print(local_trace_by_hand())


def jumps():
    out = []
    out.append(1)
    out.append(2)
    out.append(3)
    return out


def jump_tracer(moves):
    def tracer(frame, event, arg):
        if frame.f_code.co_name not in ("jumps", "bad_jump", "loop_jump"):
            return None
        if event == "line":
            offset = frame.f_lineno - frame.f_code.co_firstlineno
            if offset in moves:
                frame.f_lineno = frame.f_code.co_firstlineno + moves.pop(offset)
        return tracer

    return tracer


def run_jump(function, moves):
    sys.settrace(jump_tracer(dict(moves)))
    try:
        result = function()
    except ValueError as error:
        result = f"ValueError: {error}"
    sys.settrace(None)
    return result


def bad_jump():
    x = 1
    for i in range(2):
        x += i
    try:
        x = 2
    except ValueError:
        x = 3
    return x


def loop_jump():
    total = []
    for i in range(3):
        total.append(i)
        total.append("body")
    total.append("end")
    return total


print(run_jump(jumps, {3: 5}), run_jump(jumps, {4: 2}), run_jump(jumps, {5: 3}),
    run_jump(jumps, {2: 50}))
print(run_jump(bad_jump, {1: 3}), run_jump(bad_jump, {5: 7}), run_jump(bad_jump, {3: 8}))
print(run_jump(loop_jump, {3: 4}), run_jump(loop_jump, {4: 5}), run_jump(loop_jump, {5: 1}))
try:
    sys._getframe().f_lineno = 5
except ValueError as error:
    print(error)


def assigns_locals():
    value = "original"
    marker = 1
    return value


def locals_tracer(frame, event, arg):
    if frame.f_code.co_name == "assigns_locals":
        if event == "line" and frame.f_lineno - frame.f_code.co_firstlineno == 3:
            frame.f_locals["value"] = "written by tracer"
        return locals_tracer


sys.settrace(locals_tracer)
result = assigns_locals()
sys.settrace(None)
print(result)
