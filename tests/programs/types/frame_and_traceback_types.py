# krait: short
# Frames and tracebacks: attributes, chains, line numbers, constructor, tb_next assignment, clear.
import sys


def tell(label, function, *args):
    try:
        print(label, "->", repr(function(*args)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


BASE = tell.__code__.co_firstlineno


def level_one(x):
    local = x + 1
    return level_two(local)


def level_two(y):
    frame = sys._getframe()
    names = []
    while frame is not None:
        names.append((frame.f_code.co_name, frame.f_lineno - BASE))
        frame = frame.f_back
    return names, sys._getframe(1).f_locals, sys._getframe(0).f_code is level_two.__code__


print(level_one(5))
frame = sys._getframe()
print(type(frame).__name__, frame.f_code.co_name, frame.f_back, frame.f_globals is globals(),
      frame.f_locals is globals(), frame.f_builtins is not None, frame.f_trace, frame.f_trace_lines,
      frame.f_trace_opcodes, frame.f_lasti > 0, repr(frame).split(" at ")[0])
tell("no such depth", sys._getframe, 1000)
tell("bad depth", sys._getframe, "x")
tell("negative depth", lambda: sys._getframe(-5).f_code.co_name)
for name, value in (("f_code", None), ("f_lasti", 5), ("f_back", None), ("f_globals", {}),
                    ("f_locals", {}), ("extra", 1), ("f_trace_lines", False), ("f_trace_lines", 5),
                    ("f_lineno", 10), ("f_trace", None)):
    tell(f"{name} = {value!r}", setattr, frame, name, value)
frame.f_trace_lines = True
tell("clear running", frame.clear)


def fails(depth):
    if depth:
        kept = "kept", depth
        return fails(depth - 1)
    raise ValueError("deep")


try:
    fails(3)
except ValueError as error:
    traceback = error.__traceback__
    walked = []
    tb = traceback
    while tb is not None:
        walked.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - BASE, tb.tb_frame.f_lineno - BASE,
                       tb.tb_lasti > 0, tb.tb_frame.f_locals.get("kept")))
        tb = tb.tb_next
    print(walked)
Traceback = type(traceback)
print(Traceback.__name__, sorted(set(dir(traceback)) - set(dir(object()))))
inner = traceback.tb_next
tell("clear finished", lambda: inner.tb_frame.clear())
print(inner.tb_frame.f_locals, inner.tb_frame.f_code.co_name)
made = Traceback(None, frame, 4, 77)
print(made.tb_next, made.tb_frame is frame, made.tb_lasti, made.tb_lineno)
made.tb_next = inner
print(made.tb_next is inner, made.tb_next.tb_lineno - BASE)
for args in ((), (None, frame), (5, frame, 1, 2), (None, None, 1, 2), (None, frame, "x", 2),
             (None, frame, 1, None), (None, frame, 1, 2, 3)):
    tell("new", Traceback, *args)
for value in (None, 5, "x", made):
    tell(f"tb_next = {type(value).__name__}", setattr, made, "tb_next", value)
for name in ("tb_frame", "tb_lasti", "tb_lineno", "extra"):
    tell(f"set {name}", setattr, made, name, 1)
tell("del tb_next", delattr, made, "tb_next")
tell("loop", lambda: setattr(inner, "tb_next", made) or setattr(made, "tb_next", inner))
e = KeyError("k").with_traceback(made)
print(e.__traceback__ is made)
try:
    raise e
except KeyError as caught:
    tb = caught.__traceback__
    print(tb is made, tb.tb_next is made, tb.tb_frame.f_code.co_name)


def generator():
    yield sys._getframe().f_back.f_code.co_name
    yield "second"


def driver():
    g = generator()
    found = next(g)
    return found, g.gi_frame.f_code.co_name, g.gi_frame.f_back, g.gi_frame.f_lineno - BASE, g


found, name, back, line, g = driver()
print(found, name, back, line)
tell("clear suspended", g.gi_frame.clear)
tell("after clear", lambda: g.gi_frame)
tell("next after clear", next, g)


def locals_snapshot():
    a = 1
    first = locals()
    b = 2
    second = sys._getframe().f_locals
    cell = lambda: (a, b)
    return sorted(first), sorted(second), sorted(locals()), cell()


print(locals_snapshot())


class InClass:
    inside = sorted(k for k in sys._getframe().f_locals if not k.startswith("__"))
    name = sys._getframe().f_code.co_name


print(InClass.inside, InClass.name, [sys._getframe().f_code.co_name for _ in range(1)],
      (lambda: sys._getframe().f_code.co_name)())
tell("new frame", type(frame))
tell("subclass", type, "Sub", (type(frame),), {})
