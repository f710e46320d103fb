"""docs/ladder.md: what a whole run of the ladder came to."""

import collections
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
TABLE = ROOT / "docs" / "ladder.md"
MODES = ("gil", "free")
CPYTHON_ONLY = ("implementation detail specific to cpython", "implementation detail not available")

HEAD = """# CPython's test suite as a ladder

Made by `tests/ladder/ladder.py --write` with the tests of CPython 3.11.2 (Debian's
`libpython3.11-testsuite`). A case is a test method or a doctest. Not counted are cases that say
nothing of Krait: those CPython keeps to itself (cpython_only), those of its C API, those that wait
for a reference count to reach zero at once, and those that CPython itself skips in such a run.

"""


def read_lines(path):
    if not path.exists():
        return []
    lines = path.read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def read_excluded():
    """{case: reason}"""
    return dict(line.split("\t") for line in read_lines(FOLDER / "EXCLUDED"))


class Module:
    """The cases of one module: all that CPython has, sorted by what became of them."""

    def __init__(self, name, runs, excluded):
        self.name = name
        self.oracle = runs["oracle", name].outcomes
        self.outcomes = {mode: runs[mode, name].outcomes for mode in MODES}
        self.reasons = {}
        for case in self.oracle:
            reason = self.reason(case, excluded)
            if reason:
                self.reasons[case] = reason

    def reason(self, case, excluded):
        """Why the case does not count, if it does not."""
        if self.oracle[case].kind != "pass":
            return "CPython skips it"
        if case in excluded:
            return excluded[case]
        outcome = self.outcomes["gil"].get(case)
        if outcome and outcome.kind == "skip":
            if outcome.detail.startswith(CPYTHON_ONLY):
                return "cpython-only"
            if outcome.detail == "C API" or "_testcapi" in outcome.detail:
                return "C API"
        return ""

    def passed(self, mode, counted):
        return sum(outcome.kind == "pass" and not (counted and case in self.reasons)
                   for case, outcome in self.outcomes[mode].items())

    def counted(self):
        return len(self.oracle) - len(self.reasons)

    def failing(self):
        """(case, what it came to) of each that counts and does not pass in both modes."""
        for case in self.oracle:
            if case in self.reasons:
                continue
            for mode in MODES:
                outcome = self.outcomes[mode].get(case)
                if outcome is None or outcome.kind != "pass":
                    text = ": ".join(outcome) if outcome else "not found"
                    yield case, text
                    break


def percent(part, whole):
    return f"{100 * part / whole:.1f}%" if whole else "-"


def total_row(label, modules):
    cases = sum(len(module.oracle) for module in modules)
    counted = sum(module.counted() for module in modules)
    cells = [label, cases, counted]
    for mode in MODES:
        passed = sum(module.passed(mode, True) for module in modules)
        cells.append(f"{passed} ({percent(passed, counted)})")
    for mode in MODES:
        passed = sum(module.passed(mode, False) for module in modules)
        cells.append(f"{passed} ({percent(passed, cases)})")
    return cells


def table_lines(heads, rows):
    yield "| " + " | ".join(heads) + " |"
    yield "|---|" + "---:|" * (len(heads) - 1)
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"


def clean(text):
    return " ".join(text.replace("|", "\\|").replace("`", "'").split())[:120]


def write(tiers, names, runs):
    excluded = read_excluded()
    modules = [Module(name, runs, excluded) for name in names]
    heads = ["", "Cases", "Counted", "Pass, GIL", "Pass, no GIL", "Of all, GIL", "Of all, no GIL"]
    letters = sorted({tiers[name] for name in names})
    rows = [total_row(f"Tier {letter}", [m for m in modules if tiers[m.name] == letter])
            for letter in letters]
    lines = [*table_lines(heads, [*rows, total_row("Together", modules)]), ""]

    reasons = collections.Counter(reason for m in modules for reason in m.reasons.values())
    lines += ["## Not counted", ""]
    lines += [*table_lines(["Reason", "Cases"], reasons.most_common()), ""]

    failing = [row for module in modules for row in module.failing()]
    lines += [f"## Counted, and not passing: {len(failing)}", ""]
    lines += [*table_lines(["Case", "What it came to"],
                           [(f"`{case}`", clean(text)) for case, text in failing]), ""]

    lines += ["## Modules", ""]
    rows = [(f"{tiers[m.name]} {m.name}", len(m.oracle), m.counted(), m.passed("gil", True),
             m.passed("free", True)) for m in modules]
    lines += table_lines(["Module", "Cases", "Counted", "Pass, GIL", "Pass, no GIL"], rows)
    TABLE.write_text(HEAD + "\n".join(lines) + "\n")
