#!/usr/bin/python3
"""What the ast module knows of the classes of nodes named in the arguments, for ast_test.cc: a line
each with name, base ("-": none but AST), "placed" if it has line numbers, and the fields."""

import ast
import sys

for name in sys.argv[1:]:
    cls = getattr(ast, name)
    base = "-" if cls.__base__ is ast.AST else cls.__base__.__name__
    print(name, base, *(["placed"] if cls._attributes else []), *cls._fields)
