# krait: short
# List iterators: growth and shrinking during iteration, length hints, pickling hooks, reversed.


def show(iterator):
    print(type(iterator).__name__, iterator.__length_hint__(), iterator.__reduce__()[1:], end=" ")
    print(iterator.__reduce__()[0].__name__)


items = [1, 2, 3]
iterator = iter(items)
show(iterator)
print(next(iterator))
show(iterator)
items.append(4)
show(iterator)
print(list(iterator), iterator.__length_hint__(), iterator.__reduce__()[1:])
items.append(5)
print(list(iterator), next(iterator, "exhausted for good"))
iterator = iter(items)
next(iterator), next(iterator), next(iterator)
del items[1:]
print(iterator.__length_hint__(), next(iterator, "end"), iterator.__length_hint__())
for state in (0, 2, 4, 99, -1, -100):
    iterator = iter([10, 20, 30, 40])
    iterator.__setstate__(state)
    print(state, iterator.__length_hint__(), list(iterator))
for bad in ("x", None, 1.5):
    try:
        iter([1]).__setstate__(bad)
    except TypeError as error:
        print(error)
backward = reversed([1, 2, 3])
show(backward)
print(next(backward))
show(backward)
for state in (0, 1, 2, 5, -1, -5):
    backward = reversed([10, 20, 30])
    backward.__setstate__(state)
    print(state, backward.__length_hint__(), list(backward))
print(list(backward), backward.__length_hint__(), backward.__reduce__()[1:])
items = [1, 2, 3, 4]
backward = reversed(items)
next(backward)
items[:] = []
print(backward.__length_hint__(), list(backward))
grown = []
source = [0, 1, 2]
for value in source:
    if len(source) < 8:
        source.append(value + 10)
    grown.append(value)
print(grown)
source = list(range(10))
seen = []
for value in source:
    seen.append(value)
    if value % 2 == 0:
        source.remove(value)
print(seen, source)
iterator = iter([1, 2, 3])
print(iter(iterator) is iterator, iterator.__next__(), list(iterator), [*iter([])])
for call in (lambda: next(iter([])), lambda: iter([1]).__next__(5), lambda: type(iter([]))(),
             lambda: type(iter([]))([1]), lambda: setattr(iter([]), "x", 1),
             lambda: iter(5), lambda: iter(None), lambda: reversed(5), lambda: reversed({1}),
             lambda: iter([]).missing, lambda: iter([])[0], lambda: len(iter([]))):
    try:
        print(call())
    except StopIteration as error:
        print("StopIteration", error.value)
    except Exception as error:
        print(type(error).__name__, error)


class Sub(list):
    def __iter__(self):
        return iter("overridden")

    def __len__(self):
        return 100

    def __getitem__(self, key):
        return "item"


sub = Sub([1, 2, 3])
print("".join(sub), len(sub), sub[0], list(reversed(sub))[:1], sub == [1, 2, 3], repr(sub),
      sub + [4], list.__len__(sub), 2 in sub)
a, *b = sub
print(a, b, sorted(sub), [*sub], tuple(sub), list(sub), sub.copy(), sub.index(2), sub.pop(),
      max(sub))
func = (lambda *args: args)(*Sub([1]))
print(func, list(zip(Sub([1]), [0])), list(enumerate(Sub([1])))[0], sum([[1]], []),
      dict.fromkeys(Sub([1]), 0))
