# krait: short
# posix._exit leaves at once: nothing buffered is written, no handler runs.
import atexit
import posix
import sys

atexit.register(print, "never")
print("flushed by hand")
sys.stdout.flush()
print("lost in the buffer")
try:
    posix._exit(9)
finally:
    print("never")
