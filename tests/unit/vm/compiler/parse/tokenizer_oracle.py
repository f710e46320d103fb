#!/usr/bin/python3
"""What CPython makes of source texts, for tokenizer_test.cc.

    tokenizer_oracle.py tokens        of each file named on standard input, its tokens
    tokenizer_oracle.py problems      of each line on standard input, a text's repr, what is wrong

A token is "line column end-line end-column text", columns in bytes and the text in hexadecimal
digits; newlines, indents, dedents and the end are only named. A problem is "type line offset
end-offset message".
"""

import ast
import io
import sys
import token
import tokenize
import warnings

NAMED = {token.NEWLINE: "newline", token.INDENT: "indent", token.DEDENT: "dedent",
         token.ENDMARKER: "end"}
LEFT_OUT = {token.COMMENT, token.NL, token.ENCODING}


def print_tokens(path):
    with open(path, "rb") as file:
        for kind, text, begin, end, line in tokenize.tokenize(file.readline):
            if kind in LEFT_OUT:
                continue
            if kind in NAMED:
                print(NAMED[kind])
                continue
            lines = line.split("\n") if begin[0] == end[0] else [line, None]
            first = len(lines[0][:begin[1]].encode())
            # Of a token of several lines, `line` is only the first one or all of them.
            last = first + len(text.encode())
            if begin[0] != end[0]:
                last = len(text.rsplit("\n", 1)[1].encode())
            print(begin[0], first, end[0], last, text.encode().hex())


def print_problem(source):
    try:
        compile(source, "text", "exec", dont_inherit=True)
        print("none")
    except SyntaxError as error:
        print(type(error).__name__, error.lineno, error.offset, error.end_offset, error.msg)


def main():
    warnings.simplefilter("ignore")
    sys.stdin.reconfigure(encoding="utf-8")
    for line in io.StringIO(sys.stdin.read()):
        if sys.argv[1] == "tokens":
            print_tokens(line.rstrip("\n"))
        else:
            print_problem(ast.literal_eval(line))


main()
