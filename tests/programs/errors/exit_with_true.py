# krait: short
raise SystemExit(True)
