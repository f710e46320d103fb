#!/usr/bin/env python3
"""Prints what CPython 3.11 answers about all code points, as checksums for the tests beside it."""

import unicodedata as u
from zlib import crc32

chars = [chr(c) for c in range(0x110000)]
for name, f in {
    "IsAlpha": str.isalpha, "IsDecimal": str.isdecimal, "IsDigit": str.isdigit,
    "IsNumeric": str.isnumeric, "IsAlnum": str.isalnum, "IsLower": str.islower,
    "IsUpper": str.isupper, "IsSpace": str.isspace, "IsPrintable": str.isprintable,
    "IsTitle": lambda c: u.category(c) == "Lt",
    "IsXidStart": lambda c: c.isidentifier() and c != "_",
    "IsXidContinue": lambda c: ("a" + c).isidentifier(),
    "IsLineBreak": lambda c: len(("a" + c + "b").splitlines()) == 2,
    "IsMirrored": u.mirrored,
    "CombiningClass": u.combining,
    "DecimalValue": lambda c: u.decimal(c, 255), "DigitValue": lambda c: u.digit(c, 255),
}.items():
    print(name, hex(crc32(bytes(map(int, map(f, chars))))))
for name, f in {
    "ToLower": str.lower, "ToUpper": str.upper, "ToTitle": str.title, "ToFolded": str.casefold,
    "NFD": lambda c: u.normalize("NFD", c), "NFKD": lambda c: u.normalize("NFKD", c),
    "NFC": lambda c: u.normalize("NFC", c), "NFKC": lambda c: u.normalize("NFKC", c),
    "LowerSigma": lambda c: ("A" + c + "\u03a3").lower()[-1] + ("A\u03a3" + c + "B").lower()[1],
}.items():
    print(name, hex(crc32("".join(map(f, chars)).encode("utf-32-le", "surrogatepass"))))
for name, f in {
    "NumericValue": lambda c: "%.17g " % u.numeric(c) if c.isnumeric() else "",
    "CharCategory": u.category, "CharBidirectional": u.bidirectional,
    "CharEastAsianWidth": u.east_asian_width,
    "CharDecomposition": lambda c: u.decomposition(c) + "\n",
    "CharName": lambda c: u.name(c, "") + "\n",
}.items():
    print(name, hex(crc32("".join(map(f, chars)).encode())))
