# krait: short
# Floats to text: repr's shortest form and every presentation type, width, sign and grouping.
INF = float("inf")
NAN = float("nan")


def tell(value, spec):
    try:
        return format(value, spec)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for value in (0.0, -0.0, 1.0, 0.1, 1e15, 1e16, 123456789012345680.0, 1e-4, 1e-5, 0.00012345, 1e22,
              1e21, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 1 / 3, 2 / 3, 100.0,
              1e100, 9007199254740993.0, 4.35, 0.3, 2.675, 1.005, INF, -INF, NAN, 299792458.0,
              6.62607015e-34):
    print(repr(value), str(value), f"{value}", "%s|%r" % (value, value))
SPECS = ["", "f", ".0f", ".1f", ".2f", ".10f", ".20f", "e", ".0e", ".3e", ".17e", "g", ".0g", ".1g",
         ".3g", ".17g", "G", "E", "F", "%", ".0%", ".2%", "n", "#.0f", "#.0e", "#g", "#.3g", "#",
         "+", " ", "-", "10", "<10", "^10", "=10", "010", "+010.2f", "*>12.3e", ",", ",.2f", "_.3f",
         "020,.2f", "+020_", ".3", ".0", ".1", "#.3", "z", "z.1f", "+z.0f", ".2", "12.4", "015,"]
for spec in SPECS:
    print(repr(spec), *[tell(v, spec) for v in (0.0, -0.0, 1.5, -0.04, 1234567.891, 1e-7, 1e20, INF,
                                                -INF, NAN)],
          sep=" | ")
for spec in ("d", "x", "s", "c", "b", ".", ".f", "5.2.2", ",_", "_,", "=", "é", "!r", ".-1f", "zz",
             "f5", ".99999999999999999999f", ",n", "0", "00", "é<5.1f"):
    print(repr(spec), tell(2.5, spec))
for value in (0.5, 1.5, 2.5, 0.25, 0.125, 0.375, 1e16 / 3, 2.5e-5, 999.9995, 0.00009999995, 9.5,
              99.95):
    print(value, "%.0f %.1f %.2f %.3g %.1e %g %G" % ((value,) * 7), round(value), round(value, 1))
print("%5.1f|%-8.2f|%+.3e|%08.3f|% f|%#.0f|%e|%E|%F|%g" % ((3.14159,) * 10))
print("%f %e %g %5.1f %05.1f %-6.1f| %+f" % (INF, -INF, NAN, INF, -INF, NAN, INF))
print("%.*f %*.*f %-*g|" % (2, 1.23456, 8, 3, 2.34567, 7, 5.5))
print("%.50f" % 0.1)
print("%.0f %.0f" % (1e22, 123456789012345678))
print(f"{1e300:f}"[:40], len(f"{1e308:.10f}"), f"{5e-324:.400f}"[-100:-60], f"{1.1:.60f}")
for precision in range(0, 18):
    print(f"{2 / 3:.{precision}f} {2 / 3:.{precision}e}",
          f"{2e10 / 3:.{precision}g} {1e23:.{precision}g}")
for exponent in range(-6, 20, 2):
    value = 1.2345678 * 10.0**exponent
    print(repr(value), f"{value:g}", f"{value:n}", f"{value:.12}", f"{value:,}")
for text in ("%d", "%i", "%x", "%c", "%u", "%o"):
    try:
        print(text % 3.99)
    except TypeError as error:
        print(text, error)
for text in ("%d", "%d"):
    for value in (INF, NAN):
        try:
            print(text % value)
        except Exception as error:
            print(type(error).__name__, error)
try:
    print("%f" % "x")
except TypeError as error:
    print(error)
