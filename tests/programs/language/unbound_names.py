# krait: short
# Every way to meet an unbound local, cell, global, name or attribute, with the exact message.
def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error} name={getattr(error, 'name', None)!r}"


def before_assignment():
    x
    x = 1


def maybe(flag):
    if flag:
        y = 1
    return y


def deleted():
    z = 1
    del z
    return z


def delete_twice():
    z = 1
    del z
    del z


def delete_parameter(p):
    del p
    return p


def loop_variable():
    for i in []:
        pass
    return i


def augmented():
    n += 1


def free_before():
    def inner():
        return later

    result = attempt(inner)
    later = 5
    return result, inner()


def deleted_cell():
    value = 1

    def inner():
        return value

    before = inner()
    del value
    return before, attempt(inner), attempt(lambda: value)


def own_cell_unbound():
    def inner():
        return cell

    if False:
        cell = 1
    return cell


def delete_cell_twice():
    cell = 1
    keep = lambda: cell
    del cell
    del cell


def nonlocal_delete():
    value = 1

    def remove():
        nonlocal value
        del value

    remove()
    return attempt(remove), attempt(lambda: value)


def rebinding():
    value = 1
    f = lambda: value
    del value
    value = 2
    return f()


def except_name():
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    return e


def with_unbound():
    try:
        with nothing_here as w:
            pass
    except NameError:
        pass
    return w


def global_missing():
    return undefined_global


def global_delete():
    global g
    g = 1
    del g
    del g


def comprehension_unbound():
    return [q for _ in range(1) if q_missing]


def generator_unbound():
    def gen():
        yield unset
        unset = 1

    return list(gen())


for function in (before_assignment, deleted, delete_twice, loop_variable, augmented, free_before,
    deleted_cell, own_cell_unbound,
                 delete_cell_twice, nonlocal_delete, rebinding, except_name, with_unbound,
                 global_missing, global_delete,
                 comprehension_unbound, generator_unbound):
    print(function.__name__, attempt(function))
print(attempt(maybe, True), attempt(maybe, False), attempt(delete_parameter, 1))
try:
    del module_name_never_bound
except NameError as error:
    print(error)
module_name = 1
del module_name
try:
    module_name
except NameError as error:
    print(error)
try:

    class Body:
        first = 1
        del first
        del first

except NameError as error:
    print(error)
try:

    class Body2:
        print(not_in_class)

except NameError as error:
    print(error)


class Attributes:
    __slots__ = ("slot",)
    klass = 1


a = Attributes()
for case in (
    lambda: a.slot,
    lambda: a.other,
    lambda: delattr(a, "slot"),
    lambda: delattr(a, "klass"),
    lambda: setattr(a, "new", 1),
    lambda: Attributes.missing,
    lambda: delattr(Attributes, "missing"),
    lambda: (5).missing,
    lambda: None.missing,
    lambda: setattr(None, "x", 1),
    lambda: setattr(5, "real", 1),
    lambda: delattr("s", "upper"),
    lambda: setattr(int, "x", 1),
    lambda: __builtins__.missing_builtin,
):
    print(attempt(case))


# A builtin shadowed by a global and uncovered again.
def use_len():
    return len("four")


print(use_len())
len = lambda x: "shadowed"
print(use_len())
del len
print(use_len())
