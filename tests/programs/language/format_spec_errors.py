# krait: short
# format() over types and specs, one table: values or exact errors.
values = [0, 7, -1234567, 10**25, True, 1.5, -0.0, 1e100, float("nan"), float("inf"), 2 + 3j,
    "text", "", "é漢", None, [1], b"b"]
specs = ["", "d", "5", "<5", ">5", "^5", "=5", "*^9", "05", "+", "-", " ", "#x", "#X", "o", "b",
    "c", "n", "e", "E", ".2e", "f", "F", ".3f", "g", "G", ".4g", "%", ".0%", "s", ".2s",
         "10.3", ",", "_", "_x", "_b", ",.2f", "_.1f", "#", "#.3g", "#.0f", "0=+10", "z", ".f",
         "5.", "x<", "<<9", "q", "5d5", "{", "=", "é>9", "z.1f", "+z.0f", "-010,", "012_b"]
for value in values:
    line = []
    for spec in specs:
        try:
            line.append(format(value, spec))
        except Exception as error:
            line.append(f"{type(error).__name__}: {error}")
    print(repr(value))
    for spec, result in zip(specs, line):
        print(f"  {spec!r:9} {result!r}")
for args in ((), (1, 2, 3), (1, b""), (1, None)):
    try:
        print(format(*args))
    except TypeError as error:
        print(error)
print(format(3), format("x", ">3"), (5).__format__("x"), "a".__format__("<3"),
    object.__format__(5, ""))
try:
    object().__format__("x")
except TypeError as error:
    print(error)
