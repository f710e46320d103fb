# krait: short
# __reduce_ex__ of every protocol, __getstate__, __getnewargs__, __getnewargs_ex__, __setstate__.


def shown(value):
    if isinstance(value, type) or type(value) in (type(shown), type(len)):
        return value.__name__
    if isinstance(value, tuple):
        return "(" + ", ".join(map(shown, value)) + ")"
    if isinstance(value, (set, frozenset)):
        return repr(sorted(value))
    if hasattr(value, "__next__"):
        return f"iterator{list(value)}"
    return repr(value)


def tell(label, value, *protocols):
    for protocol in protocols or (0, 1, 2, 3, 4):
        try:
            print(label, protocol, "->", shown(value.__reduce_ex__(protocol)))
        except Exception as error:
            print(label, protocol, "!", type(error).__name__, error)


class Plain:
    def __init__(self):
        self.x = 1

    def __repr__(self):
        return "Plain"


class Empty:
    pass


class Slots:
    __slots__ = ("a", "b")

    def __repr__(self):
        return "Slots"


class SlotsAndDict(Slots):
    pass


class NewArgs:
    def __getnewargs__(self):
        return 1, 2


class NewArgsEx:
    def __getnewargs_ex__(self):
        return (1,), {"k": 2}


class BadNewArgs:
    def __init__(self, answer):
        self.answer = answer

    def __getnewargs__(self):
        return self.answer


class BadNewArgsEx:
    def __init__(self, answer):
        self.answer = answer

    def __getnewargs_ex__(self):
        return self.answer


class State:
    def __getstate__(self):
        return "state", 5


class Reduces:
    def __reduce__(self):
        return "overridden __reduce__"


class ReducesEx:
    def __reduce_ex__(self, protocol):
        return f"overridden {protocol}"


class ListSub(list):
    pass


class DictSub(dict):
    def items(self):
        return [("from", "items")]


class IntSub(int):
    pass


class TupleSub(tuple):
    def __getnewargs__(self):
        return ("own",)


class StrSub(str):
    pass


slots = Slots()
slots.a = 5
both = SlotsAndDict()
both.a, both.extra = 1, 2
tagged = ListSub([1, 2])
tagged.tag = "t"
for label, value in (("plain", Plain()), ("empty", Empty()), ("newargs", NewArgs()),
                     ("newargsex", NewArgsEx()), ("state", State()), ("reduces", Reduces()),
                     ("reducesex", ReducesEx()), ("listsub", tagged),
                     ("dictsub", DictSub(a=1)), ("intsub", IntSub(5)), ("tuplesub", TupleSub((1,))),
                     ("strsub", StrSub("s")), ("object", object())):
    tell(label, value)
tell("slots", slots, 0, 2, 4)
tell("slots and dict", both, 0, 2, 4)
for answer in (5, [1], None, ()):
    tell(f"bad newargs {answer}", BadNewArgs(answer), 2)
for answer in (5, ((),), ((), 5), (5, {}), ((), {}), ((), {}, 1)):
    tell(f"bad newargsex {answer}", BadNewArgsEx(answer), 2, 4)
for value in (5, 1.5, 1j, "text", b"bytes", (1, 2), [1], {"k": 1}, {1}, frozenset([1]), None, True,
              range(3), slice(1, 2), bytearray(b"ab"), ..., NotImplemented):
    tell(repr(value), value, 2, 4)
for value in (len, [].append, iter([1]), Plain, int, type, (x for x in ()), shown, Plain().__repr__,
              memoryview(b"x"), property(), super(Plain, Plain()), zip([1]), map(str, [1]),
              filter(None, [1]), enumerate("a"), reversed([1]),
              shown.__code__, int.__add__, (5).__add__, staticmethod(len), classmethod(len),
              list[int], int | str, {}.keys(), Plain.__dict__):
    tell(type(value).__name__, value,
         2) if type(value) is not type(Plain().__repr__) else print("bound method",
                                                                    value.__reduce__()[0].__name__)
for value in (Plain(), Empty(), slots, both, tagged, 5, "s", [1], State()):
    print(type(value).__name__, value.__getstate__())
for action in (lambda: Plain().__reduce_ex__(), lambda: Plain().__reduce_ex__("2"),
               lambda: Plain().__reduce__(1), lambda: Plain().__getstate__(1),
               lambda: Plain().__reduce_ex__(99)[0].__name__,
               lambda: Plain().__reduce_ex__(-1)[0].__name__):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


def rebuild(value, protocol):
    """What unpickling does, without the bytes."""
    function, arguments, *rest = value.__reduce_ex__(protocol)
    made = function(*arguments)
    state, items, pairs = (rest + [None] * 3)[:3]
    if isinstance(state, tuple) and len(state) == 2:
        made.__dict__.update(state[0] or {})
        for name, content in state[1].items():
            setattr(made, name, content)
    elif state:
        made.__dict__.update(state)
    for item in items or ():
        made.append(item)
    for key, content in pairs or ():
        made[key] = content
    return made


for protocol in (2, 3, 4):
    print(rebuild(Plain(), protocol).x, rebuild(tagged, protocol), rebuild(tagged, protocol).tag,
          rebuild(both, protocol).a, rebuild(both, protocol).extra,
          rebuild(IntSub(7), protocol) + 1,
          rebuild(bytearray(b"xy"), protocol), sorted(rebuild({3, 1}, protocol)),
          rebuild(range(2, 9, 3), protocol), rebuild(1j, protocol))
print(rebuild(Plain(), 0).x, rebuild(tagged, 1), type(rebuild(StrSub("q"), 1)).__name__)
