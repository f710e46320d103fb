#!/usr/bin/python3
"""Makes seeds for the .pyc fuzzer: many small .pyc files that do something when they run.

    tests/fuzz/make_seeds.py FOLDER

Each top-level statement of a program of tests/programs becomes a module of its own, with the
definitions and assignments that it needs. Of the standard library, functions become modules that
call them with objects that take part in everything.
"""

import ast
import builtins
import dis
import hashlib
import importlib._bootstrap_external as bootstrap
import marshal
import pathlib
import sys
import sysconfig
import types
import warnings

warnings.simplefilter("ignore")
ROOT = pathlib.Path(__file__).resolve().parents[2]
MAX_SEED = 1500  # bytes; larger files make each try slow and find no more
MAX_FUNCTION = 700  # bytes of bytecode
LIBRARY_SEEDS = 1500

# What a program in the fuzzer's process must not do, or what makes its runs differ.
UNWANTED = {"_thread", "threading", "signal", "faulthandler", "time", "subprocess", "socket"}

WRAPPER = """
class Any:
    def __getattr__(self, name): return self
    def __call__(self, *args, **keywords): return self
    def __getitem__(self, index): return (self, 1, "a")[index]
    def __len__(self): return 3
    def __add__(self, other): return other
any = Any()
{globals}
def function(): pass
try:
    result = function({arguments})
    for result in result: pass
except Exception as error:
    print(error)
"""
ARGUMENTS = ["any", "'ab c'", "3", "[1, 'x', any]", "{'a': 1}", "b'xyz'", "None", "2.5"]


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def names(node, contexts):
    found = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, contexts)}
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        if ast.Store in contexts:
            found = {node.name}
    elif isinstance(node, (ast.Import, ast.ImportFrom)) and ast.Store in contexts:
        found |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return found


def slices(tree):
    """Modules of one statement each, with what it needs."""
    body = tree.body
    stores = [names(node, (ast.Store,)) for node in body]
    loads = [names(node, (ast.Load,)) for node in body]
    for index, node in enumerate(body):
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)):
            continue
        wanted, kept = set(loads[index]), [node]
        for other in range(index - 1, -1, -1):
            if stores[other] & wanted:
                kept.append(body[other])
                wanted |= loads[other]
        yield ast.Module(body=kept[::-1], type_ignores=[])


def from_programs():
    for source in sorted((ROOT / "tests" / "programs").rglob("*.py")):
        tree = ast.parse(source.read_bytes())
        for part in slices(tree):
            if UNWANTED.isdisjoint(imports(part)):
                yield compile(part, "program.py", "exec", optimize=0, dont_inherit=True)


def functions(code):
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            if const.co_flags & 2 and not const.co_freevars:  # CO_NEWLOCALS: no class body
                yield const
            yield from functions(const)


def wrapped(function):
    used = {i.argval for i in dis.get_instructions(function) if i.opname == "LOAD_GLOBAL"}
    unknown = sorted(name for name in used if not hasattr(builtins, name))
    count = function.co_argcount
    keywords = function.co_varnames[count : count + function.co_kwonlyargcount]
    start = len(function.co_name)
    arguments = [ARGUMENTS[(start + i) % len(ARGUMENTS)] if i else "any" for i in range(count)]
    arguments += [f"{name}=any" for name in keywords]
    text = WRAPPER.format(
        globals="".join(f"{name} = " for name in unknown) + "any", arguments=", ".join(arguments)
    )
    module = compile(text, "function.py", "exec", dont_inherit=True)
    consts = [
        function if isinstance(c, types.CodeType) and c.co_name == "function" else c
        for c in module.co_consts
    ]
    return module.replace(co_consts=tuple(consts))


def from_library():
    """A fixed choice of functions, from all over the library."""
    chosen = []
    for source in sorted(pathlib.Path(sysconfig.get_path("stdlib")).glob("*.py")):
        code = compile(source.read_bytes(), source.name, "exec", optimize=2, dont_inherit=True)
        for function in functions(code):
            if len(function.co_code) <= MAX_FUNCTION:
                chosen.append((hashlib.sha256(function.co_code).digest(), function))
    chosen.sort(key=lambda pair: pair[0])
    for _, function in chosen[:LIBRARY_SEEDS]:
        yield wrapped(function)


def make_seeds(folder):
    """Fills the folder; the number of seeds."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = set()
    for make in (from_programs, from_library):
        for code in make():
            data = marshal.dumps(code)
            name = hashlib.sha256(data).hexdigest()[:16]
            if len(data) > MAX_SEED or name in kept:
                continue
            kept.add(name)
            pyc = bootstrap._code_to_timestamp_pyc(code)
            (folder / f"{name}.pyc").write_bytes(pyc)
    return len(kept)


if __name__ == "__main__":
    print(make_seeds(pathlib.Path(sys.argv[1])), "seeds")
