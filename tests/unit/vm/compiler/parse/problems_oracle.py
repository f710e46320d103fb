#!/usr/bin/python3
"""What CPython says of wrong texts, for diagnosis_test.cc and modes_test.cc.

    problems_oracle.py mode ...       of each text on standard input, in hexadecimal digits, what is
                                      wrong with it; more words are "comments" (type comments
                                      count), "trees" (are printed, not "none"), "cautions" (are
                                      printed first), "refuse" (cautions are errors)
    problems_oracle.py mutants mode n seed
                                      n pieces of the standard library and of wrong_texts.h with a
                                      few tokens or characters changed: a line with the text and
                                      one with its tree, or what is wrong

A text stands as the hexadecimal digits of its UTF-8. What is wrong stands as "type line offset
end-line end-offset message text", or "none". `mode` is compile()'s.
"""

import ast
import glob
import io
import os
import random
import re
import sys
import tokenize
import warnings


def problem_of(source, mode="exec", comments=False, trees=False):
    flags = ast.PyCF_ONLY_AST | (ast.PyCF_TYPE_COMMENTS if comments else 0)
    try:
        tree = compile(source, "text", mode, flags)
        return ast.dump(tree, include_attributes=True) if trees else "none"
    except SyntaxError as error:
        place = error.lineno, error.offset, error.end_lineno, error.end_offset
        shown = (error.text or "").encode().hex()
        return " ".join([type(error).__name__, *map(str, place), error.msg, shown])
    except (MemoryError, RecursionError, ValueError) as error:
        return type(error).__name__


def print_problems(mode, *wishes):
    for line in sys.stdin:
        with warnings.catch_warnings(record="refuse" not in wishes) as caught:
            warnings.simplefilter("error" if "refuse" in wishes else "always")
            outcome = problem_of(bytes.fromhex(line).decode(), mode, "comments" in wishes,
                                 "trees" in wishes)
        if "cautions" in wishes:
            for caution in caught:
                print(f"{caution.lineno} {caution.message}", end="; ")
        print(outcome)


# --- Mutants -------------------------------------------------------------------------------------

INSERTED = """( ) [ ] { } , : . ; = == := + - * ** / // @ -> += | & ~ ! $ ? <> < ... \\ ' " f' 0 1 1.5 2j 0x
x print exec match case _ if else elif for in while with as try except finally def class lambda return
yield await async not and or is None True False del pass break import from global raise assert
'a' b'a' f'{x}' f'{x y}' \n \t # """.split(" ")
INSERTED = [word for text in INSERTED for word in text.split("\n")] + ["\n", "\n  ", " ", "\n\n"]


def pieces():
    """Statements of the standard library that are not long."""
    paths = sorted(glob.glob("/usr/lib/python3.11/**/*.py", recursive=True))
    while True:
        path = random.choice(paths)
        try:
            with tokenize.open(path) as file:
                source = file.read()
            statements = ast.parse(source).body
        except (SyntaxError, ValueError):
            continue
        lines = source.split("\n")
        for node in random.sample(statements, min(len(statements), 4)):
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.body:
                if random.random() < 0.7:
                    node = random.choice([n for n in ast.walk(node) if isinstance(n, ast.stmt)])
            if node.end_lineno - node.lineno > 40:
                continue
            piece = lines[node.lineno - 1:node.end_lineno]
            indent = len(piece[0]) - len(piece[0].lstrip())
            if all(not line[:indent].strip() for line in piece):
                text = "\n".join(line[indent:] for line in piece) + "\n"
                if problem_of(text) == "none":
                    yield text


def own_texts():
    path = "tests/unit/vm/compiler/parse/wrong_texts.h"
    if not os.path.exists(path):  # Bazel's sandbox leaves it out
        return ["(a b)\n"]
    with open(path, encoding="utf-8") as file:
        return file.read().split('R"texts(')[1].split(')texts"')[0].split("---\n")


def words_of(source):
    """The source cut into tokens, or into finer parts, and what is between them."""
    try:
        if random.random() < 0.7:
            return tokens_of(source)
    except (SyntaxError, tokenize.TokenError):
        pass
    return [(not part.isspace(), part) for part in re.findall(r"\w+|[ \t]+|\n|[^\w\s]", source)]


def tokens_of(source):
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    words, at = [], 0
    for item in tokenize.generate_tokens(io.StringIO(source).readline):
        if item.type in (tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER):
            continue
        begin = starts[item.start[0] - 1] + item.start[1]
        end = starts[item.end[0] - 1] + item.end[1]
        words += [(False, source[at:begin]), (True, source[begin:end])]
        at = end
    return words + [(False, source[at:])]


def mutant(source):
    words = words_of(source)
    tokens = [i for i, (is_token, text) in enumerate(words) if is_token and text]
    if not tokens:
        return source
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        i, j = random.choice(tokens), random.choice(tokens)
        kind = random.randrange(7)
        if kind == 0:
            words[i] = (True, "")
        elif kind == 1:
            words[i] = (True, words[i][1] + " " + words[i][1])
        elif kind == 2:
            words[i], words[j] = words[j], words[i]
        elif kind == 3:
            words[i] = (True, random.choice(INSERTED) + " " + words[i][1])
        elif kind == 4:
            words[i] = (True, random.choice(INSERTED))
        elif kind == 5:
            words[i] = words[j]
        else:
            k = tokens.index(i)
            if k + 1 < len(tokens):
                words[i], words[tokens[k + 1]] = words[tokens[k + 1]], words[i]
    return "".join(text for _, text in words)


def print_mutants(mode, count, seed):
    random.seed(seed)
    source = pieces()
    texts = own_texts()
    while count > 0:
        piece = random.choice(texts) if random.random() < 0.3 else next(source)
        for _ in range(6):
            text = mutant(piece)
            if "\0" in text:
                continue
            print(text.encode().hex())
            print(problem_of(text, mode, trees=True))
            count -= 1


warnings.simplefilter("ignore")
sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
if sys.argv[1] == "mutants":
    print_mutants(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
else:
    print_problems(*sys.argv[1:])
