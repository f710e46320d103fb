# krait: short
# krait: env PYTHONFAULTHANDLER=1
"""The fault handler is on from the start when the environment says so."""
import sys

print("faulthandler" in sys.modules)
import faulthandler

print(faulthandler.is_enabled())
print(faulthandler.disable())
print(faulthandler.is_enabled())
