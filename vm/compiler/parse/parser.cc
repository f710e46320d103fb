#include "vm/compiler/parse/parser.h"

#include <utility>

#include "vm/compiler/parse/characters.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/unicode/normalization.h"
#include "vm/unicode/utf.h"

namespace krait::compiler {

const Token& Parser::Peek(size_t ahead) {
  while (tokens_.size() <= at_ + ahead) {
    Token token;
    if (!tokens_end_ && !tokenizer_.Next(&token)) tokens_end_ = true;
    if (tokens_end_) token = {TokenKind::kUnknown, {}, {}, {}};
    tokens_.push_back(token);
  }
  return tokens_[at_ + ahead];
}

Position Parser::End() const {
  size_t i = at_;
  while (i > 0) {
    const Token& token = tokens_[--i];
    switch (token.kind) {
      case TokenKind::kNewline:
      case TokenKind::kIndent:
      case TokenKind::kDedent:
      case TokenKind::kEndMarker:
        continue;
      default:
        return token.end;
    }
  }
  return {};
}

Raised Parser::Fail() {
  // What the tokenizer found wrong comes first; else the last token that was looked at is wrong.
  if (tokens_end_) {
    problem_ = tokenizer_.problem();
    return Raised{};
  }
  const Token& last = tokens_.back();
  problem_ = {Problem::Kind::kSyntax, "invalid syntax", last.begin, last.end};
  return Raised{};
}

Raised Parser::FailWith(std::string message, Position begin, Position end) {
  problem_ = {Problem::Kind::kSyntax, std::move(message), begin, end};
  return Raised{};
}

Raised Parser::OutOfMemory() { return RaiseMemoryError(t_); }

namespace {

/// The NFKC of a name that is not ASCII.
std::string NormalForm(std::string_view name) {
  std::u32string text;
  for (size_t i = 0; i < name.size();) {
    char32_t c;
    i += CodePointAt(name, i, &c);
    text.push_back(c);
  }
  constexpr NormalizationForm kForm = NormalizationForm::kNfkc;
  std::u32string normal(DecomposedSize(text.data(), text.size(), kForm), U'\0');
  Decompose(text.data(), text.size(), kForm, normal.data());
  normal.resize(Compose(normal.data(), normal.size()));
  std::string utf8(normal.size() * 4, '\0');
  auto* const out = reinterpret_cast<uint8_t*>(utf8.data());
  utf8.resize(static_cast<size_t>(EncodeUtf8(normal.data(), normal.size(), out) - out));
  return utf8;
}

}  // namespace

Result<ast::NameId> Parser::NameOf(const Token& token) {
  std::string_view text = token.text;
  bool ascii = true;
  for (char c : text) ascii &= static_cast<signed char>(c) >= 0;
  std::string normal;
  if (!ascii) {
    normal = NormalForm(text);
    text = normal;
  }
  const ast::NameId name = tree_.NameOf(text);
  if (!name) return OutOfMemory();
  return name;
}

Result<ast::NameId> Parser::TakeName() {
  if (!At(TokenKind::kName)) return Fail();
  return NameOf(Take());
}

Result<ast::ModNode*> Parser::File() {
  Stmts statements;
  TRY(Statements(&statements, TokenKind::kEndMarker));
  return TRY(Make<ast::Module>({}, {}, TRY(SequenceOf(statements)),
                               ast::Sequence<ast::TypeIgnoreNode*>()));
}

}  // namespace krait::compiler
