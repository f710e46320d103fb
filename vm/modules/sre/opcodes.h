#pragma once

#include <cstdint>

// The vocabulary of compiled patterns as CPython 3.11's re._compiler writes them (_sre.MAGIC
// 20220615): one 32-bit word per opcode or operand. A skip operand counts from its own word.

namespace krait::sre {

enum class Opcode : uint32_t {
  kFailure = 0,
  kSuccess,
  kAny,         // any character but a newline
  kAnyAll,      // any character
  kAssert,      // skip, characters to step back, body, SUCCESS
  kAssertNot,   // likewise
  kAt,          // AtCode
  kBranch,      // { skip, body, JUMP, skip to the end }..., 0
  kCategory,    // CategoryCode
  kCharset,     // 256 bits; in sets only
  kBigCharset,  // number of blocks, 256 block numbers as bytes, blocks of 256 bits; in sets only
  kGroupRef,    // group, from 0
  kGroupRefExists,  // group, skip to no (less 1), yes, [JUMP, skip to the end, no]
  kIn,              // skip, set, FAILURE
  kInfo,            // skip, InfoFlag bits, least width, greatest width, prefix or set
  kJump,
  kLiteral,  // character
  kMark,     // 2 * group, or 2 * group + 1 where the group ends
  kMaxUntil,
  kMinUntil,
  kNotLiteral,
  kNegate,               // in sets only
  kRange,                // first, last; in sets only
  kRepeat,               // skip, min, max, body, MAX_UNTIL or MIN_UNTIL (where skip points)
  kRepeatOne,            // skip, min, max, single-character item, SUCCESS
  kSubpattern,           // never in compiled code
  kMinRepeatOne,         // as kRepeatOne
  kAtomicGroup,          // skip, body, SUCCESS
  kPossessiveRepeat,     // skip, min, max, body, SUCCESS (where skip points)
  kPossessiveRepeatOne,  // as kRepeatOne
  kGroupRefIgnore,
  kInIgnore,
  kLiteralIgnore,
  kNotLiteralIgnore,
  kGroupRefLocIgnore,
  kInLocIgnore,
  kLiteralLocIgnore,
  kNotLiteralLocIgnore,
  kGroupRefUniIgnore,
  kInUniIgnore,
  kLiteralUniIgnore,
  kNotLiteralUniIgnore,
  kRangeUniIgnore,  // first, last; in sets only
  kCount,
};

enum class AtCode : uint32_t {
  kBeginning = 0,
  kBeginningLine,
  kBeginningString,
  kBoundary,
  kNonBoundary,
  kEnd,  // the end, or before a newline that ends the string
  kEndLine,
  kEndString,
  kLocBoundary,
  kLocNonBoundary,
  kUniBoundary,
  kUniNonBoundary,
  kCount,
};

/// An odd category is the complement of the one before it.
enum class CategoryCode : uint32_t {
  kDigit = 0,
  kNotDigit,
  kSpace,
  kNotSpace,
  kWord,
  kNotWord,
  kLineBreak,
  kNotLineBreak,
  kLocWord,
  kLocNotWord,
  kUniDigit,
  kUniNotDigit,
  kUniSpace,
  kUniNotSpace,
  kUniWord,
  kUniNotWord,
  kUniLineBreak,
  kUniNotLineBreak,
  kCount,
};

enum InfoFlag : uint32_t {
  kInfoPrefix = 1,   // prefix length, characters before the first group, prefix, overlap table
  kInfoLiteral = 2,  // the prefix is the whole pattern
  kInfoCharset = 4,  // set, FAILURE
};

/// The greatest count of a repeat that has no limit.
inline constexpr uint32_t kMaxRepeat = 0xFFFFFFFF;

/// The most groups a pattern can have.
inline constexpr uint32_t kMaxGroups = 0x7FFFFFFF / 2;

}  // namespace krait::sre
