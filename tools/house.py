"""The house's plan, as the build files state it: its folders bottom up, and what each depends on.

Read from the CMakeLists.txt files, so that the order and the dependencies are written down once.
"""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent

_TOKEN = re.compile(r'#[^\n]*|"(?:[^"\\]|\\.)*"|[()]|[^\s()#"]+')


def cmake_calls(path):
    """The calls of a CMake file, in order: (name, [argument, ...]), with foreach() unrolled."""
    return _unroll(_calls_as_written(path))


def _calls_as_written(path):
    calls = []
    name, depth, previous = None, 0, None
    for token in _TOKEN.findall(path.read_text()):
        if token.startswith("#"):
            continue
        if token == "(":
            depth += 1
            if depth == 1:
                name = previous
                calls.append((name, []))
        elif token == ")":
            depth -= 1
        elif depth:
            calls[-1][1].append(token.strip('"'))
        previous = token
    return calls


def _unroll(calls):
    """Repeats what stands between foreach(VARIABLE ITEM...) and endforeach() for each item."""
    unrolled = []
    loop = None  # (variable, items, where the body starts)
    for name, arguments in calls:
        if name == "foreach":
            loop = arguments[0], arguments[1:], len(unrolled)
        elif name == "endforeach":
            variable, items, start = loop
            body = unrolled[start:]
            unrolled[start:] = [
                (call, [word.replace("${" + variable + "}", item) for word in words])
                for item in items
                for call, words in body
            ]
        else:
            unrolled.append((name, arguments))
    return unrolled


def keyword_arguments(arguments, keywords):
    """{"DEPS": [...], ...}, and under "" what stands before the first keyword."""
    values = {"": []}
    key = ""
    for argument in arguments:
        if argument in keywords:
            key = argument
            values.setdefault(key, [])
        else:
            values[key].append(argument)
    return values


class Folder:
    """One folder of the house that exists: one CMake target, one Bazel package."""

    def __init__(self, path, rank):
        self.path = path  # "vm/object"
        self.rank = rank  # its place in the list of all folders, lowest first
        self.cmake_file = ROOT / path / "CMakeLists.txt"
        self.program = None  # "krait", in the folder of the command
        self.exceptions = False
        self.deps = []  # as written: "krait::gil", "absl::strings"
        self.generated = []  # (output, [command word, ...], [depends, ...], [headers of, ...])
        for name, arguments in cmake_calls(self.cmake_file):
            if name == "krait_generate":
                keywords = {"OUTPUT", "COMMAND", "DEPENDS", "HEADERS_OF"}
                values = keyword_arguments(arguments, keywords)
                self.generated.append((values["OUTPUT"][0], values["COMMAND"],
                                       values.get("DEPENDS", []), values.get("HEADERS_OF", [])))
            elif name in ("krait_library", "krait_program"):
                values = keyword_arguments(arguments, {"DEPS", "EXCEPTIONS"})
                self.deps = values.get("DEPS", [])
                self.exceptions = "EXCEPTIONS" in values or name == "krait_program"
                self.program = values[""][0] if name == "krait_program" else None

    @property
    def outputs(self):
        return [generated[0] for generated in self.generated]


class House:
    """All folders. `order` lists also those that are still to come."""

    def __init__(self):
        self.order = [
            folder
            for name, arguments in cmake_calls(ROOT / "CMakeLists.txt")
            if name == "krait_add_folders"
            for folder in arguments
        ]
        self.folders = {
            path: Folder(path, rank)
            for rank, path in enumerate(self.order)
            if (ROOT / path / "CMakeLists.txt").exists()
        }
        self._by_target = {"krait::" + path.replace("/", "_"): path for path in self.order}

    def folder_of_target(self, target):
        """ "krait::vm_object" -> "vm/object"; None for what is not a folder of the house."""
        return self._by_target.get(target)

    def reachable(self, path):
        """The folders whose headers a folder may use: itself and, all the way down, its DEPS."""
        seen = set()
        waiting = [path]
        while waiting:
            current = waiting.pop()
            if current in seen:
                continue
            seen.add(current)
            if current in self.folders:
                deps = map(self.folder_of_target, self.folders[current].deps)
                waiting.extend(dep for dep in deps if dep)
        return seen


def sources(*folders):
    """The .cc, .h, .inc and .def files under the given folders of the root, sorted."""
    return sorted(
        file
        for folder in folders
        for file in (ROOT / folder).rglob("*")
        if file.suffix in (".cc", ".h", ".inc", ".def") and file.is_file()
    )
