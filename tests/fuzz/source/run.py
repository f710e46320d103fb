#!/usr/bin/python3
"""Fuzzes the compiler with random and changed programs, and compares what it makes with CPython's.

    cmake --preset asan && cmake --build build/asan --target krait
    tests/fuzz/source/run.py [--inputs 1000000] [--jobs 2] [--seed 1]

Each input is compiled by `judge.py`, which Krait runs, and by this process. They must agree: equal
code objects, to the last entry of a table, or trees; or equal exceptions, place and text included;
and equal warnings. An input follows from the seed and its number, and from the files of the library
that are there. What differs, crashes or takes too long is kept in --findings and makes the exit
code 1; `--seed S --only N` shows it again (or `--first F --inputs N`, if it takes what a process had
compiled before), `--shrink` makes it smaller before that.
"""

import argparse
import collections
import marshal
import multiprocessing
import os
import pathlib
import queue
import select
import subprocess
import sys
import time

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parents[2]
sys.path.append(str(ROOT / "tests" / "unit" / "vm" / "compiler"))

from compile_oracle import difference
from outcome import outcome_of
from inputs import request_of
from shrink import shrunk

BATCH = 50
INCOMPARABLE = (
    "RecursionError",  # CPython's limits of nesting are lower than Krait's
    "MemoryError",  # the same, of its parser
    "SystemError",  # CPython complains of itself: it went on after an error
)
MOST_SECONDS = 60  # for one input, on a machine that does other things too
ASAN_OPTIONS = "detect_leaks=0:quarantine_size_mb=32:handle_abort=1"


class JudgeEnded(Exception):
    """Says how."""


class Judge:
    """A Krait process, for so many inputs."""

    def __init__(self, options):
        self.left = options.renew
        environment = dict(os.environ, ASAN_OPTIONS=ASAN_OPTIONS)
        command = [options.krait, *options.krait_option, "-B", FOLDER / "judge.py"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, bufsize=0, env=environment)

    def ask(self, requests):
        self.left -= len(requests)
        data = marshal.dumps(requests)
        try:
            self.process.stdin.write(len(data).to_bytes(4, "little") + data)
        except BrokenPipeError:
            pass  # the answers that are missing tell of it

    def answer(self):
        return marshal.loads(self.read(int.from_bytes(self.read(4), "little")))

    def read(self, size):
        data = b""
        while len(data) < size:
            if not select.select([self.process.stdout], [], [], MOST_SECONDS)[0]:
                self.process.kill()
                raise JudgeEnded(f"no answer for {MOST_SECONDS} s")
            more = os.read(self.process.stdout.fileno(), size - len(data))
            if not more:
                said = self.process.stderr.read().decode("utf-8", "replace")
                raise JudgeEnded(f"it ended with {self.process.wait()}\n{said}")
            data += more
        return data

    def close(self):
        self.process.stdin.close()
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()


def is_incomparable(name, message, place="", text=""):
    # "except x as __debug__": CPython goes on, and tells of what it finds last.
    return name in INCOMPARABLE or "__debug__" in message and place.startswith("('<fuzz>', -1,")


def bytes_of(source):
    return source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source


def verdict(source, mine, wanted):
    """How a pair of outcomes counts, and what is the difference if there is one."""
    if wanted[0] == "error" and is_incomparable(*wanted[1]):
        return "incomparable", None
    if mine[0] != wanted[0]:
        return "different", f"{shown(mine)}\n  CPython: {shown(wanted)}"
    if mine[2] != wanted[2]:
        return "different", f"warnings\n  Krait:   {mine[2]}\n  CPython: {wanted[2]}"
    kind = "rejected" if wanted[0] == "error" else "accepted"
    if mine[1] == wanted[1]:
        return kind, None
    # Where a comment names the encoding, CPython looks for the line with pointers into two copies.
    if wanted[0] == "error" and b"coding" in bytes_of(source) and mine[1][:2] == wanted[1][:2]:
        return kind, None
    if wanted[0] == "code":
        found = difference(marshal.loads(mine[1]), marshal.loads(wanted[1]))
        return ("different", found) if found else (kind, None)
    return "different", f"{shown(mine)}\n  CPython: {shown(wanted)}"


def shown(outcome):
    if outcome[0] == "error":
        return " ".join(("error", *outcome[1]))
    return "accepted" if outcome[0] == "code" else f"tree {outcome[1]}"


class Worker:
    """Goes through numbers, with one judge after the other."""

    def __init__(self, options, report):
        self.options, self.report = options, report
        self.judge = None

    def run(self, numbers):
        for at in range(0, len(numbers), BATCH):
            self.batch(list(numbers[at : at + BATCH]))
        if self.judge:
            self.judge.close()

    def batch(self, numbers):
        while numbers:
            if self.judge is None or self.judge.left <= 0:
                if self.judge:
                    self.judge.close()
                self.judge = Judge(self.options)
            requests = [request_of(self.options.seed, number) for number in numbers]
            self.judge.ask(requests)
            wanted = [outcome_here(request) for request in requests]
            numbers = self.compare(numbers, requests, wanted)

    def compare(self, numbers, requests, wanted):
        """The numbers that a judge left over when it ended."""
        counts, findings = collections.Counter(), []
        left = []
        for i, number in enumerate(numbers):
            try:
                kind, found = verdict(requests[i][0], self.judge.answer(), wanted[i])
            except JudgeEnded as end:
                kind, found = "crashed", str(end)
                self.judge.close()
                self.judge = None
                left = numbers[i + 1 :]
            counts[kind] += 1
            if found:
                findings.append((number, requests[i], kind, found))
            if self.judge is None:
                break
        self.report(counts, findings)
        return left


def outcome_here(request):
    kind, what, warnings = outcome_of(*request)
    return kind, what, list(warnings)


def verdict_alone(options, request):
    judge = Judge(options)
    judge.ask([request])
    try:
        return verdict(request[0], judge.answer(), outcome_here(request))
    except JudgeEnded as end:
        return "crashed", str(end)
    finally:
        judge.close()


class Totals:
    """Counts and findings of all workers."""

    def __init__(self, options):
        self.options = options
        self.counts = collections.Counter()
        self.started = self.printed = time.monotonic()

    def add(self, counts, findings):
        self.counts.update(counts)
        for finding in findings:
            self.keep(*finding)
        if time.monotonic() - self.printed > 10:
            self.printed = time.monotonic()
            print(time.strftime("%H:%M:%S"), self, flush=True)

    def bad(self):
        return self.counts["different"] + self.counts["crashed"] + self.counts["CPython crashed"]

    def keep(self, number, request, kind, found):
        if self.options.shrink:
            request = shrunk(request, (kind, found), lambda other: verdict_alone(self.options, other))
            found = verdict_alone(self.options, request)[1] or found
        text = describe(self.options.seed, number, request, kind, found)
        self.options.findings.mkdir(parents=True, exist_ok=True)
        (self.options.findings / f"{kind}-{self.options.seed}-{number}").write_text(
            text, encoding="utf-8", errors="backslashreplace"
        )
        print(text.encode("utf-8", "backslashreplace").decode(), flush=True)

    def __str__(self):
        inputs = sum(self.counts.values())
        rate = inputs / max(time.monotonic() - self.started, 0.001) / self.options.jobs
        kinds = "accepted", "rejected", "incomparable", "different", "crashed"
        return f"{inputs} inputs: {', '.join(f'{self.counts[kind]} {kind}' for kind in kinds)}; {rate:.0f} inputs/s per process"


def describe(seed, number, request, kind, found):
    source, *how = request
    shown_source = source if isinstance(source, str) else source.decode("utf-8", "backslashreplace")
    return (
        f"--- --seed {seed} --only {number}: {kind}: {found}\n"
        f"{type(source).__name__} {how}\n{source!r}\n{shown_source}\n"
    )


def work(options, numbers, reports):
    Worker(options, lambda *news: reports.put(news)).run(numbers)
    reports.put(None)


def run_workers(options, totals):
    """Each worker is a process of its own, also because CPython might crash."""
    reports = multiprocessing.Queue()
    last = options.first + options.inputs
    processes = []
    for i in range(options.jobs):
        numbers = range(options.first + i, last, options.jobs)
        processes.append(multiprocessing.Process(target=work, args=(options, numbers, reports)))
        processes[-1].start()
    running = len(processes)
    while running:
        try:
            news = reports.get(timeout=5)
        except queue.Empty:
            if any(process.exitcode for process in processes):
                print("A worker died:", [process.exitcode for process in processes])
                totals.counts["CPython crashed"] += 1
                break
            continue
        if news is None:
            running -= 1
        else:
            totals.add(*news)
        if totals.bad() > options.most_findings:
            print("Enough is found.")
            break
    for process in processes:
        process.terminate()
        process.join()


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--krait", default=ROOT / "build" / "asan" / "krait")
    parser.add_argument("--krait-option", action="append", default=[], help="such as -Xgc-every=100")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="the first input's number")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="one input's number")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--renew", type=int, default=20_000, help="inputs per Krait process")
    parser.add_argument("--shrink", action="store_true", help="make what is found smaller")
    parser.add_argument("--most-findings", type=int, default=50, help="so many are kept")
    parser.add_argument("--findings", type=pathlib.Path, default=ROOT / "build" / "source-findings")
    return parser.parse_args()


def main():
    options = parse_arguments()
    totals = Totals(options)
    if options.only is not None:
        options.first, options.inputs, options.jobs = options.only, 1, 1
        Worker(options, totals.add).run([options.only])
    else:
        run_workers(options, totals)
    print(totals)
    return int(totals.bad() > 0)


if __name__ == "__main__":
    sys.exit(main())
