#!/usr/bin/python3
"""For parser_test.cc: of each source file named on standard input, a line with what ast.dump says of
its tree, places included; an empty line if CPython refuses the text, or its encoding is another
than plain UTF-8."""

import ast
import io
import sys
import tokenize
import warnings

warnings.simplefilter("ignore")
sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
for path in sys.stdin.read().splitlines():
    with open(path, "rb") as file:
        source = file.read()
    try:
        if tokenize.detect_encoding(io.BytesIO(source).readline)[0] != "utf-8":
            raise ValueError
        print(ast.dump(ast.parse(source), include_attributes=True))
    except (SyntaxError, ValueError):
        print()
