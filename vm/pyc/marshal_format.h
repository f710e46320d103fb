#pragma once

#include <cstdint>

/// The type bytes of CPython's marshal format.
namespace krait::marshal {

enum Type : uint8_t {
  kNull = '0',
  kNone = 'N',
  kFalse = 'F',
  kTrue = 'T',
  kStopIteration = 'S',
  kEllipsis = '.',
  kInt = 'i',
  kInt64 = 'I',  // read only
  kLong = 'l',
  kTextFloat = 'f',
  kBinaryFloat = 'g',
  kTextComplex = 'x',
  kBinaryComplex = 'y',
  kBytes = 's',
  kUnicode = 'u',
  kInterned = 't',
  kAscii = 'a',
  kAsciiInterned = 'A',
  kShortAscii = 'z',
  kShortAsciiInterned = 'Z',
  kTuple = '(',
  kSmallTuple = ')',
  kList = '[',
  kDict = '{',
  kSet = '<',
  kFrozenSet = '>',
  kCode = 'c',
  kReference = 'r',
};

/// With a type byte: later references may name this object.
inline constexpr uint8_t kReferenced = 0x80;

/// Long ints are written in digits of 15 bits.
inline constexpr int kDigitBits = 15;
inline constexpr int kDigitMask = (1 << kDigitBits) - 1;

}  // namespace krait::marshal
