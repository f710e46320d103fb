"""Prints the path of a 3.11 .pyc file for every source of the standard library that compiles.

    stdlib_pycs.py CACHE

Files that the installation does not have compiled already are compiled into the folder CACHE.
"""

import os
import py_compile
import sys
import warnings
import sysconfig
from importlib.util import cache_from_source

warnings.simplefilter("ignore")
cache = sys.argv[1]
stdlib = sysconfig.get_path("stdlib")
for folder, folders, files in os.walk(stdlib):
    folders.sort()
    for file in sorted(files):
        source = os.path.join(folder, file)
        if not file.endswith(".py"):
            continue
        compiled = cache_from_source(source)
        if not os.path.exists(compiled):
            compiled = os.path.join(cache, os.path.relpath(source, stdlib).replace("/", ".") + "c")
            if not os.path.exists(compiled):
                try:
                    py_compile.compile(source, compiled, doraise=True)
                except (py_compile.PyCompileError, UnicodeDecodeError):
                    continue  # bad on purpose: lib2to3 and the test suite have some
        print(compiled)
