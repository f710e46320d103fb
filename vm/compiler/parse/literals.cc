#include <algorithm>
#include <string>

#include "vm/builtins/int_string.h"
#include "vm/compiler/parse/parser.h"
#include "vm/compiler/parse/string_literal.h"
#include "vm/number/float_text.h"
#include "vm/object/bytes.h"
#include "vm/object/float.h"
#include "vm/object/str.h"

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
  const Value value = TRY(NumberFrom(t_, std::string(token.text)));
  return ConstantAt(token.begin, token.end, value);
}

/// Literals in a row are one: of bytes, or of text, which may have fields to be formatted.
Parser::Expr Parser::Strings() {
  std::vector<Token> tokens;
  while (At(TokenKind::kString)) tokens.push_back(Take());
  return StringsOf(tokens);
}

bool Parser::CheckStrings(const std::vector<Token>& tokens, bool* formatted) {
  const Expr strings = StringsOf(tokens);
  *formatted = strings.ok() && ast::Is<ast::JoinedStr>(*strings);
  return strings.ok();
}

Parser::Expr Parser::StringsOf(const std::vector<Token>& tokens) {
  const Position begin = tokens.front().begin;
  const Position end = tokens.back().end;
  const StringLiteral first(tokens.front().text);
  bool formatted = false;
  for (const Token& token : tokens) {
    const StringLiteral literal(token.text);
    formatted |= literal.is_formatted();
    if (literal.is_bytes() != first.is_bytes()) {
      return FailString("cannot mix bytes and nonbytes literals");
    }
  }
  if (formatted) return FormattedStrings(tokens);
  if (first.is_bytes()) {
    std::string bytes;
    for (const Token& token : tokens) {
      StringProblem problem;
      if (!StringLiteral(token.text).AppendBytes(&bytes, &problem)) {
        return FailString(problem.message);
      }
    }
    return ConstantAt(begin, end, Value::FromObject(TRY(Bytes::From(t_, bytes))));
  }
  StrWriter text(t_);
  for (const Token& token : tokens) {
    const StringLiteral literal(token.text);
    StringProblem problem;
    if (!literal.AppendText(literal.body(), &text, &problem)) {
      return FailString(problem.message);
    }
  }
  ast::ConstantId kind;
  if (first.is_unicode()) kind = tree_.Add(Value::FromObject(TRY(Str::InternUtf8(t_, "u"))));
  return ConstantAt(begin, end, Value::FromObject(TRY(text.Finish(t_))), kind);
}

}  // namespace krait::compiler
