# krait: short
# The parts of sys that programs look at: version, limits, sizes, hooks, interning, stacks.
import sys

print(sys.version_info[:2], sys.version_info.major, sys.version_info >= (3, 11),
    sys.hexversion >> 16 == 0x030B, sys.implementation.name in ("cpython", "krait"), sys.byteorder,
    sys.maxunicode, sys.maxsize, sys.platform)
print(sys.version_info.releaselevel, len(sys.version_info), sys.api_version,
    sys.copyright.splitlines()[0].startswith("Copyright"), type(sys.version).__name__)
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.mant_dig,
    sys.hash_info.modulus == 2**61 - 1, sys.hash_info.inf, sys.hash_info.width)
print(type(sys.flags).__name__, sys.flags.optimize, sys.flags.dev_mode, sys.dont_write_bytecode,
    sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
print(sys.getrecursionlimit(), sys.getswitchinterval(), isinstance(sys.getrefcount(sys), int),
    isinstance(sys.getsizeof([]), int), sys.gettrace(), sys.getprofile(), sys.is_finalizing())
print("sys" in sys.builtin_module_names, "builtins" in sys.modules, "__main__" in sys.modules,
    sys.modules["__main__"].__dict__ is globals(), type(sys.path).__name__,
    type(sys.meta_path).__name__)


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


s = sys.intern("".join(["in", "terned"]))
print(s is sys.intern("".join(["inter", "ned"])), attempt(sys.intern, 5), attempt(sys.intern))
print(sys.exc_info(), attempt(sys.setswitchinterval, 0), attempt(sys.setswitchinterval, "x"),
    sys.setswitchinterval(0.01), sys.getswitchinterval())
print(attempt(sys.getsizeof), sys.getsizeof(object, 5) > 0, attempt(sys._getframe, 1000),
    attempt(sys.getrefcount))
print(sys.get_int_max_str_digits(), attempt(lambda: int("9" * 5000)),
    attempt(lambda: str(10**5000)), sys.set_int_max_str_digits(0), len(str(10**5000)),
    attempt(sys.set_int_max_str_digits, 5), sys.set_int_max_str_digits(4300))
print(sys.displayhook is sys.__displayhook__, sys.excepthook is sys.__excepthook__,
    sys.unraisablehook is sys.__unraisablehook__, sys.stdout is sys.__stdout__,
    callable(sys.breakpointhook))
sys.displayhook(5)
sys.displayhook(None)
print(sys.float_repr_style, sys.hash_info.algorithm != "", sys.thread_info.name, sys.abiflags,
    isinstance(sys.executable, str), isinstance(sys.prefix, str), sys.warnoptions,
    sys._xoptions == {} or "gil" in sys._xoptions or "gc-every" in sys._xoptions)
class Sized:
    def __sizeof__(self):
        return 100
class BadSize:
    def __sizeof__(self):
        return "x"
class Negative:
    def __sizeof__(self):
        return -1
print(sys.getsizeof(Sized()) >= 100, attempt(sys.getsizeof, BadSize()),
    attempt(sys.getsizeof, Negative()), sys.getsizeof(BadSize(), "default"))
print(sorted(n for n in ("argv", "path", "modules", "stdin", "exit", "settrace", "audit",
    "addaudithook", "call_tracing", "exception", "unraisablehook", "orig_argv", "pycache_prefix",
    "platlibdir", "stdlib_module_names") if hasattr(sys, n)))
sys.audit("krait.test", 1)
events = []
sys.addaudithook(lambda name, args: events.append((name, args)) if name.startswith("krait")
    else None)
sys.audit("krait.second", 1, "two")
print(events, attempt(sys.audit), attempt(sys.audit, 5))
print(sys.call_tracing(lambda a, b: a + b, (1, 2)), attempt(sys.call_tracing, len, 5))
print(sys.exception())
