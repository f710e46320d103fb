# krait: short
raise SystemExit("two", 2)
