# krait: short
# An int that no C int can hold.
raise SystemExit(2**100)
