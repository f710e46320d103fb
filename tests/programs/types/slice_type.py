# krait: short
# slice objects: construction, attributes, indices(), comparison, use by __getitem__.


def tell(label, function, *args, **kwargs):
    try:
        print(label, *map(repr, args), kwargs or "", "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, *map(repr, args), kwargs or "", "!", type(error).__name__, error)


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value

    def __repr__(self):
        return f"Index({self.value!r})"


for args in ((5,), (1, 2), (1, 2, 3), (None,), ("a", [], 1.5), (), (1, 2, 3, 4)):
    tell("slice", slice, *args)
tell("slice", slice, stop=1)
s = slice(1, "two", None)
print(s.start, s.stop, s.step, s, repr(slice(None)), str(slice(1)))
for name in ("start", "stop", "step", "other"):
    tell("set", lambda: setattr(s, name, 1))
for bounds in ((None, None, None), (1, 5, 2), (-3, None, None), (None, -1, None), (None, None, -1),
               (10, 0, -3), (100, -100, -1), (5, 2, 1), (Index(1), Index(4), Index(2)),
               (2**70, None, None), (None, 2**70, None), (-(2**70), 2**70, 2**70),
               (None, None, -(2**70)), (True, False, None)):
    for length in (0, 1, 5, 10, 2**70, Index(6)):
        tell("indices", slice(*bounds).indices, length)
for bounds in ((None, None, 0), ("a", None, None), (None, 1.5, None), (None, None, "s"),
               (Index("x"), None, None)):
    tell("indices", slice(*bounds).indices, 5)
for length in (-1, "5", 1.5, None):
    tell("indices", slice(1).indices, length)
tell("indices", slice(1).indices)
for left, right in ((slice(1), slice(1)), (slice(1), slice(None, 1)),
                    (slice(1, 2), slice(1, 2, None)), (slice(1, 2), slice(1, 3)),
                    (slice(1), slice(1.0)), (slice(1), 1), (slice(None), slice(None))):
    print(left, right, left == right, left != right)
for operation in (lambda: slice(1, 2) < slice(1, 3), lambda: slice(2) <= slice(1),
                  lambda: slice(1) > slice("a"), lambda: slice(1) < 5, lambda: hash(slice(1)),
                  lambda: {slice(1): 2}, lambda: type("Sub", (slice,), {}),
                  lambda: slice(1)[0], lambda: slice(1).missing,
                  lambda: slice(1, 2, 3).__reduce__()[1], lambda: slice(1, 2).__eq__(5),
                  lambda: slice(3) >= slice(2)):
    tell("operation", operation)


class Shows:
    def __getitem__(self, key):
        return "get", key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


shows = Shows()
print(shows[1], shows[1:2], shows[:], shows[::], shows[::-1], shows["a":"b":"c"],
      shows[1:2, 3:4, ...], shows[()], shows[1,], shows[None:], shows[*[1, 2]], shows[1:, *[3]])
shows[1:2] = 3
shows[:] += ("more",)
del shows[::2], shows[0]
print([1, 2, 3][slice(0, 2)], "abc"[slice(None, None, -1)], (1, 2, 3)[slice(-1, None)],
      b"abc"[slice(1)])
print(slice(1, 2, 3) is not None, isinstance(slice(1), slice), slice.__name__,
      slice.indices(slice(2), 5))
