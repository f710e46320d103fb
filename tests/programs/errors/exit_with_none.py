# krait: short
print("fine")
raise SystemExit(None)
