"""Prints what CPython's dis and co_ methods say of the code in .pyc files, for dis_oracle_test.cc.

For each file "file PATH", then for each code object in it, outermost first:

    code QUALNAME
    line BEGIN END LINE                       co_lines(), None as -1
    position BEGIN END LINE END_LINE COLUMN END_COLUMN    co_positions(), equal neighbours as one
    handler BEGIN END TARGET DEPTH LASTI      the exception table
    effect OFFSET FALL JUMP                   how each instruction changes the depth of the stack

All offsets are in code units. KW_NAMES and PRECALL count as part of their CALL.
"""

import dis
import itertools
import marshal
import sys


def number(value):
    return -1 if value is None else value


def show(code):
    print("code", code.co_qualname)
    for begin, end, line in code.co_lines():
        print("line", begin // 2, end // 2, number(line))
    unit = 0
    for position, group in itertools.groupby(code.co_positions()):
        length = len(list(group))
        print("position", unit, unit + length, *map(number, position))
        unit += length
    for entry in dis._parse_exception_table(code):
        begin, end, target = entry.start // 2, entry.end // 2, entry.target // 2
        print("handler", begin, end, target, entry.depth, int(entry.lasti))
    before = 0
    for instruction in dis.get_instructions(code):
        if instruction.opname == "EXTENDED_ARG":
            continue
        effects = [
            dis.stack_effect(instruction.opcode, instruction.arg, jump=jump)
            for jump in (False, True)
        ]
        if instruction.opname in ("KW_NAMES", "PRECALL"):
            before += effects[0]
            continue
        print("effect", instruction.offset // 2, effects[0] + before, effects[1] + before)
        before = 0
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            show(constant)


for path in sys.argv[1:]:
    print("file", path)
    with open(path, "rb") as file:
        show(marshal.loads(file.read()[16:]))
