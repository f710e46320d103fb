#pragma once

#include <cstdint>
#include <string_view>

namespace krait::compiler {

/// A place in the source text.
struct Position {
  int32_t line = 1;    // from 1
  int32_t column = 0;  // bytes of UTF-8 from the line's begin; -1 for tokens that have no text
};

enum class TokenKind : uint8_t {
  kEndMarker,
  kNewline,  // of a logical line
  kIndent,
  kDedent,
  kName,  // also the soft keywords: match, case, _
  kNumber,
  kString,       // prefix and quotes included
  kTypeComment,  // "# type: ...", without these words; only when they are asked for
  kTypeIgnore,   // "# type: ignore...", what follows these words
  kUnknown,      // a character that begins no token, such as "?"
#define KRAIT_OPERATOR(name, spelling) k##name,
#define KRAIT_KEYWORD(name, spelling) k##name##Keyword,
#include "vm/compiler/tokens.def"
#undef KRAIT_KEYWORD
#undef KRAIT_OPERATOR
  kCount,
};

struct Token {
  TokenKind kind = TokenKind::kEndMarker;
  Position begin;
  Position end;
  std::string_view text;  // of the source
};

/// An operator's or a keyword's spelling; empty for others.
std::string_view SpellingOf(TokenKind kind);

/// The keyword of this spelling; kName if there is none.
TokenKind KeywordOf(std::string_view name);

/// The longest operator that `text`, which is not empty, begins with; kUnknown if there is none.
TokenKind OperatorAt(std::string_view text);

}  // namespace krait::compiler
