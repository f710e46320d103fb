# krait: short
# sys: limits, hooks for display and exceptions, interning, tracing and profiling switches,
# audit hooks, exc_info, named tuples of facts.
import sys


def tell(label, function, *args, **kwargs):
    try:
        print(label, "->", repr(function(*args, **kwargs)))
    except Exception as error:
        print(label, "!", type(error).__name__, error)


print(sys.version_info[:2], sys.version_info.major, sys.version_info.releaselevel,
      sys.hexversion >> 16 == 0x30B, sys.api_version, sys.byteorder, sys.maxsize, sys.maxunicode,
      sys.platform, sys.float_repr_style, sys.implementation.cache_tag is not None)
print(sys.float_info.max, sys.float_info.min, sys.float_info.epsilon, sys.float_info.dig,
      sys.float_info.mant_dig, sys.float_info.radix, sys.float_info.rounds, sys.float_info.max_exp,
      sys.float_info.min_exp, sys.float_info.max_10_exp, sys.float_info.min_10_exp)
print(sys.hash_info.width, sys.hash_info.modulus, sys.hash_info.inf, sys.hash_info.nan,
      sys.hash_info.imag, sys.int_info.sizeof_digit > 0, len(sys.flags) > 10,
      sys.flags.hash_randomization in (0, 1), sys.thread_info.name)
for name in ("version_info", "float_info", "hash_info", "flags", "int_info", "thread_info"):
    value = getattr(sys, name)
    print(name, type(value).__name__, isinstance(value, tuple), value.n_fields,
          value.n_sequence_fields, value.n_unnamed_fields)
    tell("    new", type(value))
    tell("    set", setattr, value, "x", 1)
    tell("    index", lambda: value[99])
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors(),
      sys.getrecursionlimit(), sys.is_finalizing(), sys.intern("text") == "text",
      sys.intern("a" + "b") is sys.intern("ab"), sys.getswitchinterval(),
      isinstance(sys.getrefcount(object()), int), sys.getsizeof(1) > 0, sys.getsizeof([], 5) > 0)
for value in (100, 0, -5, "x", 1.5, 2**40, None):
    tell(f"setrecursionlimit {value}", sys.setrecursionlimit, value)
print(sys.getrecursionlimit())
sys.setrecursionlimit(1000)


def deep(n):
    return deep(n + 1)


tell("recursion", deep, 0)
for value in (0.01, 0, -1, "x", None):
    tell(f"setswitchinterval {value}", sys.setswitchinterval, value)
print(sys.getswitchinterval())
for value in (5, "x", b"b", None):
    tell("intern", sys.intern, value)


class StrSub(str):
    pass


tell("intern subclass", sys.intern, StrSub("s"))


class Sized:
    def __init__(self, answer):
        self.answer = answer

    def __sizeof__(self):
        return self.answer


for answer in (10, -1, "x", 2.5):
    tell(f"getsizeof {answer}", lambda: sys.getsizeof(Sized(answer)) > 0)
    tell("    default", lambda: sys.getsizeof(Sized(answer), "default") != 0)
print(sys.exc_info(), sys.exception())
try:
    raise ValueError("handled")
except ValueError as error:
    print(sys.exc_info()[0].__name__, sys.exc_info()[1] is error,
          sys.exc_info()[2] is error.__traceback__, sys.exception() is error)
    try:
        raise KeyError("inner")
    except KeyError:
        print(repr(sys.exception()))
    print(repr(sys.exception()))
print(sys.exception())


class Out:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


def captured(function, *args):
    kept_out, kept_err = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err = Out(), Out()
    try:
        function(*args)
    finally:
        sys.stdout, sys.stderr = kept_out, kept_err
    print("out", out.parts, "err", "".join(err.parts))


import builtins

captured(sys.displayhook, 5)
print(builtins._)
captured(sys.displayhook, None)
captured(sys.displayhook, "text \u4e2d")
print(builtins._, sys.displayhook is sys.__displayhook__, sys.excepthook is sys.__excepthook__)
del builtins._
captured(sys.excepthook, ValueError, ValueError("shown"), None)
captured(sys.excepthook, KeyError, KeyError("k"), None)
captured(sys.__excepthook__, SystemExit, SystemExit(3), None)
for args in ((), (1, 2), (5, 6, 7), (ValueError, None, None)):
    captured(lambda: tell("excepthook", sys.excepthook, *args))
tell("displayhook", sys.displayhook)
events = []
sys.addaudithook(lambda event, args: events.append((event,
                                                    args)) if event.startswith("test.") else None)
sys.audit("test.event", 1, "two")
sys.audit("test.empty")
print(events)
tell("audit", sys.audit)
tell("audit", sys.audit, 5)
tell("addaudithook", sys.addaudithook)
print(sys.gettrace(), sys.getprofile(), sys.settrace(None), sys.setprofile(None))
tell("coroutine origin", sys.get_coroutine_origin_tracking_depth)
tell("coroutine origin", sys.set_coroutine_origin_tracking_depth, -1)
tell("coroutine origin", sys.set_coroutine_origin_tracking_depth, 2)
print(sys.get_coroutine_origin_tracking_depth(), sys.set_coroutine_origin_tracking_depth(0))
hooks = sys.get_asyncgen_hooks()
print(hooks.firstiter, hooks.finalizer, type(hooks).__name__)
sys.set_asyncgen_hooks(firstiter=len, finalizer=None)
print(sys.get_asyncgen_hooks().firstiter is len)
sys.set_asyncgen_hooks(None, None)
for kwargs in ({"firstiter": 5}, {"finalizer": "x"}, {"other": 1}):
    tell("asyncgen hooks", sys.set_asyncgen_hooks, **kwargs)
print(sys.call_tracing(max, (1, 2)), sys._getframe().f_code.co_name,
      type(sys._current_frames()).__name__, len(sys._current_frames()),
      type(sys._current_exceptions()).__name__)
for arguments in ((), (5,), ("x", 5), (None,), (0, "y", 2)):
    try:
        sys.exit(*arguments)
    except SystemExit as error:
        print(repr(error.code), error.args)
    except TypeError as error:
        print(error)
print(isinstance(sys.argv, list), len(sys.argv), isinstance(sys.path, list),
      isinstance(sys.orig_argv, list), type(sys.warnoptions).__name__,
      isinstance(sys.builtin_module_names, tuple), isinstance(sys.stdlib_module_names, frozenset),
      "sys" in sys.builtin_module_names, "json" in sys.stdlib_module_names)
EXPECTED = """
addaudithook argv audit base_exec_prefix base_prefix breakpointhook builtin_module_names
byteorder call_tracing copyright displayhook dont_write_bytecode exc_info excepthook
exception exec_prefix executable exit flags float_info float_repr_style
get_asyncgen_hooks getallocatedblocks getdefaultencoding getdlopenflags
getfilesystemencodeerrors getfilesystemencoding getprofile getrecursionlimit getrefcount
getsizeof getswitchinterval gettrace hash_info hexversion implementation int_info intern
is_finalizing maxsize maxunicode meta_path modules orig_argv path path_hooks
path_importer_cache platform platlibdir prefix pycache_prefix set_asyncgen_hooks
setdlopenflags setprofile setrecursionlimit setswitchinterval settrace stderr stdin
stdlib_module_names stdout thread_info unraisablehook version version_info warnoptions
__stdin__ __stdout__ __stderr__ __displayhook__ __excepthook__ __breakpointhook__
__unraisablehook__ _getframe _current_frames _xoptions abiflags api_version 
_git
"""
print([name for name in EXPECTED.split() if not hasattr(sys, name)])
