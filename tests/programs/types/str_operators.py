# krait: short
# Indexing, slicing, concatenation, repetition, comparison, iteration and hashing of str.


def tell(function, *args):
    try:
        result = ascii(function(*args))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(function.__name__, *map(ascii, args), "->", result)


class Index:
    def __index__(self):
        return 2

    def __repr__(self):
        return "Index"


KINDS = ["abcdef", "\xe0\xe1\xe2\xe3\xe4\xe5", "\u4e00\u4e01\u4e02\u4e03\u4e04\u4e05",
         "\U0001f600\U0001f601\U0001f602\U0001f603\U0001f604\U0001f605", "a\xe9\u4e2d\U0001f600z."]
for text in KINDS:
    for position in (0, 3, 5, -1, -6, 6, -7, Index(), True, 2**70):
        tell(str.__getitem__, text, position)
    for start in (None, 0, 2, -2, 9, -9):
        for stop in (None, 0, 4, -1, 9, -9):
            row = []
            for step in (None, 1, 2, -1, -3, 100):
                row.append(ascii(text[start:stop:step]))
            print(start, stop, *row)
for bad in (1.5, "1", None, (1,), slice(1.5), slice(None, None, 0), slice("a", None), 1j):
    tell(str.__getitem__, "abc", bad)
for left in KINDS + ["", "x"]:
    for right in KINDS + ["", "x"]:
        both = left + right
        assert len(both) == len(left) + len(right) and both[len(left):] == right
        print(ascii(both), end=" ")
    print()
for count in (0, 1, 3, -2, True, Index(), 1.5, "2", None, 2**62, 2**70):
    tell(str.__mul__, "ab", count)
    tell(str.__rmul__, "\u4e2d", count)
    tell(str.__mul__, "", count)
for other in ("b", "", "\u4e2d", 5, b"a", None, ["b"]):
    tell(str.__add__, "a", other)
    for name in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"):
        tell(getattr(str, name), "a", other)
words = ["b", "", "a", "ab", "B", "\xe9", "\u4e2d", "\U0001f600", "\uffff", "\ud800", "a\0", "a\0b",
         "aa", "Z", "z"]
print(ascii(sorted(words)), ascii(max(words)), ascii(min(words)))
for a in words:
    print("".join("<" if a < b else "=" if a == b else ">" for b in words))
for text in KINDS:
    print([ord(c) for c in text], len(text), text == "".join(list(text)),
          hash(text) == hash("" + text[:2] + text[2:]),
          [c in text for c in ("a", "\u4e02", "\U0001f604")],
          list(reversed(text)) == list(text)[::-1], text[::-1] == "".join(reversed(text)))
tell(str.__len__, "abc")
tell(str.__len__, 5)
tell(str.__contains__, "abc", 5)
tell(str.__iter__, 5)
tell(str.__hash__, 5)
tell(str.__getnewargs__, "abc")
tell(str.__str__, "abc")
tell(str.__repr__, 'it\'s "q"')
iterator = iter("a\u4e2d")
print(type(iterator).__name__, iterator.__length_hint__(), next(iterator),
      iterator.__length_hint__(), ascii(next(iterator)), next(iterator, "end"))
print(type(iter("\u4e2d")).__name__, type(iter("")).__name__)
text = "same"
text += "!"
text *= 2
print(text, text[0] * 3, "a" "b", "x" < "y" < "z", not "", bool(" "))
for action in (lambda: "abc".__setitem__, lambda: setattr("abc", "x", 1), lambda: text["a"],
               lambda: "a" + 1, lambda: 1 + "a",
               lambda: "a" * "b", lambda: "a" - "b", lambda: -"a", lambda: "a" < 1,
               lambda: 1 in "a", lambda: [].join("a")):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)
try:
    del text[0]
except TypeError as error:
    print(error)
try:
    text[0] = "x"
except TypeError as error:
    print(error)
