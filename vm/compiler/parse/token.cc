#include "vm/compiler/parse/token.h"

#include <array>

namespace krait::compiler {
namespace {

struct Spelling {
  TokenKind kind;
  std::string_view text;
};

constexpr Spelling kOperators[] = {
#define KRAIT_OPERATOR(name, spelling) {TokenKind::k##name, spelling},
#define KRAIT_KEYWORD(name, spelling)
#include "vm/compiler/parse/tokens.def"
#undef KRAIT_KEYWORD
#undef KRAIT_OPERATOR
};

constexpr Spelling kKeywords[] = {
#define KRAIT_OPERATOR(name, spelling)
#define KRAIT_KEYWORD(name, spelling) {TokenKind::k##name##Keyword, spelling},
#include "vm/compiler/parse/tokens.def"
#undef KRAIT_KEYWORD
#undef KRAIT_OPERATOR
};

/// For each character, where its group of the table begins, and the next one's.
template <size_t n>
class ByFirst {
 public:
  constexpr explicit ByFirst(const Spelling (&table)[n]) : table_(table) {
    for (size_t i = 0; i < n; ++i) {
      Group& group = groups_[static_cast<uint8_t>(table[i].text[0])];
      if (group.end == 0) group.begin = static_cast<uint8_t>(i);
      group.end = static_cast<uint8_t>(i + 1);
    }
  }

  template <typename Matches>
  constexpr TokenKind Find(char first, TokenKind otherwise, Matches matches) const {
    const Group& group = groups_[static_cast<uint8_t>(first)];
    for (size_t i = group.begin; i < group.end; ++i) {
      if (matches(table_[i].text)) return table_[i].kind;
    }
    return otherwise;
  }

 private:
  struct Group {
    uint8_t begin = 0;
    uint8_t end = 0;
  };
  const Spelling (&table_)[n];
  std::array<Group, 256> groups_{};
};

constexpr auto kSpellings = [] {
  std::array<std::string_view, static_cast<size_t>(TokenKind::kCount)> spellings{};
  for (const Spelling& entry : kOperators) spellings[static_cast<size_t>(entry.kind)] = entry.text;
  for (const Spelling& entry : kKeywords) spellings[static_cast<size_t>(entry.kind)] = entry.text;
  return spellings;
}();

constexpr ByFirst kOperatorsByFirst(kOperators);
constexpr ByFirst kKeywordsByFirst(kKeywords);

}  // namespace

std::string_view SpellingOf(TokenKind kind) { return kSpellings[static_cast<size_t>(kind)]; }

TokenKind KeywordOf(std::string_view name) {
  return kKeywordsByFirst.Find(name[0], TokenKind::kName,
                               [&](std::string_view spelling) { return spelling == name; });
}

TokenKind OperatorAt(std::string_view text) {
  return kOperatorsByFirst.Find(text[0], TokenKind::kUnknown, [&](std::string_view spelling) {
    return text.starts_with(spelling);
  });
}

}  // namespace krait::compiler
