# krait: short
# Struct sequences: tuples whose items have names.
import sys

T = type(sys.float_info)


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


for arguments in ((), ((1, 2),), (range(11),), (range(12),), (5,), ((1,) * 11, 5), ("elevencount",),
        ((1,) * 11, {"max": 5}), ((1,) * 11, {}, 3), (iter([1] * 11),)):
    tell("new", T, *arguments)
tell("keyword", T, sequence=(2,) * 11)
tell("wrong keyword", T, sequence=(2,) * 11, other=1)
tell("of a type without", type(sys.flags), (1,))
tell("of a type without", type(sys.flags).__new__, type(sys.flags))
tell("foreign class", T.__new__, int, (1,) * 11)
x = T(range(11))
print(x.max, x.max_exp, x.rounds, x[-1], x[2:4], type(x[:]), len(x), x == tuple(range(11)),
    hash(x) == hash(tuple(range(11))), x + (1,), type(x + ()), x.index(3), x.count(4), 7 in x)
print(x.__reduce__(), x.__getnewargs__())
print(T.__mro__, T.__match_args__, T.n_fields, T.n_sequence_fields, T.n_unnamed_fields, T.max,
    type(T.max), T.__name__, T.__module__, T.__qualname__)
for name in ("max", "other", "n_fields"):
    tell(f"set {name}", setattr, x, name, 1)
    tell(f"delete {name}", delattr, x, name)
tell("set on the type", setattr, T, "other", 1)
tell("subclass", type, "Sub", (T,), {})
tell("no __dict__", lambda: x.__dict__)
match x:
    case T(0, second, max_10_exp=third):
        print("matched", second, third)
match sys.version_info:
    case (3, minor, *rest):
        print("a sequence", minor, rest[1:])
print(sys.version_info > (3, 10), sys.version_info == sys.version_info[:], sorted([x, x])[0] is x)
print([name for name in vars(T) if not name.startswith("__")])
print(repr(T((x, [1], "a", None, 2.5, b"b", {}, (), 8, 9, 10))))
