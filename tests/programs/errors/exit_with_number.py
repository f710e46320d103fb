# krait: short
# SystemExit with an int: the exit code, after finally blocks and exit handlers ran.
import atexit
import sys

atexit.register(print, "exit handler")
try:
    print("leaving")
    sys.exit(42)
finally:
    print("finally")
