#!/usr/bin/python3
"""Runs random programs full of loops with and without machine code, and with CPython.

    tests/jit/random_programs.py --krait build/release/krait [--programs 1000] [--seed 1] [--jobs 2]

All must print the same. A program that tells them apart is kept in --findings and makes the exit code
1; `--seed S --only N` runs it again.
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import subprocess
import sys

# How a program is run: with machine code from the second round of a loop on, in both models.
WAYS = {
    "tier 1": ["-X", "jit=0"],
    "jit": ["-X", "jit=1", "-X", "jit-hot=2"],
    "jit, free": ["-X", "jit=1", "-X", "jit-hot=2", "-X", "gil=0"],
    "jit at once": ["-X", "jit=1", "-X", "jit-hot=1"],
}
INTS = "abcde"
FLOATS = "xyz"
NAMES = INTS + FLOATS
INT_ATOMS = ["0", "1", "-1", "2", "3", "7", "100", "1 << 59", "-(1 << 60)", "(1 << 60) - 3"]
FLOAT_ATOMS = ["0.5", "-2.25", "1e300", "0.0", "-0.0", "1.0"]
ODD_ATOMS = ["True", "None", "'text'"]
INT_OPERATORS = {"+": 8, "-": 8, "*": 6, "//": 2, "%": 3, "&": 2, "|": 2, "^": 2, "<<": 1, ">>": 1}
FLOAT_OPERATORS = {"+": 8, "-": 8, "*": 8, "/": 3}
# Not `is` between numbers: that goes by value in Krait.
COMPARISONS = ["<", "<=", "==", "!=", ">", ">="]


class Maker:
    """One program, by its random numbers."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []

    def line(self, depth, text):
        self.lines.append("    " * depth + text)

    def atom(self, is_float):
        if self.random.random() < 0.01:
            return self.random.choice(ODD_ATOMS)
        if self.random.random() < 0.7:
            return self.random.choice(FLOATS if is_float else INTS)
        return f"({self.random.choice(FLOAT_ATOMS if is_float else INT_ATOMS)})"

    def expression(self, is_float, depth=0):
        if depth > 2 or self.random.random() < 0.25:
            return self.atom(is_float)
        if self.random.random() < 0.1:
            return f"(-{self.expression(is_float, depth + 1)})"
        operators = FLOAT_OPERATORS if is_float else INT_OPERATORS
        operator = self.random.choices(list(operators), operators.values())[0]
        left = self.expression(is_float and self.random.random() < 0.9, depth + 1)
        if operator in ("<<", ">>"):
            return f"({left} {operator} {self.random.randint(0, 9)})"
        if operator in ("//", "%"):
            return f"({left} {operator} ({self.expression(False, depth + 1)} or 3))"
        if operator == "/":
            return f"({left} / ({self.expression(is_float, depth + 1)} or 0.5))"
        return f"({left} {operator} {self.expression(is_float, depth + 1)})"

    def condition(self):
        is_float = self.random.random() < 0.3
        if self.random.random() < 0.05:
            return f"{self.random.choice(NAMES)} is {self.random.choice(['', 'not '])}None"
        text = f"{self.expression(is_float, 1)} {self.random.choice(COMPARISONS)} {self.atom(is_float)}"
        return f"not {text}" if self.random.random() < 0.2 else text

    def statement(self, depth, loops):
        kind = self.random.random()
        name = self.random.choice(NAMES)
        if kind < 0.55:
            self.line(depth, f"{name} = {self.expression(name in FLOATS)}")
        elif kind < 0.7:
            operator = self.random.choice("+-*" if name in FLOATS else "+-*^")
            self.line(depth, f"{name} {operator}= {self.atom(name in FLOATS)}")
        elif kind < 0.85 or loops >= 2:
            self.line(depth, f"if {self.condition()}:")
            self.block(depth + 1, loops, 2)
            if self.random.random() < 0.4:
                self.line(depth, "else:")
                self.block(depth + 1, loops, 2)
        elif kind < 0.95:
            step = self.random.choice(["", "", ", 2", ", -1", ", -3"])
            self.line(depth, f"for {name} in range({self.random.randint(-5, 5)}, "
                             f"{self.random.randint(-5, 30)}{step}):")
            self.block(depth + 1, loops + 1, 3)
        else:
            self.line(depth, f"k{depth} = 0")
            self.line(depth, f"while k{depth} < {self.random.randint(1, 20)}:")
            self.line(depth + 1, f"k{depth} += 1")
            self.block(depth + 1, loops + 1, 3)

    def block(self, depth, loops, most):
        for _ in range(self.random.randint(1, most)):
            self.statement(depth, loops)
        if loops and self.random.random() < 0.1:
            self.line(depth, f"if {self.condition()}: {self.random.choice(['break', 'continue'])}")

    def make(self):
        self.line(0, f"def run({', '.join(NAMES)}):")
        self.line(1, "i = 0")
        self.line(1, "try:")
        self.line(2, f"for i in range({self.random.choice([40, 40, 200])}):")
        self.block(3, 1, 6)
        for name in INTS:  # they grow without end otherwise, but not only to what fits a word
            self.line(3, f"if not -(1 << 90) < {name} < 1 << 90: {name} = {self.random.choice(INT_ATOMS)}")
        self.line(1, "except Exception as error:")
        self.line(2, f"return type(error).__name__, str(error)[:60], i, {', '.join(NAMES)}")
        self.line(1, f"return {', '.join(NAMES)}, i")
        for _ in range(4):
            values = [self.random.choice(INT_ATOMS) for _ in INTS]
            values += [self.random.choice(FLOAT_ATOMS) for _ in FLOATS]
            self.line(0, f"print(str(run({', '.join(values)}))[:2000])")
        return "\n".join(self.lines) + "\n"


def run(command, program):
    try:
        done = subprocess.run([*command, "-"], input=program, capture_output=True, text=True, timeout=60)
    except subprocess.TimeoutExpired:
        return "took too long"
    return f"{done.returncode}\n{done.stdout}{done.stderr[-300:] if done.returncode else ''}"


def check(options, number):
    """What tells the ways apart: {way: output}, or None."""
    program = Maker(f"{options.seed} {number}").make()
    expected = run(["/usr/bin/python3"], program)
    if expected == "took too long":
        return None
    found = {way: run([options.krait, *flags], program) for way, flags in WAYS.items()}
    wrong = {way: output for way, output in found.items() if output != expected}
    if not wrong:
        return None
    options.findings.mkdir(parents=True, exist_ok=True)
    path = options.findings / f"different-{options.seed}-{number}.py"
    path.write_text(program)
    return {"python3": expected} | wrong | {"program": str(path)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--krait", required=True)
    parser.add_argument("--programs", type=int, default=1000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", type=int)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--findings", type=pathlib.Path, default=pathlib.Path("build/jit-findings"))
    options = parser.parse_args()

    numbers = range(options.programs) if options.only is None else [options.only]
    different = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for done, wrong in enumerate(pool.map(lambda n: check(options, n), numbers), 1):
            if wrong:
                different += 1
                for way, output in wrong.items():
                    print(f"--- {way}\n{output[:600]}", flush=True)
            if done % 500 == 0:
                print(f"{done} programs, {different} different", file=sys.stderr, flush=True)
            if different >= 10:
                break
    print(f"{len(numbers)} programs, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
