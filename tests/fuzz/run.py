#!/usr/bin/python3
"""Fuzzes the reader, verifier, translator and interpreter with changed .pyc files.

    cmake --preset fuzz && cmake --build build/fuzz --target krait_pyc_fuzzer
    tests/fuzz/run.py [--inputs 1000000] [--jobs 2]

make_seeds.py makes the seeds. A process takes --batch inputs before the next one starts. A crash
leaves its input in build/fuzz, beside it a journal of all inputs that its VMs had seen, says how to
replay them, and makes the exit code 1. build/fuzz/totals.json counts over all runs since that last
happened (or the file was removed): inputs, those that were accepted, those of them that ran to
their end, and seconds.
"""

import argparse
import json
import os
import pathlib
import struct
import subprocess
import sys
import threading
import time

import make_seeds

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "fuzz"
TOTALS = WORK / "totals.json"
KEYS = ("inputs", "accepted", "finished")
ASAN_OPTIONS = ":".join(
    [
        "allocator_may_return_null=1",
        "malloc_context_size=0",  # a replay with more of it shows who allocated
        "quarantine_size_mb=16",
        "max_malloc_fill_size=0",
        "detect_leaks=0",  # what a VM leaks is the unit tests' business: here it would cost too much
        "handle_abort=1",
    ]
)


class Totals:
    def __init__(self):
        self.lock = threading.Lock()
        try:
            self.counts = json.loads(TOTALS.read_text())
        except (OSError, ValueError):
            self.counts = dict.fromkeys((*KEYS, "seconds"), 0)

    def add(self, counts, seconds):
        with self.lock:
            for key, count in zip(KEYS, counts):
                self.counts[key] += count
            self.counts["seconds"] += seconds
            TOTALS.write_text(json.dumps(self.counts) + "\n")

    def reset(self):
        with self.lock:
            TOTALS.unlink(missing_ok=True)

    def __str__(self):
        inputs, accepted, finished = (self.counts[key] for key in KEYS)
        rate = inputs / max(self.counts["seconds"], 1)
        return (
            f"{inputs} inputs, {accepted} accepted, {finished} of them ran to their end; "
            f"{rate:.0f} inputs/s per process"
        )


class Worker(threading.Thread):
    """Runs one process after the other until enough inputs were tried, or one has crashed."""

    def __init__(self, number, options, totals, stop):
        super().__init__()
        self.number, self.options, self.totals, self.stop = number, options, totals, stop
        self.journal = WORK / f"journal-{number}"
        self.left = options.inputs // options.jobs

    def run(self):
        while self.left > 0 and not self.stop.is_set():
            self.batch(min(self.left, self.options.batch))

    def batch(self, size):
        self.journal.unlink(missing_ok=True)
        started = time.monotonic()
        process = subprocess.run(
            [
                self.options.fuzzer,
                f"-runs={size}",
                f"-max_len={self.options.max_len}",
                "-len_control=0",
                "-mutate_depth=2",  # the mutator stacks changes itself
                "-timeout=1800",  # for what waits; the fuzzer itself watches processor time
                "-detect_leaks=0",
                "-entropic=0",  # costs a tenth of the time
                "-reload=0",
                "-rss_limit_mb=3000",
                "-malloc_limit_mb=512",
                f"-artifact_prefix={WORK}/crash-",
                WORK / "corpus",
                WORK / "seeds",
            ],
            env=dict(os.environ, ASAN_OPTIONS=ASAN_OPTIONS, KRAIT_FUZZ_JOURNAL=str(self.journal)),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        counts = struct.unpack("3Q", self.journal.read_bytes()[:24])
        self.left -= max(counts[0], 1)
        if process.returncode == 0:
            self.totals.add(counts, time.monotonic() - started)
            print(time.strftime("%H:%M:%S"), self.totals, flush=True)
            return
        self.stop.set()
        self.totals.reset()
        kept = WORK / f"crash-journal-{time.strftime('%H%M%S')}-{self.number}"
        self.journal.rename(kept)
        print("\n".join(process.stdout.splitlines()[-80:]))
        print(f"A crash after {counts[0]} inputs. All that its VMs had seen:")
        print(f"  KRAIT_FUZZ_REPLAY={kept} {self.options.fuzzer}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fuzzer", default=WORK / "pyc_fuzzer")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--batch", type=int, default=250_000, help="inputs per process")
    parser.add_argument("--max-len", type=int, default=2000, help="bytes of an input")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()

    (WORK / "corpus").mkdir(parents=True, exist_ok=True)
    if not (WORK / "seeds").exists():
        print(make_seeds.make_seeds(WORK / "seeds"), "seeds", flush=True)
    totals, stop = Totals(), threading.Event()
    workers = [Worker(number, options, totals, stop) for number in range(options.jobs)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print("a crash" if stop.is_set() else f"no crash: {totals}")
    return int(stop.is_set())


if __name__ == "__main__":
    sys.exit(main())
