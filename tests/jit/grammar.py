"""What random programs are made of: for each feature tables of productions.

A table says for a kind of text how it may look, with weights. In a production `$int` stands for a text of
that kind, and `$I` for a place that holds an int (by what it is called: with the feature "odd" anything may
turn up in it). A number behind it tells several apart: `$I1` is the same place wherever it stands in a
production. `$block9`, alone on its line, is a block of statements that runs at most nine times; `$body` is
the block of a function, and `$new1` a name that is not used yet.

Places: I int, N int in a plain local name, F float, S str, L list, T tuple, D dict, Q set of ints,
O object of a class of Definition "classes", V one of "operators", G generator, R the round.

Programs end: loops over what a program makes grow no more than program_maker's TAME lets them, nothing
multiplies a str with a variable, and no limit comes from one. Programs do not print addresses, orders of
sets or other things that are not defined, and do not ask `is` between numbers, which Krait means otherwise.
"""

from definition import Definition
from grammar_of_objects import CLASSES, DICTS, LISTS, OPERATORS, REWRITTEN_CLASSES, STRINGS

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
    "fraction": {"1e-310": 2, "5e300": 2, "5e-324": 1, "float('inf')": 2, "float('-inf')": 1,
                 "float('nan')": 2,
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
    "oddity": {"None": 3, "True": 2, "False": 1, "'text'": 3, "'7'": 1, "(1, 2)": 1, "[3]": 1, "2.5": 2,
               "1j": 1},
    "int": {"$oddity": 1},
    "statement": {"if $when: $I = $oddity": 14, "if $when: $F = $oddity": 6, "if $when: del $N": 3,
                  "if $I1 is None: $I1 = $int": 4, "if isinstance($I1, str): $I1 = $number": 4,
                  "$I = $oddity": 2},
    "cond": {"$I is not None": 2, "isinstance($I, int)": 1, "type($I) == float": 1, "$I == 'text'": 1},
}

CALLS = {
    "top": [
        Definition("def add(p, q=$digit):\n    return $int",
                   {"int": {"add($int)": 5, "add($int, $int)": 8, "add(q=$int, p=$any)": 3,
                            "add($any, $any)": 3}}),
        Definition("def scale(p, q=$digit, *, r=$digit):\n    $body\n    return $int",
                   {"int": {"scale($int)": 5, "scale($int, r=$int)": 4, "scale($int, $any, r=$any)": 3}},
                   {"N": "p q r", "I": "p q r"}),
        Definition("def count(p, *rest, **named):\n    for q in rest:\n        $block5\n    $body\n"
                   "    return p + len(rest) + len(named)",
                   {"int": {"count($int)": 1, "count($int, $int, $int)": 3, "count($int, $any, k=$any)": 2,
                            "count(*($int, $int))": 1, "count(p=$int, **{'n': $int})": 1}}, {"N": "p",
                                                                                             "I": "p"}),
        Definition("def sink(p, depth=6):\n    if depth <= 0:\n        return p\n    $body\n"
                   "    return sink($int, depth - 1) + $int",
                   {"int": {"sink($int)": 2, "sink($int, $digit)": 4, "sink($any, 2)": 1}},
                   {"N": "p", "I": "p", "calls": 10}),
        Definition("def tree(p, depth=3):\n    if depth < 1:\n        return $int\n"
                   "    return tree($int, depth - 1) - tree($int, depth - 2)",
                   {"int": {"tree($int)": 3, "tree($int, $int & 3)": 3}}, {"N": "p", "I": "p", "calls": 10}),
        Definition("def loop(p, q=9):\n    q0 = 0\n    for q0 in range(q if 0 < q < 20 else 5):\n"
                   "        $block20\n"
                   "    return $int",
                   {"int": {"loop($int)": 3, "loop($int, $digit)": 8, "loop($any, $digit)": 3}},
                   {"N": "p q", "I": "p q q0"}),
        Definition("half = lambda p, q=$fraction: $float",
                   {"float": {"half($float)": 6, "half($float, $float)": 4, "half($int)": 2},
                    "int": {"int(half($int))": 1}}, {"F": "p q", "I": "p q"}),
        Definition("def up(p):\n    return p + 1\ndef down(p, q=$digit):\n    return p - q\n"
                   "steps = [up, down, up]",
                   {"int": {"(up if $cond else down)($int)": 3, "steps[$R % 3]($int)": 3},
                    "rewrite": {"down.__defaults__ = ($int,)": 2,
                                "up.__code__ = (lambda p: p + $digit).__code__": 2}},
                   {}),
    ],
    "statement": {"$I = $int": 20},
}
CLOSURES = {
    "top": [
        Definition("def counter(start):\n    total = start\n    def bump(p=1):\n        nonlocal total\n"
                   "        $body\n"
                   "        return $int\n    return bump\nbump = counter($digit)\nbang = counter($digit)",
                   {"int": {"bump($int)": 8, "bang($int)": 3, "bump()": 4,
                            "(bump if $cond else bang)($int)": 3}},
                   {"N": "p", "I": "p total"}),
        Definition("def compose(f, p):\n    return lambda q: $int + f(q)\n"
                   "twice = compose(lambda q: q + $digit, $digit)\nthrice = compose(twice, $digit)",
                   {"int": {"twice($int)": 3, "thrice($int)": 3,
                            "compose(lambda v: v ^ $int, $int)($int)": 2}}),
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
                   "def check(p):\n    if p % $step == 0:\n        raise $exception(f'odd {p}')\n"
                   "    return $int",
                   {"int": {"check($int)": 6}}, {"N": "p", "I": "p"}),
        Definition("def divide(p, q):\n    try:\n        $body\n        return p // q\n"
                   "    except ZeroDivisionError as error:\n        note(error)\n        return $int\n"
                   "    finally:\n        p += 1",
                   {"int": {"divide($int, $int)": 5, "divide($int, $R % 5)": 3}}),
        Definition("def deeper(p, depth=3):\n    if depth:\n        return deeper(p + 1, depth - 1)\n"
                   "    return p // ($int)",
                   {"int": {"deeper($int, $R & 3)": 3}}, {"N": "p", "I": "p", "calls": 4}),
        Definition("def leave(p):\n    try:\n        return $int // (p & 3)\n    finally:\n"
                   "        if p % 5 == 0:\n"
                   "            return $int",
                   {"int": {"leave($int)": 4}}),
    ],
    "int": {"($int // $int)": 2, "($int % $int)": 2},
    "statement": {
        "try:\n    $block\nexcept ($exception, $exception) as error:\n    note(error)\n    $block": 10,
        "try:\n    $block\nexcept ArithmeticError:\n    $block\nelse:\n    $block\nfinally:\n    $block": 6,
        "try:\n    $block\nfinally:\n    $block": 6,
        "try:\n    try:\n        $block\n    finally:\n        $block\nexcept $exception as error:\n"
        "    note(error)": 4,
        "try:\n    for $I in $iterable:\n        $block30\nexcept $exception as error:\n    note(error)": 6,
        "for $I in $iterable:\n    try:\n        $block30\n    except $exception as error:\n"
        "        $block3\n": 4,
        "try:\n    $block\nexcept Exception as error:\n    raise $exception($number) from error": 2,
        "if $when: raise $exception($int)": 8,
        "assert $cond, $int": 2,
        "try:\n    $block\nexcept (ArithmeticError, TypeError, Odd):\n"
        "    $I = sys.exc_info()[2].tb_lineno": 4,
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
                   "        if frame.f_code.co_name == 'run': break\n        frame = frame.f_back\n"
                   "    return p\n"
                   "def between(p):\n    $body\n    return above($int)",
                   {"int": {"above($int)": 3, "between($int)": 4}}, {"N": "p", "I": "p"}),
        Definition("lines = 0\ndef tracer(frame, event, arg):\n    global lines\n"
                   # A generator that is given up is closed as soon as nobody knows it, or later.
                   "    lines += 0 if frame.f_code.co_flags & 0x20 else frame.f_lineno\n"
                   "    return tracer\ndef plain(p):\n    return p + 1",
                   {"statement": {"if $when: sys.settrace(tracer); $I = plain($int)\n"
                                  "else: sys.settrace(None)": 2,
                                  "if $when:\n    sys.setprofile(tracer)\n    $I = plain($int)\n"
                                  "    sys.setprofile(None)": 2}, "int": {"lines": 1, "plain($int)": 1}}),
    ],
    "int": {"sys._getframe().f_lineno": 3, "len(locals())": 1, "locals().get('a', 0)": 1},
}
GLOBALS = {
    "top": [
        Definition("g = $number\nh = $number", {"I": "g h"}, {}),
        Definition("def use(p):\n    return g + p", {"int": {"use($int)": 8}}),
        Definition("def change(p):\n    global g\n    $body\n    return $int", {"int": {"change($int)": 4}},
                   {"N": "p", "I": "p g"}),
        Definition("def method(p):\n    return p + 1\ndef caller(p):\n    return method(p) - g",
                   {"int": {"method($int)": 3, "caller($int)": 5},
                    "rewrite": {"globals()['method'] = lambda p: p + $digit": 3,
                                "globals()['method'] = abs": 1}}),
        Definition("def loops(p):\n    global h\n    for q in range(8):\n        h = (h + $int) % 1000\n"
                   "        $block8\n"
                   "    return h", {"int": {"loops($int)": 2}}, {"N": "p", "I": "p g h q"}),
    ],
    "rewrite": {"globals()['g'] = $any": 2, "globals()['new'] = $int": 1, "globals()['h'] = $int": 2,
                "globals().update(g=$int)": 1},
    "statement": {"if $when: $rewrite": 20, "if $when: $I = $any": 10},
}
BUILTINS = {
    "top": [
        Definition("def shadow(on):\n    global abs\n    if on: abs = lambda p: $digit\n"
                   "    elif 'abs' in globals(): del abs", {"rewrite": {"shadow(True)": 3,
                                                                        "shadow(False)": 3}}, {}),
        Definition("def shadow_all(*p):\n    global min, range, len\n    min = lambda *p: $digit\n"
                   "    len = lambda p: $digit\n    range = lambda *p: $shadowed",
                   {"rewrite": {"shadow_all()": 2}}, {}),
        Definition("import builtins\nold = builtins.max\n",
                   {"rewrite": {"builtins.max = lambda *p: $digit": 3, "builtins.max = old": 3}}, {}),
    ],
    "shadowed": {"(1, 2, 3)": 2, "[]": 1, "reversed([1, 2])": 1},
    "int": {"abs($int)": 10, "min($int, $int)": 8, "max($int, $int)": 8, "len('abc')": 3,
            "divmod($int, 7)[0]": 2,
            "int($float)": 2, "sum((1, $int))": 2, "bool($int)": 1, "len([$int, $int])": 2, "pow($int, 2)": 1,
            "len(range($int & 7))": 1, "isinstance($I, int)": 3, "hash(int($int) % 99)": 1, "round($int)": 1,
            "any(($int, $int))": 1, "all([$int])": 1},
    "float": {"float($int)": 3, "abs($float)": 3, "round($float, 2)": 1, "min($float, $float)": 2},
    "statement": {"if $when: $rewrite": 24},
    "cond": {"isinstance($I, (int, float))": 2, "callable($I)": 1},
}
GENERATORS = {
    "top": [
        Definition("def upto(p, q=5):\n    k = 0\n    while k < q:\n        k += 1\n        $block6\n"
                   "        yield $int\n"
                   "    return $int",
                   {"iterable": {"upto($int)": 8, "upto($int, $digit)": 6}, "int": {"sum(upto($int, 3))": 2},
                    "generator": {"upto($int)": 3}}, {"N": "p", "I": "p"}),
        Definition("def talk(p):\n    total = 0\n    for k in range(8):\n        try:\n"
                   "            got = yield total\n"
                   "            total += got or 1\n            $block8\n        except ValueError as error:\n"
                   "            total -= 5\n    return total",
                   {"generator": {"talk($int)": 3}, "iterable": {"talk($int)": 2}}, {"N": "p",
                                                                                     "I": "p total"}),
        Definition("def both(p):\n    q = yield from range(3)\n    q = yield from $iterable\n"
                   "    yield from (p, p + 1)\n"
                   "    return $int", {"iterable": {"both($int)": 4}, "generator": {"both($int)": 1}},
                   {"N": "p", "I": "p"}),
        Definition("def walk(p):\n    if p > 0:\n        yield p\n        yield from walk(p - 2)\n"
                   "        yield p & 1",
                   {"iterable": {"walk($int % 9)": 3}}),
    ],
    "generator": {"iter(range($digit))": 1, "($int for j in range($digit))": 1},
    "local": [Definition("gen = $generator", {"G": "gen"}, None)],
    "int": {"next($G, $int)": 8, "next($generator)": 2, "sum($iterable)": 2},
    "statement": {
        "$G = $generator": 8,
        "try:\n    $I = next($G)\nexcept StopIteration as stop:\n    $I = stop.value\n    $G = $generator": 6,
        "$new1 = $generator\ntry:\n    $I = next($new1)\n    $I += $new1.send($int)\n"
        "except Exception as error:\n    note(error)": 6,
        "$new1 = $generator\nfor $I in $new1:\n    $block8\n    if $when: $new1.close()": 4,
        "$new1 = $generator\nfor $I in $new1:\n    $block8\n"
        "    if $when: $I = $new1.throw(ValueError($digit))": 4,
        "for $I1, $I2 in zip($iterable, $generator):\n    $block8": 4,
        "for $I in $iterable:\n    $block12": 10,
    },
}
COMPREHENSIONS = {
    "item": {"j": 4, "(j * 2)": 2, "(j + $int)": 6, "(j & $int)": 2, "(j if $cond else $int)": 2,
             "(j - $number)": 2},
    "test": {"j % 2": 2, "j > $int": 3, "$cond": 1, "j != $number": 1},
    "int": {"sum([$item for j in $iterable])": 6, "sum($item for j in $iterable)": 6,
            "len({$item for j in $iterable})": 2, "[$item for j in (1, 2, $int)][-1]": 4,
            "sum($item for j in $iterable if $test)": 4, "{j: $item for j in (1, 2)}[1]": 3,
            "len([(j, k) for j in (1, 2) for k in $iterable if k > j])": 2,
            "max([$item for j in $iterable], default=0)": 2,
            "[lambda: j for j in (1, $int)][0]()": 1,
            "sum([[$item for j in (1, k)][0] for k in $iterable])": 1},
    "iterable": {"[$item for j in (1, 2, $int)]": 4, "($item for j in range($digit))": 4},
    "list": {"[$item for j in $iterable]": 6},
    "cond": {"any($test for j in $iterable)": 3, "all([$test for j in $iterable])": 2},
    "statement": {"$I = sum([$item for j in $iterable])": 6, "$I = sum($item for j in $iterable)": 6},
}

FEATURES = {
    "big ints": BIG_INTS, "odd floats": ODD_FLOATS, "mixed": MIXED, "odd": ODD, "calls": CALLS,
    "closures": CLOSURES,
    "raising": RAISING, "frames": FRAMES, "lists": LISTS, "dicts": DICTS, "strings": STRINGS,
    "classes": CLASSES,
    "rewritten classes": REWRITTEN_CLASSES, "operators": OPERATORS, "globals": GLOBALS, "builtins": BUILTINS,
    "generators": GENERATORS, "comprehensions": COMPREHENSIONS,
}
