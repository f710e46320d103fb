# krait: short
# The default action of SIGTERM: death without any Python code running.
import _signal
import sys

print("alive")
sys.stdout.flush()
print("lost in the buffer")
_signal.raise_signal(_signal.SIGTERM)
