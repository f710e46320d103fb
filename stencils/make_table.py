#!/usr/bin/env python3
"""Compiles the stencils and makes C++ tables of them.

    make_table.py [--compiler CLANG++] [--depfile FILE] OUTPUT.cc

bodies/ops.cc is compiled in parts, as many at a time as there are processors.
"""

import argparse
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

import extract
import tidy_assembly

ROOT = pathlib.Path(__file__).resolve().parent.parent
BODIES = ROOT / "stencils" / "bodies"
PARTS = 8
# Code that can be copied: no tables and constants elsewhere, no frames, one section a function. In
# every build alike: what runs fast must not depend on how the rest was compiled.
FLAGS = """-std=c++20 -O2 -DNDEBUG -w -fno-pic -mcmodel=small -ffunction-sections -fno-jump-tables
    -fomit-frame-pointer -fno-exceptions -fno-rtti -fno-asynchronous-unwind-tables
    -fno-stack-protector -fcf-protection=none -fno-addrsig""".split()


def compile_unit(compiler, work, source, name, defines):
    """Compiles one unit; returns its object file and the files that it depends on."""
    assembly, tidied = work / f"{name}.s", work / f"{name}.tidy.s"
    found, target = work / f"{name}.d", work / f"{name}.o"
    compiler = compiler.split()
    subprocess.run([*compiler, *FLAGS, f"-I{ROOT}", *defines, "-MD", "-MF", found, "-S", source,
                    "-o", assembly], check=True)
    tidy_assembly.tidy_file(assembly, tidied)
    subprocess.run([compiler[-1], "-c", tidied, "-o", target], check=True)
    return target, found.read_text(encoding="utf-8").partition(":")[2].replace("\\\n", " ").split()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--compiler", default="clang++-19",
                        help="Clang, or a command that runs it and ends in its name")
    parser.add_argument("--depfile", help="what the output depends on, as make wants it")
    parser.add_argument("output")
    options = parser.parse_args()

    units = [(BODIES / "plumbing.cc", "plumbing", [])]
    units += [(BODIES / "ops.cc", f"ops{part}",
               [f"-DKRAIT_STENCIL_PARTS={PARTS}", f"-DKRAIT_STENCIL_PART={part}"])
              for part in range(PARTS)]
    try:
        with (tempfile.TemporaryDirectory() as work,
              concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool):
            made = list(pool.map(
                lambda unit: compile_unit(options.compiler, pathlib.Path(work), *unit), units))
            print(extract.make_tables(options.output, [target for target, _ in made]))
    except (extract.Unplaceable, tidy_assembly.NoStencil) as error:
        print(f"make_table.py: {error}", file=sys.stderr)
        return 1
    if options.depfile:
        files = sorted({file for _, found in made for file in found})
        pathlib.Path(options.depfile).write_text(f"{options.output}: {' '.join(files)}\n",
                                                 encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
