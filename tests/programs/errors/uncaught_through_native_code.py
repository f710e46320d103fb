# krait: short
# Native callers leave no entry of their own in the traceback.
import sys
import itertools
import _functools


def show(function):
    try:
        function()
    except Exception:
        sys.excepthook(*sys.exc_info())


def fail(*args):
    raise ValueError(f"called with {len(args)}")


class Fails:
    __repr__ = __str__ = __len__ = __iter__ = __hash__ = __index__ = __bool__ = fail

    def __eq__(self, other):
        fail(self, other)

    def __lt__(self, other):
        return fail(self)

    def __getattr__(self, name):
        fail(name)


f = Fails()
show(lambda: list(map(fail, [1])))
show(lambda: sorted([f, f]))
show(lambda: sorted([1], key=fail))
show(lambda: max([1], key=fail))
show(lambda: list(filter(fail, [1])))
show(lambda: repr([f]))
show(lambda: str(f))
show(lambda: len(f))
show(lambda: {f: 1})
show(lambda: [1, f].index(5))
show(lambda: f in [f.__class__])
show(lambda: [0][f])
show(lambda: not f)
show(lambda: [*f])
show(lambda: f.attribute)
show(lambda: getattr(f, "attribute"))
show(lambda: "%s" % f)
show(lambda: print(f))
show(lambda: "".join(x for x in f))
show(lambda: list(itertools.chain([1], f)))
show(lambda: list(itertools.starmap(fail, [(1, 2)])))
show(lambda: list(itertools.accumulate([1, 2], fail)))
show(lambda: _functools.reduce(fail, [1, 2]))
show(lambda: _functools.partial(fail, 1)(2))
show(lambda: sum([1], f))
show(lambda: int(f))
show(lambda: dict.fromkeys([f]))
show(lambda: setattr(Fails, "x", property(fail)) or f.x)
show(lambda: type("T", (), {"__init__": fail})())
show(lambda: type("T", (), {"__set_name__": fail}) and type("U", (),
    {"a": type("T", (), {"__set_name__": fail})()}))
show(lambda: isinstance(1, type("M", (type,), {"__instancecheck__": fail})("C", (), {})))
show(lambda: iter(fail, 1).__next__())
show(lambda: min(f))
print(sorted([3, 1], key=lambda v: [v][1]))
