#!/usr/bin/env python3
"""Writes one of the table files of vm/unicode, a C++ include file.

    generate_unicode.py PART OUTPUT [--data DIR]

PART is property, character, composition, name or age: each serves one source file.
DIR holds the Unicode Character Database as Debian's package unicode-data lays it out. Whatever
release that is, the tables describe Unicode 14.0.0, which is what CPython 3.11 knows: younger code
points are left unassigned, and what later releases changed about older ones is undone below.
The output depends on nothing but the data files.
"""

import argparse
import bz2
import collections
import fractions
import functools
import os
import re

UNICODE_VERSION = (14, 0)
CODE_POINTS = 0x110000
BLOCK_BITS = 7

CATEGORIES = ["Cn", "Lu", "Ll", "Lt", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc",
              "Cf", "Cs", "Co", "Lm", "Lo", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc",
              "Sk", "So"]
BIDI_CLASSES = ["", "L", "LRE", "LRO", "R", "AL", "RLE", "RLO", "PDF", "EN", "ES", "ET", "AN",
                "CS", "NSM", "BN", "B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"]
# CPython answers "F" for most unassigned code points: it comes first for that reason.
WIDTHS = ["F", "H", "W", "Na", "A", "N"]
FORMS = ["NFD_QC", "NFKD_QC", "NFC_QC", "NFKC_QC"]
QUICK_CHECK = {"Y": 0, "M": 1, "N": 2}

# The order is that of the CharFlag enumerators in vm/unicode/properties.h.
FLAGS = ["alpha", "decimal", "digit", "numeric", "lower", "upper", "title", "space", "printable",
         "xid_start", "xid_continue", "cased", "case_ignorable", "line_break"]

# Modifier letters that became lower case, and so cased, in Unicode 15.0.
CASED_SINCE_15 = {0x10FC, 0xA7F2, 0xA7F3, 0xA7F4, 0xAB69}
ALIASES_SINCE_15 = {"EM", "ARABIC SMALL HIGH LIGATURE ALEF WITH YEH BARREE",
                    "SUNDANESE LETTER ARCHAIC I"}

Entry = collections.namedtuple(
    "Entry", "name category combining bidi decomposition decimal digit numeric mirrored "
             "upper lower title")


class Database:
    """The data files, reduced to Unicode 14.0."""

    def __init__(self, directory):
        self.directory = directory

    def lines(self, name):
        path = os.path.join(self.directory, name)
        opener = bz2.open if name.endswith(".bz2") else open
        with opener(path, "rt", encoding="utf-8") as file:
            for line in file:
                line = line.partition("#")[0].strip()
                if line:
                    yield line

    def rows(self, name):
        for line in self.lines(name):
            yield [field.strip() for field in line.split(";")]

    @staticmethod
    def code_range(text):
        first, _, last = text.partition("..")
        return range(int(first, 16), int(last or first, 16) + 1)

    def assigned_by(self, version):
        assigned = set()
        for codes, age in self.rows("DerivedAge.txt"):
            if tuple(map(int, age.split("."))) <= version:
                assigned.update(self.code_range(codes))
        return assigned

    @functools.cached_property
    def assigned(self):
        return self.assigned_by(UNICODE_VERSION)

    @functools.cached_property
    def entries(self):
        entries = {}
        first = None
        for row in self.rows("UnicodeData.txt"):
            code = int(row[0], 16)
            fields = Entry(row[1], row[2], int(row[3]), row[4], row[5],
                           row[6], row[7], row[8], row[9] == "Y",
                           *(int(text, 16) if text else None for text in row[12:15]))
            if fields.name.endswith(", First>"):
                first = code
            elif fields.name.endswith(", Last>"):
                for inner in range(first, code + 1):
                    entries[inner] = fields
            else:
                entries[code] = fields
        return {code: entry for code, entry in sorted(entries.items()) if code in self.assigned}

    def read_ranges(self, name):
        values = {}
        for row in self.rows(name):
            for code in self.code_range(row[0]):
                values[code] = row[1]
        return values

    @functools.cached_property
    def derived(self):
        properties = collections.defaultdict(set)
        for row in self.rows("DerivedCoreProperties.txt"):
            properties[row[1]].update(self.code_range(row[0]))
        properties["Lowercase"] -= CASED_SINCE_15
        properties["Cased"] -= CASED_SINCE_15
        return properties

    @functools.cached_property
    def widths(self):
        return self.read_ranges("EastAsianWidth.txt")

    @functools.cached_property
    def line_breaks(self):
        return self.read_ranges("LineBreak.txt")

    @functools.cached_property
    def exclusions(self):
        return {int(row[0], 16) for row in self.rows("CompositionExclusions.txt")}

    @functools.cached_property
    def aliases(self):
        return [(row[1], int(row[0], 16)) for row in self.rows("NameAliases.txt")
                if int(row[0], 16) in self.assigned and row[1] not in ALIASES_SINCE_15]

    @functools.cached_property
    def quick_checks(self):
        checks = collections.defaultdict(lambda: [0] * len(FORMS))
        for row in self.rows("DerivedNormalizationProps.txt"):
            if row[1] in FORMS:
                for code in self.code_range(row[0]):
                    checks[code][FORMS.index(row[1])] = QUICK_CHECK[row[2]]
        return checks

    @functools.cached_property
    def special_cases(self):
        """Unconditional full mappings: code -> (lower, title, upper)."""
        cases = {}
        for row in self.rows("SpecialCasing.txt"):
            if not row[4]:
                cases[int(row[0], 16)] = tuple(
                    [int(text, 16) for text in field.split()] for field in row[1:4])
        return cases

    @functools.cached_property
    def foldings(self):
        return {int(row[0], 16): [int(text, 16) for text in row[2].split()]
                for row in self.rows("CaseFolding.txt") if row[1] in "CF"}

    @functools.cached_property
    def han_numeric(self):
        values = {}
        for line in self.lines("Unihan_NumericValues.txt.bz2"):
            code, kind, value = line.split("\t")
            if kind in ("kAccountingNumeric", "kOtherNumeric", "kPrimaryNumeric"):
                values[int(code[2:], 16)] = value
        return values

    @functools.cached_property
    def sequences(self):
        sequences = []
        for name, codes in self.rows("NamedSequences.txt"):
            codes = [int(text, 16) for text in codes.split()]
            if all(code in self.assigned for code in codes):
                sequences.append((name, codes))
        return sequences


class Writer:
    """Prints C++ array definitions."""

    def __init__(self, file):
        self.file = file

    def array(self, ctype, name, items):
        self.file.write(f"constexpr {ctype} {name}[] = {{\n")
        line = ""
        for item in items:
            item = f"{item},"
            if len(line) + len(item) > 100:
                self.file.write(line + "\n")
                line = ""
            line += item
        self.file.write(line + "\n};\n")

    def constants(self, **values):
        for name, value in values.items():
            self.file.write(f"constexpr uint32_t {name} = {value};\n")

    def integers(self, name, values):
        largest = max(values)
        bits = 8 if largest < 1 << 8 else 16 if largest < 1 << 16 else 32
        self.array(f"uint{bits}_t", name, values)

    def two_stage(self, name, values):
        """Two tables with values[c] == Blocks[Index[c >> BLOCK_BITS] << BLOCK_BITS | low bits]."""
        size = 1 << BLOCK_BITS
        number = Interner()
        self.integers(name + "Index", [number(tuple(values[start:start + size]))
                                       for start in range(0, len(values), size)])
        self.integers(name + "Blocks", [value for block in number.values for value in block])

    def texts(self, name, values):
        self.array("std::string_view", name, (f'"{value}"' for value in values))

    def records(self, ctype, name, values):
        """An array of structs from a list of tuples of scalars or tuples."""
        def text(value):
            if isinstance(value, tuple):
                return "{" + ",".join(map(text, value)) + "}"
            return str(value)
        self.array(ctype, name, map(text, values))


class Interner:
    """Numbers distinct values in the order in which they come."""

    def __init__(self, *first):
        self.values = list(first)
        self.numbers = {value: number for number, value in enumerate(first)}

    def __call__(self, value):
        if value not in self.numbers:
            self.numbers[value] = len(self.values)
            self.values.append(value)
        return self.numbers[value]


def character_flags(db, code, entry, numeric):
    derived = db.derived
    flags = {
        "alpha": entry.category in ("Lm", "Lt", "Lu", "Ll", "Lo"),
        "decimal": entry.decimal != "",
        "digit": entry.digit != "",
        "numeric": numeric is not None,
        "lower": code in derived["Lowercase"],
        "upper": code in derived["Uppercase"],
        "title": entry.category == "Lt",
        "space": entry.category == "Zs" or entry.bidi in ("WS", "B", "S"),
        "printable": code == 0x20 or entry.category not in (
            "Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"),
        "xid_start": code in derived["XID_Start"],
        "xid_continue": code in derived["XID_Continue"],
        "cased": code in derived["Cased"],
        "case_ignorable": code in derived["Case_Ignorable"],
        "line_break": db.line_breaks.get(code) in ("BK", "CR", "LF", "NL") or entry.bidi == "B",
    }
    return sum(1 << bit for bit, flag in enumerate(FLAGS) if flags[flag])


def numeric_text(value):
    """A C++ constant expression for a numeric value, rounded once."""
    value = fractions.Fraction(value)
    return f"{value.numerator}.0/{value.denominator}" if value.denominator != 1 \
        else f"{value.numerator}.0"


def padded(codes):
    return tuple(codes) + (0,) * (3 - len(codes))


def write_properties(db, out):
    no_digit = 0xFF
    records = Interner((0, 0, 0, 0, 0, no_digit, no_digit, 0))
    numerics = Interner(None)
    specials = Interner()
    numbers = [0] * CODE_POINTS
    for code, entry in db.entries.items():
        numeric = db.han_numeric.get(code) or entry.numeric or None
        upper = code if entry.upper is None else entry.upper
        lower = code if entry.lower is None else entry.lower
        title = upper if entry.title is None else entry.title
        simple = ([lower], [title], [upper])
        full = db.special_cases.get(code, simple)
        folded = db.foldings.get(code, [code])
        special = 0
        if full != simple or folded != [lower]:
            special = 1 + specials(tuple(map(padded, (*full, folded))))
        numbers[code] = records((
            upper - code, lower - code, title - code,
            character_flags(db, code, entry, numeric), special,
            int(entry.decimal) if entry.decimal else no_digit,
            int(entry.digit) if entry.digit else no_digit,
            numerics(numeric_text(numeric)) if numeric is not None else 0))
    out.two_stage("kProperty", numbers)
    out.records("PropertyRecord", "kPropertyRecords", records.values)
    out.records("SpecialCase", "kSpecialCases", specials.values)
    out.array("double", "kNumericValues", [text or "0.0" for text in numerics.values])
    latin = [records.values[number] for number in numbers[:256]]
    out.integers("kLatin1Flags", [record[3] for record in latin])
    out.integers("kLatin1Lower", [code + record[1] for code, record in enumerate(latin)])


def write_characters(db, out):
    """The table behind the unicodedata module."""
    records = Interner((0, 0, 0, 0, 0, 0))
    numbers = [0] * CODE_POINTS
    for code, entry in db.entries.items():
        width = db.widths.get(code, "N")
        quick = sum(check << (2 * form) for form, check in enumerate(db.quick_checks[code]))
        numbers[code] = records((
            CATEGORIES.index(entry.category), entry.combining, BIDI_CLASSES.index(entry.bidi),
            WIDTHS.index(width), int(entry.mirrored), quick))
    out.two_stage("kCharacter", numbers)
    out.records("CharacterRecord", "kCharacterRecords", records.values)
    out.texts("kCategoryNames", CATEGORIES)
    out.texts("kBidiClassNames", BIDI_CLASSES)
    out.texts("kWidthNames", WIDTHS)
    write_decompositions(db, out)


def write_decompositions(db, out):
    """Each decomposition is a header, length << 8 | tag, and its code points."""
    tags = Interner("")
    data = [0]
    offsets = [0] * CODE_POINTS
    places = {}
    for code, entry in db.entries.items():
        if not entry.decomposition:
            continue
        parts = entry.decomposition.split()
        tag = parts.pop(0) if parts[0].startswith("<") else ""
        codes = [int(text, 16) for text in parts]
        row = (len(codes) << 8 | tags(tag), *codes)
        if row not in places:
            places[row] = len(data)
            data.extend(row)
        offsets[code] = places[row]
    out.two_stage("kDecomposition", offsets)
    out.integers("kDecompositionData", data)
    out.texts("kDecompositionTags", tags.values)


def write_compositions(db, out):
    """Primary composites by (second, first)."""
    pairs = []
    for code, entry in db.entries.items():
        codes = entry.decomposition.split()
        if len(codes) != 2 or codes[0].startswith("<") or code in db.exclusions:
            continue
        first, second = (int(text, 16) for text in codes)
        if entry.combining == 0 and db.entries[first].combining == 0:
            pairs.append((second, first, code))
    out.records("Composition", "kCompositions", sorted(pairs))


def name_hash(name):
    """FNV-1a, as HashName in vm/unicode/names.cc."""
    value = 2166136261
    for byte in name.encode("ascii"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value ^ value >> 15


def write_names(db, out):
    """Names are words, words are codes of one or two bytes, most frequent words first.

    Entries are the named code points in order, then the aliases, then the named sequences. A code
    below kOneByteWords is one byte; other codes are split over two. Code 0 ends a name.
    """
    named, ideographs = [], []
    for code, entry in db.entries.items():
        if not entry.name.startswith("<"):
            named.append((entry.name, code))
        elif entry.name.startswith("<CJK Ideograph"):
            if ideographs and ideographs[-1][1] == code - 1:
                ideographs[-1][1] = code
            else:
                ideographs.append([code, code])
    entries = ([name for name, _ in named] + [name for name, _ in db.aliases]
               + [name for name, _ in db.sequences])
    split = [re.findall(r"(?:^|[ -])[^ -]*", name) for name in entries]
    # The first word gets the space that others have, so that it shares their codes.
    split = [[" " + words[0]] + words[1:] for words in split]
    counts = collections.Counter(word for words in split for word in words)
    words = sorted(counts, key=lambda word: (-counts[word], word))
    one_byte = 256 - (len(words) + 256) // 256
    codes = {word: number + 1 for number, word in enumerate(words)}
    assert one_byte > 0 and len(words) < one_byte + (256 - one_byte) * 256

    letters, word_offsets = [], [0]
    for word in words:
        word_offsets.append(len(letters))
        letters.extend(word.encode("ascii"))
        letters[-1] |= 0x80
    text, group = [], 16
    group_offsets = []
    for number, name in enumerate(split):
        if number % group == 0:
            group_offsets.append(len(text))
        for word in name:
            code = codes[word]
            if code < one_byte:
                text.append(code)
            else:
                code -= one_byte
                text.extend((one_byte + (code >> 8), code & 0xFF))
        text.append(0)

    runs = []
    for number, (_, code) in enumerate(named):
        if not runs or runs[-1][0] + runs[-1][1] != code:
            runs.append([code, 0, number])
        runs[-1][1] += 1
    empty = 0xFFFF
    assert len(entries) < empty
    slots = [empty] * (1 << (len(entries) * 5 // 4).bit_length())
    for number, name in enumerate(entries):
        slot = name_hash(name) % len(slots)
        while slots[slot] != empty:
            slot = (slot + 1) % len(slots)
        slots[slot] = number

    out.constants(kNamedCharacters=len(named), kNameAliases=len(db.aliases),
                  kOneByteWords=one_byte, kNameGroup=group, kEmptyNameSlot=empty)
    out.integers("kWordLetters", letters)
    out.integers("kWordOffsets", word_offsets)
    out.integers("kNameText", text)
    out.integers("kNameGroupOffsets", group_offsets)
    out.records("NameRun", "kNameRuns", [tuple(run) for run in runs])
    out.records("NameRange", "kIdeographRanges", [tuple(item) for item in ideographs])
    out.integers("kAliasTargets", [code for _, code in db.aliases])
    out.records("NamedSequence", "kNamedSequences",
                [(len(codes), padded4(codes)) for _, codes in db.sequences])
    out.integers("kNameSlots", slots)


def padded4(codes):
    assert len(codes) <= 4
    return tuple(codes) + (0,) * (4 - len(codes))


def write_ages(db, out):
    """The code points that Unicode 3.2 did not know yet, as ranges."""
    ranges = []
    for code in sorted(db.assigned - db.assigned_by((3, 2))):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    out.records("CodeRange", "kNewerThan32", [tuple(item) for item in ranges])


PARTS = {"property": write_properties, "character": write_characters,
         "composition": write_compositions, "name": write_names, "age": write_ages}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("output")
    parser.add_argument("--data", default="/usr/share/unicode",
                        help="folder of the Unicode Character Database (%(default)s)")
    arguments = parser.parse_args()
    with open(arguments.output, "w", encoding="ascii") as file:
        file.write("// Written by tools/generate_unicode.py: do not edit.\n")
        out = Writer(file)
        out.constants(kBlockBits=BLOCK_BITS)
        PARTS[arguments.part](Database(arguments.data), out)


if __name__ == "__main__":
    main()
