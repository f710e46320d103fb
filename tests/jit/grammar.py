"""What random programs are made of: for each feature tables of productions.

A table says for a kind of text how it may look, with weights. In a production `$int` stands for a text of
that kind, and `$I` for a place that holds an int (by what it is called: with -X odd anything may turn up
in it). A number behind it tells several apart: `$I1` is the same place wherever it stands in a production.
`$block9`, alone on its line, is a block of statements that runs at most nine times; `$body` is the block
of a function, and `$new1` a name that is not used yet.

Places: I int, N int in a plain local name, F float, S str, L list, T tuple, D dict, Q set of ints,
O object of a class of Definition "classes", V one of "operators", G generator, R the round.

Programs end: loops over what a program makes grow no more than program_maker's TAME lets them, nothing
multiplies a str with a variable, and no limit comes from one. Programs do not print addresses, orders of
sets or other things that are not defined, and do not ask `is` between numbers, which Krait means otherwise.
"""

import dataclasses


@dataclasses.dataclass
class Definition:
    """Lines that a program may have once, before its loops.

    Its blocks know the places of `inside`, or those of run() if that is None. `gives` adds to tables, or to the places of what follows.
    """

    text: str
    gives: dict
    inside: dict = dataclasses.field(default_factory=lambda: {"N": "p q", "I": "p q"})


NUMBERS = {
    "digit": dict.fromkeys("0123456789", 1),
    "when": {"$R == $round": 4, "$R > $round": 2, "$R % $round == $digit": 2, "$cond": 1},
    "round": {str(number): 1 for number in range(2, 36)},
    "from": {str(number): 1 for number in range(-5, 6)},
    "to": {str(number): 1 for number in range(-5, 30)},
    "number": {"0": 2, "1": 4, "-1": 2, "2": 2, "3": 3, "7": 2, "100": 1, "255": 1, "-12345": 1},
    "fraction": {"0.5": 3, "-2.25": 2, "1.0": 2, "0.0": 1, "-0.0": 1, "1e-3": 1, "1e300": 1},
    "int": {"$I": 30, "$number": 8, "($int + $int)": 16, "($int - $int)": 16, "($int * $factor)": 10,
            "($int // ($int or 3))": 3, "($int % ($int or 7))": 5, "($int & $int)": 3, "($int | $int)": 3,
            "($int ^ $int)": 3, "($int << $digit)": 2, "($int >> $digit)": 2, "(-$int)": 3, "(~$int)": 1,
            "($int if $cond else $int)": 2, "($cond)": 1, "($int and $int)": 1, "($int or $int)": 1},
    "float": {"$F": 30, "$fraction": 8, "($float + $float)": 16, "($float - $float)": 16,
              "($float * $float)": 16, "($float / ($float or 0.5))": 6, "(-$float)": 3, "($float + $int)": 3,
              "($int * $float)": 2, "($int / ($int or 3))": 3, "($float if $cond else $float)": 2},
    "cond": {"$int $compare $int": 12, "$float $compare $float": 5, "$I": 1, "not $I": 1,
             "$number < $int < $number": 1, "$int $compare $int and $cond": 1, "$I is None": 1,
             "$int $compare $float": 1, "$int $compare $number or $cond": 1, "not ($cond)": 1},
    "compare": dict.fromkeys(["<", "<=", "==", "!=", ">", ">="], 1),
    "any": {"$int": 6, "$float": 1},
    "iterable": {"range($from, $to)": 4, "range($from, $to, $step)": 4, "range($int % 9)": 2,
                 "range($int & 7, $to)": 1, "range($to, $int % 9, -1)": 1},
    "step": {"1": 1, "2": 2, "3": 1, "-1": 2, "-3": 1, "7": 1},
    "assign": dict.fromkeys(["+=", "-=", "+=", "-=", "^=", "|=", "&="], 2) | {"*=": 1},
    "statement": {"$I = $int": 60, "$I $assign $int": 24, "$F = $float": 24, "$F += $float": 4,
                  "$F *= $float": 4, "$I1, $I2 = $I2, $I1": 3, "$I1, $I2 = $int, $int": 3,
                  "if $when:\n    $block": 10, "if $cond:\n    $block": 14,
                  "if $cond:\n    $block\nelse:\n    $block": 8,
                  "if ($N := $int) > $number:\n    $block": 3,
                  "if $cond:\n    $block\nelif $when:\n    $block\nelse:\n    $block": 2,
                  "for $I in range($from, $to):\n    $block30": 6,
                  "for $I in $iterable:\n    $block30": 6,
                  "for $I in $iterable:\n    $block30\nelse:\n    $block": 2,
                  "$new1 = 0\nwhile $new1 < $digit:\n    $new1 += 1\n    $block9": 3,
                  "$new1 = 9\nwhile $new1 and ($cond):\n    $new1 -= 1\n    $block9": 2},
    "loop statement": {"if $when: break": 4, "if $when: continue": 4, "if $cond: continue": 4,
                       "if $cond:\n    $block\n    break": 2},
    "function statement": {"if $cond: return $int": 4, "if $when:\n    $block\n    return $int": 2},
}

FREE_FACTORS = {"factor": {"$int": 3, "$digit": 1}}  # where no str can be in an int's place
SMALL_FACTORS = {"factor": {"$digit": 2, "($int % 7)": 2}}

BIG_INTS = {
    "number": {"(1 << 59)": 2, "-(1 << 60)": 3, "((1 << 60) - 3)": 3, "((1 << 60) - 1)": 2, "(1 << 60)": 2,
               "-(1 << 63)": 1, "((1 << 63) - 1)": 2, "(1 << 64)": 1, "(10 ** 20)": 1, "3037000500": 2,
               "-(1 << 31)": 1},
    "int": {"($int * $factor)": 12, "($int << $digit)": 6, "($int >> 40)": 4, "($int // (1 << 50))": 3,
            "($int & 0xffffffffffff)": 2, "abs($int)": 1, "($int ** 2)": 1, "int($float)": 1},
    "statement": {"$I *= $factor": 8, "$I <<= $digit": 4, "$I //= 1 << 40": 3, "$I >>= $round": 3},
    "cond": {"$int $compare (1 << 60)": 2, "-(1 << 60) <= $int": 2},
}
ODD_FLOATS = {
    "fraction": {"1e-310": 2, "5e300": 2, "5e-324": 1, "float('inf')": 2, "float('-inf')": 1, "float('nan')": 2,
                 "-0.0": 4, "0.0": 2, "9007199254740993.0": 1, "1.7976931348623157e308": 1, "1e16": 1},
    "float": {"($float // ($float or 2.0))": 4, "($float % ($float or 0.7))": 4, "abs($float)": 2,
              "($float ** 2)": 1, "float($int)": 2, "($float / $float)": 3, "min($float, $float)": 1},
    "cond": {"$F == $F": 2, "$F != $F": 2, "$float": 2, "not $float": 2, "$F1 == $F1": 1},
    "statement": {"$F /= $float": 6, "$F -= $float": 4, "$F //= $fraction": 2},
    "int": {"int($float)": 2, "($float > $float)": 2, "round($float)": 1},
}
MIXED = {
    "int": {"$float": 3, "$F": 2, "int($float)": 1, "($int / ($int or 3))": 1, "($int + $float)": 2},
    "float": {"$int": 3, "$I": 2},
    "statement": {"$I, $F = $F, $I": 4, "if $when: $I = $float": 8, "if $when: $F = $int": 6,
                  "if $when: $I = int($I)": 3},
    "any": {"$float": 4},
}
ODD = {
    "any": {"$oddity": 3},
    "oddity": {"None": 3, "True": 2, "False": 1, "'text'": 3, "'7'": 1, "(1, 2)": 1, "[3]": 1, "2.5": 2, "1j": 1},
    "int": {"$oddity": 1},
    "statement": {"if $when: $I = $oddity": 14, "if $when: $F = $oddity": 6, "if $when: del $N": 3,
                  "if $I1 is None: $I1 = $int": 4, "if isinstance($I1, str): $I1 = $number": 4,
                  "$I = $oddity": 2},
    "cond": {"$I is not None": 2, "isinstance($I, int)": 1, "type($I) == float": 1, "$I == 'text'": 1},
}

CALLS = {
    "top": [
        Definition("def add(p, q=$digit):\n    return $int",
                   {"int": {"add($int)": 5, "add($int, $int)": 8, "add(q=$int, p=$any)": 3, "add($any, $any)": 3}}),
        Definition("def scale(p, q=$digit, *, r=$digit):\n    $body\n    return $int",
                   {"int": {"scale($int)": 5, "scale($int, r=$int)": 4, "scale($int, $any, r=$any)": 3}},
                   {"N": "p q r", "I": "p q r"}),
        Definition("def count(p, *rest, **named):\n    for q in rest:\n        $block5\n    $body\n"
                   "    return p + len(rest) + len(named)",
                   {"int": {"count($int)": 1, "count($int, $int, $int)": 3, "count($int, $any, k=$any)": 2,
                            "count(*($int, $int))": 1, "count(p=$int, **{'n': $int})": 1}}, {"N": "p", "I": "p"}),
        Definition("def sink(p, depth=6):\n    if depth <= 0:\n        return p\n    $body\n"
                   "    return sink($int, depth - 1) + $int",
                   {"int": {"sink($int)": 2, "sink($int, $digit)": 4, "sink($any, 2)": 1}},
                   {"N": "p", "I": "p", "calls": 10}),
        Definition("def tree(p, depth=3):\n    if depth < 1:\n        return $int\n"
                   "    return tree($int, depth - 1) - tree($int, depth - 2)",
                   {"int": {"tree($int)": 3, "tree($int, $int & 3)": 3}}, {"N": "p", "I": "p", "calls": 10}),
        Definition("def loop(p, q=9):\n    q0 = 0\n    for q0 in range(q if 0 < q < 20 else 5):\n        $block20\n"
                   "    return $int",
                   {"int": {"loop($int)": 3, "loop($int, $digit)": 8, "loop($any, $digit)": 3}},
                   {"N": "p q", "I": "p q q0"}),
        Definition("half = lambda p, q=$fraction: $float",
                   {"float": {"half($float)": 6, "half($float, $float)": 4, "half($int)": 2},
                    "int": {"int(half($int))": 1}}, {"F": "p q", "I": "p q"}),
        Definition("def up(p):\n    return p + 1\ndef down(p, q=$digit):\n    return p - q\nsteps = [up, down, up]",
                   {"int": {"(up if $cond else down)($int)": 3, "steps[$R % 3]($int)": 3},
                    "rewrite": {"down.__defaults__ = ($int,)": 2, "up.__code__ = (lambda p: p + $digit).__code__": 2}},
                   {}),
    ],
    "statement": {"$I = $int": 20},
}
CLOSURES = {
    "top": [
        Definition("def counter(start):\n    total = start\n    def bump(p=1):\n        nonlocal total\n        $body\n"
                   "        return $int\n    return bump\nbump = counter($digit)\nbang = counter($digit)",
                   {"int": {"bump($int)": 8, "bang($int)": 3, "bump()": 4, "(bump if $cond else bang)($int)": 3}},
                   {"N": "p", "I": "p total"}),
        Definition("def compose(f, p):\n    return lambda q: $int + f(q)\n"
                   "twice = compose(lambda q: q + $digit, $digit)\nthrice = compose(twice, $digit)",
                   {"int": {"twice($int)": 3, "thrice($int)": 3, "compose(lambda v: v ^ $int, $int)($int)": 2}}),
    ],
    "local": [
        Definition("def inner(p=$digit):\n    nonlocal a, b\n    $body\n    return $int",
                   {"int": {"inner($int)": 8, "inner()": 4}, "rewrite": {"inner = lambda p=3: p": 1}},
                   {"N": "p a", "I": "p a b"}),
        Definition("key = lambda p, q=$digit: $int",
                   {"int": {"key($int)": 5, "key($int, $int)": 3, "sum(map(key, $iterable))": 1,
                            "max($iterable, key=key, default=0)": 1}}, {"N": "p", "I": "p q b"}),
    ],
}
RAISING = {
    "exception": {"ValueError": 3, "ZeroDivisionError": 2, "TypeError": 1, "KeyError": 1, "Odd": 2,
                  "ArithmeticError": 1, "Exception": 1},
    "top": [
        Definition("class Odd(Exception):\n    pass\n"
                   "def check(p):\n    if p % $step == 0:\n        raise $exception(f'odd {p}')\n    return $int",
                   {"int": {"check($int)": 6}}, {"N": "p", "I": "p"}),
        Definition("def divide(p, q):\n    try:\n        $body\n        return p // q\n"
                   "    except ZeroDivisionError as error:\n        note(error)\n        return $int\n"
                   "    finally:\n        p += 1",
                   {"int": {"divide($int, $int)": 5, "divide($int, $R % 5)": 3}}),
        Definition("def deeper(p, depth=3):\n    if depth:\n        return deeper(p + 1, depth - 1)\n    return p // ($int)",
                   {"int": {"deeper($int, $R & 3)": 3}}, {"N": "p", "I": "p", "calls": 4}),
        Definition("def leave(p):\n    try:\n        return $int // (p & 3)\n    finally:\n        if p % 5 == 0:\n"
                   "            return $int",
                   {"int": {"leave($int)": 4}}),
    ],
    "int": {"($int // $int)": 2, "($int % $int)": 2},
    "statement": {
        "try:\n    $block\nexcept ($exception, $exception) as error:\n    note(error)\n    $block": 10,
        "try:\n    $block\nexcept ArithmeticError:\n    $block\nelse:\n    $block\nfinally:\n    $block": 6,
        "try:\n    $block\nfinally:\n    $block": 6,
        "try:\n    try:\n        $block\n    finally:\n        $block\nexcept $exception as error:\n    note(error)": 4,
        "try:\n    for $I in $iterable:\n        $block30\nexcept $exception as error:\n    note(error)": 6,
        "for $I in $iterable:\n    try:\n        $block30\n    except $exception as error:\n        $block3\n": 4,
        "try:\n    $block\nexcept Exception as error:\n    raise $exception($number) from error": 2,
        "if $when: raise $exception($int)": 8,
        "assert $cond, $int": 2,
        "try:\n    $block\nexcept $exception:\n    $I = sys.exc_info()[2].tb_lineno": 4,
    },
    "loop statement": {"try:\n    if $cond: break\n    $block\nfinally:\n    $block": 4,
                       "try:\n    if $cond: continue\n    $block\nfinally:\n    $block": 4,
                       "try:\n    $block\nexcept $exception:\n    continue": 4},
    "function statement": {"if $cond: raise ValueError(p)": 3},
}
FRAMES = {
    "top": [
        Definition("def line():\n    return sys._getframe(1).f_lineno",
                   {"int": {"line()": 5, "(line() - line())": 1}}),
        Definition("def peek(name):\n    return sys._getframe(1).f_locals.get(name, -1)",
                   {"int": {"peek('a')": 4, "peek('b')": 4, "peek('i')": 2, "peek('nothing')": 1},
                    "float": {"peek('x')": 3}}),
        Definition("def above(p):\n    frame, found = sys._getframe(), 0\n    while frame and found < 4:\n"
                   "        p += frame.f_lineno\n        found += 1\n"
                   "        if frame.f_code.co_name == 'run': break\n        frame = frame.f_back\n    return p\n"
                   "def between(p):\n    $body\n    return above($int)",
                   {"int": {"above($int)": 3, "between($int)": 4}}, {"N": "p", "I": "p"}),
        Definition("lines = 0\ndef tracer(frame, event, arg):\n    global lines\n    lines += frame.f_lineno\n"
                   "    return tracer\ndef plain(p):\n    return p + 1",
                   {"statement": {"if $when: sys.settrace(tracer); $I = plain($int)\nelse: sys.settrace(None)": 2,
                                  "if $when:\n    sys.setprofile(tracer)\n    $I = plain($int)\n"
                                  "    sys.setprofile(None)": 2}, "int": {"lines": 1, "plain($int)": 1}}),
    ],
    "int": {"sys._getframe().f_lineno": 3, "len(locals())": 1, "locals().get('a', 0)": 1},
}
LISTS = {
    "local": [
        Definition("l = [$int, $int, $int, $int]", {"L": "l"}, None),
        Definition("m = list($iterable)", {"L": "m"}, None),
        Definition("t = ($int, $float, $int)", {"T": "t"}, None),
    ],
    "top": [
        Definition("def total(p):\n    q = 0\n    for v in p:\n        q += v\n    return q",
                   {"int": {"total($L)": 4, "total($T)": 2, "total(($int, $int))": 2}}),
        Definition("def fill(p, q):\n    p.append(q)\n    return p[-2] if q else p[0]",
                   {"int": {"fill($L, $int)": 3}}),
    ],
    "index": {"0": 4, "1": 2, "-1": 4, "2": 1, "($int % 5)": 4, "($int & 3)": 4, "$I": 1, "-3": 1, "$R % 7": 2},
    "slice": {"1:": 2, ":2": 2, "::-1": 2, "$from:$to": 2, "::2": 1, "$int:": 1, "-2:": 1, ":": 1},
    "int": {"$L[$index]": 14, "$T[$index]": 5, "len($L)": 4, "len($T)": 1, "sum($L)": 1, "$L.count($int)": 1,
            "$L.index($int)": 1, "$L[$slice][$index]": 1, "($int, $int)[$index]": 2, "[$int, $int][$index]": 1,
            "$L.pop()": 2, "max($L)": 1},
    "list": {"[$any, $any]": 3, "$L[$slice]": 3, "list($T)": 1, "list($iterable)": 2, "$L + [$any]": 2, "[]": 1,
             "[$int] * 3": 1, "sorted($L)": 1, "[*$L, $any]": 1},
    "tuple": {"($any, $any, $any)": 4, "tuple($L)": 1, "$T[$slice]": 1, "$T + ($any,)": 2, "($I, $I)": 2, "()": 1},
    "iterable": {"$L": 6, "$T": 3, "reversed($L)": 2, "$L[$slice]": 1, "($int, $int, $int)": 2, "sorted($L)": 1,
                 "iter($L)": 1, "[$int, $int]": 1},
    "cond": {"$int in $L": 3, "$int in $T": 1, "$L": 2, "not $T": 1, "$L == $L": 1, "$int not in ($int, $number)": 2,
             "$T < $T": 1},
    "statement": {
        "$L[$index] = $any": 14, "$L[$index] $assign $int": 6, "$L.append($any)": 10, "$L = $list": 6, "$T = $tuple": 8,
        "$I1, $I2, $I3 = $T": 3, "$I, *$L = $L": 2, "$I1, ($I2, $I3) = $int, ($int, $int)": 2,
        "if $L1: $I = $L1.pop()": 3, "if $L1: $I = $L1.pop(0)": 2, "if $L1: del $L1[$index]": 2,
        "$L.insert($index, $int)": 2, "$L[$slice] = [$int, $int]": 2, "$L.extend($iterable)": 1, "$L += [$int]": 2,
        "$L.reverse()": 1, "$L[0], $L[-1] = $L[-1], $L[0]": 2, "$L = $L": 2, "$L = [$any, $any, $any]": 4,
        "for $I in $L:\n    $block16": 8, "for $I1, $I2 in enumerate($L):\n    $block16": 5,
        "for $I1, $I2 in zip($L, $iterable):\n    $block16": 5, "for $I in reversed($L):\n    $block16": 2,
        "for $new1 in range(len($L1)):\n    $L1[$new1] = $int\n    $block16": 4,
        "for $I in $L1:\n    $block16\n    if not $L1[12:] and $cond: $L1.append($int)": 3,
        "for $I1 in $L1:\n    if $I1 in $L1: $L1.remove($I1)\n    $block16": 2,
        "try:\n    $I = $L[$index]\nexcept IndexError as error:\n    note(error)\n    $L = [$int, $int, $int]": 5,
        "for $I1, $I2 in [($int, $int), ($int, $int)]:\n    $block2": 3,
        "$new1 = len($L1) - 1\nwhile $new1 >= 0:\n    $I += $L1[$new1]\n    $new1 -= 1": 3,
    },
    "any": {"$T[$index]": 1},
}
DICTS = {
    "local": [
        Definition("names = {'k': $int, 'n': $int, 3: $int}", {"D": "names"}, None),
        Definition("cells = {key: key * $digit for key in range($digit)}", {"D": "cells"}, None),
        Definition("q = {$number, $number, $digit}", {"Q": "q"}, None),
    ],
    "key": {"'k'": 6, "'n'": 4, "($int & 7)": 5, "3": 2, "$R % 5": 3, "'none'": 1, "($int, 1)": 1},
    "int": {"$D[$key]": 12, "$D.get($key, $int)": 6, "len($D)": 3, "sum($D.values())": 1, "$D.pop($key, 0)": 2,
            "len($Q)": 2, "$D.setdefault($key, $int)": 2, "sum($Q)": 1, "len($Q | {$int})": 1, "max($Q, default=0)": 1},
    "cond": {"$key in $D": 4, "$key not in $D": 2, "$int in $Q": 4, "$D": 1, "$Q <= {$int, $int}": 1, "$int in {1, 2, 3}": 1},
    "iterable": {"sorted($Q)": 2, "list($D.values())": 2, "$D.values()": 1},
    "statement": {
        "$D[$key] = $any": 16, "$D[$key] $assign $int": 8, "$Q.add($int & 15)": 8, "$Q.discard($int & 15)": 4,
        "$D = {'k': $int, 'n': $any}": 3, "$D.pop($key, None)": 3, "del $D[$key]": 2, "$D.update(k=$int, n=$int)": 2,
        "$Q ^= {$int & 7, $digit}": 2, "$D.clear()": 1, "$D = dict($D)": 1, "$D = {**$D, $key: $any}": 1,
        "for $new1, $I in $D.items():\n    $block8": 6, "for $new1 in $D1:\n    $I $assign $D1[$new1]\n    $block8": 4,
        "for $new1 in list($D):\n    $block8": 2, "for $I in $D.values():\n    $block8": 4,
        "for $new1 in $Q:\n    $I += $new1": 3, "for $I in sorted($Q):\n    $block8": 3,
        "try:\n    $I = $D[$key]\nexcept KeyError as error:\n    note(error)\n    $D[$key] = $int": 5,
        "for $new1 in $D1:\n    if $when: $D1[$key] = $int": 2,
        "for $new1, $I in enumerate($D.values()):\n    $block8": 2,
    },
}
STRINGS = {
    "local": [Definition("s = $text", {"S": "s"}, None), Definition("r = str($int)", {"S": "r"}, None)],
    "text": {"'abc'": 3, "''": 1, "'x'": 2, "'hello world'": 2, "'\\xe9t\\xe9'": 1, "'\\u20ac'": 1, "'10'": 1},
    "str": {"$S": 16, "$text": 6, "($str + $str)": 8, "f'{$I}-{$S}'": 5, "f'{$I:04x}'": 1, "f'{$F:.3f}'": 1,
            "str($int)": 4, "$S[$from:$to]": 3, "$S[::-1]": 1, "$S[$int % 4]": 3, "$S[-1]": 2, "$S.upper()": 1,
            "$str.join(['a', $S])": 1, "$S.replace('a', $text)": 1, "($text * $digit)": 1, "chr(97 + $int % 26)": 2,
            "('%s:%r' % ($I, $S))": 1, "repr($F)": 1, "$S.strip('x')": 1, "f'{$S!r:>8}'": 1,
            "($str if $cond else $str)": 2},
    "int": {"len($S)": 6, "ord($S[0])": 2, "$S.count('a')": 1, "$S.find($text)": 2, "int('1' + $S)": 1, "ord($S[-1])": 1},
    "cond": {"$str == $str": 4, "$str < $str": 3, "$text in $S": 3, "$S": 2, "$S.startswith($text)": 1,
             "$S[0] == 'a'": 2, "$S != $text": 2},
    "statement": {"$S = $str": 24, "$S += $str": 10, "$S1 = $S1[$from:] + $str": 4, "$S1, $S2 = $S2, $S1": 2,
                  "for $new1 in $S:\n    if $new1 == 'a': $I += 1\n    $block8": 4,
                  "for $new1, $I in zip($S, $iterable):\n    $block8": 2,
                  "for $new1 in $S:\n    $S += $new1 if $cond else $text": 2,
                  "for $I, $new1 in enumerate($S):\n    $block8": 3, "$I = len($S) * $digit": 3},
}

METHODS = """
class Shape:$slots
    rate = $digit
    def __init__(self, v, w=$digit):
        self.v = v
        self.w = w
    def step(self, p):
        $body
        return $int
    @property
    def twice(self):
        return self.v * 2 + self.rate
    @$static
    def make(*v):
        return len(v) + $digit
    def __repr__(self):
        return f"{type(self).__name__}({self.v}, {self.w})"
class Round(Shape):$slots2
    def step(self, p):
        return super().step($int) + $int
class Square(Shape):$slots2
    rate = $digit
    def step(self, p):
        return $int
""".strip()
CLASSES = {
    "slots": {"": 6, "\n    __slots__ = ('v', 'w')": 2},
    "static": {"staticmethod": 2, "classmethod": 2},
    "class": {"Shape": 3, "Round": 2, "Square": 2},
    "object": {"$class($int)": 4, "$class($int, $any)": 2, "Shape($number)": 2, "($O if $cond else $O)": 1},
    "top": [Definition(METHODS, {"int": {
        "$class($int).v": 2, "$class($int).step($int)": 2, "$class.make()": 1, "$class.rate": 2,
        "$object.v": 2, "$object.step($int)": 4}}, {"N": "p", "I": "p self.v self.w", "F": "self.v"})],
    "local": [
        Definition("o = $class($int)", {"O": "o", "I": "o.v o.w"}, None),
        Definition("w = $class($int, $any)", {"O": "w", "I": "w.v w.w"}, None),
        Definition("shapes = [$class($int), $class($int), $class($int)]",
                   {"object": {"shapes[$R % 3]": 3, "shapes[$int % 3]": 1},
                    "statement": {"for $O in shapes:\n    $block3": 6, "for $O in shapes:\n    $I += $O.step($int)": 5}}, None),
    ],
    "int": {"$O.v": 14, "$O.w": 4, "$O.rate": 8, "$O.twice": 5, "$O.step($int)": 14, "$O.step(p=$any)": 2,
            "$O.make($int)": 1, "$class.step($O, $int)": 1, "getattr($O, 'v')": 1, "$O.missing": 1},
    "cond": {"isinstance($O, $class)": 2, "type($O) == $class": 1, "hasattr($O, 'v')": 1},
    "statement": {"$O.v = $any": 10, "$O.v $assign $int": 8, "$O.w = $any": 6, "$O = $object": 8, "$O1, $O2 = $O2, $O1": 2,
                  "$I = $O.step($int)": 6, "for $new1 in ($O, $O, $object):\n    $I += $new1.step($int)": 4,
                  "$new1 = $O.step\nfor $I in $iterable:\n    $I = $new1($int)\n    $block30": 3},
}
REWRITTEN_CLASSES = CLASSES | {
    "rewrite": {"$class.rate = $any": 6, "$O.rate = $int": 3, "del $O.rate": 1, "Shape.step = lambda self, p: p + $digit": 4,
                "Round.step = Square.step": 2, "Square.step = Shape.step": 2, "$O.__class__ = $class": 4,
                "$O.step = lambda p: $int": 2, "Shape.twice = $digit": 1, "Shape.twice = property(lambda self: $digit)": 3,
                "del $O.v": 1, "del Round.step": 1, "$O.extra = $int": 2, "Round.v = $digit": 1,
                "Square.__getattr__ = lambda self, name: $digit": 1, "setattr($class, 'rate', $int)": 1,
                "Round.__bases__ = (Square,)": 1, "$O.__dict__['v'] = $int": 1},
    "statement": CLASSES["statement"] | {"if $when: $rewrite": 40, "if $when: $O.v = $int; $rewrite": 6},
}
OVERLOADS = """
class Vector:
    def __init__(self, *v):
        self.v = v
    def __add__(self, other):
        return Vector(*self.v[:4], other.v[0] if isinstance(other, Vector) else other)
    def __radd__(self, other):
        return other + self.v[0]
    def __mul__(self, other):
        return NotImplemented if other == 3 else self.v[0] + $digit
    def __lt__(self, other):
        return self.v < other.v
    def __eq__(self, other):
        return isinstance(other, Vector) and self.v == other.v
    def __getitem__(self, p):
        return self.v[p]
    def __len__(self):
        return len(self.v)
    def __iter__(self):
        $iteration
    def __contains__(self, p):
        return p in self.v
    def __call__(self, p):
        return p + len(self.v)
    def __neg__(self):
        return Vector($digit)
    def __index__(self):
        return len(self.v)
    def __repr__(self):
        return f"Vector{self.v}"
""".strip()
TRUTH = "\n    def __bool__(self):\n        return len(self.v) % 2 == 1"
OPERATORS = {
    "iteration": {"return iter(self.v)": 2, "yield from self.v": 1, "for p in self.v:\n            yield p": 2},
    "top": [Definition(OVERLOADS, {}, {}),
            Definition("Vector.__bool__ = lambda self: len(self.v) % 2 == 1", {}, {}),
            Definition("class Step:\n    def __init__(self, p):\n        self.p = self.left = p\n"
                       "    def __iter__(self):\n        return self\n    def __next__(self):\n        self.left -= 1\n"
                       "        if not 0 < self.left < 20:\n            raise StopIteration\n        $body\n        return self.p",
                       {"iterable": {"Step($int % 12)": 5, "Step($digit)": 3}}, {"I": "self.p", "N": "", "F": ""})],
    "local": [Definition("e = Vector($int)", {"V": "e"}, None), Definition("f = Vector($int, $int, $any)", {"V": "f"}, None)],
    "vector": {"Vector($int)": 3, "($V + $V)": 5, "($V + $int)": 4, "Vector(*$iterable)": 1, "(-$V)": 1, "$V": 2,
               "($vector if $cond else $V)": 1},
    "int": {"$V[0]": 5, "$V[$digit]": 2, "len($V)": 4, "($V * $int)": 3, "$V($int)": 3, "($int + $V)": 3, "sum($V)": 1,
            "$V.v[-1]": 2, "max($V)": 1, "(1, 2, 3)[$V]": 1, "$vector[0]": 2},
    "cond": {"$V": 5, "not $V": 2, "$V < $V": 4, "$V == $V": 3, "$int in $V": 3, "$V > $V": 1, "$V != $int": 1},
    "iterable": {"$V": 4, "reversed($V)": 1},
    "statement": {"$V = $vector": 12, "$V += $V": 4, "$V += $int": 3, "$I, *$new1 = $V": 3, "if $when: $rewrite": 8,
                  "for $I1, $I2 in zip($V, $V):\n    $block5": 3},
    "rewrite": {"Vector.__add__ = lambda self, other: self": 2, "Vector.__len__ = lambda self: $digit": 2,
                "Vector.__bool__ = lambda self: True": 2, "Vector.__lt__ = lambda self, other: False": 1,
                "Vector.__getitem__ = lambda self, p: p": 2, "Vector.__eq__ = lambda self, other: True": 1,
                "Vector.__sub__ = lambda self, other: $digit": 1, "del Vector.__radd__": 1},
}
GLOBALS = {
    "top": [
        Definition("g = $number\nh = $number", {"I": "g h"}, {}),
        Definition("def use(p):\n    return g + p", {"int": {"use($int)": 8}}),
        Definition("def change(p):\n    global g\n    $body\n    return $int", {"int": {"change($int)": 4}},
                   {"N": "p", "I": "p g"}),
        Definition("def method(p):\n    return p + 1\ndef caller(p):\n    return method(p) - g",
                   {"int": {"method($int)": 3, "caller($int)": 5},
                    "rewrite": {"globals()['method'] = lambda p: p + $digit": 3, "globals()['method'] = abs": 1}}),
        Definition("def loops(p):\n    global h\n    for q in range(8):\n        h = (h + $int) % 1000\n        $block8\n"
                   "    return h", {"int": {"loops($int)": 2}}, {"N": "p", "I": "p g h q"}),
    ],
    "rewrite": {"globals()['g'] = $any": 2, "globals()['new'] = $int": 1, "globals()['h'] = $int": 2,
                "globals().update(g=$int)": 1},
    "statement": {"if $when: $rewrite": 20, "if $when: $I = $any": 10},
}
BUILTINS = {
    "top": [
        Definition("def shadow(on):\n    global abs\n    if on: abs = lambda p: $digit\n"
                   "    elif 'abs' in globals(): del abs", {"rewrite": {"shadow(True)": 3, "shadow(False)": 3}}, {}),
        Definition("def shadow_all(*p):\n    global min, range, len\n    min = lambda *p: $digit\n"
                   "    len = lambda p: $digit\n    range = lambda *p: $shadowed",
                   {"rewrite": {"shadow_all()": 2}}, {}),
        Definition("import builtins\nold = builtins.max\n",
                   {"rewrite": {"builtins.max = lambda *p: $digit": 3, "builtins.max = old": 3}}, {}),
    ],
    "shadowed": {"(1, 2, 3)": 2, "[]": 1, "reversed([1, 2])": 1},
    "int": {"abs($int)": 10, "min($int, $int)": 8, "max($int, $int)": 8, "len('abc')": 3, "divmod($int, 7)[0]": 2,
            "int($float)": 2, "sum((1, $int))": 2, "bool($int)": 1, "len([$int, $int])": 2, "pow($int, 2)": 1,
            "len(range($int & 7))": 1, "isinstance($I, int)": 3, "hash($int % 99)": 1, "round($int)": 1,
            "any(($int, $int))": 1, "all([$int])": 1},
    "float": {"float($int)": 3, "abs($float)": 3, "round($float, 2)": 1, "min($float, $float)": 2},
    "statement": {"if $when: $rewrite": 24},
    "cond": {"isinstance($I, (int, float))": 2, "callable($I)": 1},
}
GENERATORS = {
    "top": [
        Definition("def upto(p, q=5):\n    k = 0\n    while k < q:\n        k += 1\n        $block6\n        yield $int\n"
                   "    return $int",
                   {"iterable": {"upto($int)": 8, "upto($int, $digit)": 6}, "int": {"sum(upto($int, 3))": 2},
                    "generator": {"upto($int)": 3}}, {"N": "p", "I": "p"}),
        Definition("def talk(p):\n    total = 0\n    for k in range(8):\n        try:\n            got = yield total\n"
                   "            total += got or 1\n            $block8\n        except ValueError as error:\n"
                   "            total -= 5\n    return total",
                   {"generator": {"talk($int)": 3}, "iterable": {"talk($int)": 2}}, {"N": "p", "I": "p total"}),
        Definition("def both(p):\n    q = yield from range(3)\n    q = yield from $iterable\n    yield from (p, p + 1)\n"
                   "    return $int", {"iterable": {"both($int)": 4}, "generator": {"both($int)": 1}}, {"N": "p", "I": "p"}),
        Definition("def walk(p):\n    if p > 0:\n        yield p\n        yield from walk(p - 2)\n        yield p & 1",
                   {"iterable": {"walk($int % 9)": 3}}),
    ],
    "generator": {"iter(range($digit))": 1, "($int for j in range($digit))": 1},
    "local": [Definition("gen = $generator", {"G": "gen"}, None)],
    "int": {"next($G, $int)": 8, "next($generator)": 2, "sum($iterable)": 2},
    "statement": {
        "$G = $generator": 8, "try:\n    $I = next($G)\nexcept StopIteration as stop:\n    $I = stop.value\n    $G = $generator": 6,
        "$new1 = $generator\ntry:\n    $I = next($new1)\n    $I += $new1.send($int)\nexcept Exception as error:\n    note(error)": 6,
        "$new1 = $generator\nfor $I in $new1:\n    $block8\n    if $when: $new1.close()": 4,
        "$new1 = $generator\nfor $I in $new1:\n    $block8\n    if $when: $I = $new1.throw(ValueError($digit))": 4,
        "for $I1, $I2 in zip($iterable, $generator):\n    $block8": 4, "for $I in $iterable:\n    $block12": 10,
    },
}
COMPREHENSIONS = {
    "item": {"j": 4, "(j * 2)": 2, "(j + $int)": 6, "(j & $int)": 2, "(j if $cond else $int)": 2, "(j - $number)": 2},
    "test": {"j % 2": 2, "j > $int": 3, "$cond": 1, "j != $number": 1},
    "int": {"sum([$item for j in $iterable])": 6, "sum($item for j in $iterable)": 6,
            "len({$item for j in $iterable})": 2, "[$item for j in (1, 2, $int)][-1]": 4,
            "sum($item for j in $iterable if $test)": 4, "{j: $item for j in (1, 2)}[1]": 3,
            "len([(j, k) for j in (1, 2) for k in $iterable if k > j])": 2, "max([$item for j in $iterable], default=0)": 2,
            "[lambda: j for j in (1, $int)][0]()": 1, "sum([[$item for j in (1, k)][0] for k in $iterable])": 1},
    "iterable": {"[$item for j in (1, 2, $int)]": 4, "($item for j in range($digit))": 4},
    "list": {"[$item for j in $iterable]": 6},
    "cond": {"any($test for j in $iterable)": 3, "all([$test for j in $iterable])": 2},
    "statement": {"$I = sum([$item for j in $iterable])": 6, "$I = sum($item for j in $iterable)": 6},
}

FEATURES = {
    "big ints": BIG_INTS, "odd floats": ODD_FLOATS, "mixed": MIXED, "odd": ODD, "calls": CALLS, "closures": CLOSURES,
    "raising": RAISING, "frames": FRAMES, "lists": LISTS, "dicts": DICTS, "strings": STRINGS, "classes": CLASSES,
    "rewritten classes": REWRITTEN_CLASSES, "operators": OPERATORS, "globals": GLOBALS, "builtins": BUILTINS,
    "generators": GENERATORS, "comprehensions": COMPREHENSIONS,
}
