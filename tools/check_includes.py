#!/usr/bin/env python3
"""Checks that includes and DEPS point down the house, and includes only to what DEPS name.

The order of the folders is that of krait_add_folders in CMakeLists.txt. Beyond it:
- gil includes only abseil, the C++ library and the system's own headers;
- only vm/api, jit/api and cli include the public headers; these include only each other, abseil and C++;
- gmp.h is for vm/number alone, and nobody includes iostreams;
- a header starts its life with #pragma once, a quoted path starts at the root and exists.
Tests, benchmarks and examples may include anything.

    tools/check_includes.py        prints FILE:LINE: MESSAGE for each breach; exit code 1 if any
"""

import re
import sys

import house

INCLUDE = re.compile(r'\s*#\s*include\s*(["<])([^">]+)[">]')

PUBLIC = "include/krait"
PUBLIC_USERS = {"vm/api", "jit/api", "cli"}
STREAMS = {"iostream", "istream", "ostream", "sstream", "fstream", "iomanip", "syncstream"}
TEST_LIBRARIES = ("gtest/", "gmock/", "benchmark/")
GMP_FOLDERS = {"vm/number"}


class Checker:
    def __init__(self):
        self.house = house.House()
        self.breaches = []

    def run(self):
        for folder in self.house.folders.values():
            self.check_deps(folder)
        roots = ("gil", "vm", "jit", "cli", "include")
        for file in house.sources(*(r for r in roots if (house.ROOT / r).is_dir())):
            self.check_file(file)
        return self.breaches

    def report(self, file, line, message):
        self.breaches.append(f"{file.relative_to(house.ROOT)}:{line}: {message}")

    def check_deps(self, folder):
        for dep in folder.deps:
            there = self.house.folder_of_target(dep)
            if there is None:
                if dep.startswith("krait::") and dep != "krait::krait":
                    self.report(folder.cmake_file, 1, f"there is no {dep}")
            elif there not in self.house.folders:
                self.report(folder.cmake_file, 1, f"{dep} is not there yet")
            elif self.house.folders[there].rank >= folder.rank:
                self.report(folder.cmake_file, 1, f"{folder.path} may not depend on {dep} above it")

    def check_file(self, file):
        home = str(file.parent.relative_to(house.ROOT))
        if home != PUBLIC and home not in self.house.order:
            self.report(file, 1, f"{home} is not in CMakeLists.txt's list of folders: never built")
            return
        text = file.read_text()
        if file.suffix == ".h" and not re.search(r"^#pragma once$", text, re.MULTILINE):
            self.report(file, 1, "a header needs #pragma once")
        for number, line in enumerate(text.splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            quoted, path = match[1] == '"', match[2]
            check = self.check_quoted if quoted else self.check_angled
            message = check(home, path)
            if message:
                self.report(file, number, message)

    def check_angled(self, home, path):
        if path in STREAMS:
            return f"<{path}>: iostreams are not used here"
        if path.startswith(TEST_LIBRARIES):
            return f"<{path}> is for tests and benchmarks"
        if path.startswith("absl/") or (house.ROOT / path).exists():
            return f"<{path}> belongs in quotes"
        if path == "gmp.h" and home not in GMP_FOLDERS:
            return "gmp.h is for vm/number alone"
        if path.endswith(".h") and home == PUBLIC:
            return f"a public header includes only its like, abseil and C++, not <{path}>"
        return None

    def check_quoted(self, home, path):
        if path.startswith("absl/"):
            return None
        if path.startswith(TEST_LIBRARIES):
            return f'"{path}" is for tests and benchmarks'
        if path.startswith("krait/"):
            return self.check_public(home, path)
        there = path.rpartition("/")[0]
        if there not in self.house.order:
            return f'"{path}" does not start with a folder of the house'
        folder = self.house.folders.get(there)
        generated = folder is not None and path[len(there) + 1 :] in folder.outputs
        if not generated and not (house.ROOT / path).exists():
            return f'there is no "{path}"'
        return self.check_direction(home, there)

    def check_public(self, home, path):
        if home != PUBLIC and home not in PUBLIC_USERS:
            return f"{home} may not include the public headers (only {', '.join(sorted(PUBLIC_USERS))} do)"
        if not (house.ROOT / "include" / path).exists():
            return f'there is no "include/{path}"'
        return None

    def check_direction(self, home, there):
        if home == PUBLIC:
            return f"a public header may not include {there}"
        order = self.house.order
        if order.index(there) > order.index(home):
            return f"{home} may not include {there}, which stands above it"
        if home in self.house.folders and there not in self.house.reachable(home):
            target = "krait::" + there.replace("/", "_")
            return f"{home} includes {there} without naming {target} in its DEPS"
        return None


def main():
    breaches = Checker().run()
    for breach in breaches:
        print(breach)
    if breaches:
        sys.exit(f"{len(breaches)} breach{'es' if len(breaches) > 1 else ''} of the include rule")
    print("Includes point down only.")


if __name__ == "__main__":
    main()
