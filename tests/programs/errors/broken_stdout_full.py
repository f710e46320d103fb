# krait: short
# Standard output is a full device: an explicit flush raises, the one at exit fails too.
import posix
import sys

posix.dup2(posix.open("/dev/full", posix.O_WRONLY), 1)
print("cannot be written")
try:
    sys.stdout.flush()
except OSError as error:
    print(type(error).__name__, error, file=sys.stderr)
print("cannot be written either")
