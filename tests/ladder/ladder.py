#!/usr/bin/env python3
"""Climbs the ladder: runs CPython's own test modules with Krait, and counts their cases.

    tests/ladder/ladder.py                       tiers A and B, under each threading model
    tests/ladder/ladder.py test_list test_dict   these modules (--show names what does not pass)
    tests/ladder/ladder.py --quick               without the modules that take long (./test)
    tests/ladder/ladder.py --write               with CPython beside it; adds what passes to PASSING
                                                 and makes docs/ladder.md

It needs Debian's libpython3.11-testsuite. Beside this file,

    MODULES   the modules, with their tiers
    PASSING   the cases that pass under every threading model. It only grows: one that does not pass
              any longer fails the run
    EXCLUDED  cases that say nothing of Krait, a "case<tab>reason" a line

Cases that the test suite itself marks as CPython's own (cpython_only, impl_detail) and those that
need _testcapi need no line there. Each module runs in a process and a folder of its own; after a
crash, or a case without an end, the rest of the module runs in another.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import selectors
import signal
import subprocess
import sys
import tempfile
import threading
import time

import table

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
CASES = FOLDER / "cases.py"
PASSING = FOLDER / "PASSING"
ORACLE = "/usr/bin/python3"
MODES = {"gil": ["-X", "gil=1"], "free": ["-X", "gil=0"]}
# What --quick leaves out: modules of more than about a second.
SLOW = frozenset(["test_set", "test_long", "test_import", "test_exceptions", "test_unicode"])
CASE_SECONDS = 60
MAX_RESTARTS = 20  # of a module: one that crashes again and again


class Outcome(collections.namedtuple("Outcome", "kind detail")):
    """kind: pass, fail, error, skip, crash, hang, or missing (the module never got to the case)."""


class ModuleRun:
    """One module under one interpreter: {case: Outcome}, in the order of the cases."""

    def __init__(self, command, module, log):
        self.command = command
        self.module = module
        self.log = log
        self.outcomes = {}
        self.fixtures = []  # outcomes of setUpClass, setUpModule and the like
        self.started = None
        self.finished = False
        self.trouble = ""  # why the module ended before its time

    def run(self):
        begin = time.monotonic()
        for _ in range(MAX_RESTARTS):
            if not self._run_once() or self.finished:
                break
        self._settle()
        self.seconds = time.monotonic() - begin
        return self

    def _run_once(self):
        """Runs the cases that have no outcome. Is there any sense in running the rest again?"""
        self.started = None
        with tempfile.TemporaryDirectory(prefix="ladder-") as folder:
            skip = pathlib.Path(folder, "skip")
            skip.write_text("\n".join(self._ended()))
            work = pathlib.Path(folder, "work")
            work.mkdir()
            reader, writer = os.pipe()
            process = subprocess.Popen(
                [*self.command, str(CASES), self.module, str(writer), str(skip)],
                stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, cwd=work,
                env=environment(work), pass_fds=[writer], start_new_session=True)
            os.close(writer)
            hung = self._listen(process, reader)
            os.close(reader)
            end_group(process)
        if self.finished:
            return False
        self.trouble = "hang" if hung else exit_text(process.returncode)
        if self.started is None:
            return False
        self.outcomes[self.started] = Outcome("hang" if hung else "crash", self.trouble)
        return True

    def _listen(self, process, reader):
        """Takes the events until the process ends; is it one that does not?"""
        pending = b""
        deadline = time.monotonic() + CASE_SECONDS
        with selectors.DefaultSelector() as selector:
            selector.register(reader, selectors.EVENT_READ)
            while True:
                if selector.select(0.5):
                    chunk = os.read(reader, 65536)
                    if not chunk:
                        return not ends(process, deadline)
                    *lines, pending = (pending + chunk).split(b"\n")
                    for line in lines:
                        self._take(json.loads(line))
                    deadline = time.monotonic() + CASE_SECONDS
                elif process.poll() is not None:  # a child of the tests holds the pipe
                    return False
                elif time.monotonic() > deadline:
                    return True

    def _take(self, event):
        kind, *rest = event
        if kind == "case":
            self.outcomes.setdefault(rest[0], None)
        elif kind == "start":
            self.started = rest[0]
        elif kind == "end":
            name, outcome = rest[0], Outcome(*rest[1:])
            if name in self.outcomes:
                self.outcomes[name] = outcome
                self.started = None
            else:
                self.fixtures.append((name, outcome))
        elif kind == "done":
            self.finished = True

    def _ended(self):
        return [case for case, outcome in self.outcomes.items() if outcome]

    def _settle(self):
        """What a fixture kept from running shares its outcome."""
        for case, outcome in self.outcomes.items():
            if outcome:
                continue
            because = [held for name, held in self.fixtures if fixture_covers(name, case)]
            self.outcomes[case] = because[0] if because else Outcome("missing", self.trouble)


def fixture_covers(fixture, case):
    """unittest calls a fixture "setUpClass (test.test_x.Class)"."""
    scope = fixture.partition("(")[2].rstrip(")")
    return case.startswith(scope + ".")


def environment(folder):
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TMPDIR": str(folder),
        "TERM": "dumb",
    }


def ends(process, deadline):
    try:
        process.wait(max(1, deadline - time.monotonic()))
        return True
    except subprocess.TimeoutExpired:
        return False


def end_group(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def exit_text(code):
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"


class Progress:
    """A line a module, or for those alone that want one, and how far the whole is for who watches."""

    def __init__(self, total, verbose):
        self.total = total
        self.verbose = verbose
        self.done = 0
        self.watched = sys.stderr.isatty()

    def step(self, mode, run, cases):
        self.done += 1
        self.clear()
        if not self.verbose and not cases and not run.trouble:
            self.draw()
            return
        counts = collections.Counter(outcome.kind for outcome in run.outcomes.values())
        shown = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))
        trouble = f"  ({run.trouble})" if run.trouble else ""
        print(f"{mode:6} {run.module:24} {run.seconds:6.1f} s  {shown or 'no cases'}{trouble}",
              flush=True)
        for case in cases:
            print(f"    {case}: {': '.join(run.outcomes[case])}", flush=True)
        self.draw()

    def draw(self):
        if self.watched:
            sys.stderr.write(f"[{self.done}/{self.total}]")
            sys.stderr.flush()

    def clear(self):
        if self.watched:
            sys.stderr.write("\r\x1b[K")


class Ladder:
    """The runs of some modules in some modes, with what is known of their cases."""

    def __init__(self, options):
        self.options = options
        self.tiers = read_modules()
        self.passing = set(table.read_lines(PASSING))
        self.runs = {}  # {(mode, module): ModuleRun}
        self.lock = threading.Lock()

    def modules(self):
        if self.options.modules:
            return self.options.modules
        chosen = [name for name, tier in self.tiers.items() if tier in self.options.tiers]
        return [name for name in chosen if not (self.options.quick and name in SLOW)]

    def modes(self):
        chosen = [self.options.mode] if self.options.mode else list(MODES)
        return chosen + ["oracle"] * self.options.write

    def climb(self):
        jobs = [(mode, module) for module in self.modules() for mode in self.modes()]
        progress = Progress(len(jobs), not self.options.quick)

        def one(job):
            mode, module = job
            log = ROOT / "build" / "ladder" / mode / f"{module}.log"
            log.parent.mkdir(parents=True, exist_ok=True)
            with open(log, "wb") as file:
                run = ModuleRun(self.command(mode), module, file).run()
            with self.lock:
                self.runs[job] = run
                progress.step(mode, run, self.shown(mode, run))

        with concurrent.futures.ThreadPoolExecutor(self.options.jobs) as pool:
            collections.deque(pool.map(one, jobs), maxlen=0)
        progress.clear()

    def command(self, mode):
        if mode == "oracle":
            return [ORACLE]
        return [str(self.options.krait), *MODES[mode], *self.options.also]

    def shown(self, mode, run):
        """The cases to speak of at once: those lost or, if asked for, all that failed."""
        if self.options.show:
            return [case for case, held in run.outcomes.items() if held.kind not in ("pass", "skip")]
        return [] if mode == "oracle" else self.regressions(run)

    def regressions(self, run):
        return [case for case, outcome in run.outcomes.items()
                if case in self.passing and outcome.kind != "pass"]

    def lost(self, run):
        """Cases of PASSING in the run's module that the run did not even find."""
        return [case for case in self.passing
                if case.startswith(f"test.{run.module}.") and case not in run.outcomes]

    def failures(self):
        """How often a case of PASSING did not pass."""
        runs = [run for (mode, _), run in self.runs.items() if mode != "oracle"]
        for run in runs:
            for case in self.lost(run):
                print(f"no longer there: {case}")
        return sum(len(self.regressions(run)) + len(self.lost(run)) for run in runs)

    def passes(self):
        """How many cases of PASSING passed."""
        return sum(outcome.kind == "pass" and case in self.passing
                   for (mode, _), run in self.runs.items() if mode != "oracle"
                   for case, outcome in run.outcomes.items())

    def add_passing(self):
        """Adds to PASSING what passed in every mode."""
        for module in self.modules():
            runs = [self.runs[mode, module] for mode in MODES]
            self.passing.update(
                case for case in runs[0].outcomes
                if all(run.outcomes.get(case, (None,))[0] == "pass" for run in runs))
        PASSING.write_text("".join(f"{case}\n" for case in sorted(self.passing)))


def read_modules():
    """{module: tier}"""
    pairs = [line.split() for line in table.read_lines(FOLDER / "MODULES")]
    return {module: tier for tier, module in pairs}


def parse_options():
    parser = argparse.ArgumentParser(
        description="Runs CPython's own test modules with Krait; see the head of this file.")
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--krait", type=pathlib.Path, default=ROOT / "build/release/krait")
    parser.add_argument("--mode", choices=[*MODES, "oracle"])
    parser.add_argument("--tiers", default="AB", help="letters of MODULES (default: AB)")
    parser.add_argument("--jobs", "-j", type=int, default=os.cpu_count())
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--also", type=str.split, default=[], help="more options for Krait")
    parser.add_argument("--show", action="store_true", help="name every case that does not pass")
    parser.add_argument("--write", action="store_true", help="update PASSING and docs/ladder.md")
    options = parser.parse_args()
    options.krait = options.krait.resolve()
    if options.write and (options.mode or options.quick or options.modules):
        parser.error("--write takes whole tiers in both modes")
    return options


def main():
    options = parse_options()
    if not pathlib.Path("/usr/lib/python3.11/test/test_grammar.py").exists():
        sys.exit("ladder.py: CPython's tests are not here: apt-get install libpython3.11-testsuite")
    ladder = Ladder(options)
    ladder.climb()
    if options.write:
        ladder.add_passing()
        table.write(ladder.tiers, ladder.modules(), ladder.runs)
    failed = ladder.failures()
    print(f"{ladder.passes()} passed, {failed} failed")
    sys.exit(failed > 0)


main()
