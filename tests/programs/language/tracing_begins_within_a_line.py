"""Tracing that begins, or goes on, in the midst of a line: that line has begun before."""

import sys


def trace(frame, event, argument):
    if frame.f_code.co_filename != __file__:
        return trace
    print(event, frame.f_code.co_name, frame.f_lineno, type(argument).__name__)
    return trace


def on():
    frame = sys._getframe(1)
    frame.f_trace = trace
    sys.settrace(trace)


def on_first():
    sys.settrace(trace)
    sys._getframe(1).f_trace = trace


def two_on_a_line():
    x = 1; on(); y = 2
    z = 3


def last_line():
    on()


def with_value():
    on_first(); return 5


def loop():
    for i in range(3):
        if i == 1: on()
    w = 1; on_first()
    return w


def off_and_on():
    on()
    sys.settrace(None)
    x = 1
    on(); y = 2
    return x + y


for function in two_on_a_line, last_line, with_value, loop, off_and_on:
    function()
    sys.settrace(None)
