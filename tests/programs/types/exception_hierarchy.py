# Every builtin exception class: bases, construction, args, str and repr, pickling hook.
import builtins

names = sorted(n for n in dir(builtins) if isinstance(getattr(builtins, n),
                                                      type) and issubclass(getattr(builtins, n),
                                                                           BaseException))
print(len(names), names)
UNICODE = {"UnicodeDecodeError": ("utf-8", b"ab\xff", 2, 3, "bad"),
           "UnicodeEncodeError": ("ascii", "a\xe9", 1, 2, "bad"),
           "UnicodeTranslateError": ("\xe9", 0, 1, "bad")}
GROUPS = ("BaseExceptionGroup", "ExceptionGroup")


def show(kind, *args):
    try:
        error = kind(*args)
    except Exception as problem:
        print("   ", args, "!", type(problem).__name__, problem)
        return
    print("   ", args, "->", type(error).__name__, error.args, repr(str(error)), repr(error))


for name in names:
    kind = getattr(builtins, name)
    print(name, kind.__name__, kind.__module__, [b.__name__ for b in kind.__mro__],
          kind.__base__.__name__)
    if name in UNICODE:
        show(kind, *UNICODE[name])
        show(kind)
        show(kind, 1, 2, 3)
    elif name in GROUPS:
        show(kind, "message", [ValueError(1), TypeError("t")])
        show(kind)
        show(kind, "message")
        show(kind, "message", [])
        show(kind, 5, [ValueError()])
    else:
        show(kind)
        show(kind, "message")
        show(kind, "one", 2)
        show(kind, None)
        show(kind, ("tuple",))
        show(kind, 1, 2, 3, 4, 5, 6)
        show(kind, "it's")
    try:
        kind(unknown=1)
        print("    accepts unknown=1")
    except TypeError as problem:
        print("   ", problem)
    try:
        if name in UNICODE:
            raise kind(*UNICODE[name])
        if name in GROUPS:
            raise kind("m", [ValueError(1)])
        raise kind("raised")
    except BaseException as caught:
        print("   ", type(caught).__name__, isinstance(caught, Exception),
              caught.__traceback__ is not None, caught.__context__, caught.__cause__,
              caught.__suppress_context__)
        reduced = caught.__reduce__()
        print("   ", reduced[0].__name__, reduced[1:])
print(EnvironmentError is OSError, IOError is OSError, issubclass(ModuleNotFoundError, ImportError))
