"""Makes stencils of the functions that Clang wrote as assembly.

A stencil's hot part ends in the jump to what comes next, which the linker of compiled code can leave
out; all else is in a section of its own, .text.cold.NAME. A conditional jump to a block that only
jumps to a hole goes to the hole itself. A function that uses the stack or reads constants from
memory cannot be a stencil.
"""

import re

NEXT = "krait_hole_next"
HOLE = "krait_hole_"
INVERSE = {"ja": "jbe", "jae": "jb", "je": "jne", "jg": "jle", "jge": "jl", "jo": "jno", "js": "jns",
           "jp": "jnp"}
INVERSE |= {inverse: jump for jump, inverse in INVERSE.items()}
LABEL = re.compile(r"^(\.LBB\w+):")
JUMP = re.compile(r"^\s+(j[a-z]+)\s+(\S+)$")
FUNCTION = re.compile(r"^([A-Za-z_]\w*):")
FORBIDDEN = re.compile(r"^\s+(push|pop|call)|%[re]sp\b|\.LCPI|\.rodata")


class NoStencil(Exception):
    """Functions that no stencil can be made of."""


class Block:
    """Instructions with one way in. It falls through to the block behind it unless it ends in jmp."""

    def __init__(self, label):
        self.label = label
        self.lines = []

    def jump(self, index=-1):
        """The jump (kind, target) that the instruction at `index` is, or None."""
        if len(self.lines) < abs(index):
            return None
        found = JUMP.match(self.lines[index])
        return found.groups() if found else None

    def is_lone_jump(self):
        return len(self.lines) == 1 and self.jump() is not None and self.jump()[0] == "jmp"

    def falls_through(self):
        jump = self.jump()
        return jump is None or jump[0] != "jmp"

    def text(self):
        return ([self.label + ":"] if self.label else []) + self.lines


def blocks_of(lines):
    blocks = [Block(None)]
    for line in lines:
        line = line.split("#")[0].rstrip()
        label = LABEL.match(line)
        if label:
            blocks.append(Block(label[1]))
        elif line and not re.match(r"^\s*\.(p2align|cfi)", line):
            blocks[-1].lines.append(line)
            if blocks[-1].jump():
                blocks.append(Block(None))
    return [block for block in blocks if block.label or block.lines]


def retarget(blocks, old, new):
    for block in blocks:
        jump = block.jump()
        if jump and jump[1] == old:
            block.lines[-1] = f"\t{jump[0]}\t{new}"


def thread_jumps(blocks):
    """Jumps to a block that only jumps to a hole go there at once."""
    for block in list(blocks):
        if not (block.label and block.is_lone_jump() and block.jump()[1].startswith(HOLE)):
            continue
        retarget(blocks, block.label, block.jump()[1])
        at = blocks.index(block)
        if at > 0 and not blocks[at - 1].falls_through():
            blocks.pop(at)


def end_hot_part(name, blocks):
    """What jumps to what comes next on a condition jumps to the rest on the inverse one instead:
    `jcc next; rest` becomes `jncc rest; jmp next; rest`."""
    for i, block in enumerate(blocks):
        jump = block.jump()
        if not jump or jump[1] != NEXT:
            continue
        if jump[0] not in INVERSE:
            return
        rest = blocks[i + 1]
        if rest.is_lone_jump() and not rest.label:
            target = rest.jump()[1]
            blocks.pop(i + 1)
        else:
            rest.label = rest.label or f".LBBrest_{name}"
            target = rest.label
        block.lines[-1] = f"\t{INVERSE[jump[0]]}\t{target}"
        end = Block(None)
        end.lines.append(f"\tjmp\t{NEXT}")
        blocks.insert(i + 1, end)
        return


def split(blocks):
    """The blocks up to the jump to what comes next, and the others."""
    # What always leaves the trace is all hot.
    last = next((i for i, block in enumerate(blocks) if block.jump() == ("jmp", NEXT)), len(blocks))
    return blocks[:last + 1], blocks[last + 1:]


def tidy(name, lines):
    """The lines of a function's hot part, and of its cold one."""
    blocks = blocks_of(lines)
    thread_jumps(blocks)
    end_hot_part(name, blocks)
    hot, cold = ([line for block in part for line in block.text()] for part in split(blocks))
    if cold:
        cold.insert(0, f'\t.section\t.text.cold.{name},"ax",@progbits')
    return hot, cold


def forbidden(body):
    """The lines that make a function no stencil."""
    in_assembly = False
    for line in body:
        in_assembly = line.strip() == "#APP" or (in_assembly and line.strip() != "#NO_APP")
        if not in_assembly and FORBIDDEN.search(line):
            yield line.strip()


def tidy_file(source, target):
    """Reads an assembly file and writes the tidy one. NoStencil names what cannot be a stencil."""
    lines = source.read_text(encoding="utf-8").split("\n")
    out = []
    wrong = []
    i = 0
    while i < len(lines):
        function = FUNCTION.match(lines[i])
        out.append(lines[i])
        i += 1
        if not function or not any("@function" in line for line in out[-4:]):
            continue
        end = next(k for k in range(i, len(lines)) if lines[k].startswith(".Lfunc_end"))
        body = lines[i:end]
        wrong += [f"{function[1]}: {line}" for line in forbidden(body)]
        hot, cold = tidy(function[1], body)
        # The size that follows is that of the hot part.
        out += hot + lines[end:end + 2] + cold
        i = end + 2
    if wrong:
        raise NoStencil("no stencils can be made of\n" + "\n".join(wrong))
    target.write_text("\n".join(out), encoding="utf-8")
