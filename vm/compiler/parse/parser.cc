#include "vm/compiler/parse/parser.h"

#include <utility>

#include "vm/compiler/parse/characters.h"
#include "vm/compiler/parse/diagnosis.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/unicode/normalization.h"
#include "vm/unicode/utf.h"

namespace krait::compiler {

void Parser::ReadTokens(size_t index) {
  while (tokens_.size() <= index) {
    Token token;
    if (!tokens_end_ && !tokenizer_.Next(&token)) tokens_end_ = true;
    if (tokens_end_) token = {TokenKind::kUnknown, {}, {}, {}};
    if (token.kind == TokenKind::kTypeIgnore) {
      type_ignores_.push_back(token);
    } else {
      tokens_.push_back(token);
    }
  }
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

Raised Parser::FailString(std::string message) {
  problem_ = {.message = std::move(message)};
  return Fail();
}

Raised Parser::Diagnose(Listener listener) {
  if (t_.HasPending()) return Raised{};
  problem_ = TRY(Diagnosis(t_, *this, text(), options_).Run(listener));
  return Raised{};
}

Result<None> Parser::CheckVersion(Listener listener) {
  if (options_.feature_version >= Tokenizer::kFeatureVersion) return None{};
  Problem problem = TRY(Diagnosis(t_, *this, text(), options_).FindTooNew(listener));
  if (problem.message.empty()) return None{};
  problem_ = std::move(problem);
  return Raised{};
}

Listener Parser::Collector() {
  return {[](void* context, const Caution& caution) {
            static_cast<Parser*>(context)->cautions_.push_back(caution);
            return true;
          },
          this};
}

void Parser::CompleteCautions(const Token& token) {
  for (Caution& caution : cautions_) {
    if (!caution.problem) {
      caution.problem =
          Diagnosis(t_, *this, text(), options_).AboutToken(caution.token, caution.message);
    }
    caution.token = token;
  }
}

Result<None> Parser::TellOfCautions() {
  for (Caution& caution : cautions_) {
    if (listener_.Tell(caution)) continue;
    if (t_.HasPending()) return Raised{};
    const bool is_string = caution.token.kind == TokenKind::kString;
    problem_ = is_string ? TRY(Diagnosis(t_, *this, text(), options_).Refuse(caution, listener_))
                         : *std::move(caution.problem);
    return Fail();
  }
  return None{};
}

Result<None> Parser::CheckDepth() {
  if (!t_.StackLow(__builtin_frame_address(0))) [[likely]] {
    return None{};
  }
  return OutOfMemory();  // which is what CPython says
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

}  // namespace krait::compiler
