"""Writes the compiled patterns into programs that use the matcher `_sre` directly.

Krait runs .pyc files and has no compiler for source yet, so `re` cannot be imported there; the
matcher can be used directly, given the code list that CPython's own pattern compiler makes. A
program says `PATTERNS = {name: (pattern, flag letters), ...}`; this puts the matching
`CODES = {magic: {name: arguments of _sre.compile}}` between its two marker lines. The lists depend
on the version of the matcher (`_sre.MAGIC`): benchmarks also get those of PyPy, where present.

    python3 bench/generate_regex_codes.py [FILE ...]       # default: programs/regex_direct.py
"""

import ast
import os
import shutil
import subprocess
import sys
import warnings

BENCHMARKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs")
BEGIN, END = "# BEGIN GENERATED\n", "# END GENERATED\n"


def patterns_of(path):
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "PATTERNS":
            return ast.literal_eval(node.value)
    sys.exit("%s: no 'PATTERNS = {...}'" % path)


def compiled(patterns):
    """{name: (pattern, flags, code, groups, groupindex, indexgroup)} for this interpreter."""
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_compile
    import sre_parse
    result = {}
    for name, (text, letters) in patterns.items():
        flags = sum(sre_parse.FLAGS[letter] for letter in letters)
        parsed = sre_parse.parse(text, flags)
        state = parsed.state
        order = [None] * state.groups
        for group, number in state.groupdict.items():
            order[number] = group
        code = [int(word) for word in sre_compile._code(parsed, flags)]
        result[name] = (text, int(flags | state.flags), code, state.groups - 1,
                        dict(state.groupdict), tuple(order))
    return result


def literal(magic, table):
    lines = ["    %d: {\n" % magic]
    for name, (text, flags, code, groups, index, order) in table.items():
        lines.append("        %s: (%s, %d, [\n" % (ascii(name), ascii(text), flags))
        row = "           "
        for word in code:
            piece = " %d," % word
            if len(row) + len(piece) > 100:
                lines.append(row + "\n")
                row = "           "
            row += piece
        lines.append(row + "\n        ], %d, %s, %s),\n" % (groups, ascii(index), ascii(order)))
    return "".join(lines) + "    },\n"


def rewrite(path):
    names = ["python3"]
    if os.path.dirname(os.path.abspath(path)) == BENCHMARKS:
        names.append("pypy3")
    blocks = []
    for name in names:
        interpreter = shutil.which(name, path="/usr/bin:" + os.environ.get("PATH", ""))
        if interpreter:
            made = subprocess.run([interpreter, __file__, "--print", path], check=True,
                                  stdout=subprocess.PIPE, text=True)
            blocks.append(made.stdout)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    with open(path, "w", encoding="utf-8") as file:
        file.write(before + BEGIN + "CODES = {\n" + "".join(blocks) + "}\n" + END + after)


def main():
    arguments = sys.argv[1:]
    if arguments[:1] == ["--print"]:
        import _sre
        sys.stdout.write(literal(_sre.MAGIC, compiled(patterns_of(arguments[1]))))
        return
    for path in arguments or [os.path.join(BENCHMARKS, "regex_direct.py")]:
        rewrite(path)


if __name__ == "__main__":
    main()
