# A bound method of a built-in object is no descriptor: in a class, it stays bound to its own object.
import itertools


class A:
    counter = itertools.count().__next__
    upper = "a".upper
    items = []
    append = items.append
    length = items.__len__
    unbound = list.__len__
    __call__ = "abc".__len__
    __enter__ = itertools.count(5).__next__
    __exit__ = items.__class__

    def all(self):
        return self.counter(), self.upper(), self.append(1), self.length()


class L(list):
    size = list.__len__
    other = [1, 2].__len__


a = A()
for _ in range(5):
    print(a.counter(), A.counter(), a.all(), a.upper(), A.upper(), a.length(), A.items)
    print(a.counter.__self__ is a.counter.__self__, L("abc").size(), L("abc").other(), getattr(a, "length")())
    print(a())
    try:
        print(a.unbound())
    except TypeError as e:
        print(e)
