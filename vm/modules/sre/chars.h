#pragma once

#include <cstdint>

#include "vm/modules/sre/opcodes.h"
#include "vm/unicode/properties.h"

namespace krait::sre {

/// How characters are compared.
enum class CaseMode : uint8_t { kExact, kAscii, kLocale, kUnicode };

inline uint32_t AsciiLower(uint32_t c) { return c - 'A' < 26 ? c + 32 : c; }

inline bool IsAsciiDigit(uint32_t c) { return c - '0' < 10; }
inline bool IsAsciiSpace(uint32_t c) { return c == ' ' || c - '\t' < 5; }
inline bool IsAsciiWord(uint32_t c) { return (c | 32) - 'a' < 26 || IsAsciiDigit(c) || c == '_'; }
inline bool IsUnicodeWord(uint32_t c) { return IsAlnum(c) || c == '_'; }

/// The process's locale as the C library knows it; characters above 255 have neither case nor kind.
bool IsLocaleWord(uint32_t c);
uint32_t LocaleLower(uint32_t c);
uint32_t LocaleUpper(uint32_t c);

/// The first code point of the full mapping, which is what regular expressions go by.
uint32_t UnicodeLower(uint32_t c);
uint32_t UnicodeUpper(uint32_t c);

/// Whether the compiler must take letter case into account (_sre.ascii_iscased and the like).
bool IsAsciiCased(uint32_t c);
bool IsUnicodeCased(uint32_t c);

/// `c` as a member of its class of equals under `mode`.
uint32_t Lower(CaseMode mode, uint32_t c);

bool InCategory(CategoryCode category, uint32_t c);

}  // namespace krait::sre
