# krait: short
# Any other object is printed to standard error, and the code is 1.
import sys

print("before")
sys.exit("a message é 🐍 with \ud800 surrogate")
