"""Writes the compiled patterns that programs/regex_direct.py carries.

Krait runs .pyc files and has no compiler for source yet, so `re` cannot be imported there; the
matcher `_sre` can be used directly, given the code list that CPython's own pattern compiler
makes. The lists depend on the version of the matcher (`_sre.MAGIC`), so they are made once per
interpreter:

    python3 bench/generate_regex_codes.py            # python3 and pypy3 where present
"""

import os
import shutil
import subprocess
import sys
import warnings

PATTERNS = {
    "words": (r"\b[A-Za-z]\w*\b", ""),
    "address": (r"(?P<user>[\w.+-]+)@(?P<host>[\w-]+(?:\.[\w-]+)+)", ""),
    "number": (r"[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?", ""),
    "setting": (r"^\s*([a-z_]+)\s*=\s*(\"[^\"]*\"|\S+)\s*$", "m"),
    "keyword": (r"(?:import|from|while|return|yield|lambda|class)\b", ""),
    "lazy": (r"<(\w+)>.*?</\1>", "s"),
    "ahead": (r"\w+(?=:)(?!::)", ""),
    "anycase": (r"quick|l[aA]zy\s+dog", "i"),
    "separator": (r"[\s,;]+", ""),
    "nested": (r"(?:(?:ab|a)(?:c|bcd)(?:d*))+e", ""),
}
BEGIN, END = "# BEGIN GENERATED\n", "# END GENERATED\n"


def compiled():
    """(pattern, flags, code, groups, groupindex, indexgroup) per name, for this interpreter."""
    warnings.simplefilter("ignore", DeprecationWarning)
    import _sre
    import sre_compile
    import sre_parse
    letters = {"m": sre_compile.SRE_FLAG_MULTILINE, "s": sre_compile.SRE_FLAG_DOTALL,
               "i": sre_compile.SRE_FLAG_IGNORECASE}
    result = {}
    for name, (text, options) in PATTERNS.items():
        parsed = sre_parse.parse(text, sum(letters[o] for o in options))
        state = parsed.state
        order = [None] * state.groups
        for group, number in state.groupdict.items():
            order[number] = group
        result[name] = (text, state.flags, [int(word) for word in sre_compile._code(parsed, 0)],
                        state.groups - 1, dict(state.groupdict), tuple(order))
    return _sre.MAGIC, result


def literal(magic, table):
    lines = ["    %d: {\n" % magic]
    for name, (text, flags, code, groups, index, order) in table.items():
        lines.append("        %r: (%r, %d, [\n" % (name, text, flags))
        row = "           "
        for word in code:
            piece = " %d," % word
            if len(row) + len(piece) > 100:
                lines.append(row + "\n")
                row = "           "
            row += piece
        lines.append(row + "\n        ], %d, %r, %r),\n" % (groups, index, order))
    return "".join(lines) + "    },\n"


def main():
    if sys.argv[1:] == ["--print"]:
        sys.stdout.write(literal(*compiled()))
        return
    blocks = []
    for name in ("python3", "pypy3"):
        interpreter = shutil.which(name, path="/usr/bin:" + os.environ.get("PATH", ""))
        if interpreter:
            blocks.append(subprocess.run([interpreter, __file__, "--print"], check=True,
                                         stdout=subprocess.PIPE, text=True).stdout)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs", "regex_direct.py")
    with open(path) as file:
        text = file.read()
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    with open(path, "w") as file:
        file.write(before + BEGIN + "CODES = {\n" + "".join(blocks) + "}\n" + END + after)


if __name__ == "__main__":
    main()
