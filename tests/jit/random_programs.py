#!/usr/bin/python3
"""Runs random programs full of loops with and without machine code, and with CPython.

    tests/jit/random_programs.py --krait build/release/krait [--programs 1000] [--seed 1] [--jobs 2]

All must print the same. A program that tells them apart is kept in --findings, beside it a smaller one
that does so too, and makes the exit code 1; `--seed S --only N` runs it again. program_maker.py makes the
programs, each with a few of the features in grammar.py, or with those of `--features lists,calls`.

A process runs --batch programs, each in a namespace of its own, as starting it takes longer than they do.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import threading
import time
import warnings

import grammar
from program_maker import Maker
from shrink_program import shrunk

ROOT = pathlib.Path(__file__).resolve().parents[2]
# How a program is run: with machine code from the second round of a loop on, in both models.
WAYS = {
    "jit": ["-X", "jit=1", "-X", "jit-hot=2"],
    "tier 1": ["-X", "jit=0"],
    "jit, free": ["-X", "jit=1", "-X", "jit-hot=2", "-X", "gil=0"],
    "jit at once": ["-X", "jit=1", "-X", "jit-hot=1"],
    "uncompiled": ["-X", "jit=1", "-X", "jit-hot=2", "-X", "jit-uncompiled"],
    "jit, collecting": ["-X", "jit=1", "-X", "jit-hot=2", "-X", "gc-every=97"],
    "jit, compared": ["-X", "jit=1", "-X", "jit-hot=2", "-X", "jit-verify", "-X", "jit-registers=3"],
    "jit, leaving": ["-X", "jit=1", "-X", "jit-hot=2", "-X", "jit-exit-at=2"],
    "jit, invalidated": ["-X", "jit=1", "-X", "jit-hot=2", "-X", "jit-invalidate=5"],
}
# Only with each fifth batch.
SLOW = {"jit, collecting", "uncompiled", "jit, compared", "jit, leaving", "jit, invalidated"}
MOST_SECONDS = 20  # of a batch, which takes a tenth of one
MOST_FINDINGS = 10
TOO_LONG = "took too long"

# Runs the programs, and undoes what they do to others.
BATCH = """
import builtins, sys
old = dict(vars(builtins))
for number, source in enumerate(programs):
    print("===== program", number, flush=True)
    space = {"__name__": "program"}
    try:
        exec(compile(source, "<program>", "exec"), space)
    except BaseException as error:
        print("uncaught", type(error).__name__, str(error)[:200])
    sys.settrace(None)
    sys.setprofile(None)
    for name, value in old.items():
        setattr(builtins, name, value)
"""


def batch_of(programs):
    return f"programs = [\n{''.join(f'{source!r},{chr(10)}' for source in programs)}]\n{BATCH}"


def run(command, program, seconds=MOST_SECONDS):
    environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONWARNINGS="ignore")
    try:
        done = subprocess.run([*command, "-"], input=program, capture_output=True, text=True, timeout=seconds,
                              env=environment, errors="replace")
    except subprocess.TimeoutExpired:
        return TOO_LONG
    return f"{done.returncode}\n{done.stdout}{done.stderr[-300:] if done.returncode else ''}"


class Checker:
    """Runs what --jobs threads ask of it."""

    def __init__(self, options):
        self.options = options
        self.lock = threading.Lock()
        self.end = time.monotonic() + options.minutes * 60 if options.minutes else None
        self.next = self.done = self.different = self.too_long = 0

    def command(self, way):
        return [self.options.krait, *WAYS[way], *self.options.also]

    def batch(self):
        """The numbers of the next programs; none if it is enough."""
        options = self.options
        if options.only is not None:
            numbers = [options.only] if self.next == 0 else []
        elif self.different >= MOST_FINDINGS or (self.end and time.monotonic() > self.end):
            numbers = []
        else:
            last = sys.maxsize if self.end else options.programs
            numbers = list(range(self.next, min(self.next + options.batch, last)))
        self.next += options.batch
        return numbers

    def work(self):
        while True:
            with self.lock:
                numbers = self.batch()
            if not numbers:
                return
            self.check(numbers)
            with self.lock:
                before, self.done = self.done, self.done + len(numbers)
                if before // 1000 < self.done // 1000:
                    print(f"{self.done} programs, {self.different} different", file=sys.stderr, flush=True)

    def check(self, numbers):
        seed, features = self.options.seed, self.options.features
        programs = [Maker(f"{seed} {number}", features).make() for number in numbers]
        text = batch_of(programs)
        expected = run(["/usr/bin/python3"], text)
        wrong = [way for way in WAYS if (way not in SLOW or numbers[0] // len(numbers) % 5 == 0)
                 and expected != TOO_LONG and run(self.command(way), text) != expected]
        if not wrong and expected != TOO_LONG:
            return
        alone = sum(self.check_alone(number, program) for number, program in zip(numbers, programs))
        if wrong and not alone:  # only what ran before it makes a program wrong
            found = run(self.command(wrong[0]), text)
            if expected.startswith("0\n") and "RecursionError" not in expected and found != expected:
                self.report(f"{numbers[0]}-{numbers[-1]}", text, {"python3": expected, wrong[0]: found})

    def check_alone(self, number, program):
        expected = run(["/usr/bin/python3"], program, 5)
        if expected == TOO_LONG:
            self.too_long += 1
        if expected == TOO_LONG or "RecursionError" in expected:  # how deep is not defined
            return False
        found = {way: run(self.command(way), program) for way in WAYS}
        wrong = {way: output for way, output in found.items() if output != expected}
        if wrong:
            self.report(number, program, {"python3": expected} | wrong)
        return bool(wrong)

    def report(self, number, program, outputs):
        folder = self.options.findings
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"different-{self.options.seed}-{number}.py"
        path.write_text(program)
        with self.lock:
            self.different += 1
            for way, output in outputs.items():
                print(f"--- {way}\n{difference(outputs['python3'], output)}", flush=True)
            print(f"--- program\n{path}", flush=True)
        way = next(way for way in outputs if way != "python3")
        if self.options.shrink:
            unwanted = [word for word in ("NameError", "RecursionError", " at 0x")
                        if word not in outputs["python3"]]

            def still(text):
                expected = run(["/usr/bin/python3"], text, 5)
                return (expected[0] == outputs["python3"][0]
                        and not any(word in expected for word in unwanted)
                        and run(self.command(way), text, 10) != expected)
            small = path.with_name(f"{path.stem}-small.py")
            small.write_text(f"# {' '.join(self.command(way)[1:])}\n{shrunk(program, still)}")
            print(f"--- smaller\n{small}\n{small.read_text()}", flush=True)


def difference(expected, output):
    """The lines from where they differ."""
    theirs, lines = expected.split("\n"), output.split("\n")
    if theirs == lines:
        return "\n".join(lines[:5])[:600]
    first = next((number for number, pair in enumerate(zip(theirs, lines)) if pair[0] != pair[1]),
                 min(len(theirs), len(lines)))
    return f"line {first}: " + "\n".join(lines[first:first + 4])[:600]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--krait", required=True)
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--minutes", type=float, help="run so long, whatever --programs says")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", type=int)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--features", type=lambda text: text.split(","), help=", ".join(grammar.FEATURES))
    parser.add_argument("--also", type=str.split, default=[], help="more options for Krait")
    parser.add_argument("--no-shrink", dest="shrink", action="store_false")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--findings", type=pathlib.Path, default=ROOT / "build" / "jit-findings")
    options = parser.parse_args()
    if unknown := set(options.features or []) - set(grammar.FEATURES):
        parser.error(f"no features: {unknown}")

    warnings.simplefilter("ignore")  # of the compiler, about smaller programs
    checker = Checker(options)
    threads = [threading.Thread(target=checker.work) for _ in range(options.jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    slow = f", {checker.too_long} took CPython too long" if checker.too_long else ""
    print(f"{checker.done} programs, {checker.different} different{slow}")
    return 1 if checker.different else 0


if __name__ == "__main__":
    sys.exit(main())
