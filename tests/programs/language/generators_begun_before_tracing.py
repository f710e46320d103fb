"""sys.settrace and sys.setprofile see generators that go on, though they began before."""
import sys

events = []


def note(frame, event, arg):
    events.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))


def numbers(stop):
    number = 0
    while number < stop:
        yield number
        number += 1


def letters():
    got = yield "a"
    yield got


def delegating():
    yield from letters()
    yield "c"


def begun():
    made = [numbers(3), letters(), delegating()]
    for generator in made:
        next(generator)
    return made


def go_on(made):
    first, second, third = made
    next(first)
    second.send("b")
    next(third)
    for _ in first:
        pass
    list(second)
    for _ in third:
        pass


def go_on_raising(made):
    for generator in made:
        try:
            generator.throw(ValueError)
        except ValueError:
            pass


def refuse(frame, event, arg):
    sys.settrace(None)
    raise KeyError(event, frame.f_code.co_name)


for way in go_on, go_on_raising:
    for switch_on in sys.settrace, sys.setprofile:
        made = begun()
        events.clear()
        switch_on(note)
        way(made)
        switch_on(None)
        print(way.__name__, [event for event in events if not event[0].startswith("c_")])

generator = numbers(3)
print(next(generator))


def trace_and_go_on():
    sys.settrace(refuse)
    return next(generator)


try:
    trace_and_go_on()
except KeyError as error:
    print(error)
print(list(generator))
