"""The part of grammar.py, see there, for containers and classes."""

from definition import Definition

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
    "index": {"0": 4, "1": 2, "-1": 4, "2": 1, "($int % 5)": 4, "($int & 3)": 4, "$I": 1, "-3": 1,
              "$R % 7": 2},
    "slice": {"1:": 2, ":2": 2, "::-1": 2, "$from:$to": 2, "::2": 1, "$int:": 1, "-2:": 1, ":": 1},
    "int": {"$L[$index]": 14, "$T[$index]": 5, "len($L)": 4, "len($T)": 1, "sum($L)": 1, "$L.count($int)": 1,
            "$L.index($int)": 1, "$L[$slice][$index]": 1, "($int, $int)[$index]": 2,
            "[$int, $int][$index]": 1,
            "$L.pop()": 2, "max($L)": 1},
    "list": {"[$any, $any]": 3, "$L[$slice]": 3, "list($T)": 1, "list($iterable)": 2, "$L + [$any]": 2,
             "[]": 1,
             "[$int] * 3": 1, "sorted($L)": 1, "[*$L, $any]": 1},
    "tuple": {"($any, $any, $any)": 4, "tuple($L)": 1, "$T[$slice]": 1, "$T + ($any,)": 2, "($I, $I)": 2,
              "()": 1},
    "iterable": {"$L": 6, "$T": 3, "reversed($L)": 2, "$L[$slice]": 1, "($int, $int, $int)": 2,
                 "sorted($L)": 1,
                 "iter($L)": 1, "[$int, $int]": 1},
    "cond": {"$int in $L": 3, "$int in $T": 1, "$L": 2, "not $T": 1, "$L == $L": 1,
             "$int not in ($int, $number)": 2,
             "$T < $T": 1},
    "statement": {
        "$L[$index] = $any": 14, "$L[$index] $assign $int": 6, "$L.append($any)": 10, "$L = $list": 6,
        "$T = $tuple": 8,
        "$I1, $I2, $I3 = $T": 3, "$I, *$L = $L": 2, "$I1, ($I2, $I3) = $int, ($int, $int)": 2,
        "if $L1: $I = $L1.pop()": 3, "if $L1: $I = $L1.pop(0)": 2, "if $L1: del $L1[$index]": 2,
        "$L.insert($index, $int)": 2, "$L[$slice] = [$int, $int]": 2, "$L.extend($iterable)": 1,
        "$L += [$int]": 2,
        "$L.reverse()": 1, "$L[0], $L[-1] = $L[-1], $L[0]": 2, "$L = $L": 2, "$L = [$any, $any, $any]": 4,
        "for $I in $L:\n    $block16": 8, "for $I1, $I2 in enumerate($L):\n    $block16": 5,
        "for $I1, $I2 in zip($L, $iterable):\n    $block16": 5, "for $I in reversed($L):\n    $block16": 2,
        "for $new1 in range(len($L1)):\n    $L1[$new1] = $int\n    $block16": 4,
        "for $I in $L1:\n    $block16\n    if not $L1[12:] and $cond: $L1.append($int)": 3,
        "for $I1 in $L1:\n    if $I1 in $L1: $L1.remove($I1)\n    $block16": 2,
        "try:\n    $I = $L[$index]\nexcept IndexError as error:\n    note(error)\n"
        "    $L = [$int, $int, $int]": 5,
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
    "int": {"$D[$key]": 12, "$D.get($key, $int)": 6, "len($D)": 3, "sum($D.values())": 1,
           
            "len($Q)": 2, "$D.setdefault($key, $int)": 2, "sum($Q)": 1, "len($Q | {$int})": 1,
            "max($Q, default=0)": 1},
    "cond": {"$key in $D": 4, "$key not in $D": 2, "$int in $Q": 4, "$D": 1, "$Q <= {$int, $int}": 1,
             "$int in {1, 2, 3}": 1},
    "iterable": {"sorted($Q)": 2, "list($D.values())": 3},
    "statement": {
        "$D[$key] = $any": 16, "$D[$key] $assign $int": 8, "$Q.add($int & 15)": 8, "$Q.discard($int & 15)": 4,
        "$D = {'k': $int, 'n': $any}": 3, "$D.pop($key, None)": 3, "del $D[$key]": 2,
        "$D.update(k=$int, n=$int)": 2,
        "$Q ^= {$int & 7, $digit}": 2, "$D.clear()": 1, "$D = dict($D)": 1, "$D = {**$D, $key: $any}": 1,
        # What loops over a dict itself takes no keys out: what CPython does then depends on the table's room.
        "for $new1, $I1 in $D.items():\n    $I2 $assign $int": 5,
        "for $new1, $I in list($D.items()):\n    $block8": 3,
        "for $new1 in $D1:\n    $I $assign $D1[$new1]\n    $D1[$new1] = $int": 4,
        "for $new1 in list($D):\n    $block8": 2, "for $I1 in $D.values():\n    if $cond: $I2 $assign $I1": 4,
        "for $new1 in $Q:\n    $I += $new1": 3, "for $I in sorted($Q):\n    $block8": 3,
        "try:\n    $I = $D[$key]\nexcept KeyError as error:\n    note(error)\n    $D[$key] = $int": 5,
        "for $new1 in $D1:\n    if $when: $D1[$key] = $int": 2,
        "for $new1, $I in enumerate(list($D.values())):\n    $block8": 2,
    },
}
STRINGS = {
    "local": [Definition("s = $text", {"S": "s"}, None), Definition("r = str($int)", {"S": "r"}, None)],
    "text": {"'abc'": 3, "''": 1, "'x'": 2, "'hello world'": 2, "'\\xe9t\\xe9'": 1, "'\\u20ac'": 1,
             "'10'": 1},
    "str": {"$S": 16, "$text": 6, "($str + $str)": 8, "f'{$I}-{$S}'": 5, "f'{$I:04x}'": 1, "f'{$F:.3f}'": 1,
            "str($int)": 4, "$S[$from:$to]": 3, "$S[::-1]": 1, "$S[$int % 4]": 3, "$S[-1]": 2,
            "$S.upper()": 1,
            "$str.join(['a', $S])": 1, "$S.replace('a', $text)": 1, "($text * $digit)": 1,
            "chr(97 + $int % 26)": 2,
            "('%s:%r' % ($I, $S))": 1, "repr($F)": 1, "$S.strip('x')": 1, "f'{$S!r:>8}'": 1,
            "($str if $cond else $str)": 2},
    "int": {"len($S)": 6, "ord($S[0])": 2, "$S.count('a')": 1, "$S.find($text)": 2, "int('1' + $S)": 1,
            "ord($S[-1])": 1},
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
                    "statement": {"for $O in shapes:\n    $block3": 6,
                                  "for $O in shapes:\n    $I += $O.step($int)": 5}}, None),
    ],
    "int": {"$O.v": 14, "$O.w": 4, "$O.rate": 8, "$O.twice": 5, "$O.step($int)": 14, "$O.step(p=$any)": 2,
            "$O.make($int)": 1, "$class.step($O, $int)": 1, "getattr($O, 'v')": 1, "$O.missing": 1},
    "cond": {"isinstance($O, $class)": 2, "type($O) == $class": 1, "hasattr($O, 'v')": 1},
    "statement": {"$O.v = $any": 10, "$O.v $assign $int": 8, "$O.w = $any": 6, "$O = $object": 8,
                  "$O1, $O2 = $O2, $O1": 2,
                  "$I = $O.step($int)": 6, "for $new1 in ($O, $O, $object):\n    $I += $new1.step($int)": 4,
                  "$new1 = $O.step\nfor $I in $iterable:\n    $I = $new1($int)\n    $block30": 3},
}
REWRITTEN_CLASSES = CLASSES | {
    "rewrite": {"$class.rate = $any": 6, "$O.rate = $int": 3, "del $O.rate": 1,
                "Shape.step = lambda self, p: p + $digit": 4,
                "Round.step = Square.step": 2, "Square.step = Shape.step": 2, "$O.__class__ = $class": 4,
                "$O.step = lambda p: $int": 2, "Shape.twice = $digit": 1,
                "Shape.twice = property(lambda self: $digit)": 3,
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
    "iteration": {"return iter(self.v)": 2, "yield from self.v": 1,
                  "for p in self.v:\n            yield p": 2},
    "top": [Definition(OVERLOADS, {}, {}),
            Definition("Vector.__bool__ = lambda self: len(self.v) % 2 == 1", {}, {}),
            Definition("class Step:\n    def __init__(self, p):\n        self.p = self.left = p\n"
                       "    def __iter__(self):\n        return self\n    def __next__(self):\n"
                       "        self.left -= 1\n"
                       "        if not 0 < self.left < 20:\n            raise StopIteration\n        $body\n"
                       "        return self.p",
                       {"iterable": {"Step($int % 12)": 5, "Step($digit)": 3}}, {"I": "self.p", "N": "",
                                                                                 "F": ""})],
    "local": [Definition("e = Vector($int)", {"V": "e"}, None), Definition("f = Vector($int, $int, $any)",
                                                                           {"V": "f"}, None)],
    "vector": {"Vector($int)": 3, "($V + $V)": 5, "($V + $int)": 4, "Vector(*$iterable)": 1, "(-$V)": 1,
               "$V": 2,
               "($vector if $cond else $V)": 1},
    "int": {"$V[0]": 5, "$V[$digit]": 2, "len($V)": 4, "($V * $int)": 3, "$V($int)": 3, "($int + $V)": 3,
            "sum($V)": 1,
            "$V.v[-1]": 2, "max($V)": 1, "(1, 2, 3)[$V]": 1, "$vector[0]": 2},
    "cond": {"$V": 5, "not $V": 2, "$V < $V": 4, "$V == $V": 3, "$int in $V": 3, "$V > $V": 1,
             "$V != $int": 1},
    "iterable": {"$V": 4, "reversed($V)": 1},
    "statement": {"$V = $vector": 12, "$V += $V": 4, "$V += $int": 3, "$I, *$new1 = $V": 3,
                  "if $when: $rewrite": 8,
                  "for $I1, $I2 in zip($V, $V):\n    $block5": 3},
    "rewrite": {"Vector.__add__ = lambda self, other: self": 2, "Vector.__len__ = lambda self: $digit": 2,
                "Vector.__bool__ = lambda self: True": 2, "Vector.__lt__ = lambda self, other: False": 1,
                "Vector.__getitem__ = lambda self, p: p": 2, "Vector.__eq__ = lambda self, other: True": 1,
                "Vector.__sub__ = lambda self, other: $digit": 1, "del Vector.__radd__": 1},
}
