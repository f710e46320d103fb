# krait: short
# _warnings: warn and warn_explicit through the native filters: actions, registries, categories,
# stack levels, the text of a warning on stderr.
import _warnings
import sys


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Warning as error:
        print(label, "! raised", type(error).__name__, error)
    except Exception as error:
        print(label, "!", type(error).__name__, error)


class Errors:
    def __init__(self):
        self.text = ""

    def write(self, text):
        self.text += text

    def flush(self):
        pass


def captured(function, *args, **kwargs):
    """What a call writes to stderr, without the file names."""
    kept, sys.stderr = sys.stderr, Errors()
    try:
        tell(function.__name__, function, *args, **kwargs)
        text = sys.stderr.text
    finally:
        sys.stderr = kept
    name = warn_here.__code__.co_filename
    for line in text.splitlines():
        print("    stderr:", line.replace(name, "FILE"))


class Custom(UserWarning):
    pass


class NotAWarning(Exception):
    pass


def warn_here(*args, **kwargs):
    return _warnings.warn(*args, **kwargs)


# Native code alone must do the work: a loaded warnings module would be asked to show them.
print(_warnings._defaultaction, type(_warnings._onceregistry).__name__,
      type(_warnings.filters).__name__, all(len(item) == 5 for item in _warnings.filters))
sys.modules.pop("warnings", None)
filters = _warnings.filters
saved = list(filters)


def use(*items):
    filters[:] = items
    _warnings._filters_mutated()


registry = {}
names = {"__warningregistry__": registry, "__name__": "pretend"}
for action in ("always", "error", "ignore", "default", "module", "once", "nonsense"):
    use((action, None, Warning, None, 0))
    for round_number in (1, 2):
        captured(_warnings.warn_explicit, f"text for {action}", UserWarning, "pretend.py", 7,
                 "pretend", registry)
        captured(_warnings.warn_explicit, f"text for {action}", UserWarning, "pretend.py", 8,
                 "pretend", registry)
    print("   ", len(registry), sorted(str(key[0]) for key in registry if isinstance(key,
                                                                                     tuple))[:2])
    registry.clear()
use(("error", None, DeprecationWarning, None, 0), ("ignore", None, Custom, None, 0),
    ("always", None, Warning, None, 5), ("default", None, Warning, None, 0))
for category in (DeprecationWarning, Custom, UserWarning, RuntimeWarning, PendingDeprecationWarning,
                 BytesWarning):
    for line in (5, 6):
        captured(_warnings.warn_explicit, "by category", category, "file.py", line)
use(("always", None, Warning, None, 0))
for arguments in (("message",), ("message", Custom), (Custom("instance"),),
                  (Custom("instance"), UserWarning), ("message", None), (5,), ("", UserWarning),
                  ("two\nlines",)):
    captured(warn_here, *arguments)
for arguments, kwargs in (((), {}), (("m", 5), {}), (("m", NotAWarning), {}),
                          (("m", ValueError), {}), (("m", UserWarning, "x"), {}),
                          (("m", UserWarning, 1, None, 5), {}), (("m",), {"category": UserWarning}),
                          (("m",), {"stacklevel": 50}), (("m",), {"stacklevel": 0}),
                          (("m",), {"stacklevel": -1}), (("m",), {"unknown": 1}),
                          (("m", "UserWarning"), {})):
    captured(_warnings.warn, *arguments, **kwargs)


def outer(level):
    return inner(level)


def inner(level):
    return _warnings.warn("levels", UserWarning, level)


for level in (1, 2, 3):
    captured(outer, level)
for arguments in ((), ("m", UserWarning), ("m", UserWarning, "f.py"), ("m", 5, "f.py", 1),
                  ("m", UserWarning, 5, 1), ("m", UserWarning, "f.py", "x"),
                  ("m", UserWarning, "f.py", 1, 5), ("m", UserWarning, "f.py", 1, "mod", 5),
                  ("m", UserWarning, "f.py", 1, None),
                  ("m", UserWarning, "f.py", 1, "mod", None, 5),
                  ("m", UserWarning, "/nonexistent.py", 3, "mod", {}, None, None)):
    captured(_warnings.warn_explicit, *arguments)
captured(_warnings.warn_explicit, message="by keyword", category=UserWarning, filename="k.py",
         lineno=2)


class Pattern:
    """What a filter may hold in place of a compiled pattern."""

    def __init__(self, start):
        self.start = start

    def match(self, text):
        return text.startswith(self.start)


use(("error", Pattern("bad"), Warning, None, 0), ("always", None, Warning, Pattern("pretend"), 0),
    ("ignore", None, Warning, None, 0))
for text, module in (("bad one", "m"), ("good", "pretend.sub"), ("good", "m")):
    captured(_warnings.warn_explicit, text, UserWarning, "f.py", 1, module)
use(("error", "exact text", Warning, None, 0), ("always", None, Warning, None, 0))
for text in ("exact text", "other text"):
    captured(_warnings.warn_explicit, text, UserWarning, "f.py", 1)
for bad in (("always",), 5, ("always", None, Warning, None, "x"), (5, None, Warning, None, 0),
            ("always", None, 5, None, 0)):
    use(bad)
    captured(_warnings.warn_explicit, "bad filter", UserWarning, "f.py", 1)
use()
captured(_warnings.warn_explicit, "no filter matches", UserWarning, "f.py", 1)
filters[:] = saved
_warnings._filters_mutated()
print(sorted(n for n in dir(_warnings) if not n.startswith("__")))
