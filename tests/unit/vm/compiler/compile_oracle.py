#!/usr/bin/python3
"""For compile_test.cc: compares code objects with CPython's. Standard input names source files; the
folder named first has for each, by number, its code in marshal's form, or "!" and an error. Prints
a line for each source that differs, and at last how many there were.

A source that CPython refuses, or in another encoding than plain UTF-8, is left out."""

import io
import marshal
import pathlib
import sys
import tokenize
import warnings

FIELDS = (
    "co_name co_qualname co_filename co_firstlineno co_flags co_argcount co_posonlyargcount "
    "co_kwonlyargcount co_nlocals co_names co_varnames co_cellvars co_freevars co_stacksize "
    "co_code co_exceptiontable co_linetable"
).split()


def same(mine, wanted):
    """Equal to the last bit, types included."""
    if type(mine) is not type(wanted):
        return False
    if isinstance(mine, tuple):
        return len(mine) == len(wanted) and all(map(same, mine, wanted))
    if isinstance(mine, frozenset):
        return sorted(map(repr, mine)) == sorted(map(repr, wanted))
    return repr(mine) == repr(wanted)


def difference(mine, wanted):
    """What tells two code objects apart; None if nothing does."""
    code_type = type(wanted)
    for name in FIELDS:
        if getattr(mine, name) != getattr(wanted, name):
            return f"{wanted.co_qualname} line {wanted.co_firstlineno}: {name}: {explain(name, mine, wanted)}"
    if len(mine.co_consts) != len(wanted.co_consts):
        return f"{wanted.co_qualname}: co_consts: {mine.co_consts} instead of {wanted.co_consts}"
    for a, b in zip(mine.co_consts, wanted.co_consts):
        if isinstance(b, code_type) and isinstance(a, code_type):
            found = difference(a, b)
            if found:
                return found
        elif not same(a, b):
            return f"{wanted.co_qualname}: constant {a!r} instead of {b!r}"
    return None


def explain(name, mine, wanted):
    if name == "co_code":
        import dis

        def row(i):
            value = i.argval.co_name if hasattr(i.argval, "co_name") else i.argval
            return i.opname, repr(value)[:60], i.offset, i.positions.lineno

        rows = [[row(i) for i in dis.get_instructions(code)] for code in (mine, wanted)]
        for a, b in zip(*rows):
            if a[:2] != b[:2]:
                return f"{a} instead of {b}"
        return f"{len(rows[0])} instructions instead of {len(rows[1])}"
    if name == "co_linetable":
        for i, (a, b) in enumerate(zip(mine.co_positions(), wanted.co_positions())):
            if a != b:
                import dis

                op = dis.opname[wanted.co_code[2 * i]]
                return f"{2 * i} {op}: {a} instead of {b}"
    return f"{str(getattr(mine, name))[:300]} instead of {str(getattr(wanted, name))[:300]}"


def main():
    warnings.simplefilter("ignore")
    folder = pathlib.Path(sys.argv[1])
    paths = sys.stdin.read().splitlines()
    for number, path in enumerate(paths):
        source = pathlib.Path(path).read_bytes()
        try:
            if tokenize.detect_encoding(io.BytesIO(source).readline)[0] != "utf-8":
                continue
            wanted = compile(source, path, "exec", dont_inherit=True, optimize=0)
        except (SyntaxError, ValueError):
            continue
        mine = (folder / str(number)).read_bytes()
        if mine.startswith(b"!"):
            print(f"{path}: {mine[1:].decode()}")
            continue
        found = difference(marshal.loads(mine), wanted)
        if found:
            print(f"{path}: {found}")
    print(len(paths), "sources")


if __name__ == "__main__":
    main()
