# krait: short
# krait: env PYTHONIOENCODING=ascii:backslashreplace
import sys

print("é 漢 🐍", sys.stdout.encoding, sys.stdout.errors, sys.stderr.encoding, sys.stderr.errors,
    sys.stdin.encoding)
raise ValueError("é in a traceback")
