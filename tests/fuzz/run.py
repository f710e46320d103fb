#!/usr/bin/python3
"""Fuzzes the reader, verifier, translator and interpreter with damaged .pyc files.

    cmake --preset fuzz && cmake --build build/fuzz --target pyc_fuzzer
    tests/fuzz/run.py [--seconds 60] [--jobs 2]

Seeds are small .pyc files: the programs of tests/programs and modules of the standard library,
compiled by CPython. Prints how many inputs were tried; a crash leaves its input in build/fuzz and
makes the exit code 1.
"""

import argparse
import pathlib
import py_compile
import re
import subprocess
import sys
import sysconfig

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAX_SEED = 6000  # bytes; larger files make each try slow and find no more


def make_seeds(folder):
    folder.mkdir(parents=True, exist_ok=True)
    sources = sorted((ROOT / "tests" / "programs").rglob("*.py"))
    sources += sorted(pathlib.Path(sysconfig.get_path("stdlib")).glob("*.py"))
    kept = 0
    for number, source in enumerate(sources):
        target = folder / f"{number:04}-{source.stem}.pyc"
        if not target.exists():
            try:
                py_compile.compile(str(source), cfile=str(target), doraise=True, optimize=2)
            except py_compile.PyCompileError:
                continue
        if target.stat().st_size > MAX_SEED:
            target.unlink()
        else:
            kept += 1
    return kept


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--fuzzer", default=ROOT / "build" / "fuzz" / "pyc_fuzzer")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()

    work = ROOT / "build" / "fuzz"
    seeds = work / "seeds"
    corpus = work / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    print(f"{make_seeds(seeds)} seeds, {options.jobs} processes, {options.seconds} s", flush=True)
    fuzzers = [
        subprocess.Popen(
            [
                options.fuzzer,
                f"-max_total_time={options.seconds}",
                f"-max_len={MAX_SEED}",
                "-timeout=20",
                "-rss_limit_mb=4096",
                "-print_final_stats=1",
                f"-artifact_prefix={work}/crash-",
                corpus,
                seeds,
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        for _ in range(options.jobs)
    ]
    tried, failed = 0, False
    for process in fuzzers:
        output, _ = process.communicate()
        counts = re.findall(r"number_of_executed_units: *(\d+)", output)
        tried += int(counts[-1]) if counts else 0
        if process.returncode != 0:
            failed = True
            print("\n".join(output.splitlines()[-40:]))
    print(f"{tried} inputs, {'a crash' if failed else 'no crash'}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
