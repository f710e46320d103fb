# krait: short
def load():
    import no_such_module_anywhere.part as part

    return part


try:
    load()
except ImportError as error:
    kept = error
    print(error.name, error.path)
from math import no_such_function, pi
