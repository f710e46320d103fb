#!/usr/bin/env python3
"""Writes the C++ of vm/compiler/ast/nodes.txt, which says how it is read itself.

    generate_ast.py nodes SOURCE OUTPUT     the node classes
    generate_ast.py tables SOURCE OUTPUT    what each kind of node is called, and its fields

A node keeps each field in one 64-bit word, so that the tables are enough to walk any node.
"""

import argparse
import pathlib

HEADER = "// Written by tools/generate_ast.py from vm/compiler/ast/nodes.txt.\n"
# What is no node: {type: (C++ type, FieldType)}.
PLAIN = {
    "identifier": ("NameId", "Identifier"),
    "string": ("ConstantId", "String"),
    "constant": ("ConstantId", "Constant"),
    "int": ("int", "Int"),
}


class Field:
    def __init__(self, text):
        kind, self.name = text.split()
        self.quantifier = kind[-1] if kind[-1] in "*?" else ""
        self.type = kind.rstrip("*?")


class Kind:
    """A kind of node: a sum's, or the only one of a structure."""

    def __init__(self, name, type_, fields, placed):
        self.name, self.type, self.fields, self.placed = name, type_, fields, placed

    def signature(self):
        fields = ", ".join(f"{f.type}{f.quantifier} {f.name}" for f in self.fields)
        return f"{self.name}({fields})" if fields else self.name


class Grammar:
    def __init__(self, text):
        self.enumerations = {}  # name -> its members
        self.kinds = []
        self.types = []  # of nodes, in order
        self.names = []  # the same with the enumerations
        self.end_required = set()
        type_, placed = None, False
        for line in text.splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            if "=" in line:
                name, members = line.split("=")
                self.enumerations[name.strip()] = members.split()
                self.names.append(name.strip())
            elif line.startswith(" "):
                name, fields = line.strip().split(":", 1)
                fields = [Field(f.strip()) for f in fields.split(",") if f.strip()]
                self.kinds.append(Kind(name or type_, type_, fields, placed))
            else:
                type_, *words = line.split()
                placed = words[:1] == ["placed"]
                if words[1:] == ["wholly"]:
                    self.end_required.add(type_)
                self.types.append(type_)
                self.names.append(type_)

    def is_structure(self, type_):
        return any(kind.name == type_ for kind in self.kinds)


class Class:
    """A class of the ast module."""

    def __init__(self, name, base=None, kind=None, doc=None):
        self.name, self.base, self.kind, self.doc = name, base, kind, doc


def classes_of(grammar):
    """In the module's order: each type, and then the classes that derive from it."""
    for name in grammar.names:
        kinds = [kind for kind in grammar.kinds if kind.type == name]
        if grammar.is_structure(name):
            yield Class(name, kind=kinds[0], doc=kinds[0].signature())
            continue
        if name in grammar.enumerations:
            members = [Class(m, name, doc=m) for m in grammar.enumerations[name]]
            doc = name + " = " + " | ".join(grammar.enumerations[name])
        else:
            members = [Class(kind.name, name, kind, kind.signature()) for kind in kinds]
            lines = ("\n" + " " * len(name) + " | ").join(m.doc for m in members)
            doc = f"{name} = {lines}"
        yield Class(name, doc=doc)
        yield from members


def camel(name):
    return "".join(part[0].upper() + part[1:] for part in name.split("_"))


def class_of(grammar, type_):
    return camel(type_) if grammar.is_structure(type_) else camel(type_) + "Node"


def cpp_type(grammar, field):
    if field.type in PLAIN:
        item = PLAIN[field.type][0]
    elif field.type in grammar.enumerations:
        item = camel(field.type)
    else:
        item = class_of(grammar, field.type) + "*"
    return f"Sequence<{item}>" if field.quantifier == "*" else item


def field_type(grammar, field):
    if field.type in PLAIN:
        return PLAIN[field.type][1]
    return camel(field.type) if field.type in grammar.enumerations else "Node"


def write_nodes(grammar):
    yield HEADER
    for name, members in grammar.enumerations.items():
        names = ", ".join("k" + m for m in members)
        yield f"enum class {camel(name)} : uint8_t {{ {names} }};\n"
    kinds = ",\n  ".join("k" + camel(kind.name) for kind in grammar.kinds)
    yield f"\nenum class NodeKind : uint8_t {{\n  {kinds},\n  kCount,\n}};\n"
    yield "\nenum class FieldType : uint8_t {\n  kNode,\n"
    for _, name in PLAIN.values():
        yield f"  k{name},\n"
    for name in grammar.enumerations:
        yield f"  k{camel(name)},\n"
    yield "};\n\n"
    for type_ in grammar.types:
        yield f"struct {class_of(grammar, type_)};\n"
    yield "\n"
    for type_ in grammar.types:
        if not grammar.is_structure(type_):
            yield f"struct {class_of(grammar, type_)} : Node {{}};\n"
    for kind in grammar.kinds:
        name = camel(kind.name)
        base = "Node" if grammar.is_structure(kind.type) else class_of(grammar, kind.type)
        yield f"\nstruct {name} : {base} {{\n"
        yield f"  static constexpr NodeKind kKind = NodeKind::k{name};\n"
        types = [cpp_type(grammar, field) for field in kind.fields]
        yield f"  using Fields = std::tuple<{', '.join(types)}>;\n"
        for i, (field, type_) in enumerate(zip(kind.fields, types)):
            yield f"  {type_} {field.name}() const {{ return Read<{type_}>({i}); }}\n"
            yield f"  void set_{field.name}({type_} value) {{ Write({i}, value); }}\n"
        yield "};\n"


def write_classes(grammar, classes, index):
    yield "constexpr ClassInfo kClasses[] = {\n"
    for item in classes:
        type_ = item.base or item.name
        base = index[item.base] if item.base else "kNoClass"
        kind = f"NodeKind::k{camel(item.kind.name)}" if item.kind else "NodeKind::kCount"
        placed = any(kind.placed for kind in grammar.kinds if kind.type == type_)
        end = "Required" if type_ in grammar.end_required else "Optional"
        doc = item.doc.replace("\n", "\\n")
        yield (f'    {{"{item.name}", {base}, {kind}, Place::{"kEnd" + end if placed else "kNone"},\n'
               f'     "{doc}",\n     " while traversing \'{item.name}\' node"}},\n')
    yield "};\n"


def write_tables(grammar):
    yield HEADER
    classes = list(classes_of(grammar))
    index = {item.name: i for i, item in enumerate(classes)}
    for name, members in grammar.enumerations.items():
        names = ", ".join(f'"{m}"' for m in members)
        yield f"constexpr const char* k{camel(name)}Names[] = {{{names}}};\n"
    for kind in grammar.kinds:
        if not kind.fields:
            continue
        yield f"constexpr FieldInfo k{camel(kind.name)}Fields[] = {{\n"
        for field in kind.fields:
            quantifier = {"": "kOne", "?": "kOptional", "*": "kSequence"}[field.quantifier]
            yield (f'    {{"{field.name}", FieldType::k{field_type(grammar, field)}, '
                   f"Quantifier::{quantifier}, {index.get(field.type, 'kNoClass')}}},\n")
        yield "};\n"
    yield "constexpr NodeInfo kNodes[] = {\n"
    for kind in grammar.kinds:
        fields = f"k{camel(kind.name)}Fields" if kind.fields else "{}"
        placed = "true" if kind.placed else "false"
        yield f'    {{"{kind.name}", "{kind.type}", {placed}, {fields}, {index[kind.name]}}},\n'
    yield "};\n"
    yield from write_classes(grammar, classes, index)
    yield "const char* NameIn(FieldType type, uint64_t value) {\n  switch (type) {\n"
    for name in grammar.enumerations:
        yield f"    case FieldType::k{camel(name)}:\n      return k{camel(name)}Names[value];\n"
    yield "    default:\n      return nullptr;\n  }\n}\n"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", choices=["nodes", "tables"])
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    options = parser.parse_args()
    grammar = Grammar(options.source.read_text())
    write = write_nodes if options.part == "nodes" else write_tables
    options.output.write_text("".join(write(grammar)))


if __name__ == "__main__":
    main()
