"""Compares krait with python3 and pypy3 on the programs in bench/programs.

    python3 bench/run.py                          all programs, five interleaved runs each
    python3 bench/run.py --filter 'nbody|sort'    some programs
    python3 bench/run.py --modes                  krait -X gil=1 against krait -X gil=0
    python3 bench/run.py --jit                    krait -X jit=1, too
    python3 bench/run.py --callgrind              instruction counts instead of times
    python3 bench/run.py --json result.json       every single run, for later

Progress goes to stderr, the tables (markdown) to stdout. Exit code 1 if any program failed.
"""

import argparse
import json
import marshal
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CATEGORIES = ("interpreter-bound", "library-bound")
METRICS = {"cpu": ("CPU time (user + system)", 1.0, "s", "%.3f"),
           "wall": ("Wall time", 1.0, "s", "%.3f"),
           "rss": ("Peak memory", 1024.0, "MB", "%.1f"),
           "instructions": ("Instructions", 1e9, "G", "%.3f")}


class Contender:
    """One column of the tables: a command that runs a program."""

    def __init__(self, name, command, runs_source=False):
        self.name = name
        self.command = command
        self.runs_source = runs_source

    def argv(self, program, options=()):
        return self.command + list(options) + [program.source if self.runs_source else program.pyc]


class Program:
    def __init__(self, source, folder):
        self.source = source
        self.name = os.path.splitext(os.path.basename(source))[0]
        self.pyc = os.path.join(folder, self.name + ".pyc")
        with open(source) as file:
            found = re.match(r"# category: (\S+)", file.readline())
        self.category = found.group(1) if found else ""
        if self.category not in CATEGORIES:
            sys.exit("bench: %s: the first line must be '# category: %s'"
                     % (self.name, "' or '# category: ".join(CATEGORIES)))
        self.expected = None
        self.runs = {}
        self.failures = {}


class Launcher:
    """The lean process that starts the measured ones (see launcher.py)."""

    def __init__(self, python, folder, timeout):
        self.process = subprocess.Popen([python, "-I", "-S", os.path.join(HERE, "launcher.py")],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.timeout = timeout
        self.out = os.path.join(folder, "stdout")
        self.error = os.path.join(folder, "stderr")
        self.environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")
        for name in ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONINSPECT"):
            self.environment.pop(name, None)

    def run(self, argv):
        marshal.dump((argv, self.environment, self.out, self.error, self.timeout),
                     self.process.stdin)
        self.process.stdin.flush()
        result = marshal.load(self.process.stdout)
        for key, path in (("out", self.out), ("error", self.error)):
            with open(path, "rb") as file:
                result[key] = file.read()
        return result


def why_failed(result, expected, timeout):
    """A short reason, or None where the run is good."""
    if result["timeout"]:
        return "over %g s" % timeout
    if result["exit"] != 0:
        lines = result["error"].decode("utf-8", "replace").strip().splitlines()
        code = result["exit"]
        what = "signal %d" % -code if code < 0 else "exit %d" % code
        return what + (": " + lines[-1][:60] if lines else "")
    if expected is not None and result["out"] != expected:
        return "output differs"
    return None


def with_callgrind(argv):
    valgrind = shutil.which("valgrind")
    return [valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", "--error-limit=no",
            *argv]


def count_instructions(result):
    found = re.search(rb"Collected : (\d+)", result["error"])
    if found is None:
        return None
    return int(found.group(1))


def measure(program, contender, launcher, callgrind):
    """One run; files it under the program. Returns text for the progress line."""
    if contender.name in program.failures:
        return "-"
    argv = contender.argv(program)
    result = launcher.run(with_callgrind(argv) if callgrind else argv)
    reason = why_failed(result, program.expected, launcher.timeout)
    if reason is None and callgrind:
        result["instructions"] = count_instructions(result)
        if result["instructions"] is None:
            reason = "no instruction count"
    if reason is not None:
        program.failures[contender.name] = reason
        program.runs.pop(contender.name, None)
        return "failed (%s)" % reason
    if program.expected is None:
        program.expected = result["out"]
    kept = {key: result[key] for key in ("cpu", "wall", "rss", "instructions") if key in result}
    program.runs.setdefault(contender.name, []).append(kept)
    if callgrind:
        return "%.3fG" % (kept["instructions"] / 1e9)
    return "%.3fs" % kept["cpu"]


def median(program, contender, metric):
    runs = program.runs.get(contender.name)
    return statistics.median(run[metric] for run in runs) if runs else None


def geometric_mean(values):
    return math.exp(statistics.fmean(map(math.log, values))) if values else None


def ratio(program, first, second, metric):
    """How many times less of the metric `second` needs than `first`; None without both."""
    a, b = median(program, first, metric), median(program, second, metric)
    return a / b if a and b else None


def pairs_to_compare(contenders):
    """The ratio columns: everyone against the first, and the last against the one before."""
    pairs = [(contenders[0], other) for other in contenders[1:]]
    if len(contenders) > 2:
        pairs.append((contenders[-2], contenders[-1]))
    return pairs


def cell(program, contender, metric):
    value = median(program, contender, metric)
    if value is None:
        return program.failures.get(contender.name, "-").replace("|", "/")
    _, scale, _, form = METRICS[metric]
    return form % (value / scale)


def print_table(programs, contenders, metric):
    title, _, unit, _ = METRICS[metric]
    pairs = pairs_to_compare(contenders)
    print("\n## %s\n" % title)
    print("Medians in %s. A ratio says how many times less the second one of the pair needs.\n"
          % unit)
    head = ["program"] + [c.name for c in contenders] + ["%s / %s" % (a.name, b.name)
                                                         for a, b in pairs]
    print("| " + " | ".join(head) + " |")
    print("|---|" + "---:|" * (len(head) - 1))
    for category in CATEGORIES:
        members = [p for p in programs if p.category == category]
        for program in members:
            row = [program.name] + [cell(program, c, metric) for c in contenders]
            ratios = [ratio(program, a, b, metric) for a, b in pairs]
            row += ["%.2f" % r if r else "-" for r in ratios]
            print("| " + " | ".join(row) + " |")
        if members:
            print("| " + " | ".join(mean_row(members, contenders, pairs, metric)) + " |")


def mean_row(members, contenders, pairs, metric):
    row = ["**%s, geometric mean**" % members[0].category] + [""] * len(contenders)
    for a, b in pairs:
        values = [r for r in (ratio(p, a, b, metric) for p in members) if r]
        mean = geometric_mean(values)
        short = "" if len(values) == len(members) else " (%d of %d)" % (len(values), len(members))
        row.append("**%.2f**%s" % (mean, short) if mean else "-")
    return row


def measure_start_up(contenders, launcher, folder, python, runs):
    """`-I -S` on an empty program, interleaved; returns a Program holding the runs."""
    source = os.path.join(folder, "empty.py")
    with open(source, "w") as file:
        file.write("# category: interpreter-bound\n")
    empty = Program(source, folder)
    compile_programs([empty], python)
    for _ in range(runs):
        for contender in contenders:
            if contender.name in empty.failures:
                continue
            result = launcher.run(contender.argv(empty, ("-I", "-S")))
            reason = why_failed(result, b"", launcher.timeout)
            if reason:
                empty.failures[contender.name] = reason
                empty.runs.pop(contender.name, None)
            else:
                empty.runs.setdefault(contender.name, []).append(
                    {key: result[key] for key in ("cpu", "wall", "rss")})
    return empty


def print_start_up(empty, contenders):
    print("\n## Start-up (`-I -S`, empty program)\n")
    print("| | " + " | ".join(c.name for c in contenders) + " |")
    print("|---|" + "---:|" * len(contenders))
    for metric, label, scale in (("cpu", "CPU, ms", 1e-3), ("wall", "wall, ms", 1e-3),
                                 ("rss", "peak memory, MB", 1024.0)):
        values = [median(empty, c, metric) for c in contenders]
        print("| %s | " % label + " | ".join(
            "%.1f" % (v / scale) if v is not None else empty.failures.get(c.name, "-")
            for v, c in zip(values, contenders)) + " |")


def measure_pauses(programs, contender, launcher):
    """(collections, p50 in ms, p99 in ms) of each program that runs, of one run."""
    form = rb"krait: (\d+) collections, .* pauses p50 ([\d.]+) ms, p99 ([\d.]+) ms"
    pauses = {}
    for program in programs:
        if contender.name in program.failures:
            continue
        result = launcher.run(contender.argv(program, ("-X", "gc-stats")))
        found = re.search(form, result["error"])
        if found:
            pauses[program.name] = (int(found[1]), float(found[2]), float(found[3]))
    return pauses


def print_pauses(pauses):
    print("\n## Collection pauses of krait\n")
    print("| program | collections | p50, ms | p99, ms |")
    print("|---|---:|---:|---:|")
    for name, (collections, p50, p99) in pauses.items():
        print("| %s | %d | %.2f | %.2f |" % (name, collections, p50, p99))


def compile_programs(programs, python):
    code = ("import py_compile, sys\n"
            "for source, target in zip(sys.argv[1::2], sys.argv[2::2]):\n"
            "    py_compile.compile(source, target, dfile=source, doraise=True)\n")
    paths = [path for program in programs for path in (program.source, program.pyc)]
    subprocess.run([python, "-I", "-c", code, *paths], check=True)


def version_of(contender):
    try:
        made = subprocess.run([contender.command[0], "--version"], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=20)
        return " ".join(made.stdout.split())
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"


def choose_contenders(options):
    krait = Contender("krait", [options.krait])
    if options.modes:
        return [Contender("gil=1", [options.krait, "-X", "gil=1"]),
                Contender("gil=0", [options.krait, "-X", "gil=0"])]
    chosen = [Contender("python3", [options.python])]
    if options.pypy and not options.callgrind:
        chosen.append(Contender("pypy3", [options.pypy], runs_source=True))
    chosen.append(krait)
    if options.jit:
        chosen.append(Contender("krait jit", [options.krait, "-X", "jit=1"]))
    return chosen


def parse_arguments():
    default_krait = os.path.join(os.path.dirname(HERE), "build", "release", "krait")
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--krait", default=os.environ.get("KRAIT", default_krait), metavar="PATH")
    parser.add_argument("--python", default="/usr/bin/python3", metavar="PATH")
    parser.add_argument("--pypy", default=shutil.which("pypy3"), metavar="PATH",
                        help="an empty path leaves PyPy out")
    parser.add_argument("--modes", action="store_true", help="compare gil=1 with gil=0")
    parser.add_argument("--jit", action="store_true", help="krait -X jit=1 besides")
    parser.add_argument("--callgrind", action="store_true",
                        help="count instructions with valgrind (slow; one run; without PyPy)")
    parser.add_argument("--runs", type=int, default=5, metavar="N")
    parser.add_argument("--filter", default="", metavar="REGEX", help="programs by name")
    parser.add_argument("--timeout", type=float, metavar="S", help="per run (60; callgrind 3600)")
    parser.add_argument("--json", metavar="FILE")
    options = parser.parse_args()
    if options.callgrind and shutil.which("valgrind") is None:
        parser.error("--callgrind needs valgrind")
    if options.runs < 1:
        parser.error("--runs must be at least 1")
    if options.timeout is None:
        options.timeout = 3600.0 if options.callgrind else 60.0
    options.krait = os.path.abspath(options.krait)
    return options


def learn_expected(programs, launcher, python):
    """Without python3 among the contenders its output is still the measure of correctness."""
    for program in programs:
        result = launcher.run([python, program.pyc])
        if result["exit"] == 0:
            program.expected = result["out"]


def run_all(programs, contenders, launcher, options):
    runs = 1 if options.callgrind else options.runs
    for number, program in enumerate(programs, 1):
        for turn in range(runs):
            head = "[%2d/%d] %-22s" % (number, len(programs), program.name)
            sys.stderr.write(head if turn == 0 else " " * len(head))
            for contender in contenders:
                sys.stderr.flush()
                done = measure(program, contender, launcher, options.callgrind)
                sys.stderr.write("  %s %s" % (contender.name, done))
            sys.stderr.write("\n")


def write_json(path, programs, contenders, empty, pauses, options):
    report = {
        "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "machine": " ".join(os.uname()[i] for i in (0, 2, 4)),
        "processors": os.cpu_count(),
        "versions": {c.name: version_of(c) for c in contenders},
        "runs": options.runs,
        "programs": [{"name": p.name, "category": p.category, "runs": p.runs,
                      "failures": p.failures} for p in programs],
        "start_up": {"runs": empty.runs, "failures": empty.failures} if empty else None,
        "pauses": pauses,
    }
    with open(path, "w") as file:
        json.dump(report, file, indent=1)
        file.write("\n")


def main():
    options = parse_arguments()
    contenders = choose_contenders(options)
    with tempfile.TemporaryDirectory() as folder:
        sources = sorted(os.listdir(os.path.join(HERE, "programs")))
        programs = [Program(os.path.join(HERE, "programs", name), folder) for name in sources
                    if name.endswith(".py") and re.search(options.filter, name[:-3])]
        if not programs:
            sys.exit("bench: no program matches %r" % options.filter)
        compile_programs(programs, options.python)
        launcher = Launcher(options.python, folder, options.timeout)
        if options.modes:
            learn_expected(programs, launcher, options.python)
        run_all(programs, contenders, launcher, options)
        empty, pauses = None, {}
        if not options.callgrind:
            empty = measure_start_up(contenders, launcher, folder, options.python,
                                     max(10, options.runs))
            pauses = measure_pauses(programs, contenders[-1], launcher)
        for contender in contenders:
            print("- %s: %s" % (contender.name, version_of(contender)))
        for metric in ("instructions",) if options.callgrind else ("cpu", "wall", "rss"):
            print_table(programs, contenders, metric)
        if empty:
            print_start_up(empty, contenders)
            print_pauses(pauses)
        if options.json:
            write_json(options.json, programs, contenders, empty, pauses, options)
    failed = [(p.name, name) for p in programs for name in p.failures]
    if failed:
        print("\n%d failed: %s" % (len(failed), ", ".join("%s (%s)" % pair for pair in failed)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
