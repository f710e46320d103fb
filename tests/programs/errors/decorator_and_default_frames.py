# krait: short
# Errors while a function or class is being made: decorators, defaults, bases, keywords.
import sys


def show(function):
    try:
        function()
    except Exception:
        sys.excepthook(*sys.exc_info())


def fail(*args, **kwargs):
    raise ValueError(f"fail{args and ' with arguments' or ''}")


def decorator():
    @fail
    def f():
        pass


def decorator_call():
    @fail()
    def f():
        pass


def second_decorator():
    @fail
    @staticmethod
    def f(a,
          b):
        pass


def default():
    def f(a, b=fail(), *, c=1):
        pass


def keyword_default():
    def f(a, *, c=fail()):
        pass


def annotation():
    def f(a: fail()):
        pass


def return_annotation():
    def f(a) -> fail():
        pass


def base():
    class C(fail()):
        pass


def metaclass():
    class C(metaclass=fail):
        x = 1


def keyword():
    class C(object, k=fail()):
        pass


def class_decorator():
    @fail
    class C:
        pass


def set_name():
    class D:
        __set_name__ = fail

    class C:
        attribute = D()


def init_subclass():
    class B:
        def __init_subclass__(cls):
            fail(cls)

    class C(B):
        x = 1


def new():
    class M(type):
        def __new__(mcls, *args):
            fail()

    class C(metaclass=M):
        pass


def prepare():
    class M(type):
        @classmethod
        def __prepare__(mcls, *args):
            fail()

    class C(metaclass=M):
        pass


def class_annotation():
    class C:
        x: fail() = 1


def mro_entries():
    class E:
        def __mro_entries__(self, bases):
            fail(bases)

    class C(E()):
        pass


def lambda_default():
    return lambda a=fail(): a


for function in (decorator, decorator_call, second_decorator, default, keyword_default, annotation,
        return_annotation, base, metaclass, keyword, class_decorator, set_name, init_subclass, new,
        prepare, class_annotation, mro_entries, lambda_default):
    show(function)


@fail
def uncaught():
    pass
