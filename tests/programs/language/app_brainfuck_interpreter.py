# An interpreter for a tiny language: a hot loop over a program, with dictionaries of jumps.
def compile_program(text):
    code = [c for c in text if c in "+-<>.,[]"]
    stack, jumps = [], {}
    packed = []
    for c in code:
        if packed and c in "+-<>" and packed[-1][0] == c:
            packed[-1][1] += 1
        else:
            packed.append([c, 1])
    for i, (c, _) in enumerate(packed):
        if c == "[":
            stack.append(i)
        elif c == "]":
            if not stack:
                raise SyntaxError(f"unmatched ] at {i}")
            start = stack.pop()
            jumps[start], jumps[i] = i, start
    if stack:
        raise SyntaxError(f"unmatched [ at {stack[-1]}")
    return packed, jumps


def run(text, data=b"", limit=2_000_000):
    program, jumps = compile_program(text)
    tape = [0] * 300
    pointer = position = steps = 0
    source = iter(data)
    out = bytearray()
    while position < len(program):
        op, count = program[position]
        if op == "+":
            tape[pointer] = (tape[pointer] + count) & 255
        elif op == "-":
            tape[pointer] = (tape[pointer] - count) & 255
        elif op == ">":
            pointer += count
        elif op == "<":
            pointer -= count
            if pointer < 0:
                raise IndexError("tape underrun")
        elif op == ".":
            out.append(tape[pointer])
        elif op == ",":
            tape[pointer] = next(source, 0)
        elif op == "[":
            if not tape[pointer]:
                position = jumps[position]
        elif tape[pointer]:
            position = jumps[position]
        position += 1
        steps += 1
        if steps > limit:
            raise TimeoutError(f"more than {limit} steps")
    return out.decode("latin-1"), steps



def printer(text):
    """A program that prints text, by stepping one cell from character to character."""
    out, value = [], 0
    for c in text.encode("latin-1"):
        delta = c - value
        out.append(("+" * delta if delta >= 0 else "-" * -delta) + ".")
        value = c
    return "".join(out)


product = "+++++[>++++++[>+++++++<-]<-]>>."
nested = "++++[>+++++[>++++++[>+++++++<-]<-]<-]" * 4 + ">>>[-]<<<" + printer("done")
reverse = ">,[>,]<[.<]"
print(*run(printer("Hello, Krait!")))
text, steps = run(product)
print(ord(text), steps)
print(*run(nested))
print(run(reverse, b"stressed"))
for bad in ("[", "]", "<", "+[]", "[[]"):
    try:
        print(run(bad, limit=1000))
    except (SyntaxError, IndexError, TimeoutError) as error:
        print(type(error).__name__, error)
