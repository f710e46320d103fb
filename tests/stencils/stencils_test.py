#!/usr/bin/python3
"""Tests how stencils are made.

    tests/stencils/stencils_test.py [--compiler CLANG++]
    tests/stencils/stencils_test.py --write     writes reviewed.txt anew: read what changed
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
REVIEWED = FOLDER / "reviewed.txt"
sys.path.append(str(ROOT / "stencils"))

import extract
import make_table
import tidy_assembly

compiler = "clang++-19"

PARAMETERS = "long a, long b, double x"
PREAMBLE = f"""
#define STENCIL extern "C" __attribute__((preserve_none)) void
STENCIL krait_hole_next({PARAMETERS});
STENCIL krait_hole_exit({PARAMETERS});
extern "C" char krait_hole_constant[];
extern "C" long elsewhere;
extern "C" long call(long);
#define GO(where) [[clang::musttail]] return where(a, b, x)
struct Row {{ decltype(&krait_hole_next) function; unsigned short op; char placement[4]; }};
#define ROW(name) [[gnu::used, gnu::section("krait_stencils")]] extern const Row row_##name = \\
    {{&name, 7, {{0, 0, -2, 0}}}};
"""


def make(work, text):
    """The table of one stencil, `body`."""
    source = pathlib.Path(work) / "body.cc"
    source.write_text(f"{PREAMBLE}\nSTENCIL body({PARAMETERS}) {{ {text} }}\nROW(body)\n")
    target, _ = make_table.compile_unit(compiler, pathlib.Path(work), source, "body", [])
    (_, _, stencil), = extract.read_rows(target)
    return stencil


def reviewed_text():
    """The assembly of the stencils in reviewed.cc, hot part and cold one."""
    with tempfile.TemporaryDirectory() as work:
        make_table.compile_unit(compiler, pathlib.Path(work), FOLDER / "reviewed.cc", "r", [])
        text = (pathlib.Path(work) / "r.tidy.s").read_text()
    wanted = []
    is_wanted = False
    for line in text.split("\n"):
        name = re.match(r"_ZN5krait8stencils9OpStencil\w+:", line)
        if name:
            demangled = subprocess.run(["c++filt", name[0][:-1]], capture_output=True, text=True,
                                       check=True).stdout
            shown = re.sub(r"krait::(uop::|stencils::)?", "", demangled.partition("(krait::stencils::Act")[0])
            wanted.append("\n" + shown.removeprefix("void "))
            is_wanted = True
        elif line.startswith("\t.section") and ".text.cold." in line:
            wanted.append("  cold:")
            is_wanted = True
        elif line.startswith(("\t.section", ".Lfunc_end")):
            is_wanted = False
        elif is_wanted and line.strip():
            wanted.append("  " + line.expandtabs(8).strip() if line.startswith(".L")
                          else "    " + re.sub(r"\s+", " ", line.strip()))
    return "\n".join(wanted).strip() + "\n"


class StencilTest(unittest.TestCase):
    maxDiff = None

    def make(self, text):
        with tempfile.TemporaryDirectory() as work:
            return make(work, text)

    def test_what_comes_next_follows(self):
        code, holes, cold, _ = self.make("a += b; GO(krait_hole_next);")
        self.assertEqual(holes, [])
        self.assertEqual(cold, b"")
        self.assertEqual(len(code), 3)  # one add

    def test_ways_out_are_cold_or_none(self):
        code, holes, cold, _ = self.make("if (a < b) [[unlikely]] GO(krait_hole_exit);"
                                         "GO(krait_hole_next);")
        self.assertEqual([kind for _, kind, _ in holes], ["kExit"])
        self.assertEqual(cold, b"")
        self.assertEqual(len(code), 9)  # a comparison and a jump
        _, holes, cold, cold_holes = self.make(
            "if (a == b) [[unlikely]] { a *= a; b = 3; GO(krait_hole_exit); } GO(krait_hole_next);")
        self.assertEqual([kind for _, kind, _ in holes], ["kCold"])
        self.assertEqual([kind for _, kind, _ in cold_holes], ["kExit"])
        self.assertNotEqual(cold, b"")

    def test_constants(self):
        _, holes, _, _ = self.make("a += (long)krait_hole_constant; GO(krait_hole_next);")
        self.assertEqual([kind for _, kind, _ in holes], ["kConstant32"])

    def test_no_stack(self):
        with self.assertRaisesRegex(tidy_assembly.NoStencil, "body: (push|call)"):
            self.make("a = call(a); GO(krait_hole_next);")

    def test_no_constants_in_memory(self):
        with self.assertRaisesRegex(tidy_assembly.NoStencil, r"body: .*\.LCPI"):
            self.make("x *= 2.5; GO(krait_hole_next);")

    def test_nothing_from_elsewhere(self):
        with self.assertRaisesRegex(extract.Unplaceable, "body: nothing fills .* for elsewhere"):
            self.make("a = elsewhere; GO(krait_hole_next);")

    def test_what_is_next_on_a_condition_follows(self):
        code, holes, cold, cold_holes = self.make(
            "if (a != b) GO(krait_hole_next); x += x; GO(krait_hole_exit);")
        self.assertEqual([kind for _, kind, _ in holes], ["kCold"])
        self.assertEqual([kind for _, kind, _ in cold_holes], ["kExit"])
        self.assertEqual(code[-6:-4], b"\x0f\x84")  # je

    def test_reviewed(self):
        self.assertEqual(reviewed_text(), REVIEWED.read_text(),
                         "read the new machine code, then: tests/stencils/stencils_test.py --write")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == ["--compiler"]:
        compiler = arguments[1]
        del arguments[:2]
    if arguments == ["--write"]:
        REVIEWED.write_text(reviewed_text())
    else:
        unittest.main(argv=sys.argv[:1] + arguments)
