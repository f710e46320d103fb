"""The input of each number: a text, and how it is to be compiled."""

import __future__
import ast
import random

from mutate import any_of, change_bytes, mutant
from outcome import REFUSED, SHOWN
from statements import random_expression, random_program

FEATURES = [getattr(__future__, name).compiler_flag for name in ("annotations", "barry_as_FLUFL", "generator_stop")]
DONT_IMPLY_DEDENT = 0x200


def text_for(chance, mode):
    if chance.random() < 0.5:
        return mutant(chance)
    if mode == "eval" or chance.random() < 0.05:
        return random_expression(chance)
    return random_program(chance)


def request_of(seed, number):
    """outcome_of's arguments: always the same for the same numbers."""
    chance = random.Random(seed << 40 | number)
    mode, flags = "exec", 0
    kind = chance.random()
    if kind < 0.08:
        mode = "eval"
    elif kind < 0.16:
        mode = "single"
    elif kind < 0.2:
        flags = ast.PyCF_ONLY_AST | ast.PyCF_TYPE_COMMENTS
    elif kind < 0.21:
        mode, flags = "func_type", ast.PyCF_ONLY_AST
    elif kind < 0.23:
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    elif kind < 0.26:
        flags = any_of(chance, FEATURES)
    elif kind < 0.27:
        mode, flags = "single", DONT_IMPLY_DEDENT
    source = text_for(chance, mode)
    if mode == "func_type" and chance.random() < 0.8:
        source = f"({source.strip()}) -> {random_expression(chance)}"
    if chance.random() < 0.85:
        source = source.encode("utf-8", "surrogatepass")
        if chance.random() < 0.06:
            source = change_bytes(chance, source)
    elif chance.random() < 0.03:
        source = source[:50] + "\udc80" + source[50:]
    optimize = 0 if chance.random() < 0.85 else any_of(chance, (-1, 1, 2))
    return source, mode, flags, optimize, SHOWN if chance.random() < 0.8 else REFUSED
