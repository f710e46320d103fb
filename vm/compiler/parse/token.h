#pragma once

#include <cstdint>
#include <string_view>

#include "vm/compiler/ast/ast.h"

namespace krait::compiler {

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
#include "vm/compiler/parse/tokens.def"
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
