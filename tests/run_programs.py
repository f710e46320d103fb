#!/usr/bin/env python3
"""Runs every program under tests/programs with CPython 3.11 and with Krait, and compares them.

CPython is the oracle: a program passes when both give the same standard output, the same exit
code and the same standard error, tracebacks included. There are no stored expectations to bless.

    tests/run_programs.py                          all programs, with and without the GIL
    tests/run_programs.py --filter generator       only programs whose path contains "generator"
    tests/run_programs.py --mode gc1               short programs, collecting at every allocation
    tests/run_programs.py --check-oracle           no Krait: are the programs fit to be compared?

A program may say in its leading comment lines:

    # krait: short               also run it in mode gc1
    # krait: args a "b c"        sys.argv[1:], split as a shell would
    # krait: stdin one\\ntwo\\n    standard input (knows \\n, \\t, \\\\; empty otherwise)
    # krait: env NAME=VALUE      one more environment variable
    # krait: stderr ignore       do not compare standard error
    # krait: collects            prints what a collection freed (see --not-collects)
    # krait: timed               what it calls depends on time (see coverage_table.py)

Beside NAME.py a folder NAME may hold modules that the program imports: they are put next to the
compiled program, as source with a __pycache__, those called bare_*.py as .pyc files alone.

tests/programs/EXPECTED_FAILURES lists programs that are known to fail, one "path reason" a line;
"path@mode reason" speaks of one mode only. A listed program that passes is an error.
"""

import argparse
import concurrent.futures
import difflib
import hashlib
import json
import os
import pathlib
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / "tests" / "programs"
EXPECTED_FAILURES = PROGRAMS / "EXPECTED_FAILURES"
PASSING = PROGRAMS / "PASSING"
ORACLE = "/usr/bin/python3"
ORACLE_VERSION = (3, 11)
# Part of the key of every cached oracle result: raise it when the way programs are run changes.
PROTOCOL = 1
OUTPUT_LIMIT = 32 << 20  # bytes; a program that runs wild must not fill the disk
DIFF_LINES = 30  # shown per failure, of which one stream gets at most
STREAM_LINES = 20
LINE_WIDTH = 160

MODES = {
    "gil": ["-X", "gil=1"],
    "free": ["-X", "gil=0"],
    "gc1": ["-X", "gc-every=1"],
}
SHORT_ONLY = {"gc1"}

# Calls that need a compiler, which Krait does not have.
FORBIDDEN_CALLS = frozenset(["eval", "exec", "compile"])

ADDRESS = re.compile(rb"\bat 0x[0-9a-fA-F]+")
ESCAPES = {"\\n": "\n", "\\t": "\t", "\\\\": "\\"}

COMPILE_SCRIPT = """
import json, py_compile, sys, warnings
warnings.simplefilter("ignore")
if sys.version_info[:2] != (3, 11):
    sys.exit("the oracle must be Python 3.11, this is " + sys.version.split()[0])
failed = {}
for shown, (source, target) in json.load(sys.stdin).items():
    try:
        py_compile.compile(source, target, dfile=shown, doraise=True, optimize=0)
    except py_compile.PyCompileError as error:
        failed[shown] = error.msg
json.dump(failed, sys.stdout)
"""


# The modules a program may import: those that are native in CPython. The rest is Python source,
# whose import tests far more than the program says.
NATIVE_MODULES_SCRIPT = """
import pathlib, sys, sysconfig
folder = pathlib.Path(sysconfig.get_path("stdlib"), "lib-dynload")
print("__future__", *sys.builtin_module_names, *[p.name.split(".")[0] for p in folder.glob("*.so")])
"""


class Fatal(Exception):
    """A mistake in how the run was asked for; the message is all the user needs."""


class Program:
    """One source file, with what its leading comments ask for."""

    def __init__(self, path, root=PROGRAMS):
        self.path = path
        self.name = path.relative_to(root).as_posix()
        self.shown = path.relative_to(ROOT).as_posix()  # what tracebacks call it
        self.source = path.read_bytes()
        self.short = False
        self.collects = False
        self.timed = False
        self.compare_stderr = True
        self.args = []
        self.stdin = b""
        self.env = {}
        self.compile_error = ""
        self.lock = threading.Lock()  # held while the oracle runs it
        folder = path.with_suffix("")
        self.modules = sorted(folder.rglob("*.py")) if folder.is_dir() else []
        for line in self.source.decode("utf-8", "replace").splitlines():
            if not line.startswith("#"):
                break
            if line.startswith("# krait:"):
                self._directive(line[len("# krait:"):].strip())

    def _directive(self, text):
        word, _, rest = text.partition(" ")
        if text == "short":
            self.short = True
        elif text == "collects":
            self.collects = True
        elif text == "timed":
            self.timed = True
        elif text == "stderr ignore":
            self.compare_stderr = False
        elif word == "args":
            self.args = shlex.split(rest)
        elif word == "stdin":
            unescaped = re.sub(r"\\[nt\\]", lambda match: ESCAPES[match.group()], rest)
            self.stdin = unescaped.encode()
        elif word == "env" and "=" in rest:
            name, _, value = rest.partition("=")
            self.env[name] = value
        else:
            raise Fatal(f"{self.shown}: unknown directive '# krait: {text}'")

    def key(self):
        digest = hashlib.sha256(f"{PROTOCOL}\0{self.shown}\0".encode())
        digest.update(self.source)
        for module in self.modules:
            digest.update(b"\0%s\0" % str(module.relative_to(PROGRAMS)).encode())
            digest.update(module.read_bytes())
        return digest.hexdigest()[:32]


def is_module(path):
    """Does the file belong to another program?"""
    folders = path.relative_to(PROGRAMS).parents
    return any((PROGRAMS / f"{folder}.py").exists() for folder in folders)


class Outcome:
    """What one run of one program gave."""

    def __init__(self, stdout, stderr, code, timed_out=False):
        self.stdout = stdout
        self.stderr = ADDRESS.sub(b"at 0x...", stderr)
        self.code = code
        self.timed_out = timed_out

    def exit_text(self):
        if self.timed_out:
            return "no exit: timed out"
        if self.code < 0:
            try:
                return f"killed by {signal.Signals(-self.code).name}"
            except ValueError:
                return f"killed by signal {-self.code}"
        return f"exit code {self.code}"

    def to_json(self):
        return {
            "stdout": self.stdout.decode("latin-1"),
            "stderr": self.stderr.decode("latin-1"),
            "code": self.code,
        }

    @staticmethod
    def from_json(record):
        return Outcome(
            record["stdout"].encode("latin-1"), record["stderr"].encode("latin-1"), record["code"]
        )


def environment(program, extra=None):
    """A small, fixed environment: nothing of the caller's settings reaches the programs."""
    env = {
        "PATH": "/usr/bin:/bin",
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONNOUSERSITE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    env.update(extra or {})
    env.update(program.env)
    return env


def run(command, program, timeout, extra_env=None):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        timed_out = False
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE if program.stdin else subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            cwd=ROOT,
            env=environment(program, extra_env),
        )
        try:
            process.communicate(program.stdin or None, timeout=timeout)
        except subprocess.TimeoutExpired:
            timed_out = True
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        out.seek(0)
        err.seek(0)
        return Outcome(out.read(), err.read(), process.returncode, timed_out)


def place_modules(program, folder):
    """Copies a program's modules beside it; the jobs that compile them."""
    jobs = {}
    for module in program.modules:
        place = folder / module.relative_to(program.path.with_suffix(""))
        place.parent.mkdir(parents=True, exist_ok=True)
        if module.name.startswith("bare_"):
            shown = module.relative_to(ROOT).as_posix()
            jobs[shown] = (str(module), str(place.with_suffix(".pyc")))
        else:
            shutil.copyfile(module, place)
            cache = place.parent / "__pycache__" / f"{place.stem}.cpython-311.pyc"
            jobs[str(place)] = (str(place), str(cache))
    return jobs


class Oracle:
    """Compiles programs with CPython and remembers, by source hash, what it makes of them."""

    def __init__(self, build_dir, timeout):
        self.pyc_dir = build_dir / "programs" / "pyc"
        self.result_dir = build_dir / "programs" / "oracle"
        self.timeout = timeout
        binary = os.stat(ORACLE)
        self.oracle_id = f"{binary.st_size:x}-{int(binary.st_mtime):x}"  # an update forgets all
        self.pyc_dir.mkdir(parents=True, exist_ok=True)
        self.result_dir.mkdir(parents=True, exist_ok=True)

    def pyc(self, program):
        # The name is part of sys.argv and __file__, so it must not depend on who runs the file.
        return self.pyc_dir / program.key() / (program.path.stem + ".pyc")

    def compile_all(self, programs):
        """Makes every .pyc that is missing; notes in a program why it does not compile."""
        jobs = {}
        for program in programs:
            target = self.pyc(program)
            if not target.exists():
                target.parent.mkdir(exist_ok=True)
                jobs[program.shown] = (str(program.path), str(target))
                jobs.update(place_modules(program, target.parent))
        if not jobs:
            return
        done = subprocess.run(
            [ORACLE, "-I", "-c", COMPILE_SCRIPT],
            input=json.dumps(jobs),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise Fatal(f"{ORACLE} could not compile the programs: {done.stderr.strip()}")
        failed = json.loads(done.stdout)
        for program in programs:
            program.compile_error = failed.get(program.shown, "").strip()

    def fresh(self, program, extra_env=None):
        command = [ORACLE, str(self.pyc(program)), *program.args]
        return run(command, program, self.timeout, extra_env)

    def expected(self, program):
        with program.lock:
            return self._expected(program)

    def _expected(self, program):
        cached = self.result_dir / f"{program.key()}-{self.oracle_id}.json"
        try:
            return Outcome.from_json(json.loads(cached.read_text()))
        except (OSError, ValueError, KeyError):
            pass
        outcome = self.fresh(program)
        if outcome.timed_out:
            return outcome
        # Renaming makes two runners at once harmless.
        scratch = cached.with_suffix(f".{os.getpid()}.{program.path.stem}")
        scratch.write_text(json.dumps(outcome.to_json()))
        scratch.replace(cached)
        return outcome


def shorten(lines):
    """Cuts long lines; where lines replace as many others, to where each pair begins to differ."""
    out, start = list(lines), 0
    while start < len(out):
        middle = start
        while middle < len(out) and out[middle].startswith("-"):
            middle += 1
        end = middle
        while end < len(out) and out[end].startswith("+"):
            end += 1
        if end - middle == middle - start:
            for old, new in zip(range(start, middle), range(middle, end)):
                same = len(os.path.commonprefix([out[old][1:], out[new][1:]]))
                if max(len(out[old]), len(out[new])) > LINE_WIDTH and same > LINE_WIDTH // 2:
                    out[old] = "-..." + out[old][same - 40 :]
                    out[new] = "+..." + out[new][same - 40 :]
        start = max(end, start + 1)
    return [line if len(line) <= LINE_WIDTH else line[:LINE_WIDTH] + "..." for line in out]


def clip(lines, limit):
    if len(lines) <= limit:
        return lines
    return lines[: limit - 1] + [f"... {len(lines) - limit + 1} more lines"]


def diff_lines(what, want, got, names):
    """The lines of a unified diff, without its file header."""
    want_lines = want.decode("utf-8", "backslashreplace").splitlines()
    got_lines = got.decode("utf-8", "backslashreplace").splitlines()
    if want_lines == got_lines:
        return [f"{what} differs in line endings or undecodable bytes"]
    lines = list(difflib.unified_diff(want_lines, got_lines, lineterm="", n=2))[2:]
    return [f"{what} (- {names[0]}, + {names[1]})"] + clip(shorten(lines), STREAM_LINES)


def differences(want, got, compare_stderr, names=("CPython", "Krait")):
    """Empty when the outcomes agree; otherwise the lines that show how they do not."""
    lines = []
    if got.timed_out or want.code != got.code:
        lines.append(f"{names[0]}: {want.exit_text()}; {names[1]}: {got.exit_text()}")
    stdout_differs = want.stdout != got.stdout
    stderr_differs = want.stderr != got.stderr and compare_stderr
    # Standard error comes first: an unexpected traceback says why the output stops short.
    if stderr_differs or (want.stderr != got.stderr and (lines or stdout_differs)):
        lines += diff_lines("stderr", want.stderr, got.stderr, names)
    if stdout_differs:
        lines += diff_lines("stdout", want.stdout, got.stdout, names)
    return clip(lines, DIFF_LINES)


class Progress:
    """One line that is redrawn in place; silent when nobody watches."""

    def __init__(self, total):
        self.total = total
        self.done = 0
        self.failed = 0
        self.watched = sys.stderr.isatty()

    def step(self, label, failed):
        self.done += 1
        self.failed += failed
        if self.watched:
            trouble = f", {self.failed} failed" if self.failed else ""
            text = f"[{self.done}/{self.total}{trouble}] {label}"
            sys.stderr.write("\r\x1b[K" + text[:100])
            sys.stderr.flush()

    def clear(self):
        if self.watched:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def report(progress, label, lines):
    progress.clear()
    print(f"FAIL {label}")
    for line in lines:
        print("    " + line)
    sys.stdout.flush()


def read_expected_failures(programs_by_name):
    """{(program, mode or None): reason}"""
    listed = {}
    if not EXPECTED_FAILURES.exists():
        return listed
    for number, line in enumerate(EXPECTED_FAILURES.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        path, _, reason = line.strip().partition(" ")
        name, _, mode = path.partition("@")
        where = f"{EXPECTED_FAILURES.relative_to(ROOT)}:{number}"
        if name not in programs_by_name:
            raise Fatal(f"{where}: there is no program {name}")
        if mode and mode not in MODES:
            raise Fatal(f"{where}: there is no mode {mode}")
        if not reason.strip():
            raise Fatal(f"{where}: {name} needs a reason")
        listed[(name, mode or None)] = reason.strip()
    return listed


def in_parallel(jobs, worker, count):
    """Yields (job, result) as they come; a worker's exception is raised here."""
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        futures = {pool.submit(worker, job): job for job in jobs}
        try:
            for future in concurrent.futures.as_completed(futures):
                yield futures[future], future.result()
        except BaseException:
            for future in futures:
                future.cancel()
            raise


def compare_all(options, programs, listed):
    oracle = Oracle(options.build_dir, options.timeout)
    oracle.compile_all(programs)
    jobs = [
        (program, mode)
        for program in programs
        for mode in options.mode
        if program.short or mode not in SHORT_ONLY
        if not (program.collects and options.not_collects)
    ]
    progress = Progress(len(jobs))
    passed = failed = expected = 0
    tolerated = {}  # entry of EXPECTED_FAILURES -> did anything it speaks of fail?

    def worker(job):
        program, mode = job
        if program.compile_error:
            return ["does not compile", *program.compile_error.splitlines()]
        want = oracle.expected(program)
        if want.timed_out:
            return [f"CPython itself needs more than {options.timeout:g} s"]
        command = [options.krait, *MODES[mode], str(oracle.pyc(program)), *program.args]
        got = run(command, program, options.timeout)
        return differences(want, got, program.compare_stderr)

    for (program, mode), lines in in_parallel(jobs, worker, options.jobs):
        entries = [key for key in ((program.name, None), (program.name, mode)) if key in listed]
        label = f"{program.name} [{mode}]"
        for entry in entries:
            tolerated[entry] = tolerated.get(entry, False) or bool(lines)
        if not lines:
            passed += 1
        elif entries:
            expected += 1
        else:
            failed += 1
            report(progress, label, lines)
        progress.step(label, bool(lines) and not entries)
    for entry, seen_failing in sorted(tolerated.items(), key=str):
        if not seen_failing:
            name = "@".join(part for part in entry if part)
            report(progress, name, [f"now passes: remove it from {EXPECTED_FAILURES.name}"])
            failed += 1
    progress.clear()
    if expected:
        print(f"{expected} expected to fail")
    return passed, failed


def rule_breaks(program, native):
    """What in the source keeps the program from being a fair test of the language."""
    import ast

    for node in ast.walk(ast.parse(program.source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module]
        # A name that is nowhere to be found, or that lies in a native module, tests the error.
        for name in names:
            top = name.partition(".")[0]
            own = {module.relative_to(program.path.with_suffix("")).parts[0].removesuffix(".py")
                   for module in program.modules}
            if top not in native | own and not top.startswith("no_such_"):
                yield f"line {node.lineno}: imports {name}, which is not a native module"
        if isinstance(node, ast.Name) and node.id in FORBIDDEN_CALLS:
            yield f"line {node.lineno}: uses {node.id}, which needs a compiler"


def check_oracle(options, programs):
    """Each program must give the same under different hash seeds, and keep to the rules."""
    oracle = Oracle(options.build_dir, options.timeout)
    oracle.compile_all(programs)
    command = [ORACLE, "-I", "-c", NATIVE_MODULES_SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    native = set(done.stdout.split())
    progress = Progress(len(programs))
    passed = failed = 0

    def worker(program):
        if program.compile_error:
            return ["does not compile", *program.compile_error.splitlines()]
        lines = list(rule_breaks(program, native))
        seeds = ("0", "4242")
        runs = [oracle.fresh(program, {"PYTHONHASHSEED": seed}) for seed in seeds]
        for outcome in runs:
            if outcome.timed_out:
                return lines + [f"CPython needs more than {options.timeout:g} s"]
        names = tuple(f"hash seed {seed}" for seed in seeds)
        return lines + differences(*runs, program.compare_stderr, names)

    for program, lines in in_parallel(programs, worker, options.jobs):
        if lines:
            failed += 1
            report(progress, program.name, lines)
        else:
            passed += 1
        progress.step(program.name, bool(lines))
    progress.clear()
    return passed, failed


def parse_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--krait", default=str(ROOT / "build" / "release" / "krait"),
                        metavar="PATH", help="the krait command (default: build/release/krait)")
    parser.add_argument("--mode", action="append", choices=sorted(MODES),
                        help="may be repeated (default: gil and free)")
    parser.add_argument("--filter", default="", metavar="SUBSTR",
                        help="only programs whose path contains this")
    parser.add_argument("-j", "--jobs", type=int, default=2, help="runs at once (default: 2)")
    parser.add_argument("--timeout", type=float, default=60, help="seconds per run (default: 60)")
    parser.add_argument("--build-dir", type=pathlib.Path, default=ROOT / "build",
                        help="where compiled programs and CPython's results are kept")
    parser.add_argument("--all", action="store_true", help="also programs not in PASSING yet")
    parser.add_argument("--not-collects", action="store_true",
                        help="without the programs marked 'collects': in a sanitizer build, large "
                             "native frames keep stale words that look like references")
    parser.add_argument("--check-oracle", action="store_true",
                        help="check the programs themselves, with CPython alone")
    options = parser.parse_args()
    options.mode = list(dict.fromkeys(options.mode or ["gil", "free"]))
    options.build_dir = options.build_dir.resolve()
    if options.jobs < 1:
        parser.error("--jobs must be at least 1")
    if not options.check_oracle:
        if not os.access(options.krait, os.X_OK):
            parser.error(f"{options.krait} is not there; build it or give --krait PATH")
        options.krait = os.path.abspath(options.krait)
    return options


def heed_interrupts():
    """What a shell starts in the background ignores them, and so would the programs."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def main():
    options = parse_options()
    heed_interrupts()
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT_LIMIT, OUTPUT_LIMIT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    started = time.monotonic()
    paths = [path for path in sorted(PROGRAMS.rglob("*.py")) if not is_module(path)]
    everything = [Program(path) for path in paths]
    if not options.all:
        listed = set(PASSING.read_text().splitlines())
        everything = [p for p in everything if str(p.path.relative_to(PROGRAMS)) in listed]
    listed = read_expected_failures({program.name for program in everything})
    programs = [program for program in everything if options.filter in program.name]
    if not programs:
        raise Fatal(f"no program's path contains '{options.filter}'")
    if options.check_oracle:
        passed, failed = check_oracle(options, programs)
    else:
        passed, failed = compare_all(options, programs, listed)
    print(f"{len(programs)} programs in {time.monotonic() - started:.1f} s")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Fatal as error:
        sys.exit(f"run_programs: {error}")
    except KeyboardInterrupt:
        sys.exit("\nrun_programs: interrupted")
