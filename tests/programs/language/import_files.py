# krait: short
# Modules from files: packages, relative imports, cycles, caches, namespace packages, finders.
import sys
import pkg.sub.deep as d, pkg
from pkg import other, sub
from pkg.sub import *

base = sys.path[0]


def shown(path):
    return path.replace(base, "BASE") if isinstance(path, str) else path


def attempt(name, fromlist=()):
    try:
        return __import__(name, globals(), None, fromlist)
    except ImportError as error:
        return (type(error).__name__, shown(str(error)), error.name, shown(error.path))
    except Exception as error:
        return (type(error).__name__, str(error))


print(d.VALUE, shown(repr(pkg)), shown(repr(pkg.sub)), shown(repr(d)))
print(other.up, sub.deep is d, star, pkg.other is other, pkg.name)
import spread.part.leaf

print(spread.part.leaf.x, [shown(p) for p in spread.__path__], spread.__file__,
    type(spread.__loader__).__name__, spread.__spec__.origin, spread.__package__)
print(attempt("cycle_a"), "cycle_a" in sys.modules, "cycle_b" in sys.modules)
print(attempt("cycle_attribute_a"))
print(attempt("pkg", ["nothing"]).__name__, attempt("pkg.nothing"), attempt("pkg.other.more"))
print(attempt("pkg.missing_inside"), attempt("pkg", ["missing_inside"]))
print(attempt("broken"), "broken" in sys.modules)
print(attempt("beyond"))
sys.modules["blocked"] = None
print(attempt("blocked"))
try:
    from pkg import nothing
except ImportError as error:
    print(shown(str(error)), error.name, shown(error.path))
spec = d.__spec__
print(spec.name, spec.parent, shown(spec.origin), shown(spec.cached), spec.has_location,
    spec.submodule_search_locations, spec.loader is d.__loader__, type(spec).__name__,
    type(spec.loader).__name__)
print(shown(d.__file__), shown(d.__cached__), d.__package__, d.__name__, pkg.__package__,
    [shown(p) for p in pkg.__path__], shown(d.function.__code__.co_filename))
print(list(vars(spec)), spec == d.__spec__, spec != pkg.__spec__, spec.loader.is_package(spec.name),
    pkg.__loader__.is_package("pkg"), shown(spec.loader.get_filename()), spec.loader.name)
print(spec.loader.get_source(spec.name).splitlines()[0], spec.loader.get_code(spec.name).co_name,
    len(spec.loader.get_data(d.__file__)) > 10)
for call in (lambda: spec.loader.get_code("zz"), lambda: spec.loader.get_data("no such file")):
    try:
        call()
    except (ImportError, OSError) as error:
        print(type(error).__name__, error)
import bare_module

print(bare_module.VALUE, shown(bare_module.__file__), shown(bare_module.__cached__),
    type(bare_module.__loader__).__name__, bare_module.__loader__.get_source("bare_module"))
ModuleSpec = type(spec)
made = ModuleSpec("a.b", None)
print(made, made.parent, made.cached, made.has_location, vars(made),
    ModuleSpec("a", None, origin="x", is_package=True))


class Loader:
    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.hello = "hi"

    def __repr__(self):
        return "<Loader>"


class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in ("no_such_virtual", "pkg.virtual"):
            print("asked for", name, path is None, target)
            return ModuleSpec(name, Loader(), origin="nowhere")


sys.meta_path.insert(0, Finder)
import no_such_virtual as virtual, pkg.virtual

print(virtual.hello, virtual, virtual.__spec__, pkg.virtual.__name__, pkg.virtual.__package__)
import self_replacing

print(self_replacing)
hooked = []


def hook(entry):
    if not entry.startswith("hooked:"):
        raise ImportError
    hooked.append(entry)
    return Finder


sys.path_hooks.append(hook)
sys.path.append("hooked:here")
print(attempt("not_there_either"), hooked, sys.path_importer_cache["hooked:here"] is Finder)
sys.path.remove("hooked:here")
del sys.modules["pkg.other"]
import pkg.other as again

print(again is other, again.up)
print(type(sys.path_importer_cache[base]).__name__, sys.meta_path[-1].__name__,
    shown(sys.path_importer_cache[base].path), __spec__, __package__, type(__loader__).__name__)
sys.meta_path.clear()
print(attempt("spread.part.other"), attempt("math"))
