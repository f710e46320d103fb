"""What ast.dump() makes of the library's sources."""

import ast
import binascii
import glob
import os
import tokenize

STEP = 1 if os.environ.get("KRAIT_ALL_SOURCES") else 50

lines = []
paths = sorted(glob.glob("/usr/lib/python3.11/*.py") + glob.glob("/usr/lib/python3.11/*/*.py"))
for path in paths[::STEP]:
    try:
        with tokenize.open(path) as file:
            tree = parse(file.read())
    except SyntaxError:
        continue
    text = ast.dump(tree, include_attributes=True)
    lines.append(f"{path} {len(text)} {binascii.crc32(text.encode('utf-8', 'surrogatepass'))}")
