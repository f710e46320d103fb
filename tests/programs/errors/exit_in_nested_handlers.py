# krait: short
# SystemExit replaces what was being handled; a finally may replace SystemExit in turn.
import sys

try:
    try:
        sys.exit(3)
    finally:
        raise ValueError("instead of leaving")
except ValueError as error:
    print("caught", error, repr(error.__context__))
try:
    raise KeyError("being handled")
except KeyError:
    sys.exit(4)
