# krait: short
# The exact TypeError text for every kind of wrong positional count.
def none():
    pass


def one(a):
    pass


def two(a, b):
    pass


def three(a, b, c):
    pass


def four(a, b, c, d):
    pass


def optional(a, b=1):
    pass


def all_optional(a=0, b=1):
    pass


def pos_only(a, b, /):
    pass


def pos_only_default(a, b=1, /, c=2):
    pass


def keyword_only(*, k):
    pass


def keywords_only(*, k, l, m):
    pass


def with_keyword(a, *, k=1):
    pass


def with_required_keyword(a, *, k):
    pass


def starred(a, *rest):
    pass


def starred_keywords(a, **kwargs):
    pass


class Thing:
    def method(self, a):
        pass

    def no_self():
        pass

    @classmethod
    def klass(cls):
        pass

    @staticmethod
    def static(a):
        pass

    def __call__(self, x):
        pass


class Init:
    def __init__(self, a, b):
        pass


def outer():
    def inner(x):
        pass

    return inner


functions = [none, one, two, three, four, optional, all_optional, pos_only, pos_only_default,
    keyword_only, keywords_only,
             with_keyword, with_required_keyword, starred, starred_keywords, Thing().method,
             Thing().no_self, Thing.klass,
             Thing.static, Thing(), Init, outer(), lambda q: q, (lambda: 0), Thing.method, outer]
arguments = [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), (1, 2, 3, 4, 5)]
for function in functions:
    for args in arguments:
        try:
            function(*args)
        except TypeError as error:
            print(error)

# The same without unpacking, so that the direct call path reports them too.
for call in (
    lambda: none(1),
    lambda: one(),
    lambda: two(1),
    lambda: three(),
    lambda: four(1),
    lambda: optional(1, 2, 3),
    lambda: Thing().method(),
    lambda: Thing().method(1, 2),
    lambda: Thing().no_self(),
    lambda: Thing.klass(1),
    lambda: Init(),
    lambda: Init(1, 2, 3),
    lambda: outer()(),
    lambda: with_keyword(1, 2),
    lambda: with_required_keyword(1, 2, k=3),
    lambda: with_required_keyword(1, 2),
    lambda: with_keyword(1, 2, k=3),
    lambda: optional(1, 2, 3, 4),
    lambda: starred(),
    lambda: keyword_only(1, k=2),
):
    try:
        call()
    except TypeError as error:
        print(error)
