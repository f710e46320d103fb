# krait: short
# Where the carets go under binary operators, subscripts, comparisons, attributes and calls.
import sys


def show(function):
    try:
        function()
    except Exception:
        sys.excepthook(*sys.exc_info())


one, text, none, items, mapping = 1, "text", None, [1, 2], {"k": 1}


class Obj:
    def method(self, *args):
        raise ValueError("in method")

    @property
    def prop(self):
        raise ValueError("in property")

    def __getitem__(self, key):
        raise KeyError(key)

    def __setitem__(self, key, value):
        raise KeyError(key)

    def __delitem__(self, key):
        raise KeyError(key)

    def __add__(self, other):
        raise ValueError("in add")

    def __neg__(self):
        raise ValueError("in neg")

    def __bool__(self):
        raise ValueError("in bool")

    def __lt__(self, other):
        raise ValueError("in lt")

    def __iter__(self):
        raise ValueError("in iter")

    def __contains__(self, item):
        raise ValueError("in contains")

    def __call__(self):
        raise ValueError("in call")

    def __setattr__(self, name, value):
        raise ValueError("in setattr")

    def __format__(self, spec):
        raise ValueError("in format")


o = Obj()


def statements(kind):
    if kind == 0:
        items[9] = 1 + one
    elif kind == 1:
        o["key"] = one
    elif kind == 2:
        del mapping["absent"], o["key"]
    elif kind == 3:
        o.attr = one + 2
    elif kind == 4:
        for x in o:
            pass
    elif kind == 5:
        a, b = items + [3]
    elif kind == 6:
        x = y = one / 0
    elif kind == 7:
        mapping["missing"] += one
    elif kind == 8:
        if one and o:
            pass
    elif kind == 9:
        while not o:
            pass
    elif kind == 10:
        assert one == 2, f"message {one}"
    elif kind == 11:
        raise ValueError("raised") from KeyError("cause")
    elif kind == 12:
        return [one, o.prop, none]
    elif kind == 13:
        with o as target:
            pass
    elif kind == 14:
        import no_such_module
    elif kind == 15:
        from math import no_such_name
    elif kind == 16:
        text.missing.attribute = 1
    elif kind == 17:
        del o["absent"]
    elif kind == 18:
        x: int = undefined_variable
    elif kind == 19:
        mapping["k"] += text
    elif kind == 20:
        match o:
            case [*_]:
                pass
            case int(real=r) if r.missing:
                pass
            case object(prop=p):
                pass
    elif kind == 21:
        lambda: undefined_in_lambda
        (lambda q=undefined_default: q)()
    elif kind == 22:
        print(*items, *none)
    elif kind == 23:
        print(**none)


expressions = [
    lambda: one + text,
    lambda: one   +   text,
    lambda: (one) + (text),
    lambda: one + 2 * text / 3 - items,
    lambda: one / 0 + 1,
    lambda: 1 + (one // (2 - 2)) ** 3,
    lambda: -none,
    lambda: not o,
    lambda: one < text,
    lambda: one < 2 < text,
    lambda: one in none,
    lambda: one not in  o,
    lambda: items[5],
    lambda: items[0][1],
    lambda: items[0] [1]  [2],
    lambda: mapping["k"]["deeper"],
    lambda: text[1:2:0],
    lambda: items["key"].attr,
    lambda: none.attr,
    lambda: none.attr.other,
    lambda: text.upper().missing(),
    lambda: text.missing(1, 2).upper(),
    lambda: o.method(1, 2),
    lambda: o.method(o.prop, one),
    lambda: o(),
    lambda: none(),
    lambda: len(none),
    lambda: len(len(none)),
    lambda: int("x" + text),
    lambda: o.prop,
    lambda: o + one,
    lambda: one + o,
    lambda: undefined_name,
    lambda: undefined_function(one),
    lambda: [one, undefined_name, text],
    lambda: {one: undefined_name},
    lambda: f"{one} {undefined_name!r} {text}",
    lambda: f"{o:>10}",
    lambda: (yield_ := none.attr),
    lambda: one if o else text,
    lambda: one and o or text,
    lambda: [x.missing for x in items],
    lambda: {x: 1 / (x - 1) for x in items},
    lambda: sum(x.missing for x in items),
    lambda: sorted(items, key=lambda k: k.missing),
    lambda: (lambda v: v.missing)(one),
    lambda: items[one:none.x],
    lambda: one@text,
    lambda: one<<text>>1,
    lambda: one if one > text else 2,
    lambda: text % (1, 2),
    lambda: {**mapping, **none},
    lambda: [*items, *none],
    lambda: print(text, sep=one),
    lambda: max(items, key=none.missing),
    lambda: o.method(*none),
    lambda: o.method(**items),
]
for expression in expressions:
    show(expression)
for kind in range(24):
    show(lambda: statements(kind))
o["uncaught"] = one + text
