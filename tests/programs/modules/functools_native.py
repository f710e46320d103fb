# krait: short
# _functools: reduce, partial, cmp_to_key, _lru_cache_wrapper.
import _functools
from _functools import _lru_cache_wrapper, cmp_to_key, partial, reduce


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


def show(*args, **kwargs):
    return args, kwargs


for args in ((lambda a, b: a + b, [1, 2, 3]), (lambda a, b: a + b, [], 5), (lambda a, b: a + b, []),
             (lambda a, b: a + b, [7]), (lambda a, b: a + b, [1, 2], 10), (max, "abc"),
             (lambda a, b: a + b, 5), (5, [1, 2]), (5, [1]), (lambda a: a, [1, 2]), (max,), (),
             (max, [1], 2, 3), (lambda a, b: a / b, [1, 0]), (lambda a, b: (a, b), range(4)),
             (lambda a, b: a + b, [1], None)):
    tell("reduce", reduce, *args)
tell("reduce keyword", lambda: reduce(function=max, sequence=[1]))
p = partial(show, 1, 2, k=3)
print(p(4, j=5), p(), p(k=6), p.func is show, p.args, p.keywords, p.__dict__)
nested = partial(p, 9, m=1)
print(nested.func is show, nested.args, nested.keywords, nested())
for args, kwargs in (((), {}), ((5,), {}), ((show,), {"x": 1}), (("text", 1), {}),
                     ((len, "abc"), {})):
    tell("partial", lambda: partial(*args, **kwargs).args)
p.tag = "attribute"
print(p.tag, p.__dict__, repr(partial(len, "abc", x=1)), repr(partial(partial(int), base=2)),
      partial(int, base=2)("101"), partial(p, 3).__dict__)
for name in ("func", "args", "keywords"):
    tell(f"set {name}", setattr, p, name, ())
p.keywords["added"] = 7
print(p(), partial[int])
function, arguments, state = partial(len, 1, a=2).__reduce__()
print(function.__name__, arguments[0].__name__, state[0].__name__, state[1:])
for state in ((show, (1,), {"a": 2}, {"d": 3}), (show, (1,), None, None), (show, [1], {}, {}),
              (5, (), {}, {}), (show, (), [], {}), (show, ()), 5, (show, (1,), {}, {}, 0)):
    tell(f"setstate {len(state) if isinstance(state, tuple) else state}",
         lambda: [q := partial(len), q.__setstate__(state), q(), q.args, q.keywords,
                  sorted(vars(q))][2:])
q = partial(show)
q.__setstate__((q, (), {}, {}))
print(repr(q).count("functools.partial") >= 1)


class Sub(partial):
    def __call__(self, *args):
        return "sub", super().__call__(*args)


class Method:
    method = partial(show, "bound?")


print(Sub(show, 1)(2), type(partial(Sub(show, 1), 2).func).__name__, Method().method(1),
      repr(Sub(len)).split("(")[0])
tell("unhashable keyword", lambda: partial(show, **{"a b": 1})())
key = cmp_to_key(lambda a, b: (a > b) - (a < b))
print(sorted([3, 1, 2], key=key), sorted("bca", key=cmp_to_key(lambda a, b: ord(b) - ord(a))),
      key(1) < key(2), key(1) <= key(1), key(2) > key(1), key(1) == key(1), key(1) != key(2),
      key(1) >= key(5), key(5).obj, type(key(5)).__name__)
for action in (lambda: hash(key(1)), lambda: key(1) < 5, lambda: key(), lambda: key(1, 2).obj,
               lambda: key(obj=3).obj, lambda: cmp_to_key(),
               lambda: cmp_to_key(5)(1) < cmp_to_key(5)(2),
               lambda: cmp_to_key(lambda a, b: "x")(1) < key(2),
               lambda: cmp_to_key(lambda a, b: 1 / 0)(1) < key(2),
               lambda: cmp_to_key(mycmp=max)(1).obj,
               lambda: cmp_to_key(lambda a: a)(1) < key(1), lambda: key(3).obj):
    tell("cmp_to_key", action)


class Info:
    def __init__(self, *fields):
        self.fields = fields

    def __repr__(self):
        return f"Info{self.fields}"


calls = []


def traced(*args, **kwargs):
    calls.append((args, kwargs))
    if args and args[0] == "raise":
        raise ValueError("not cached")
    return len(calls)


for maxsize, typed in ((None, False), (2, False), (0, False), (2, True), (-5, False)):
    calls.clear()
    cached = _lru_cache_wrapper(traced, maxsize, typed, Info)
    results = [cached(1), cached(1), cached(1.0), cached(True), cached(2), cached(3), cached(1),
               cached(a=1), cached(a=1), cached(a=1, b=2), cached(b=2, a=1), cached("1"),
               cached((1,)), cached()]
    print(maxsize, typed, results, cached.cache_info(), len(calls))
    tell("raises", cached, "raise")
    tell("unhashable", cached, [])
    cached.cache_clear()
    print(cached.cache_info(), cached(1), hasattr(cached, "__wrapped__"),
          cached.__name__ if hasattr(cached, "__name__") else "no name", type(cached).__name__)
cached.attribute = 1
print(cached.__dict__["attribute"], sorted(cached.__dict__), cached.__copy__() is cached,
      cached.__deepcopy__({}) is cached)


class Holder:
    method = _lru_cache_wrapper(lambda self, x: (type(self).__name__, x), 8, False, Info)


h = Holder()
print(h.method(1), h.method(1), Holder.method.cache_info(), type(h.method).__name__)
for args in ((), (5, 1, False, Info), (len, "x", False, Info), (len, 1.5, False, Info), (len, 1),
             (len, 2**70, False, Info)):
    tell("lru", lambda: type(_lru_cache_wrapper(*args)).__name__)
fibonacci = _lru_cache_wrapper(lambda n: n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2), None,
                               False, Info)
print(fibonacci(120), fibonacci.cache_info())
small = _lru_cache_wrapper(lambda n: n, 3, False, Info)
for n in (1, 2, 3, 1, 4, 1, 2, 5, 1, 3):
    small(n)
print(small.cache_info())
reentrant = _lru_cache_wrapper(lambda n: reentrant(n - 1) + 1 if n else 0, 4, False, Info)
print(reentrant(50), reentrant(3), reentrant.cache_info())


class EqRaises:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise ZeroDivisionError("key comparison")


bad = _lru_cache_wrapper(lambda x: "v", 4, False, Info)
print(bad(EqRaises()))
tell("key comparison", bad, EqRaises())
print(sorted(n for n in dir(_functools) if not n.startswith("__")))
