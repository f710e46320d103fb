# What compile() says of sources of all kinds, to the last attribute; and its warnings, which it
# gives as often as the parser reads what they are about.
import ast
import warnings

ATTRIBUTES = "msg filename lineno offset text end_lineno end_offset print_file_and_line".split()
FUTURE = "from __future__ import "
BARRY = 0x400000
DONT_IMPLY_DEDENT = 0x200

TEXTS = [
    # Encodings. What is no UTF-8 is no problem in comments.
    b"# \xff\n", b"x = 1 # \xff", b"# type: \xff\nx", b"# coding: utf-8\n# \xff", b"(a b) # \xff\n",
    b"'\xff'", b"b'\xff'", b"f'\xff'", b"r'\xff'", b"u'\xff'", b"'ab\xff'", b"f'ab\xff'", b"f'{x}\xff'",
    b"'\\x41\xff'", b"x = '''\n\xff'''", b"if x:\n  y = '\xff'\n", b"'a' '\xff'", b"'a' b'\xff'",
    b"x\xff", b"x = \xff\n", b"\xff\xfe", b"x = 'a' \xff", b"\xc3\xa9 = \xc3", b"f'{\xff}'", b"\xc0\x80=1",
    b"\xed\xa0\x80=1", b"x\xe2\x80\xa8", b"x y \xff\n z", b"(\xff", b"x = 'ab\xff", b"'\xff", b"\xff'",
    b"'\xff' y", b"  \xff", b"print('\xe9 x', \xff)", b"\xe9t\xe9 = 1", b"a\xe2(\xa1", b"'\xe2\x80'",
    b"\xef\xbb\xbf\xff", b"\xef\xbb\xbf'\xff'", b"# coding: utf-8\n'\xff'", b"# coding: utf-8\n\xc3\xa9 y",
    b"\xc3\xa9 y", "é y", b"# coding: latin-1\n\xe9 y", b"# coding: latin-1\n'\xff'", b"# coding: ascii\n'\xff'",
    b"# coding: nothing\n'x'", b"# coding: undefined\nx", b"# coding: hex\nx", b"# coding: utf-7\n+x",
    b"\xef\xbb\xbf# coding: latin-1\n", b"\xef\xbb\xbf# coding: utf-8\nx", b"\xef\xbb\xbf# coding: utf8\nx",
    b"# coding: cp1252\n'\x81'", b"x\n# coding: nothing\n", b"\n# coding: nothing\n", b"\f# coding: nothing\n",
    b"# coding: nothing", b"# coding: raw_unicode_escape\n'\\ud800'", "'\ud800'", "a\0b",
    # Offsets and lines.
    "é = 00001", "é = 00001".encode(), "é \\x", "é \\x".encode(), "if x:\n  é\n y".encode(), "é)".encode(),
    "x = '\n", "\t \\\nx", "for x in y:\n  if x:\nz", "({}\r\n", "(\n", "'''\n\n", "try:\n  (x)\n y", "x = (1,\n 2 3)",
    "a(((b)),fr'''{('''\n''')x}''')", "x(\r\r\n", "'é'\\", "'é'\\".encode(), "match x:\n    case a if b:\npass\n",
    # Futures.
    "x=1; " + FUTURE + "annotations", "'d'\n'e'\n" + FUTURE + "division", FUTURE + "division\n'd'\n" + FUTURE + "division",
    FUTURE + "nothing", FUTURE + "braces", "x\n" + FUTURE + "division", "if x: " + FUTURE + "division",
    FUTURE + "annotations\nx: (yield)", FUTURE + "annotations\ndef f(x: (y := 1)): pass", FUTURE + "annotations\nx: await y",
    # Symbols and code.
    "def f(a, a): pass", "nonlocal x", "x = 1\nglobal x", "[x for y in (z := 1)]", "return", "def f(): await x",
    "del a().__debug__", "del (a.__debug__, b)", "del __debug__", "a.__debug__ = 1", "match x:\n case C(__debug__=1): pass",
    "match x:\n case [*a, *b]: pass", "match x:\n case C(a=1, a=2): pass",
    # Rules of the grammar.
    "(x.y)[0]: int", "(x)(y).z: int", "((x).y).z: int", "(x.y): int", "(x + y).z: int", "(x, y)[0]: int", "(x)[:y]: z = 1",
    "x[*not a]", "x[*a if b else c] = 1", "x[*lambda: 1, 2]", "x[*a:b]", "x[*a := b]",
    "match x:\n case y:\n  match()\nz", "match x:\n case y:\n  match.a\nz", "match x:\n case y:\n  match(),\n  match[1]",
    "match x:\n case 1:\n  match y:\n   case 2: match(z)\n case 3: match", "match x:\n case 1:\n  match y z\n case 3: pass",
    # Warnings, also of wrong programs.
    "'\\d'", "'\\d' x", "('\\d', x y)", "f('\\d' '\\400' b'a')", "f'{x!r:\\d}\\w'", "f'\\{x}'", "1or x", "1or x y", "x (0xfor x)",
    "'\\d'; x = 0o7and 1; (", "f'{1or x}'", "f'{\"a\"} \\d {x y}'", "x is 1; y is 'a' z", "().x; 1(); 2()", "'a'\n'\\d\n'",
    "f'{1or x}'\n0xfor x", "(b'\\d\\\n' \\ x", b"f'{x!= .y\xc0}'", "({b'\\d\\\n' x}", "f'{\"\"}{0o7and x}' (0xfor x)", "'\\d'\n(0xfor x", "f'{x:{1or y}}\\d'\n)",
]  # fmt: skip
OTHERS = [
    ("\t\n", "eval", 0), (b"\t\n", "eval", 0), (" ", "eval", 0), (" 1", "eval", 0), ("\t 1 ", "eval", 0), ("1\\", "eval", 0),
    (b"# coding: nothing", "eval", 0), (b"'\xff'", "eval", 0), (b"\xff", "single", 0), (b"1 # \xff", "eval", 0),
    ("with x:\n  y", "single", 0), ("with x:\n  y", "single", DONT_IMPLY_DEDENT), ("if x:\n  y\n\n", "single", DONT_IMPLY_DEDENT),
    ("x != y", "exec", BARRY), ("x <> y", "exec", BARRY), ("x <> y", "exec", 0), ("(x and z !=", "exec", BARRY),
    ("x: int", "single", 0), ("(x async for x in y)", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT),
]  # fmt: skip


def show(source, mode, flags, action):
    with warnings.catch_warnings(record=action != "error") as caught:
        warnings.simplefilter(action)
        try:
            code = compile(source, "<text>", mode, flags, True)
            print("ok", code.co_flags, code.co_code.hex(), list(code.co_positions()))
        except SyntaxError as error:
            print(type(error).__name__, ascii(error.args), end=" ")
            print(*(ascii(getattr(error, name)) for name in ATTRIBUTES[1:]))
        except Exception as error:
            print(type(error).__name__, ascii(error))
    for warning in caught or ():
        print("   ", warning.category.__name__, warning.message, warning.lineno)


for source, mode, flags in [(text, "exec", 0) for text in TEXTS] + OTHERS:
    print(ascii(source), mode, flags)
    show(source, mode, flags, "always")
    show(source, mode, flags, "error")

# Only eval() skips space.
for source in (" 1", "\t 1", b" \t1", "\n1", bytearray(b"  2")):
    try:
        print(eval(source))
    except SyntaxError as error:
        print(type(error).__name__, error.args)
