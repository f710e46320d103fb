# krait: short
# The shortest decimal text that reads back as the same float, and formatting with fixed digits.
seeds = [1, 3, 7, 9, 11, 12345, 99991, 2**31 - 1]
scale = [1e-310, 1e-100, 1e-7, 1e-4, 1e-3, 0.1, 1.0, 10.0, 1e15, 1e16, 1e17, 1e100, 1e290]
for seed in seeds:
    for factor in scale:
        value = seed / 7 * factor
        text = repr(value)
        assert float(text) == value, text
        print(text, end=" ")
    print()
for exponent in range(-330, 310, 13):
    value = float(f"1e{exponent}")
    print(value, value * 3, value / 3)
for value in (0.0, 0.5, 1.5, 2.5, 123.456, 1e10, 1.005, 2.675, 1e-7, 99999.5, 0.00012345, 1e21,
        6.02214076e23):
    print(
        f"{value:.0f} {value:.1f} {value:.2f} {value:.10f} {value:e} {value:.0e}"
        f" {value:.3e} {value:g} {value:.3g} {value:.15g} {value:.17g}")
    print(
        f"{value:#.0f} {value:#g} {value:%} {value:.1%} {value:n} {value:+} {value: }"
        f" {value:012.3f} {value:,.2f} {value:_.1f} {value:E} {value:G}")
for value in (float("inf"), float("-inf"), float("nan")):
    print(
        f"{value} {value:f} {value:F} {value:e} {value:G} {value:+} {value:08} {value:>8}"
        f" {value:%}")
x = 1.0
for _ in range(60):
    x = x * 1.7 - 0.3
    print(x, end=" ")
print()
print([float(s) for s in ("0.1", "1e5", "123456789012345678", "1.7976931348623158e308", "4.9e-324",
    "2.4703282292062327e-324", "2.4703282292062328e-324")])
