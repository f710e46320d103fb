#include "vm/modules/sre/chars.h"

#include <cctype>

namespace krait::sre {

bool IsLocaleWord(uint32_t c) {
  return c < 256 && (std::isalnum(static_cast<int>(c)) != 0 || c == '_');
}

uint32_t LocaleLower(uint32_t c) {
  return c < 256 ? static_cast<uint8_t>(std::tolower(static_cast<int>(c))) : c;
}

uint32_t LocaleUpper(uint32_t c) {
  return c < 256 ? static_cast<uint8_t>(std::toupper(static_cast<int>(c))) : c;
}

uint32_t UnicodeLower(uint32_t c) {
  if (c < 128) return AsciiLower(c);
  char32_t full[kMaxCaseMapping];
  ToLower(c, full);
  return full[0];
}

uint32_t UnicodeUpper(uint32_t c) {
  char32_t full[kMaxCaseMapping];
  ToUpper(c, full);
  return full[0];
}

bool IsAsciiCased(uint32_t c) { return (c | 32) - 'a' < 26; }

bool IsUnicodeCased(uint32_t c) { return UnicodeLower(c) != c || UnicodeUpper(c) != c; }

uint32_t Lower(CaseMode mode, uint32_t c) {
  switch (mode) {
    case CaseMode::kExact:
      return c;
    case CaseMode::kAscii:
      return AsciiLower(c);
    case CaseMode::kLocale:
      return LocaleLower(c);
    case CaseMode::kUnicode:
      return UnicodeLower(c);
  }
  return c;
}

bool InCategory(CategoryCode category, uint32_t c) {
  bool complement = (static_cast<uint32_t>(category) & 1) != 0;
  switch (static_cast<CategoryCode>(static_cast<uint32_t>(category) & ~1u)) {
    case CategoryCode::kDigit:
      return IsAsciiDigit(c) != complement;
    case CategoryCode::kSpace:
      return IsAsciiSpace(c) != complement;
    case CategoryCode::kWord:
      return IsAsciiWord(c) != complement;
    case CategoryCode::kLineBreak:
      return (c == '\n') != complement;
    case CategoryCode::kLocWord:
      return IsLocaleWord(c) != complement;
    case CategoryCode::kUniDigit:
      return IsDecimal(c) != complement;
    case CategoryCode::kUniSpace:
      return IsSpace(c) != complement;
    case CategoryCode::kUniWord:
      return IsUnicodeWord(c) != complement;
    case CategoryCode::kUniLineBreak:
      return IsLineBreak(c) != complement;
    default:
      return false;
  }
}

}  // namespace krait::sre
