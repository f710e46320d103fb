# krait: short
# "Did you mean" after NameError and AttributeError: names near and far, builtins, attributes.
import sys


def show(function, *args):
    try:
        function(*args)
    except Exception:
        sys.excepthook(*sys.exc_info())


global_value = 1
another_global = 2


def locals_first():
    local_value = 1
    print(local_valeu)


def from_globals():
    print(globel_value)


def from_builtins():
    print(lenn([]), sortd([]))


def too_far():
    print(completely_different_name)


def too_short():
    print(xy)


def case_only():
    print(Global_Value)


def free_variable():
    outer_name = 1

    def inner():
        outer_name
        return outer_nmae

    inner()


def unbound_local():
    print(value_x)
    value_x = 1


class Thing:
    attribute = 1
    _private = 2
    __slots__ = ("slot_name",)

    def method(self):
        return self.methd()

    @property
    def some_property(self):
        return self.some_propert


class Dynamic:
    def __init__(self):
        self.instance_attribute = 1

    def __dir__(self):
        return ["listed_by_dir", "instance_attribute"]


class BadDir:
    def __dir__(self):
        raise ValueError("dir failed")


class GetAttr:
    known_name = 1

    def __getattr__(self, name):
        raise AttributeError(f"custom message for {name}")


class GetAttrFull:
    known_name = 1

    def __getattr__(self, name):
        raise AttributeError(f"custom with name {name}", name=name, obj=self)


for function in (locals_first, from_globals, from_builtins, too_far, too_short, case_only,
        free_variable, unbound_local):
    show(function)
t = Thing()
show(lambda: t.atribute)
show(lambda: t.slot_nam)
show(t.method)
show(lambda: t.some_property)
show(lambda: t._privat)
show(lambda: t.privat)
show(lambda: Thing.atribute)
show(lambda: [].apend(1))
show(lambda: "".uper())
show(lambda: (5).bit_lenght())
show(lambda: sys.exti)
show(lambda: None.anything)
show(lambda: {}.kes())
show(lambda: Dynamic().instance_atribute)
show(lambda: Dynamic().listed_by_di)
show(lambda: BadDir().anything)
show(lambda: GetAttr().known_nam)
show(lambda: GetAttrFull().known_nam)
show(lambda: len.__nam__)
show(lambda: setattr(t, "slot_nam", 1))
show(lambda: delattr(t, "atribute"))
show(lambda: getattr(t, "atribute"))


def raise_by_hand(error):
    raise error


show(raise_by_hand, NameError("by hand", name="global_valu"))
show(raise_by_hand, NameError("name 'global_valu' is not defined"))
show(raise_by_hand, AttributeError("by hand", name="atribute", obj=t))
show(raise_by_hand, AttributeError("by hand", name="atribute"))
show(raise_by_hand, AttributeError("other obj", name="lenght", obj=[]))
show(raise_by_hand, UnboundLocalError("unbound", name="raise_by_han"))


class CustomName(NameError):
    pass


show(raise_by_hand, CustomName("custom", name="another_globa"))
e = NameError("renamed", name="anothr_global")
e.add_note("with a note")
show(raise_by_hand, e)
many = {f"name_{i}": i for i in range(800)}
globals().update(many)
show(lambda: name_1x)
show(lambda: _nme_5)
try:
    raise KeyError("context")
except KeyError:
    print(another_globl)
