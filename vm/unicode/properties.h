#pragma once

#include <cstddef>
#include <cstdint>

// Character properties and case mapping as the methods of `str` define them, for Unicode 14.0.
// Every function accepts any 32-bit value; those above U+10FFFF count as unassigned.

namespace krait {

/// One bit per property. The order is that of FLAGS in tools/generate_unicode.py.
enum CharFlag : uint16_t {
  kCharAlpha = 1 << 0,
  kCharDecimal = 1 << 1,
  kCharDigit = 1 << 2,
  kCharNumeric = 1 << 3,
  kCharLower = 1 << 4,
  kCharUpper = 1 << 5,
  kCharTitle = 1 << 6,
  kCharSpace = 1 << 7,
  kCharPrintable = 1 << 8,
  kCharXidStart = 1 << 9,
  kCharXidContinue = 1 << 10,
  kCharCased = 1 << 11,
  kCharCaseIgnorable = 1 << 12,
  kCharLineBreak = 1 << 13,
};

extern const uint16_t kLatin1Flags[256];
extern const uint8_t kLatin1Lower[256];

/// The flags of a character outside Latin-1; CharFlags is the function to call.
uint16_t WideCharFlags(char32_t c);

inline uint16_t CharFlags(char32_t c) { return c < 256 ? kLatin1Flags[c] : WideCharFlags(c); }

inline bool IsAlpha(char32_t c) { return CharFlags(c) & kCharAlpha; }
inline bool IsDecimal(char32_t c) { return CharFlags(c) & kCharDecimal; }
inline bool IsDigit(char32_t c) { return CharFlags(c) & kCharDigit; }
inline bool IsNumeric(char32_t c) { return CharFlags(c) & kCharNumeric; }
inline bool IsAlnum(char32_t c) {
  return CharFlags(c) & (kCharAlpha | kCharDecimal | kCharDigit | kCharNumeric);
}
inline bool IsLower(char32_t c) { return CharFlags(c) & kCharLower; }
inline bool IsUpper(char32_t c) { return CharFlags(c) & kCharUpper; }
inline bool IsTitle(char32_t c) { return CharFlags(c) & kCharTitle; }
inline bool IsSpace(char32_t c) { return CharFlags(c) & kCharSpace; }
inline bool IsPrintable(char32_t c) { return CharFlags(c) & kCharPrintable; }
/// The underscore, which also starts identifiers, is XID_Continue only.
inline bool IsXidStart(char32_t c) { return CharFlags(c) & kCharXidStart; }
inline bool IsXidContinue(char32_t c) { return CharFlags(c) & kCharXidContinue; }
inline bool IsCased(char32_t c) { return CharFlags(c) & kCharCased; }
inline bool IsCaseIgnorable(char32_t c) { return CharFlags(c) & kCharCaseIgnorable; }
/// What str.splitlines splits at; "\r\n" is the caller's affair.
inline bool IsLineBreak(char32_t c) { return CharFlags(c) & kCharLineBreak; }

/// Simple mappings: one code point to one, itself if there is none.
char32_t SimpleLower(char32_t c);
char32_t SimpleUpper(char32_t c);
char32_t SimpleTitle(char32_t c);

/// The most code points that a full mapping yields.
inline constexpr size_t kMaxCaseMapping = 3;

/// Full mappings, without the context of the final sigma: write 1 to 3 code points to `out` and
/// return how many.
size_t ToLower(char32_t c, char32_t out[kMaxCaseMapping]);
size_t ToUpper(char32_t c, char32_t out[kMaxCaseMapping]);
size_t ToTitle(char32_t c, char32_t out[kMaxCaseMapping]);
size_t ToFolded(char32_t c, char32_t out[kMaxCaseMapping]);

inline constexpr char32_t kCapitalSigma = 0x3A3;

/// What the capital sigma at text[index] becomes in lower case: final sigma after a cased letter
/// with none to follow, small sigma elsewhere. Case-ignorable characters between do not count.
template <typename Char>
char32_t LowerSigma(const Char* text, size_t size, size_t index) {
  constexpr char32_t kFinalSigma = 0x3C2;
  constexpr char32_t kSmallSigma = 0x3C3;
  size_t before = index;
  while (before > 0 && IsCaseIgnorable(text[before - 1])) --before;
  if (before == 0 || !IsCased(text[before - 1])) return kSmallSigma;
  size_t after = index + 1;
  while (after < size && IsCaseIgnorable(text[after])) ++after;
  return after < size && IsCased(text[after]) ? kSmallSigma : kFinalSigma;
}

/// 0 to 9, or -1. Decimal digits are those that form numbers by position; digits are these and
/// the likes of superscripts.
int DecimalValue(char32_t c);
int DigitValue(char32_t c);

/// Sets `value` and returns true if `c` stands for a number (a fraction or a large one, too).
bool NumericValue(char32_t c, double* value);

}  // namespace krait
