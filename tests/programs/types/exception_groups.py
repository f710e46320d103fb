# krait: short
# BaseExceptionGroup and ExceptionGroup: construction, split, subgroup, derive, notes, except*.


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


for args in (("m", [ValueError(1)]), ("m", (ValueError(1), TypeError(2))), ("m", []), ("m", ()),
             ("m", [5]), ("m", [ValueError]), ("m", ValueError(1)), ("m", "ab"),
             (5, [ValueError(1)]), ("m",), (), ("m", [ValueError(1)], 3),
             ("m", [KeyboardInterrupt()]), ("m", {ValueError(1): 2}),
             ("m", (e for e in [ValueError(1)])), ("m", None)):
    for kind in (ExceptionGroup, BaseExceptionGroup):
        tell(kind.__name__, kind, *args)
for kind in (ExceptionGroup, BaseExceptionGroup):
    group = kind("msg", [ValueError(1), kind("inner", [TypeError("t"), OSError(2, "x")])])
    print(type(group).__name__, str(group), repr(group), group.message, group.exceptions,
          group.args, type(group.exceptions).__name__)
    print(BaseExceptionGroup("b", [ValueError()]).__class__, str(kind("one", [ValueError()])),
          isinstance(group, Exception))
    for name in ("message", "exceptions"):
        tell("set " + name, setattr, group, name, 1)
tree = ExceptionGroup("root", [ValueError(1), ExceptionGroup("left", [TypeError(2), ValueError(3)]),
                               ExceptionGroup("right", [KeyError(4)]), OSError(5)])
tree.__cause__ = RuntimeError("cause")
tree.add_note("a note")
tree.extra = "attribute"
tree.exceptions[1].add_note("inner note")
for label, condition in (("ValueError", ValueError), ("tuple", (TypeError, KeyError)),
                         ("predicate", lambda e: isinstance(e, ValueError) and e.args[0] > 1),
                         ("all", Exception), ("none", ZeroDivisionError),
                         ("groups",
                          lambda e: isinstance(e, ExceptionGroup) and e.message == "left"),
                          ("root", lambda e: e is tree), ("LookupError", LookupError)):
    tell("subgroup " + label, tree.subgroup, condition)
    tell("split " + label, tree.split, condition)
whole = tree.subgroup(Exception)
part = tree.subgroup(ValueError)
print(whole is tree, part.__cause__, part.__notes__, hasattr(part, "extra"),
      part.exceptions[1].__notes__, part.exceptions[0] is tree.exceptions[0], part.__traceback__)
part.add_note("only the part")
print(tree.__notes__, part.__notes__)
for bad in (5, "x", None, (ValueError, 5), [ValueError], int, lambda: 1):
    tell("subgroup", tree.subgroup, bad)
    tell("split", tree.split, bad)
tell("subgroup", tree.subgroup)
tell("split", tree.split, ValueError, TypeError)
tell("derive", tree.derive, [KeyError(1)])
tell("derive", tree.derive, (5,))
tell("derive", tree.derive, [])
tell("derive", tree.derive)
tell("derive base", BaseExceptionGroup("b", [KeyboardInterrupt()]).derive, [ValueError(1)])
tell("class item", lambda: ExceptionGroup[int])


class Plain(ExceptionGroup):
    pass


class Derived(ExceptionGroup):
    def __new__(cls, message, errors, code=0):
        self = super().__new__(cls, message, errors)
        self.code = code
        return self

    def derive(self, errors):
        return Derived(self.message, errors, self.code)


class BadDerive(ExceptionGroup):
    def derive(self, errors):
        return 5


for group in (Plain("p", [ValueError(1), TypeError(2)]), Derived("d", [ValueError(1), TypeError(2)],
                                                                 7)):
    match, rest = group.split(ValueError)
    print(type(match).__name__, type(rest).__name__, getattr(match, "code", "-"), match.exceptions,
          rest.exceptions)
tell("bad derive", BadDerive("b", [ValueError(1), TypeError(2)]).split, ValueError)


class BothKinds(BaseExceptionGroup, ValueError):
    pass


tell("both", BothKinds, "m", [ValueError(1)])
tell("both", BothKinds, "m", [KeyboardInterrupt()])


class ErrorGroup(BaseExceptionGroup, Exception):
    pass


tell("exception subclass", ErrorGroup, "m", [SystemExit(1)])
log = []
try:
    raise ExceptionGroup("raised", [ValueError(1), TypeError(2),
                                    ExceptionGroup("n", [ValueError(3), KeyError(4)])])
except* ValueError as caught:
    log.append(("values", caught.exceptions, caught.exceptions[1].exceptions))
except* TypeError as caught:
    log.append(("types", caught.exceptions))
except* LookupError as caught:
    log.append(("lookup", caught.exceptions))
print(*log, sep="\n")
try:
    try:
        raise ExceptionGroup("partly", [ValueError(1), OSError(2)])
    except* ValueError:
        pass
except ExceptionGroup as rest:
    print("rest", repr(rest))
try:
    raise ValueError("naked")
except* ValueError as caught:
    print("wrapped", repr(caught))
try:
    try:
        raise ExceptionGroup("again", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise KeyError("new")
except ExceptionGroup as rest:
    print(repr(rest), [repr(e.__context__) for e in rest.exceptions])
try:
    try:
        raise ExceptionGroup("types", [ValueError(1)])
    except* ExceptionGroup:
        pass
except TypeError as error:
    print(error)
try:
    try:
        raise ValueError(1)
    except* 5:
        pass
except TypeError as error:
    print(error)
print(tree.__reduce__()[0].__name__, len(tree.__reduce__()[1]))
