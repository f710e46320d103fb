# krait: short
# all, any, sum, min, max, len, sorted: iteration order, short circuits, keys, defaults, errors.

def tell(function, *args, **kwargs):
    shown = ", ".join([ascii(a) for a in args] + [f"{k}={v!r}" for k, v in kwargs.items()])
    try:
        print(f"{function.__name__}({shown}) = {ascii(function(*args, **kwargs))}")
    except Exception as error:
        print(f"{function.__name__}({shown}) ! {type(error).__name__}: {error}")


log = []


def logging(*values):
    for value in values:
        log.append(value)
        yield value


def failing(*values):
    yield from values
    raise ZeroDivisionError("from the iterable")


class Answer:
    def __init__(self, answer):
        self.answer = answer

    def __bool__(self):
        if self.answer is None:
            raise ValueError("no truth")
        return self.answer

    def __repr__(self):
        return f"Answer({self.answer})"


for function in (all, any):
    for values in ([], [1, 2], [0, 1], [0, ""], "ab", {0: 1}, [Answer(True)], [Answer(False)],
                   [Answer(None)], [Answer(5)], 5, None, range(3)):
        tell(function, values)
    for values in ((1, 0, 1), (0, 1, 0), (1, 1), (0, 0)):
        log.clear()
        print(function.__name__, function(logging(*values)), log)
    try:
        print(function(failing(1, 0)))
    except ZeroDivisionError as error:
        print(error)
    tell(function)
    tell(function, [1], [2])
    tell(function, iterable=[1])
for args, kwargs in ((([1, 2, 3],), {}), (([],), {}), (([], 5), {}), (([1, 2], 10), {}),
                     (([1.5, 2],), {}), (([1, 2.5, 3],), {}), (([1, 1j],), {}),
                     (([True, True],), {}), (([[1], [2]], []), {}), (([(1,), (2,)], ()), {}),
                     ((["a", "b"], ""), {}), ((["a"],), {}), (([b"a"], b""), {}),
                     (([bytearray(b"a")], bytearray()), {}), (([1, "a"],), {}), (([1], "a"), {}),
                     ((5,), {}), (([1, 2],), {"start": 5}), (([2**62, 2**62],), {}),
                     (([2**63 - 1, 1, -1],), {}), (([0.1] * 10,), {}),
                     (([10**20, 0.5, -(10**20)],), {}), (([1e100, 1, -1e100],), {}),
                     (([float("inf"), float("-inf")],), {}), ((range(10001),), {}), (([None],), {}),
                     (([[1]], 0), {}), ((), {}), (([1], 2, 3), {}), (([1],), {"begin": 0}),
                     (({1: 2, 3: 4},), {})):
    tell(sum, *args, **kwargs)


class Adds:
    def __init__(self, text):
        self.text = text

    def __add__(self, other):
        return Adds(f"({self.text}+{other})")

    def __radd__(self, other):
        return Adds(f"({other}r+{self.text})")

    def __repr__(self):
        return self.text


print(sum([Adds("a"), Adds("b"), 1]), sum([1, 2, Adds("c"), 3]), sum([1.5, Adds("d")]),
      sum([], Adds("e")))
for function in (min, max):
    for args, kwargs in ((([3, 1, 2],), {}), ((3, 1, 2), {}), (("bca",), {}), (("b", "a"), {}),
                         (([],), {}), (([],), {"default": "d"}), (([1],), {"default": "d"}),
                         ((1, 2), {"default": 3}), (([],), {"default": None}),
                         ((["bb", "a", "ccc"],), {"key": len}), (("bb", "a"), {"key": len}),
                         (([3, -4, 2],), {"key": abs}), (([1, 2],), {"key": None}),
                         (([1, "a"],), {}), ((1, "a"), {}),
                         ((5,), {}), ((), {}), (([1, 1.0, True],), {}), (([True, 1, 1.0],), {}),
                         (([float("nan"), 1],), {}), (([1, float("nan")],), {}),
                         (([1, 2],), {"key": 5}), (([1, 0],), {"key": lambda v: 1 / v}),
                         (([1],), {"other": 1}), (({3: "c", 1: "a"},), {}),
                         (([(1, "b"), (1, "a")],), {}), (([None],), {}), (([None, None],), {}),
                         (([1j, 2j],), {}), ((2**70, -(2**70), 0.5), {}), (([],), {"key": len}),
                         (([[1], [0, 5]],), {}), ((range(5, 0, -1),), {}),
                         ((1, 2, 3), {"key": lambda v: -v}), (([1], [2]), {}),
                         ((None, None), {"key": lambda v: 0})):
        shown = {k: getattr(v, "__name__", v) for k, v in kwargs.items()}
        try:
            print(function.__name__, *map(ascii, args), shown, "->",
                  repr(function(*args, **kwargs)))
        except Exception as error:
            print(function.__name__, *map(ascii, args), shown, "!", type(error).__name__, error)
    try:
        function(failing(1, 2))
    except ZeroDivisionError as error:
        print(error)
    calls = []
    function([3, 1, 2], key=lambda v: calls.append(v) or v)
    print(calls)
for thing in ("", "abc", b"ab", [1], (1, 2), {1: 2}, {1}, range(5), frozenset(), 5, None, iter([]),
              (x for x in "")):
    try:
        print(type(thing).__name__, len(thing))
    except TypeError as error:
        print(error)


class Length:
    def __init__(self, length):
        self.length = length

    def __len__(self):
        return self.length


for length in (0, 5, -1, 2**63 - 1, 2**63, 1.5, "x", None, True, Answer(True)):
    try:
        print(repr(length), len(Length(length)))
    except Exception as error:
        print(repr(length), type(error).__name__, error)
tell(len)
tell(len, [], [])
tell(len, obj=[])
for args, kwargs in ((([2, 1],), {}), (("ba",), {"reverse": True}), (([1, "a"],), {}), ((5,), {}),
                     ((), {}), (([1], len), {}), (([1],), {"cmp": 1}),
                     (([2, 1],), {"key": None, "reverse": 0}), (([1],), {"reverse": "x"}),
                     (([1],), {"reverse": []})):
    shown = {k: getattr(v, "__name__", v) for k, v in kwargs.items()}
    try:
        print("sorted", shown, sorted(*args, **kwargs))
    except Exception as error:
        print("sorted", shown, type(error).__name__, error)
