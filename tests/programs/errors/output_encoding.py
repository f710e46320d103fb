# krait: short
# Text that the stream's encoding cannot hold: stdout is strict, stderr escapes.
import sys

print("\ud800 escaped on stderr \udfff", file=sys.stderr)
try:
    print("before", "\ud800", "after")
except UnicodeEncodeError as error:
    print(error)
sys.stdout.reconfigure(errors="replace")
print("replaced: \ud800")
sys.stdout.reconfigure(errors="xmlcharrefreplace", encoding="ascii")
print("references: é 漢 \ud800")
sys.stdout.reconfigure(errors="backslashreplace")
print("escapes: é 漢 🐍")
sys.stdout.reconfigure(encoding="latin-1", errors="strict")
print("latin-1: é")
sys.stdout.reconfigure(encoding="utf-8")
raise ValueError("surrogate in the message: \ud800 é")
