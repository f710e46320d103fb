# krait: short
# global and nonlocal declarations in functions, classes, nested scopes; globals() and locals().
x = "module"


def reads():
    return x


def writes():
    global x
    x = "written"


def shadows():
    x = "local"
    return x, reads()


def creates():
    global created_here, another
    created_here = another = 1


def deletes():
    global created_here
    del created_here


def nested_global():
    x = "function"

    def inner():
        global x
        x = "from inner"
        return x

    return x, inner(), x


print(reads(), shadows())
writes()
print(reads(), x, nested_global(), x)
creates()
print(created_here, another, "created_here" in globals())
deletes()
print("created_here" in globals())


def via_globals():
    globals()["dynamic"] = 42
    return dynamic


print(via_globals(), dynamic)


def show_locals(a, b=2, *c, **d):
    e = a

    def uses():
        return e

    names = locals()
    f = 1
    return sorted(names), names["e"], sorted(locals().keys() - names.keys())


print(show_locals(1))


def fresh_locals():
    a = 1
    first = locals()
    a = 2
    second = locals()
    return first is second, first["a"]


print(fresh_locals())


def global_function():
    global helper

    def helper():
        return "global def"

    global HelperClass

    class HelperClass:
        pass

    global helper_module
    import math as helper_module

    global loop_index
    for loop_index in range(3):
        pass

    global handled
    try:
        raise KeyError("k")
    except KeyError as handled:
        print("handled", handled)

    global ctx
    with Context() as ctx:
        pass


class Context:
    def __enter__(self):
        return "entered"

    def __exit__(self, *exc):
        return None


global_function()
print(helper(), helper.__qualname__, HelperClass.__qualname__, helper_module.pi, loop_index, ctx,
    "handled" in globals())


def nonlocal_chain():
    v = [0]

    def one():
        nonlocal v
        v = v + [1]

        def two():
            nonlocal v
            v = v + [2]

            def three():
                nonlocal v
                v = v + [3]

            three()

        two()

    one()
    return v


print(nonlocal_chain())
print(sorted(k for k in globals() if not k.startswith("_"))[:6], __name__,
    type(__builtins__).__name__)
for i in range(3):
    globals()[f"var_{i}"] = i * i
print(var_0, var_1, var_2, vars()["var_2"], vars() is globals(), locals() is globals())


def many_iterations():
    global accumulator
    accumulator = 0
    for k in range(1000):
        accumulator += k
        if k == 500:
            globals()["step_constant"] = 2
        if k > 500:
            accumulator += step_constant
    return accumulator


print(many_iterations())


# A function's lookups follow when a global appears over a builtin and disappears again.
def lookup_builtin(n):
    results = []
    for k in range(n):
        if k == 3:
            globals()["abs"] = lambda v: "mine"
        if k == 6:
            del globals()["abs"]
        results.append(abs(-k))
    return results


print(lookup_builtin(9))
import builtins

builtins.injected = "from builtins"
print(injected)
del builtins.injected
try:
    injected
except NameError as error:
    print(error)
