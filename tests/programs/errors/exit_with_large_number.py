# krait: short
# Exit codes are taken modulo 256.
import sys

sys.exit(256 * 3 + 7)
