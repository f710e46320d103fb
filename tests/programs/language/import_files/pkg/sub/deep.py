# The deepest module.
from .. import sub as up_sub
from ..other import up
VALUE = 5


def function():
    pass
