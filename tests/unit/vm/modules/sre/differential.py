"""Writes test cases for differential_test.cc: patterns compiled by CPython 3.11's own compiler,
subjects, and what CPython's matcher finds.

    python3 differential.py --quick                     # what ctest runs
    python3 differential.py --count 100000 --seed 7     # random patterns
    python3 differential.py --stdlib                    # the patterns in the standard library
"""

import argparse
import ast
import os
import random
import re
import signal
import sys
import sysconfig
import warnings

FLAG_LETTERS = {"i": re.I, "m": re.M, "s": re.S, "a": re.A, "l": re.L}


class TooSlow(Exception):
    pass


def on_alarm(signum, frame):
    raise TooSlow


class Writer:
    """Compares one pattern after the other with CPython, on paper."""

    def __init__(self, out):
        self.out = out
        self.patterns = 0
        self.cases = 0
        self.skipped = 0

    def pattern(self, source, flags=0, oracle=None):
        """False if the pattern does not compile. `oracle` is one to ask instead, which means the
        same: where CPython 3.11.2 is known to err."""
        try:
            parsed = re._parser.parse(source, flags)
            code = re._compiler._code(parsed, flags)
            self.compiled = re.compile(source if oracle is None else oracle, flags)
        except (re.error, ValueError, OverflowError, RecursionError):
            return False
        self.out.write("P %r flags %d\nC %d %d %s\n" % (
            source, flags, parsed.state.groups - 1, len(code), " ".join(map(str, map(int, code)))))
        self.patterns += 1
        return True

    def subject(self, text, width=None):
        self.text = text
        if isinstance(text, bytes):
            width = 1
            characters = list(text)
        else:
            characters = list(map(ord, text))
            least = max(characters, default=0)
            least = 1 if least < 256 else 2 if least < 65536 else 4
            width = max(width or least, least)
        self.out.write("T %d %d %s\n" % (width, len(text), " ".join(map(str, characters))))

    def operation(self, letter, start=0, end=None):
        if end is None:
            end = len(self.text)
        method = {"m": "match", "f": "fullmatch", "s": "search"}.get(letter)
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        try:
            if method:
                match = getattr(self.compiled, method)(self.text, start, end)
                found = [match] if match else []
            else:
                scanner = self.compiled.scanner(self.text, start, end)
                step = scanner.search if letter == "S" else scanner.match
                found = list(iter(step, None))
            described = "".join(map(self.describe, found))
        except (TooSlow, SystemError, MemoryError):
            self.skipped += 1
            return
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        self.out.write("%s %d %d = %s\n" % (letter, start, end, described))
        self.cases += 1

    def describe(self, match):
        spans = ["%d,%d" % match.span(i) for i in range(match.re.groups + 1)]
        return "%s %d; " % (" ".join(spans), match.lastindex or 0)

    def all_operations(self, text, width=None):
        self.subject(text, width)
        for letter in "mfsSM":
            self.operation(letter)


# Random patterns. A pattern is built as a pair: as it is, and with possessive quantifiers spelled as
# atomic groups, around each iteration and around all, as CPython 3.11.2 errs after an iteration that
# fails halfway (fixed in 3.11.5).

ALPHABETS = [
    "ab", "abc", "aA1_ \n", "abAB", "a\u00e9\u00c9b", "k\u212aK\u017fsS", "\u0436\u0416a1",
    "a\U0001f600b\U00010400\U00010428", "i\u0130\u0131I", "\u03c3\u03c2\u03a3x\u00b5\u03bc",
]
CATEGORIES = ["\\d", "\\D", "\\s", "\\S", "\\w", "\\W"]
POSITIONS = ["^", "$", "\\A", "\\Z", "\\b", "\\B"]
COUNTS = ["*", "+", "?", "{2}", "{1,2}", "{0,2}", "{2,}", "{,3}", "{1,1}", "{0}", "{3}", "{0,1}"]


class Generator:
    def __init__(self, rng, alphabet):
        self.rng = rng
        self.alphabet = alphabet
        self.closed = []
        self.open = []
        self.groups = 0

    def literal(self):
        c = self.rng.choice(self.alphabet)
        return re.escape(c) if c != "\n" else "\\n"

    def char_class(self):
        rng = self.rng
        items = []
        for _ in range(rng.randint(1, 3)):
            kind = rng.random()
            if kind < 0.6:
                items.append(self.literal())
            elif kind < 0.8:
                low, high = sorted(rng.choices(self.alphabet, k=2))
                if "\n" not in (low, high):
                    items.append("%s-%s" % (re.escape(low), re.escape(high)))
            else:
                items.append(rng.choice(CATEGORIES))
        if not items:
            items = ["a"]
        return "[%s%s]" % (rng.choice(["", "", "^"]), "".join(items))

    def single(self):
        kind = self.rng.random()
        if kind < 0.55:
            return self.literal()
        if kind < 0.7:
            return "."
        if kind < 0.9:
            return self.char_class()
        return self.rng.choice(CATEGORIES)

    def quantified(self, pair, single):
        rng = self.rng
        count = rng.choice(COUNTS)
        how = rng.random()
        plain, oracle = pair
        if how < 0.6:
            return plain + count, oracle + count
        if how < 0.85:
            return plain + count + "?", oracle + count + "?"
        return plain + count + "+", "(?>(?>%s)%s)" % (oracle, count)

    def group(self, depth):
        rng = self.rng
        kind = rng.random()
        if kind < 0.45:
            self.groups += 1
            number = self.groups
            self.open.append(number)
            plain, oracle = self.alternatives(depth - 1)
            self.open.pop()
            self.closed.append(number)
            return "(%s)" % plain, "(%s)" % oracle
        if kind < 0.65:
            head = "(?:"
        elif kind < 0.71:
            head = "(?>"
        elif kind < 0.78:
            head = "(?="
        elif kind < 0.85:
            head = "(?!"
        elif kind < 0.90:
            head = "(?<="
        elif kind < 0.95:
            head = "(?<!"
        else:
            head = rng.choice(["(?i:", "(?s:", "(?m:", "(?-i:"])
        plain, oracle = self.alternatives(depth - 1)
        return head + plain + ")", head + oracle + ")"

    def item(self, depth):
        rng = self.rng
        kind = rng.random()
        if kind < 0.35 or depth <= 0:
            text = self.single()
            pair = text, text
            return self.quantified(pair, True) if rng.random() < 0.4 else pair
        if kind < 0.78:
            pair = self.group(depth)
            return self.quantified(pair, False) if rng.random() < 0.55 else pair
        if kind < 0.86:
            position = rng.choice(POSITIONS)
            return position, position
        if kind < 0.93 and self.closed:
            # A group of its own, so that digits behind it stay apart.
            text = "(?:\\%d)" % rng.choice(self.closed)
            pair = text, text
            return self.quantified(pair, False) if rng.random() < 0.3 else pair
        if self.closed:
            number = rng.choice(self.closed)
            yes, yes_oracle = self.sequence(depth - 1)
            no, no_oracle = self.sequence(depth - 1) if rng.random() < 0.7 else ("", "")
            bar = "|" if no else ""
            return ("(?(%d)%s%s%s)" % (number, yes, bar, no),
                    "(?(%d)%s%s%s)" % (number, yes_oracle, bar, no_oracle))
        text = self.literal()
        return text, text

    def sequence(self, depth):
        parts = [self.item(depth) for _ in range(self.rng.randint(1, 3))]
        return "".join(p for p, _ in parts), "".join(o for _, o in parts)

    def alternatives(self, depth):
        count = self.rng.choice([1, 1, 1, 2, 2, 3, 8]) if depth > 0 else 1
        parts = []
        for _ in range(count):
            parts.append(("", "") if self.rng.random() < 0.04 else self.sequence(depth))
        return "|".join(p for p, _ in parts), "|".join(o for _, o in parts)


def random_case(writer, rng):
    alphabet = rng.choice(ALPHABETS)
    generator = Generator(rng, alphabet)
    source, oracle = generator.alternatives(rng.choice([1, 2, 2, 3, 3, 4]))
    flags = 0
    for letter in "ims":
        if rng.random() < 0.2:
            flags |= FLAG_LETTERS[letter]
    as_bytes = rng.random() < 0.15
    if as_bytes:
        alphabet = "".join(c for c in alphabet if ord(c) < 256) or "ab"
        try:
            source, oracle = source.encode("latin-1"), oracle.encode("latin-1")
        except UnicodeEncodeError:
            return
        if rng.random() < 0.3:
            flags |= re.L
    elif rng.random() < 0.2:
        flags |= re.A
    if not writer.pattern(source, flags, oracle):
        return
    for _ in range(rng.randint(2, 4)):
        size = rng.choice([0, 1, 2, 3, 4, 5, 6, 8, 12, 20])
        text = "".join(rng.choices(alphabet, k=size))
        if rng.random() < 0.1:
            text += "\n"
        text = text.encode("latin-1") if as_bytes else text
        writer.all_operations(text, rng.choice([None, None, 1, 2, 4]))
        if text and rng.random() < 0.5:
            start = rng.randint(0, len(text))
            end = rng.randint(start, len(text))
            for letter in "mfsS":
                writer.operation(letter, start, end)


def run_random(writer, count, seed):
    rng = random.Random(seed)
    for _ in range(count):
        random_case(writer, rng)


# The standard library's own patterns, on its own text.

def constant(node):
    """The value of a constant expression of strings and flags."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.BitOr)):
        left, right = constant(node.left), constant(node.right)
        return left + right if isinstance(node.op, ast.Add) else left | right
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.value.id == "re":
            return getattr(re, node.attr)
    return ast.literal_eval(node)


def stdlib_patterns():
    """(pattern, flags, text of the file) for calls of re.compile with constant arguments."""
    root = sysconfig.get_path("stdlib")
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in ("site-packages", "dist-packages"))
        for name in sorted(files):
            if not name.endswith(".py"):
                continue
            try:
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    text = file.read()
                tree = ast.parse(text)
            except (OSError, ValueError, SyntaxError):
                continue
            for node in ast.walk(tree):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                        and isinstance(node.func.value, ast.Name)
                        and node.func.value.id == "re" and node.args):
                    continue
                try:
                    source = constant(node.args[0])
                    flags = 0
                    if node.func.attr == "compile" and len(node.args) > 1:
                        flags = constant(node.args[1])
                    if isinstance(source, (str, bytes)):
                        yield source, int(flags), text
                except (ValueError, TypeError, AttributeError, SyntaxError):
                    continue


def run_stdlib(writer, most):
    rng = random.Random(1)
    seen = set()
    for source, flags, text in stdlib_patterns():
        if len(seen) >= most:
            return
        if (source, flags) in seen:
            continue
        seen.add((source, flags))
        flags &= ~re.DEBUG
        if not writer.pattern(source, flags):
            continue
        for size in (60, 400, 2000):
            start = rng.randint(0, max(0, len(text) - size))
            part = text[start:start + size]
            writer.all_operations(part.encode("utf-8") if isinstance(source, bytes) else part)
        lines = text.split("\n")
        for line in rng.sample(lines, min(5, len(lines))):
            writer.all_operations(line.encode("utf-8") if isinstance(source, bytes) else line)


# Hand-written cases: pattern, flag letters, subjects.

CASES = [
    (r"a*?b", "", ["aaab", "b", "aaa"]),
    (r".*?x", "", ["abcx", "ab\ncx", "abc"]),
    (r".*x", "s", ["abcxyx", "ab\ncx", "abc"]),
    (r"(a|ab)(c|bcd)(d*)", "", ["abcd"]),
    (r"(?:(a)|b)*", "", ["ab", "ba", "bab"]),
    (r"(a*)*", "", ["aaa", "", "b"]),
    (r"(a*)+", "", ["aaa", "", "b"]),
    (r"(a*?)*?b", "", ["aab", "b"]),
    (r"(?:a?)*?y", "", ["aay", "z"]),
    (r"(?:a?){2,5}b", "", ["aaab", "b", "aaaaaaab"]),
    (r"(?:(?:ab)+c?)*d", "", ["ababcabd", "abab"]),
    (r"(?=(a+))a*b\1", "", ["baaabac", "aabaa"]),
    (r"(?=(a))ab(?!\1)", "", ["abab", "abb"]),
    (r"(?<=(..))x", "", ["abx", "ax"]),
    (r"(?<!a)b", "", ["ab", "bb", "b"]),
    (r"(\w+)\s+\1", "", ["the the cat", "a b b"]),
    (r"(\w+)\s+\1", "i", ["The the cat", "\u0416 \u0436"]),
    (r"(a)?(?(1)b|c)", "", ["ab", "c", "ac", "b"]),
    (r"(a)?(?(1)b)", "", ["ab", "c", "ac", ""]),
    (r"((?:a|b)(?(1)x|y))", "", ["ay", "ax"]),
    (r"((a)(?:bz|b)(?(1)x|y))", "", ["aby", "abx", "abzy"]),
    (r"(?>a*)ab", "", ["aaab"]),
    (r"(?>a|ab)c", "", ["abc", "ac"]),
    (r"(?>(a)|b)+?c", "", ["abc", "bac"]),
    (r"a*+a", "", ["aaa"]),
    (r"a++b", "", ["aaab"]),
    (r"a?+a", "", ["a", "aa"]),
    (r"(?:ab){1,2}+ab", "", ["ababab", "abab"]),
    (r"\bfoo\b", "", ["foo", "a foo b", "food", "fo"]),
    (r"\B", "", ["", "a", "ab", "  "]),
    (r"\b", "", ["", "a b", "  "]),
    (r"^", "m", ["", "a\nb\n", "\n\n"]),
    (r"$", "m", ["", "a\nb\n", "\n\n"]),
    (r"$", "", ["", "a\n", "\n\n", "a"]),
    (r"^a$", "m", ["a\na\nb\na", "a"]),
    (r"\Aa\Z", "", ["a", "a\n"]),
    (r"[\s\S]*?b", "", ["a\nb", "\u0436b"]),
    (r"[^a]", "i", ["aAb", "A\u0436"]),
    (r"[k-l]", "i", ["\u212a", "K", "m"]),
    (r"\u017f", "i", ["s", "S", "\u017f"]),
    (r"[\U00010400-\U00010427]+", "i", ["\U00010428\U00010400", "x"]),
    (r"[\u0400-\u04ff\u0100\u3000-\u4000x]+", "", ["\u0436x\u3456", "ax"]),
    (r"[^\u0400-\u04ff\u0100\u3000-\u4000x]+", "", ["\u0436x\u3456", "ax\u5000"]),
    (r"\d+(?:\.\d+)?", "", ["12.5", "\u0661\u0662", "x"]),
    (r"\d+", "a", ["12.5", "\u0661\u0662", "x"]),
    (r"(?:foo|bar|baz|qux|quux|foobar|ba)+\d", "", ["foobarbaz1", "quuxqux2", "bax", ""]),
    (r"(?:foo|bar|baz|qux|quux|foobar|ba|)+!", "", ["foobarbaz!", "quuxqux!", "bax", "!"]),
    (r"abab", "", ["aababab", "abaabab", "ababab"]),
    (r"aab", "", ["aaaab", "aaaaa"]),
    (r"(abab)c", "", ["abababc"]),
    (r"aabb", "", ["aaabb", "aabaabb"]),
    (r"abab[xy]", "", ["abababx", "ababababy", "ababab"]),
    (r"aaa(?=b)", "", ["aaaaab", "aaaaa", "aabaaab"]),
    (r"aabaa(?!b)", "", ["aabaabaabaa", "aabaabaab"]),
    (r"aabaaab", "", ["aabaabaaabaaab"]),
    (r"x*", "", ["axb", "xx", ""]),
    (r"x*?", "", ["axb", "xx", ""]),
    (r"(?:x|)", "", ["axb", ""]),
    (r"(?!)", "", ["a", ""]),
    (r"a(?!)|b", "", ["ab"]),
    (r"(?:(?!)|a)+", "", ["aa"]),
    (r"[a-z]+@[a-z]+\.com", "", ["mail bob@example.com now", "x" * 40]),
    (r"(?i:a)b", "", ["Ab", "AB"]),
    (r"(?P<x>a)(?P=x)", "", ["aa", "ab"]),
    (r"((((a))))\4", "", ["aa"]),
    (r"(a(b)?)+", "", ["aba", "abab"]),
    (r"(a(b)?)+?c", "", ["abac"]),
    (r"(?:(a)|(b)|(c))+", "", ["abc", "cba"]),
    (r"(?:(a)(?=b)|b(?!b))+", "", ["abab", "abb"]),
    (r"(?:ab){0}c", "", ["c", "abc"]),
    (r"(ab){0}c", "", ["c", "abc"]),
    (r"a{2,3}?a", "", ["aaaa", "aa"]),
    (r"(?:a|b){2,4}?c", "", ["ababc", "abababc", "ac"]),
    (r"(?:a|b){2,4}c", "", ["ababc", "abababc", "ac"]),
    (r"(.)(.)(.)\3\2\1", "", ["abccba", "xabccbay"]),
    (r"\w+$", "", ["ab", "ab\n", "ab cd"]),
    (r"(?<=a)b*(?=c)", "", ["abbc", "ac", "bc"]),
    (r"(?:(?<=(a))b|a)+", "", ["abab", "ba"]),
]


def run_cases(writer):
    for source, letters, subjects in CASES:
        flags = 0
        for letter in letters:
            flags |= FLAG_LETTERS[letter]
        if not writer.pattern(source, flags):
            raise SystemExit("does not compile: %r" % source)
        for subject in subjects:
            for width in (1, 2, 4):
                writer.all_operations(subject, width)
            for start in range(len(subject) + 1):
                writer.operation("s", start)
                writer.operation("m", start)
                writer.operation("f", 0, start)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--stdlib", action="store_true")
    parser.add_argument("--count", type=int, default=0, metavar="PATTERNS")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if sys.version_info[:2] != (3, 11):
        print("needs Python 3.11", file=sys.stderr)
        return 77
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, on_alarm)
    writer = Writer(sys.stdout)
    try:
        if options.quick or not (options.stdlib or options.count):
            run_cases(writer)
        if options.quick:
            run_random(writer, 1500, options.seed)
        if options.stdlib or options.quick:
            run_stdlib(writer, 10000 if options.stdlib else 60)
        if options.count:
            run_random(writer, options.count, options.seed)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    print("%d patterns, %d cases, %d skipped" % (writer.patterns, writer.cases, writer.skipped),
          file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
