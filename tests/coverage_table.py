#!/usr/bin/python3
"""Makes docs/coverage.md: which program in tests/programs exercises what.

Opcodes, their variants (operators, flags) and builtin names are read off the compiled programs.
Calls of native functions and methods, and what raised exceptions, are seen by running every program
once under CPython with a profile and a trace function; programs marked "timed" do not count there,
so that the table is always the same. A program's results are kept in build/programs/coverage until
it changes.

    tests/coverage_table.py                print the whole table
    tests/coverage_table.py --write        write it to docs/coverage.md
    tests/coverage_table.py --check        fail if docs/coverage.md is out of date
    tests/coverage_table.py --missing      only say what is missing; fail if it is an opcode
"""

import argparse
import builtins
import concurrent.futures
import difflib
import dis
import hashlib
import opcode
import os
import pathlib
import subprocess
import sys
import tempfile
import types
import warnings

from run_programs import (
    FORBIDDEN_CALLS, ORACLE, PROGRAMS, ROOT, Program, environment, is_module,
)

RUN_SECONDS = 120
TABLE = ROOT / "docs" / "coverage.md"
CACHE = ROOT / "build" / "programs" / "coverage"
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

# Runs a program as __main__ and writes what it did, one "kind name" a line: "call" and "error" of
# native callables, named "type.method", and "raise" of opcodes.
DRIVER = r"""
import opcode, os, sys
source, report, shown, *rest = sys.argv[1:]
sys.argv = [shown, *rest]
seen = set()
opnames = opcode.opname


def owner(cls, name):
    for base in type.mro(cls):
        if name in base.__dict__:
            return base
    return cls


def profile(frame, event, arg):
    if event == "c_call" or event == "c_exception":
        try:
            kind = "call" if event == "c_call" else "error"
            name, receiver = arg.__name__, arg.__self__
            if receiver is None or type(receiver) is type(sys):
                seen.add(f"{kind} {arg.__module__}.{name}")
            else:
                direct = isinstance(receiver, type) and name in dir(receiver)
                cls = owner(receiver if direct else type(receiver), name)
                seen.add(f"{kind} {cls.__module__}.{cls.__name__}.{name}")
        except Exception:
            pass


def trace(frame, event, arg):
    frame.f_trace_lines = False
    if event == "exception":
        seen.add("raise " + opnames[frame.f_code.co_code[frame.f_lasti]])
    return trace


def write():
    sys.setprofile(None)
    sys.settrace(None)
    with open(report, "w") as out:
        out.write("\n".join(sorted(seen)))


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
    sys.settrace(trace)
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


def events_of(program):
    """The lines that DRIVER reports, as pairs."""
    if program.timed:
        return []
    digest = hashlib.sha256(DRIVER.encode()).hexdigest()[:8]
    cached = CACHE / f"{program.key()}.{digest}"
    if cached.exists():
        return [line.split(" ", 1) for line in cached.read_text().splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder, "report")
        driver = [ORACLE, "-c", DRIVER, str(program.path), str(report), program.shown]
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
            pass
        text = report.read_text() if report.exists() else ""
    CACHE.mkdir(parents=True, exist_ok=True)
    cached.write_text(text)
    return [line.split(" ", 1) for line in text.splitlines()]


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
    """Collects sections of rows, and what is missing."""

    def __init__(self, title):
        self.lines = [title]
        self.missing = {}  # section -> names

    def section(self, title, note, rows):
        """rows: (name, programs, programs in which it raised an exception or None)."""
        missing = [name for name, users, _ in rows if not users]
        self.missing[title] = missing
        raising = [row for row in rows if row[2] is not None]
        failed = sum(1 for row in raising if row[2])
        counts = f"{len(rows) - len(missing)} of {len(rows)}"
        if raising:
            counts += f"; with an exception {failed} of {len(raising)}"
        self.lines += ["", f"## {title}", "", f"{counts}. {note}", ""]
        self.lines += ["| What | Programs | Raising | Where |", "|---|---:|---:|---|"]
        for name, users, errors in rows:
            shown = name.replace("|", "\\|")  # a bar would end the cell
            count = "" if errors is None else len(errors)
            self.lines.append(f"| `{shown}` | {len(users)} | {count} | {programs_cell(users)} |")

    def text(self):
        return "\n".join(self.lines) + "\n"


def measure(programs, jobs):
    coverage = Coverage()
    for program in programs:
        read_disassembly(program, coverage)
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for program, events in zip(programs, pool.map(events_of, programs)):
            for kind, name in events:
                coverage.add(kind, name, program.name)
    return coverage


def make_table(programs, coverage):
    table = Table(f"# What the {len(programs)} programs in tests/programs exercise\n\n"
                  "Made by `tests/coverage_table.py --write`. Programs, not calls, are counted.")
    table.section(
        "Opcodes",
        "Raising: an exception came out of it.",
        [(name, coverage.of("opcode", name), coverage.of("raise", name))
         for name in sorted(opcode.opmap)],
    )
    table.section(
        "Variants of opcodes",
        "What their arguments select.",
        [
            (f"{name} {label}", coverage.of(name, argument), None)
            for name, labels in VARIANTS.items()
            for argument, label in labels.items()
        ],
    )
    left_out = NO_NAMES | FORBIDDEN_CALLS
    names = sorted(n for n in dir(builtins) if not n.startswith("_") and n not in left_out)
    rows = []
    for name in names:
        function = getattr(builtins, name)
        native = type(function) is type(len)
        errors = coverage.of("error", f"{function.__module__}.{name}") if native else None
        rows.append((name, coverage.of("builtin", name), errors))
    table.section("Builtin names", "Those of types have their methods below.", rows)
    rows = []
    for cls in builtin_types():
        for name, is_method in members(cls):
            full = f"{cls.__module__}.{cls.__name__}.{name}"
            if is_method:
                rows.append((f"{cls.__name__}.{name}", coverage.of("call", full),
                             coverage.of("error", full)))
            else:
                rows.append((f"{cls.__name__}.{name}", coverage.of("attribute", name), None))
    table.section(
        "Methods and attributes of built-in types",
        "Special methods are reached by the opcodes. Attributes and static methods are counted by "
        "name alone.",
        rows,
    )
    return table


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--write", action="store_true", help="write docs/coverage.md")
    what.add_argument("--check", action="store_true", help="is docs/coverage.md up to date?")
    what.add_argument("--missing", action="store_true", help="print only what is missing")
    parser.add_argument("-j", "--jobs", type=int, default=2, help="runs at once (default: 2)")
    options = parser.parse_args()
    if os.path.realpath(sys.executable) != os.path.realpath(ORACLE):
        # Compilers of one minor version differ, too: 3.11.7 makes other jumps of except* than 3.11.2.
        os.execv(ORACLE, [ORACLE, *sys.argv])
    programs = [Program(path) for path in sorted(PROGRAMS.rglob("*.py")) if not is_module(path)]
    try:
        table = make_table(programs, measure(programs, options.jobs))
    except SyntaxError as error:
        parser.error(f"a program does not compile: {error}")
    if options.missing:
        for title, missing in table.missing.items():
            print(f"{title}: " + (f"missing {', '.join(missing)}" if missing else "complete"))
        return 1 if table.missing["Opcodes"] or table.missing["Variants of opcodes"] else 0
    if options.write:
        TABLE.parent.mkdir(exist_ok=True)
        TABLE.write_text(table.text())
        return 0
    if options.check:
        written = TABLE.read_text() if TABLE.exists() else ""
        if written == table.text():
            return 0
        sys.stdout.writelines(difflib.unified_diff(
            written.splitlines(True), table.text().splitlines(True), "written", "measured", n=0))
        print("docs/coverage.md is out of date: run tests/coverage_table.py --write")
        return 1
    print(table.text(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
