#!/usr/bin/python3
"""Prints, as Markdown, which program in tests/programs exercises what.

Opcodes, their variants (operators, flags) and builtin names are read off the disassembly; calls of
native methods are seen by running every program once under CPython with a profile function.

    tests/coverage_table.py                print the whole table
    tests/coverage_table.py --check        only say what is missing; fail if it is an opcode
    tests/coverage_table.py --no-run       leave out the methods, which need the programs to run
"""

import argparse
import builtins
import concurrent.futures
import dis
import json
import opcode
import os
import subprocess
import sys
import tempfile
import types
import warnings

from run_programs import FORBIDDEN_CALLS, ORACLE, PROGRAMS, ROOT, Program, environment

RUN_SECONDS = 120
SHOWN = 3  # programs named per row

# Opcodes whose argument selects what they do: {opcode: {argument: what it is called}}.
VARIANTS = {
    "BINARY_OP": {i: symbol for i, (_, symbol) in enumerate(opcode._nb_ops)},
    "COMPARE_OP": dict(enumerate(opcode.cmp_op)),
    "IS_OP": {0: "is", 1: "is not"},
    "CONTAINS_OP": {0: "in", 1: "not in"},
    "FORMAT_VALUE": {
        0: "plain", 1: "!s", 2: "!r", 3: "!a",
        4: "spec", 5: "!s and spec", 6: "!r and spec", 7: "!a and spec",
    },
    "MAKE_FUNCTION": {
        0: "bare", 1: "defaults", 2: "keyword defaults", 4: "annotations", 8: "closure",
        3: "both defaults", 9: "defaults and closure", 15: "everything",
    },
    "BUILD_SLICE": {2: "start, stop", 3: "start, stop, step"},
    "CALL_FUNCTION_EX": {0: "positional", 1: "with keywords"},
    "RAISE_VARARGS": {0: "bare", 1: "exception", 2: "exception from cause"},
    "RERAISE": {0: "plain", 1: "restores lasti"},
    "RESUME": {0: "start", 1: "after yield", 2: "after yield from", 3: "after await"},
    "GET_AWAITABLE": {0: "await", 1: "__aenter__", 2: "__aexit__"},
    "LOAD_GLOBAL": {0: "value", 1: "callee"},
    "LIST_APPEND": {1: "in a display", 2: "in a comprehension"},
}
# In dir(builtins), but keywords, or put there by the site module.
NO_NAMES = set("None True False copyright credits exit help license quit".split())
LOW_BIT_ONLY = {"LOAD_GLOBAL"}  # the rest of the argument is an index

# Runs a program as __main__ and writes the native callables it called, one "type.method" a line.
DRIVER = r"""
import os, sys
source, report, shown, *rest = sys.argv[1:]
sys.argv = [shown, *rest]
called = set()


def owner(cls, name):
    for base in type.mro(cls):
        if name in base.__dict__:
            return base
    return cls


def profile(frame, event, arg):
    if event == "c_call":
        try:
            name, receiver = arg.__name__, arg.__self__
            if receiver is None or type(receiver) is type(sys):
                called.add(f"{arg.__module__}.{name}")
            else:
                direct = isinstance(receiver, type) and name in dir(receiver)
                cls = owner(receiver if direct else type(receiver), name)
                called.add(f"{cls.__module__}.{cls.__name__}.{name}")
        except Exception:
            pass


def write():
    sys.setprofile(None)
    with open(report, "w") as out:
        out.write("\n".join(sorted(called)))


import warnings
warnings.simplefilter("ignore")
with open(source, encoding="utf-8") as file:
    code = compile(file.read(), shown, "exec", dont_inherit=True)
main = type(sys)("__main__")
main.__file__ = shown
main.__builtins__ = __builtins__
sys.modules["__main__"] = main
exit_now = os._exit
try:
    sys.setprofile(profile)
    exec(code, main.__dict__)
except BaseException:
    pass
write()
exit_now(0)
"""


class Coverage:
    """What is exercised, and by which programs."""

    def __init__(self):
        self.users = {}  # (kind, name) -> list of program names, in order

    def add(self, kind, name, program):
        names = self.users.setdefault((kind, name), [])
        if not names or names[-1] != program:
            names.append(program)

    def of(self, kind, name):
        return self.users.get((kind, name), [])


def code_objects(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from code_objects(constant)


def read_disassembly(program, coverage):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        top = compile(program.source, program.shown, "exec", dont_inherit=True)
    for code in code_objects(top):
        for step in dis.get_instructions(code, show_caches=True):
            coverage.add("opcode", step.opname, program.name)
            if step.opname in VARIANTS:
                argument = step.arg & 1 if step.opname in LOW_BIT_ONLY else step.arg
                coverage.add(step.opname, argument, program.name)
            if step.opname in ("LOAD_NAME", "LOAD_GLOBAL") and hasattr(builtins, step.argval):
                coverage.add("builtin", step.argval, program.name)
            if step.opname in ("LOAD_ATTR", "LOAD_METHOD", "STORE_ATTR", "DELETE_ATTR"):
                coverage.add("attribute", step.argval, program.name)
    # No compiler of modules emits PRINT_EXPR; a program that assembles an opcode by hand binds a
    # global of its name.
    for name in top.co_names:
        if name in opcode.opmap:
            coverage.add("opcode", name, program.name)


def native_calls(program):
    with tempfile.NamedTemporaryFile("r", suffix=".txt") as report:
        driver = [ORACLE, "-c", DRIVER, str(program.path), report.name, program.shown]
        try:
            subprocess.run(
                driver + program.args,
                input=program.stdin,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env=environment(program),
                timeout=RUN_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return []
        return report.read().split()


def builtin_types():
    """The types that builtins name, and those that only objects can show."""
    async def coroutine():
        pass

    async def async_generator():
        yield

    function = builtin_types
    hidden = [type(None), type(NotImplemented), type(...), type(function), type(function.__code__),
              type(len), type(sys), type(x for x in ()), coroutine.__code__ and types.CoroutineType,
              type(async_generator()), types.MethodType, types.FrameType, types.TracebackType,
              types.CellType, types.MappingProxyType, types.GenericAlias, types.UnionType,
              type({}.keys()), type({}.values()), type({}.items())]
    named = [value for value in vars(builtins).values() if isinstance(value, type)]
    seen = {}
    for cls in named + hidden:
        seen.setdefault(cls, cls.__name__)
    return [cls for cls in seen if cls is not builtins.__loader__]


def members(cls):
    """(name, is it a method?) of what the type itself defines, without the dunder methods."""
    for name, value in sorted(vars(cls).items()):
        if not name.startswith("_"):
            # A profile function cannot tell whose a static method is.
            is_static = isinstance(value, staticmethod)
            yield name, not is_static and (callable(value) or isinstance(value, classmethod))


def programs_cell(names):
    if not names:
        return "**none**"
    shown = ", ".join(name.removesuffix(".py") for name in names[:SHOWN])
    return shown + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")


class Table:
    """Prints sections of rows, or, when checking, only what is missing."""

    def __init__(self, quiet):
        self.quiet = quiet
        self.missing = {}  # section -> names

    def section(self, title, rows):
        missing = [name for name, users in rows if not users]
        self.missing[title] = missing
        if self.quiet:
            return
        print(f"\n## {title}\n")
        print(f"{len(rows) - len(missing)} of {len(rows)}.\n")
        print("| What | Programs | Where |\n|---|---:|---|")
        for name, users in rows:
            shown = name.replace("|", "\\|")  # a bar would end the cell
            print(f"| `{shown}` | {len(users)} | {programs_cell(users)} |")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="print only what is missing")
    parser.add_argument("--no-run", action="store_true", help="do not run the programs")
    parser.add_argument("-j", "--jobs", type=int, default=2, help="runs at once (default: 2)")
    options = parser.parse_args()
    if sys.version_info[:2] != (3, 11):
        parser.error(f"the opcodes are those of Python 3.11; run this with {ORACLE}")

    programs = [Program(path) for path in sorted(PROGRAMS.rglob("*.py"))]
    coverage = Coverage()
    for program in programs:
        try:
            read_disassembly(program, coverage)
        except SyntaxError as error:
            parser.error(f"{program.shown} does not compile: {error}")
    if not options.no_run:
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for program, calls in zip(programs, pool.map(native_calls, programs)):
                for call in calls:
                    coverage.add("call", call, program.name)

    table = Table(options.check)
    if not options.check:
        print(f"# What the {len(programs)} programs exercise")
    table.section(
        "Opcodes", [(name, coverage.of("opcode", name)) for name in sorted(opcode.opmap)]
    )
    table.section(
        "Variants of opcodes",
        [
            (f"{name} {label}", coverage.of(name, argument))
            for name, labels in VARIANTS.items()
            for argument, label in labels.items()
        ],
    )
    required = [title for title in table.missing]
    left_out = NO_NAMES | FORBIDDEN_CALLS
    names = sorted(n for n in dir(builtins) if not n.startswith("_") and n not in left_out)
    table.section("Builtin names", [(name, coverage.of("builtin", name)) for name in names])
    if not options.no_run:
        rows = []
        for cls in builtin_types():
            for name, is_method in members(cls):
                if is_method:
                    users = coverage.of("call", f"{cls.__module__}.{cls.__name__}.{name}")
                else:
                    users = coverage.of("attribute", name)
                rows.append((f"{cls.__name__}.{name}", users))
        table.section("Methods and attributes of builtin types", rows)

    if options.check:
        for title, missing in table.missing.items():
            print(f"{title}: " + (f"missing {', '.join(missing)}" if missing else "complete"))
        return 1 if any(table.missing[title] for title in required) else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
