#!/usr/bin/python3
"""Runs test programs while machine code fails wherever it can, and compares them with CPython.

    tests/jit/modes.py                             tests/programs and tests/jit/programs in all modes
    tests/jit/modes.py --mode exit-2 --filter gen  some of them in one mode
    tests/jit/modes.py --quick                     what ./test runs: a few programs in each mode
    tests/jit/modes.py --ladder                    CPython's own tests instead, as tests/ladder/ladder.py

A mode is a set of -X options (docs/jit.md says what they do). Each runs with and without the GIL, unless
--gil says 0 or 1. The table at the end says how many programs agreed with CPython, by mode.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
import run_programs

LADDER = ROOT / "tests" / "ladder" / "ladder.py"
OWN_PROGRAMS = ROOT / "tests" / "jit" / "programs"
MODES = {
    "at-once": ["jit-hot=1"],
    "uncompiled": ["jit-hot=2", "jit-uncompiled"],
    "registers-3": ["jit-hot=2", "jit-registers=3"],
    "registers-5": ["jit-hot=2", "jit-registers=5"],
    **{f"exit-{number}": ["jit-hot=2", f"jit-exit-at={number}"] for number in (0, 1, 2, 3, 5, 8, 13)},
    "exit-2-uncompiled": ["jit-hot=2", "jit-exit-at=2", "jit-uncompiled"],
    "invalidate-1": ["jit-hot=1", "jit-invalidate=1"],
    "invalidate-7": ["jit-hot=2", "jit-invalidate=7"],
    "verify": ["jit-hot=2", "jit-verify"],
    "verify-registers-3": ["jit-hot=2", "jit-verify", "jit-registers=3"],
    "verify-exit-3": ["jit-hot=2", "jit-verify", "jit-exit-at=3"],
    "verify-invalidate-20": ["jit-hot=2", "jit-verify", "jit-invalidate=20"],
    "all": ["jit-hot=2", "jit-registers=4", "jit-exit-at=4", "jit-invalidate=11"],
}
# What --quick runs in each mode: one of so many programs, another one in each.
QUICK_PART = 25


def options_of(mode, gil):
    options = ["jit=1", *MODES[mode], f"gil={gil}"]
    return [word for option in options for word in ("-X", option)]


def all_programs():
    listed = run_programs.PASSING.read_text().splitlines()
    programs = [run_programs.Program(run_programs.PROGRAMS / name)
                for name in listed if name.endswith(".py")]
    tests = ROOT / "tests"
    return programs + [run_programs.Program(path, tests) for path in sorted(OWN_PROGRAMS.glob("*.py"))]


def choose(programs, number, options):
    """The programs for the mode with that number."""
    chosen = [program for program in programs if options.filter in program.name]
    return chosen[number % QUICK_PART::QUICK_PART] if options.quick else chosen


def run_mode(mode, number, options):
    """(passed, failed) of programs."""
    names = []
    for gil in options.gil:
        name = f"{mode}, gil={gil}"
        run_programs.MODES[name] = options_of(mode, gil)
        names.append(name)
    settings = argparse.Namespace(
        krait=options.krait, mode=names, jobs=options.jobs, timeout=options.timeout,
        build_dir=ROOT / "build", not_collects=options.not_collects)
    return run_programs.compare_all(settings, choose(options.programs, number, options), {})


def climb_mode(mode, _number, options):
    """(passed, failed) of the cases of CPython's own tests that pass without machine code."""
    passed = failed = 0
    for gil in options.gil:
        command = [sys.executable, LADDER, "--krait", options.krait, "--jobs", str(options.jobs),
                   "--mode", "free" if gil == "0" else "gil", f"--also={' '.join(options_of(mode, gil))}"]
        if options.quick:
            command.append("--quick")
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        print(done.stdout, end="", flush=True)
        counts = re.search(r"^(\d+) passed, (\d+) failed$", done.stdout, re.M)
        passed += int(counts[1]) if counts else 0
        failed += int(counts[2]) if counts else 1
    return passed, failed


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--krait", default=str(ROOT / "build" / "release" / "krait"))
    parser.add_argument("--mode", action="append", choices=MODES, help="may be repeated (default: all)")
    parser.add_argument("--gil", action="append", choices=["0", "1"], help="default: both")
    parser.add_argument("--filter", default="", help="only programs whose path contains this")
    parser.add_argument("--jobs", "-j", type=int, default=os.cpu_count())
    parser.add_argument("--timeout", type=float, default=60, help="seconds per run (default: 60)")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--ladder", action="store_true")
    parser.add_argument("--not-collects", action="store_true", help="see run_programs.py")
    options = parser.parse_args()
    options.krait = os.path.abspath(options.krait)
    options.mode = options.mode or list(MODES)
    options.gil = options.gil or ["1", "0"]
    return options


def main():
    options = parse_options()
    run_programs.heed_interrupts()
    options.programs = all_programs()
    run = climb_mode if options.ladder else run_mode
    rows = []
    for number, mode in enumerate(options.mode):
        print(f"{mode}: {' '.join(MODES[mode])}", file=sys.stderr, flush=True)
        start = time.monotonic()
        passed, failed = run(mode, number, options)
        rows.append((mode, passed, failed, time.monotonic() - start))
    print(f"{'mode':20} {'passed':>7} {'failed':>7} {'seconds':>8}")
    for mode, passed, failed, seconds in rows:
        print(f"{mode:20} {passed:7} {failed:7} {seconds:8.0f}")
    failed = sum(row[2] for row in rows)
    print(f"{sum(row[1] for row in rows)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
