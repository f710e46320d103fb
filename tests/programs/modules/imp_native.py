# krait: short
# _imp: what the import system asks of the interpreter.
import _imp
import sys


def tell(label, function, *args):
    try:
        print(label, "->", repr(function(*args)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


print(_imp.is_builtin("sys"), _imp.is_builtin("builtins"), _imp.is_builtin("no_such_module"),
      _imp.is_builtin("itertools") != 0, _imp.is_frozen("no_such_module"),
      type(_imp.extension_suffixes()).__name__, _imp.check_hash_based_pycs)
print(_imp.lock_held(), _imp.acquire_lock(), _imp.lock_held(), _imp.acquire_lock(),
      _imp.release_lock(), _imp.lock_held(), _imp.release_lock(), _imp.lock_held())
tell("release unheld", _imp.release_lock)
print(_imp.source_hash(0, b""), _imp.source_hash(0, b"text"), _imp.source_hash(12345, b"abc" * 10),
      len(_imp.source_hash(1, b"x")))
for arguments in ((), ("x", b""), (0, "text"), (0,), (-1, b""), (2**70, b"")):
    tell("source_hash", _imp.source_hash, *arguments)


class Spec:
    def __init__(self, name):
        self.name = name
        self.origin = None
        self.loader = None


for name in ("no_such_module", "not\u4e2dascii"):
    tell(f"create_builtin {name!a}", lambda: _imp.create_builtin(Spec(name)))
made = _imp.create_builtin(Spec("itertools"))
print(made.__name__, type(made) is type(sys), _imp.exec_builtin(made))
for bad in (5, Spec(5), None):
    tell("create_builtin", lambda: _imp.create_builtin(bad))
for name in ("is_builtin", "is_frozen", "init_frozen", "is_frozen_package", "get_frozen_object",
             "find_frozen"):
    tell(f"{name} absent", getattr(_imp, name), "no_such_module")
    tell(f"{name} number", getattr(_imp, name), 5)
    tell(f"{name} nothing", getattr(_imp, name))


def outer():
    def inner():
        return 1
    return inner


code = outer.__code__
_imp._fix_co_filename(code, "moved.py")
print(code.co_filename, code.co_consts[1].co_filename)
for arguments in ((), (5, "x"), (code, 5), (code,)):
    tell("_fix_co_filename", _imp._fix_co_filename, *arguments)
EXPECTED = """
_fix_co_filename acquire_lock check_hash_based_pycs create_builtin exec_builtin
extension_suffixes find_frozen get_frozen_object init_frozen is_builtin is_frozen
is_frozen_package lock_held release_lock source_hash
"""
print([name for name in EXPECTED.split() if not hasattr(_imp, name)])
