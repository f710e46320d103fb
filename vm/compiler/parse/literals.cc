#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "vm/builtins/int_string.h"
#include "vm/compiler/parse/characters.h"
#include "vm/compiler/parse/diagnosis.h"
#include "vm/compiler/parse/parser.h"
#include "vm/compiler/parse/string_literal.h"
#include "vm/number/float_text.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait::compiler {
namespace {

Result<Value> NumberFrom(Thread& t, std::string text) {
  std::erase(text, '_');
  const char last = static_cast<char>(text.back() | 0x20);
  const bool prefixed = text.size() > 1 && text[0] == '0' && (text[1] | 0x20) >= 'b' &&
                        (text[1] | 0x20) != 'e' && (text[1] | 0x20) != 'j';
  if (last == 'j') {
    double imaginary = 0;
    text.pop_back();
    (void)ParseFloat(text, &imaginary);
    return Value::FromObject(TRY(Complex::New(t, 0, imaginary)));
  }
  if (!prefixed && text.find_first_of(".eE") != std::string::npos) {
    double value = 0;
    (void)ParseFloat(text, &value);
    return Float::From(t, value);
  }
  return IntFromStr(t, TRY(Str::FromUtf8(t, text)), 0);
}

}  // namespace

Parser::Expr Parser::Number() {
  const Token token = Take();
  return NumberAt(token);
}

Parser::Expr Parser::NumberAt(const Token& token) {
  const Result<Value> value = NumberFrom(t_, std::string(token.text));
  if (value.ok()) return ConstantAt(token.begin, token.end, *value);
  if (!PendingIs(t_, &BuiltinTypes::ValueError)) return Raised{};
  // It has more digits than sys.set_int_max_str_digits() allows.
  const Tuple* args = Cast<Exception>(t_.TakePending())->args();
  problem_ = {.message = absl::StrCat(Cast<Str>(args->At(0))->ToUtf8(),
                                      " - Consider hexadecimal for huge integer literals to avoid "
                                      "decimal conversion limits.")};
  return Fail();
}

/// Literals in a row are one: of bytes, or of text, which may have fields to be formatted.
Parser::Expr Parser::Strings() {
  const bool tell = at_ >= strings_end_;
  std::vector<Token> tokens;
  while (At(TokenKind::kString)) tokens.push_back(Take());
  strings_end_ = std::max(strings_end_, at_);
  return StringsOf(tokens, tell);
}

bool Parser::CheckStrings(const std::vector<Token>& tokens, bool* formatted,
                          std::vector<Caution>* cautions) {
  cautions_.clear();
  diagnoses_ = true;
  const Expr strings = StringsOf(tokens, true);
  *cautions = std::move(cautions_);
  *formatted = strings.ok() && ast::Is<ast::JoinedStr>(*strings);
  return strings.ok();
}

void Parser::TellOfEscape(const Token& token, std::string_view escape) {
  if (escape.empty()) return;
  const bool octal = IsDigit(escape[1]) && escape.size() > 2;
  std::string message =
      absl::StrFormat("invalid %sescape sequence '%s'", octal ? "octal " : "", escape);
  cautions_.push_back({.kind = Caution::Kind::kDeprecation,
                       .message = std::move(message),
                       .line = token.begin.line,
                       .token = token});
}

Result<None> Parser::AppendPlain(const Token& token, bool tell, bool wants_bytes,
                                 std::string* bytes, StrWriter* text) {
  const StringLiteral literal(token.text);
  StringProblem problem;
  const bool good = literal.is_bytes() ? literal.AppendBytes(bytes, &problem)
                                       : literal.AppendText(literal.body(), text, &problem);
  if (!good) return FailString(problem.message);
  if (tell) TellOfEscape(token, problem.strange_escape);
  if (literal.is_bytes() != wants_bytes) {
    return FailString("cannot mix bytes and nonbytes literals");
  }
  return None{};
}

Parser::Expr Parser::StringsOf(const std::vector<Token>& tokens, bool tell) {
  const bool formatted = std::ranges::any_of(
      tokens, [](const Token& token) { return StringLiteral(token.text).is_formatted(); });
  if (formatted) return FormattedStrings(tokens, tell);
  const StringLiteral first(tokens.front().text);
  std::string bytes;
  StrWriter text(t_);
  for (const Token& token : tokens) TRY(AppendPlain(token, tell, first.is_bytes(), &bytes, &text));
  const Position begin = tokens.front().begin;
  const Position end = tokens.back().end;
  if (first.is_bytes()) {
    return ConstantAt(begin, end, Value::FromObject(TRY(Bytes::From(t_, bytes))));
  }
  ast::ConstantId kind;
  if (first.is_unicode()) kind = tree_.Add(Value::FromObject(TRY(Str::InternUtf8(t_, "u"))));
  return ConstantAt(begin, end, Value::FromObject(TRY(text.Finish(t_))), kind);
}

}  // namespace krait::compiler
