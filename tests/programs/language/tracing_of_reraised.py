# A frame that an exception leaves by way of a handler or finally is where it was raised, for tracers too.
import sys
def f(p):
    try:
        p // 0
    except ValueError:
        pass

def g(p):
    try:
        p // 0
    finally:
        p += 1

def h(p):
    try:
        p // 0
    except ZeroDivisionError as e:
        raise KeyError(p)

def tracer(frame, event, arg):
    if frame.f_code.co_name in "fgh":
        ev.append((frame.f_lineno, frame.f_lasti, event, frame.f_code.co_name, arg if event != "exception" else arg[0]))
    return tracer

for install in (sys.setprofile, sys.settrace):
    for w in (f, g, h):
        ev = []
        install(tracer)
        try:
            w(3)
        except Exception as e:
            t = e.__traceback__.tb_next
            ev.append((t.tb_lineno, t.tb_lasti))
        install(None)
        for x in ev: print(x)
