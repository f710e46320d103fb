"""Makes C++ tables of the stencils in object files: see table.h."""

import collections
import struct

MOST_OF_ONE = 100
MOST = 10_000
ROWS = "krait_stencils"
ROW = struct.Struct("<QHBbbb2x")
NO_OPERAND = -2
CONSTANT = -1
CONSTANT_COLUMN = 8

R_X86_64_64, R_X86_64_PC32, R_X86_64_PLT32, R_X86_64_32, R_X86_64_32S = 1, 2, 4, 10, 11
RELATIVE = (R_X86_64_PC32, R_X86_64_PLT32)
KINDS = {
    ("krait_hole_next", R_X86_64_PC32): "kNext",
    ("krait_hole_next", R_X86_64_PLT32): "kNext",
    ("krait_hole_exit", R_X86_64_PC32): "kExit",
    ("krait_hole_exit", R_X86_64_PLT32): "kExit",
    ("krait_hole_constant", R_X86_64_32): "kConstant32",
    ("krait_hole_constant", R_X86_64_32S): "kConstant32",
    ("krait_hole_constant", R_X86_64_64): "kConstant64",
}
JMP = 0xE9

Section = collections.namedtuple("Section", "name data relocations")
Relocation = collections.namedtuple("Relocation", "offset kind symbol section addend")


class Unplaceable(Exception):
    """Something in a stencil that no hole is for."""


def read_object(path):
    """The sections of an ELF object file for x86-64, relocations with the names they refer to."""
    with open(path, "rb") as file:
        data = file.read()
    offset, = struct.unpack_from("<Q", data, 0x28)
    count, names_at = struct.unpack_from("<HH", data, 0x3C)
    headers = [struct.unpack_from("<IIQQQQIIQQ", data, offset + 64 * i) for i in range(count)]

    def text(table, at):
        start = headers[table][4] + at
        return data[start:data.index(b"\0", start)].decode()

    names = [text(names_at, header[0]) for header in headers]
    relocations = collections.defaultdict(list)
    symbols_at = next(i for i, header in enumerate(headers) if header[1] == 2)
    symbols = []
    for k in range(headers[symbols_at][5] // 24):
        name, _, _, section, value, _ = struct.unpack_from("<IBBHQQ", data,
                                                           headers[symbols_at][4] + 24 * k)
        symbols.append((text(headers[symbols_at][6], name) if name else "", section, value))
    for header in headers:
        if header[1] != 4:
            continue
        for k in range(header[5] // 24):
            at, info, addend = struct.unpack_from("<QQq", data, header[4] + 24 * k)
            symbol, section, value = symbols[info >> 32]
            where = names[section] if 0 < section < count else ""
            relocations[header[7]].append(
                Relocation(at, info & 0xFFFFFFFF, symbol, where, addend + value))
    return {
        names[i]: Section(names[i], data[header[4]:header[4] + header[5]], sorted(relocations[i]))
        for i, header in enumerate(headers) if header[1] == 1
    }


def hole_of(relocation, part, name):
    """(offset, kind, addend) of a relocation in a hot or cold part of the stencil `name`."""
    kind = KINDS.get((relocation.symbol, relocation.kind))
    if kind is None and relocation.kind in RELATIVE:
        if part == "hot" and relocation.section == ".text.cold." + name:
            kind = "kCold"
        elif part == "cold" and relocation.section == ".text." + name:
            kind = "kHot"
    # What a jump is relative to lies 4 bytes behind the hole.
    addend = relocation.addend + (4 if relocation.kind in RELATIVE else 0)
    if kind is None or not -128 <= addend < 128:
        raise Unplaceable(f"{name}: nothing fills a hole of type {relocation.kind} for "
                          f"{relocation.symbol or relocation.section} + {relocation.addend}")
    return relocation.offset, kind, addend


def read_stencil(sections, name):
    """(hot code, hot holes, cold code, cold holes)."""
    parts = []
    for part, prefix in (("hot", ".text."), ("cold", ".text.cold.")):
        section = sections.get(prefix + name, Section("", b"", []))
        parts.append([section.data, [hole_of(r, part, name) for r in section.relocations]])
    (code, holes), (cold_code, cold_holes) = parts
    # The jump to what comes next is left out: that follows.
    if holes and holes[-1][1] == "kNext" and holes[-1][0] == len(code) - 4 and code[-5] == JMP:
        code, holes = code[:-5], holes[:-1]
    return code, holes, cold_code, cold_holes


def read_rows(path):
    """Yields ((op, use), (first operand, second, result), stencil)."""
    sections = read_object(path)
    rows = sections[ROWS]
    functions = {r.offset: r.symbol or r.section.removeprefix(".text.") for r in rows.relocations}
    for at in range(0, len(rows.data), ROW.size):
        _, op, use, *placement = ROW.unpack_from(rows.data, at)
        yield (op, use), tuple(placement), read_stencil(sections, functions[at])


def in_columns(rows):
    """{(row, column): stencil}, as StencilNumbers has the placements of one group."""
    overwrites = all(result in (first, NO_OPERAND) for first, _, result in rows)

    def column_of(second, result):
        if second == CONSTANT:
            return CONSTANT_COLUMN
        if second != NO_OPERAND:
            return second
        return 0 if overwrites else result

    return {(max(first, 0), column_of(second, result)): stencil
            for (first, second, result), stencil in rows.items()}


def write(path, groups):
    code, holes, stencils, numbers = bytearray(), [], [], []
    for key in sorted(groups):
        table = [[0xFFFF] * 9 for _ in range(8)]
        for (first, column), (hot, hot_holes, cold, cold_holes) in sorted(in_columns(groups[key]).items()):
            table[first][column] = len(stencils)
            stencils.append(f"{{{len(code)},{len(holes)},{len(hot)},{len(cold)},"
                            f"{len(hot_holes)},{len(cold_holes)}}}")
            code += hot + cold
            holes += [f"{{{o},HoleKind::{k},{a}}}" for o, k, a in hot_holes + cold_holes]
        rows = ",".join("{" + ",".join(map(str, row)) + "}" for row in table)
        numbers.append(f"{{{key[0]},Use({key[1]}),{{{{{rows}}}}}}}")

    def lines(items, per_line):
        items = list(map(str, items))
        return ",\n".join(",".join(items[i:i + per_line]) for i in range(0, len(items), per_line))

    with open(path, "w", encoding="utf-8") as out:
        out.write(f"""// Generated by stencils/extract.py.
#include "stencils/table.h"

#include <algorithm>
#include <iterator>

namespace krait::stencils {{
namespace {{

struct Group {{
  uint16_t op;
  Use use;
  StencilNumbers numbers;
}};

constexpr Group kGroups[] = {{
{lines(numbers, 1)}
}};

}}  // namespace

alignas(16) const uint8_t kCode[] = {{
{lines(code, 32)}
}};
const Hole kHoles[] = {{
{lines(holes, 8)}
}};
const Stencil kStencils[] = {{
{lines(stencils, 4)}
}};
const uint32_t kStencilCount = {len(stencils)};

const StencilNumbers* NumbersOf(uint16_t op, Use use) {{
  const auto is_before = [&](const Group& group, uint32_t key) {{
    return group.op * 4u + static_cast<uint32_t>(group.use) < key;
  }};
  const uint32_t key = op * 4u + static_cast<uint32_t>(use);
  const Group* found = std::lower_bound(std::begin(kGroups), std::end(kGroups), key, is_before);
  const bool has = found != std::end(kGroups) && found->op == op && found->use == use;
  return has ? &found->numbers : nullptr;
}}

}}  // namespace krait::stencils
""")
    return len(stencils), len(code), len(holes)


def make_tables(output, objects):
    """Writes the tables and returns a line that sums them up. Unplaceable if a stencil has a hole that
    the linker of compiled code would not know how to fill, or if there are too many."""
    groups = collections.defaultdict(dict)
    for path in objects:
        for key, placement, stencil in read_rows(path):
            groups[key][placement] = stencil
    most = max(groups, key=lambda key: len(groups[key]))
    if len(groups[most]) > MOST_OF_ONE:
        raise Unplaceable(f"micro-op {most[0]} has {len(groups[most])} stencils for one use")
    total = sum(map(len, groups.values()))
    if total > MOST:
        raise Unplaceable(f"there are {total} stencils, more than {MOST}")
    stencils, code, holes = write(output, groups)
    return f"{stencils} stencils of {len(groups)} operations, {code} bytes, {holes} holes"
