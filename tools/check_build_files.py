#!/usr/bin/env python3
"""Keeps Bazel's BUILD files in step with CMake's.

A folder says what it is once, in its CMakeLists.txt; its BUILD file follows from that, and so does
the one of its unit tests. This checks them, or writes them.

    tools/check_build_files.py            names the files that are missing or differ; exit code 1
    tools/check_build_files.py --write    writes them
"""

import argparse
import re
import sys

import house

HEADER = "# Follows from CMakeLists.txt: tools/check_build_files.py --write\n"
# Outside libraries, as CMake's target (or its namespace) and as Bazel's label.
EXTERNALS = {"absl": "@absl", "GMP": "@gmp", "GTest": "@gtest", "Threads": None,
             "ZLIB": "@zlib", "libedit": "@libedit"}


class Mismatch(Exception):
    """A CMakeLists.txt that asks for what a BUILD file cannot say."""


def label_of_dep(plan, folder, dep):
    path = plan.folder_of_target(dep)
    if path:
        return "//" + path
    namespace = dep.partition("::")[0]
    if namespace not in EXTERNALS:
        raise Mismatch(f"{folder}/CMakeLists.txt: no Bazel label is known for {dep}")
    return EXTERNALS[namespace]


def label_of_file(path):
    """ "tools/make.py" -> "//tools:make.py": the nearest package above the file holds it."""
    parent, name = path.rpartition("/")[::2]
    while parent and not (house.ROOT / parent / "BUILD").exists():
        parent, step = parent.rpartition("/")[::2]
        name = f"{step}/{name}"
    return f"//{parent}:{name}"


def call(name, arguments):
    """A call as buildifier would write it; arguments are (name, value) with None left out."""
    lines = [f"{name}("]
    for key, value in arguments:
        if value is None:
            continue
        if isinstance(value, list) and len(value) > 1:
            lines.append(f"    {key} = [")
            lines.extend(f'        "{item}",' for item in value)
            lines.append("    ],")
        elif isinstance(value, list):
            lines.append(f'    {key} = ["{value[0]}"],')
        elif isinstance(value, bool):
            lines.append(f"    {key} = {value},")
        else:
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            lines.append(f'    {key} = "{escaped}",')
    lines.append(")")
    return f"{name}()" if len(lines) == 2 else "\n".join(lines)


def load(*names):
    quoted = ", ".join(f'"{name}"' for name in sorted(names))
    return f'load("//bazel:krait.bzl", {quoted})\n'


def deps_of(plan, folder, deps, extra=()):
    labels = {label_of_dep(plan, folder, dep) for dep in deps} | set(extra)
    return sorted(labels - {None}, key=lambda label: (label.startswith("@"), label)) or None


def generate_call(plan, folder, output, command, depends, headers_of):
    scripts = [word for word in command if (house.ROOT / word).is_file()]
    files = [file for file in depends if not file.startswith("/")]
    labels = {label_of_file(file) for file in scripts + files}
    if headers_of:
        labels = {label for label in labels if not label.startswith(f"//{folder.path}:")}
        labels.add(f"//{folder.path}:bodies")
    for target in headers_of:
        used = plan.reachable(plan.folder_of_target(target))
        labels |= {f"//{path}:header_files" for path in used}
    return call("krait_generate", [
        ("output", output),
        ("srcs", sorted(labels) or None),
        ("command", " ".join(command)),
    ])


def public_headers_used(path):
    """Whether a folder's sources include the public headers."""
    files = [file for file in (house.ROOT / path).iterdir() if file.suffix in (".cc", ".h")]
    return any('#include "krait/' in file.read_text() for file in files)


def folder_build_file(plan, folder):
    rule = "krait_program" if folder.program else "krait_library"
    rules = {rule} | ({"krait_generate"} if folder.generated else set())
    extra = ["//include/krait"] if public_headers_used(folder.path) else []
    blocks = [HEADER + load(*rules)]
    blocks += [generate_call(plan, folder, *generated) + "\n" for generated in folder.generated]
    blocks.append(call(rule, [
        ("name", folder.program),
        ("exceptions", True if folder.exceptions and not folder.program else None),
        ("generated", sorted(folder.outputs) or None),
        ("deps", deps_of(plan, folder.path, folder.deps, extra)),
    ]) + "\n")
    return "\n".join(blocks)


def test_headers_used(folder):
    """The folders whose test headers another folder's tests include, or those headers."""
    found, new = set(), {folder}
    while new:
        found |= new
        files = [file for use in new for file in (house.ROOT / use).iterdir()
                 if file.suffix in (".cc", ".h")]
        new = {include.rpartition("/")[0] for file in files
               for include in re.findall(r'^#include "(tests/unit/.*)"', file.read_text(), re.M)}
        new -= found
    return found - {folder}


def test_build_file(plan, test_folder):
    """tests/unit/vm/object depends on //vm/object, and on what krait_unit_tests(DEPS) adds."""
    tested = test_folder.removeprefix("tests/unit/")
    deps = []
    cmake_file = house.ROOT / test_folder / "CMakeLists.txt"
    if cmake_file.exists():
        for name, arguments in house.cmake_calls(cmake_file):
            if name == "krait_unit_tests":
                deps = house.keyword_arguments(arguments, {"DEPS"}).get("DEPS", [])
    extra = [f"//{folder}:headers" for folder in test_headers_used(test_folder)]
    if tested in plan.folders:
        program = plan.folders[tested].program
        extra.append(f"//{tested}:objects" if program else f"//{tested}")
    arguments = [("deps", deps_of(plan, test_folder, deps, extra))]
    return "\n".join([HEADER + load("krait_test"), call("krait_test", arguments) + "\n"])


def expected_build_files():
    """Path of each BUILD file that follows from CMake's files -> its text."""
    plan = house.House()
    expected = {
        f"{folder.path}/BUILD": folder_build_file(plan, folder)
        for folder in plan.folders.values()
    }
    tests = {file.parent for file in (house.ROOT / "tests" / "unit").rglob("*_test.cc")}
    for folder in sorted(str(test.relative_to(house.ROOT)) for test in tests):
        expected[f"{folder}/BUILD"] = test_build_file(plan, folder)
    return expected


def unlisted_folders():
    """Folders with a krait_library that no krait_add_folders names: they would never be built."""
    listed = set(house.House().order)
    for root in ("gil", "vm", "jit", "cli"):
        for file in sorted((house.ROOT / root).rglob("CMakeLists.txt")):
            folder = str(file.parent.relative_to(house.ROOT))
            if folder not in listed:
                yield f"{folder} is not in the list of folders in CMakeLists.txt: never built"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the BUILD files")
    options = parser.parse_args()
    complaints = list(unlisted_folders())
    try:
        expected = expected_build_files()
    except Mismatch as mismatch:
        sys.exit(str(mismatch))
    written = 0
    for path, text in expected.items():
        file = house.ROOT / path
        if file.exists() and file.read_text() == text:
            continue
        if options.write:
            file.write_text(text)
            written += 1
        else:
            complaints.append(f"{path} {'differs' if file.exists() else 'is missing'}")
    for complaint in complaints:
        print(complaint)
    if complaints:
        sys.exit("The builds disagree; tools/check_build_files.py --write mends BUILD files.")
    print(f"{len(expected)} BUILD files agree with CMake" + (f", {written} written." if written else "."))


if __name__ == "__main__":
    main()
