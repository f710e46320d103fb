"""Texts to begin with, and changes of them."""

import functools
import pathlib
import re

from statements import random_program

ROOT = pathlib.Path(__file__).resolve().parents[3]
LIBRARY = pathlib.Path("/usr/lib/python3.11")
MOST_LINES = 30

WORDS = """( ) [ ] { } , : . ; = == := + - * ** / // @ -> += | & ~ ! $ ? <> < ... \\ ' " ''' f' 0 1 1.5 2j 0x 01
x print exec match case _ if else elif for in while with as try except finally def class lambda return yield
await async not and or is None True False del pass break import from global nonlocal raise assert 'a' b'a' f'{x}'
f'{x' é __debug__ type(x) *x **x x=1 x:y (x) [x] {x} # \t \f \r \x0b \x00 \xa0 \u2028 != >>= <<= //= **= except* """.split(" ")
WORDS = [word for text in WORDS for word in text.split("\n")] + ["\n", "\n    ", "\n\t", " ", "\n\n", "\\\n", "\r\n"]
BYTES = [b"\x00", b"\xff", b"\x80", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xef\xbb\xbf", b"\xc0\x80",
         b"\r", b"\n", b"\r\n", b"\x0c", b"\x1a", b"\t", b"\\", b"\xe2\x80\xa8", b"\xc2\xa0", b"\x7f", b"\xf0\x9f\x98"]  # fmt: skip
# Without the encodings of East Asia, which Krait does not have.
COOKIES = ["utf-8", "latin-1", "ascii", "cp1252", "utf8", "UTF_8", "iso-8859-15", "nothing", "utf-16", "utf-8-sig", "rot13",
           "koi8-r", "utf-7", "latin-1-unix", "utf-8-dos", "ISO_8859-1", "", "mbcs", "hex", "idna",
           "unicode_escape", "cp437", "undefined", "raw_unicode_escape", "punycode"]  # fmt: skip
COMMENTS = ["# -*- coding: {} -*-", "# coding={}", "#coding:{}", "# vim: set fileencoding={} :", "\t# coding: {}", "'''coding: {}'''", "x # coding: {}"]
INDENTS = ["", " ", "  ", "    ", "\t", "        ", " \t", "\t ", "\f", "   "]
TOKENS = re.compile(r"""\w+|\s*\n[ \t]*|[ \t]+|"{3}|'{3}|\*\*=|//=|>>=|<<=|\.\.\.|[-+*/%@&|^=<>!:]=|->|\*\*|//|<<|>>|.""")


@functools.lru_cache(None)
def library_paths():
    paths = sorted(LIBRARY.rglob("*.py")) + sorted((ROOT / "tests" / "programs").rglob("*.py"))
    return [path for path in paths if b"\0" not in path.read_bytes()[:200]]


@functools.lru_cache(256)
def lines_of(path):
    return path.read_bytes().decode("utf-8", "replace").split("\n")


@functools.lru_cache(None)
def wrong_texts():
    text = (ROOT / "tests/unit/vm/compiler/parse/wrong_texts.h").read_text(encoding="utf-8")
    return text.split('R"texts(')[1].split(')texts"')[0].split("---\n")


def any_of(chance, choices):
    return choices[int(chance.random() * len(choices))]


def indentation(line):
    return len(line) - len(line.lstrip())


def library_block(chance):
    """Lines from somewhere in the library that belong together, at the left margin."""
    lines = lines_of(any_of(chance, library_paths()))
    first = int(chance.random() * len(lines))
    margin = indentation(lines[first])
    last = first
    while last < len(lines) and last - first < MOST_LINES:
        if lines[last].strip() and indentation(lines[last]) < margin:
            break
        last += 1
    while first > 0 and last - first < MOST_LINES and chance.random() < 0.9:
        if lines[first - 1].strip() and indentation(lines[first - 1]) < margin:
            break
        first -= 1
    return "\n".join(line[margin:] for line in lines[first:last]) + "\n"


def seed_text(chance):
    kind = chance.random()
    if kind < 0.4:
        return random_program(chance)
    if kind < 0.9:
        return library_block(chance)
    return any_of(chance, wrong_texts())


# --- Changes


def change_token(chance, text):
    words = TOKENS.findall(text) or [""]
    i, j = int(chance.random() * len(words)), int(chance.random() * len(words))
    kind = int(chance.random() * 8)
    if kind == 0:
        words[i] = ""
    elif kind == 1:
        words[i] += any_of(chance, ["", " "]) + words[i]
    elif kind == 2:
        words[i], words[j] = words[j], words[i]
    elif kind == 3:
        words[i] = any_of(chance, WORDS) + any_of(chance, ["", " "]) + words[i]
    elif kind == 4:
        words[i] = any_of(chance, WORDS)
    elif kind == 5:
        words[i] = words[j]
    elif kind == 6:
        words[i] = any_of(chance, [" ", "", "\n", "\\\n"]) + words[i]
    else:
        del words[min(i, j) : min(max(i, j), min(i, j) + 12)]
    return "".join(words)


def change_indentation(chance, text):
    lines = text.split("\n")
    i = int(chance.random() * len(lines))
    indent = any_of(chance, INDENTS)
    kind = chance.random()
    if kind < 0.4:
        lines[i] = indent + lines[i].lstrip()
    elif kind < 0.7:
        lines[i] = indent + lines[i]
    elif kind < 0.8:
        lines = [line.replace("    ", "\t") for line in lines]
    elif kind < 0.9:
        lines[i:] = [indent + line for line in lines[i:]]
    else:
        lines[i] = lines[i].replace("    ", any_of(chance, INDENTS), 1)
    return "\n".join(lines)


def change_lines(chance, text):
    lines = text.split("\n")
    i, j = int(chance.random() * len(lines)), int(chance.random() * len(lines))
    kind = chance.random()
    if kind < 0.3:
        del lines[i]
    elif kind < 0.5:
        lines[i], lines[j] = lines[j], lines[i]
    elif kind < 0.7:
        lines.insert(i, lines[j])
    elif kind < 0.8:
        lines[i] += any_of(chance, ["\\", ";", " #", ":", ",", "'", "\r", "\f", "\\ ", " \\", '"""'])
    elif kind < 0.9:
        lines = lines[: i + 1]
    else:
        lines[i] = " ".join(lines[i : i + 2])
        del lines[i + 1 : i + 2]
    return "\n".join(lines)


def splice(chance, text):
    other = seed_text(chance)
    i, j = int(chance.random() * len(text)), int(chance.random() * len(other))
    return text[:i] + other[j : j + 300] + (text[i:] if chance.random() < 0.5 else "")


def cut(chance, text):
    i = int(chance.random() * (len(text) + 1))
    return text[:i] if chance.random() < 0.7 else text[i:]


def change_character(chance, text):
    i = int(chance.random() * (len(text) + 1))
    character = chr(int(chance.random() * 127)) if chance.random() < 0.7 else any_of(chance, "é²٣\u200b\u3000\ufeff\u0301𝐱ﬁ“–½\x85\U000e0100\u00b7℘")
    return text[:i] + character + text[i + (chance.random() < 0.5) :]


def wrap(chance, text):
    """The text inside of something."""
    before, after = any_of(chance, [
        ("f'''{", "}'''"), ("(", ")"), ("[", "]"), ("{", "}"), ("if x:\n", ""), ("lambda: ", ""), ("'''", "'''"), ("f(", ")"), ("def f():\n", ""), ("x = ", ""),
        ("async def f():\n ", ""), ("print ", ""), ("class C:\n\t", ""), ("try:\n ", "\nexcept: pass"), ("match x:\n case ", ": pass"), ("f'{x:{", "}}'"), ("@", "\ndef f(): pass"),
        ("while 1: ", ""), ("(x for x in ", ")"), ("del ", ""), ("with ", ": pass"), ("for ", " in x: pass"), ("return ", ""), ("", " = 1"), ("", " += 1"), ("", ": int = 1"), ("import ", ""),
    ])  # fmt: skip
    return before + text.rstrip("\n") + after + "\n"


CHANGES = [change_token] * 12 + [change_indentation] * 3 + [change_lines] * 3 + [splice, cut, change_character, change_character, wrap, wrap]


def mutant(chance):
    text = seed_text(chance)
    for _ in range(any_of(chance, (1, 1, 1, 1, 2, 3, 5))):
        text = any_of(chance, CHANGES)(chance, text)
    return text


def change_bytes(chance, data):
    """Encodings, and bytes that are none."""
    kind = chance.random()
    i = int(chance.random() * (len(data) + 1))
    if kind < 0.3:
        comment = any_of(chance, COMMENTS).format(any_of(chance, COOKIES)).encode()
        before = any_of(chance, [b"", b"", b"\n", b"#!/x\n", b"\xef\xbb\xbf", b"x\n", b"\n\n", b"\f", b"'''\n"])
        return before + comment + any_of(chance, [b"\n", b"\r\n", b"\r", b"\n\n", b""]) + data
    if kind < 0.6:
        return data[:i] + any_of(chance, BYTES) + data[i + (chance.random() < 0.3) :]
    if kind < 0.7:
        return data.replace(b"\n", any_of(chance, [b"\r\n", b"\r", b"\n\r", b"\x0c\n", b"\n\x0c"]))
    if kind < 0.8:
        return b"\xef\xbb\xbf" + data
    if kind < 0.9 and i < len(data):
        return data[:i] + bytes([data[i] ^ (1 << int(chance.random() * 8))]) + data[i + 1 :]
    return data.decode("utf-8", "replace").encode(any_of(chance, ["latin-1", "utf-16", "cp1252", "utf-8-sig"]), "replace")
