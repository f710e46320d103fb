# krait: short
# f-strings: every conversion, spec forms, nesting, self-documenting, quoting, evaluation, errors.
name, number, pi, flag, nothing = "Krait", 42, 3.14159, True, None
items = [1, "two", 3.0]
print(f"{name}", f"{name!s}", f"{name!r}", f"{name!a}", f"{'é'!a}", f"{'é'!r}", f"{number!r:>5}",
    f"{name!s:*^11}")
print(
    f"{number:d}|{number:5}|{number:<5}|{number:^5}|{number:05}|{number:+}|{number:,}"
    f"|{number:x}|{number:#o}|{number:#b}|{number:c}|{number:e}|{number:%}")
print(
    f"{pi:.2f}|{pi:10.3f}|{pi:<10.1f}|{pi:+.0f}|{pi:e}|{pi:g}|{pi:.3}|{pi:08.2f}|{pi!r:.4}"
    f"|{pi!s:>12}")
print(
    f"{name:10}|{name:>10}|{name:^10}|{name:.2}|{name:-<8}|{name:>{number // 4}.{2 + 1}}"
    f"|{name!r:{'^'}{9}}")
print(f"{{}}", f"{{{number}}}", f"{{{{", f"}}}}", f"{ {1: 2}[1] }", f"{ {number} }",
    f"{[n for n in (1, 2)]}", f"{(lambda x: x * 2)(4)}", f"{'nested ' + f'{number}'}")
print(f"{number=}", f"{number = }", f"{name=!s}", f"{pi=:.1f}", f"{number + 1=}",
    f"{ name.upper() = }", f"{items[1]=}", f"{number=!r:>6}", f"{1 < 2 = }")
print(
    f"{flag} {nothing} {items} {...} {int} {items[0]}{items[1]!r} {items!r:>20} {not flag}"
    f" {flag and number} {number if flag else 0}")
print(
    f"{number:{'0'}{8}}{pi:{'.'}{'3'}}" f" joined {name}" " plain " f'{name}' """ triple """
    f"""multi
line {number
     + 1} {
    name
}""")
print(f"\t{name}\n\x41\u00e9\N{BULLET}\\ {'a'}", rf"\n{name}\t", fr"{number:>4}\d", f"{'quote'!r}",
    f'{"double"}')
print(f"", f"{''}", f"plain", f"{'a'}{'b'}{'c'}", f"{1}{2}", f"{f'{number}' + f'{pi!r}'}")
print(
    f"{b'bytes'} {1j} {-0.0} {1e100} {10**30} {2**64:,} {2**64:_x} {-5:03} {-5:=+6} {5: }"
    f" {0x1F:#010x} {0b101:_b} {1234567.891:,.1f} {1234567:_}")
x = 10
print(f"{x!r:^{x}}|{x:{x}}|{x:{'<' if x > 5 else '>'}{x}}|{(y := 5)}{y}|{x:=5}|{x:!<5}")


class Fmt:
    def __format__(self, spec):
        return f"<{spec}>"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


f = Fmt()
print(f"{f}", f"{f:}", f"{f:abc}", f"{f!s}", f"{f!r}", f"{f!s:>5}", f"{f!a:<6}|", f"{f:{f}}",
    f"{f:{'a'}b{'c'}}", f"{f:%Y-%m-%d %H:%M}")


class BadFormat:
    def __format__(self, spec):
        return 5


class BadStr:
    def __str__(self):
        return 5

    def __repr__(self):
        return None


class Raises:
    def __format__(self, spec):
        raise LookupError(spec)


class StrSub(str):
    def __format__(self, spec):
        return "sub:" + spec


print(f"{StrSub('x')}", f"{StrSub('x'):y}", f"{StrSub('x')!s:>3}",
    type(f"{StrSub('x')!s}").__name__)
for case in (
    lambda: f"{BadFormat()}",
    lambda: f"{BadStr()!s}",
    lambda: f"{BadStr()!r}",
    lambda: f"{Raises():spec}",
    lambda: f"{undefined_name}",
    lambda: f"{1 / 0}",
    lambda: f"{5:s}",
    lambda: f"{'a':d}",
    lambda: f"{5:.2d}",
    lambda: f"{5:zz}",
    lambda: f"{5.0:d}",
    lambda: f"{5.0:c}",
    lambda: f"{'a':+}",
    lambda: f"{'a':=5}",
    lambda: f"{'a':,}",
    lambda: f"{5:,x}",
    lambda: f"{5:_,}",
    lambda: f"{5:10000000000000000000000}",
    lambda: f"{-1:c}",
    lambda: f"{0x110000:c}",
    lambda: f"{[]:5}",
    lambda: f"{None:>5}",
    lambda: f"{object:x}",
    lambda: f"{5:{'x'}{None}}",
    lambda: f"{3:>{'w'}}",
):
    try:
        print(case())
    except Exception as error:
        print(type(error).__name__, error)


def closure(a):
    return lambda b: f"{a}{b:{a}}{(lambda: f'{a}')()}"


print(closure(3)(7), [f"{i:02}" for i in range(3)], {f"k{i}": f"{i!r}" for i in range(2)},
    "".join(f"{c}," for c in "abc"))


class Body:
    a = "class"
    text = f"{a} body {__qualname__}"


print(Body.text)
long = f"{1}{2}{3}{4}{5}{6}{7}{8}{9}{10}{11}{12}{13}{14}{15}{16}{17}{18}{19}{20}"
print(long, f"{long:.5}", len(f"{'x' * 1000}{'é' * 10}"))
