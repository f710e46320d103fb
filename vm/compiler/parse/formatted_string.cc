#include <algorithm>
#include <cctype>
#include <iterator>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "vm/compiler/parse/parser.h"
#include "vm/compiler/parse/string_literal.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"

namespace krait::compiler {

/// Strings in a row of which at least one has fields. What it makes is all as long as the row.
class FormattedString {
 public:
  /// Cautions are told of if `tell`.
  FormattedString(Parser& parser, Position begin, Position end, bool tell)
      : parser_(parser), begin_(begin), end_(end), tell_(tell), text_(std::in_place, parser.t_) {}

  /// A literal without fields, which must not be bytes, unless they are wanted.
  Result<None> AddPlain(const Token& token, bool wants_bytes);
  Result<None> AddFormatted(const Token& token);
  /// What there is now: from `begin` to `end`, as its last text.
  Parser::Expr Finish(Position begin, Position end, ast::ConstantId kind);

 private:
  /// A token whose body is being read.
  struct Reader {
    const Token& token;
    const StringLiteral literal;
    size_t at = 0;

    std::string_view body() const { return literal.body(); }
    char Peek(size_t ahead = 0) const {
      return at + ahead < body().size() ? body()[at + ahead] : '\0';
    }
    bool at_end() const { return at >= body().size(); }
  };

  Raised Fail(std::string_view message) {
    return parser_.FailString(absl::StrCat("f-string: ", std::string(message)));
  }
  Result<None> AddPieces(Reader& reader, int level);
  Result<None> AddLiteral(Reader& reader, int level);
  static void SkipName(Reader& reader);
  Result<None> AddText(const Reader& reader, std::string_view part);
  Result<None> AddField(Reader& reader, int level);
  Result<None> SkipExpression(Reader& reader);
  Parser::Expr ParseExpression(const Reader& reader, size_t begin, size_t end);
  Result<int> TakeConversion(Reader& reader);
  Parser::Expr TakeSpecification(Reader& reader, int level);
  /// What was read of literal text becomes a value.
  Result<None> EndText(Position begin, Position end, ast::ConstantId kind);

  Parser& parser_;
  const Position begin_;
  const Position end_;
  const bool tell_;
  std::optional<StrWriter> text_;
  Parser::Exprs values_;
};

Parser::Expr Parser::FormattedStrings(const std::vector<Token>& tokens, bool tell) {
  if (options_.feature_version < 6) {
    return FailString("Format strings are only supported in Python 3.6 and greater");
  }
  FormattedString string(*this, tokens.front().begin, tokens.back().end, tell);
  const bool bytes = StringLiteral(tokens.front().text).is_bytes();
  for (const Token& token : tokens) {
    if (!StringLiteral(token.text).is_formatted()) {
      TRY(string.AddPlain(token, bytes));
    } else if (bytes) {
      return FailString("cannot mix bytes and nonbytes literals");
    } else {
      TRY(string.AddFormatted(token));
    }
  }
  ast::ConstantId kind;
  if (StringLiteral(tokens.front().text).is_unicode()) {
    kind = tree_.Add(Value::FromObject(TRY(Str::InternUtf8(t_, "u"))));
  }
  return string.Finish(tokens.front().begin, tokens.back().end, kind);
}

Result<None> FormattedString::AddPlain(const Token& token, bool wants_bytes) {
  std::string bytes;
  return parser_.AppendPlain(token, tell_, wants_bytes, &bytes, &*text_);
}

Result<None> FormattedString::AddFormatted(const Token& token) {
  Reader reader{token, StringLiteral(token.text)};
  TRY(AddPieces(reader, 0));
  if (!reader.at_end()) return Fail("single '}' is not allowed");
  return None{};
}

Parser::Expr FormattedString::Finish(Position begin, Position end, ast::ConstantId kind) {
  TRY(EndText(begin, end, kind));
  return TRY(parser_.Make<ast::JoinedStr>(begin, end, TRY(parser_.SequenceOf(values_))));
}

Result<None> FormattedString::EndText(Position begin, Position end, ast::ConstantId kind) {
  if (text_->length() == 0) return None{};
  Str* text = TRY(text_->Finish(parser_.t_));
  text_.emplace(parser_.t_);
  values_.push_back(TRY(parser_.ConstantAt(begin, end, Value::FromObject(text), kind)));
  return None{};
}

/// Literal text and fields, up to the end or, in a specification, to the "}" behind it.
Result<None> FormattedString::AddPieces(Reader& reader, int level) {
  while (!reader.at_end()) {
    if (reader.Peek() == '{' && (level > 0 || reader.Peek(1) != '{')) {
      TRY(AddField(reader, level));
    } else if (reader.Peek() == '}' && (level > 0 || reader.Peek(1) != '}')) {
      return None{};
    } else {
      TRY(AddLiteral(reader, level));
    }
  }
  return None{};
}

/// What follows "\\N": a name in braces, or what makes the escape malformed, a brace too.
void FormattedString::SkipName(Reader& reader) {
  if (reader.at_end()) return;
  const std::string_view body = reader.body();
  reader.at = reader.Peek() == '{' ? std::min(body.find('}', reader.at), body.size() - 1) + 1
                                   : reader.at + 1;
}

/// Up to the next field; doubled braces stand for one, outside of specifications.
Result<None> FormattedString::AddLiteral(Reader& reader, int level) {
  const size_t begin = reader.at;
  while (!reader.at_end()) {
    const char c = reader.Peek();
    if (c == '\\' && !reader.literal.is_raw()) {
      // A brace means what it does elsewhere.
      const char next = reader.Peek(1);
      if (next == '{' && tell_) parser_.TellOfEscape(reader.token, "\\{");
      reader.at += next == '{' || next == '}' || next == '\0' ? 1 : 2;
      if (next == 'N') SkipName(reader);
      continue;
    }
    if (c == '{' || c == '}') {
      const bool doubled = level == 0 && reader.Peek(1) == c;
      if (c == '}' && level == 0 && !doubled) return Fail("single '}' is not allowed");
      TRY(AddText(reader, reader.body().substr(begin, reader.at + doubled - begin)));
      reader.at += doubled ? 2 : 0;
      return None{};
    }
    ++reader.at;
  }
  return AddText(reader, reader.body().substr(begin));
}

Result<None> FormattedString::AddText(const Reader& reader, std::string_view part) {
  StringProblem problem;
  if (!reader.literal.AppendText(part, &*text_, &problem)) {
    return parser_.FailString(std::move(problem.message));
  }
  if (tell_) parser_.TellOfEscape(reader.token, problem.strange_escape);
  return None{};
}

// --- Fields --------------------------------------------------------------------------------------

Result<None> FormattedString::AddField(Reader& reader, int level) {
  if (level >= 2) return Fail("expressions nested too deeply");
  const size_t brace = reader.at++;
  TRY(SkipExpression(reader));
  const size_t end = reader.at;
  ast::ExprNode* value = TRY(ParseExpression(reader, brace, end));
  bool shows_itself = false;
  if (reader.Peek() == '=') {
    if (parser_.options_.feature_version < 8) {
      return Fail("self documenting expressions are only supported in Python 3.8 and greater");
    }
    ++reader.at;
    while (std::isspace(static_cast<unsigned char>(reader.Peek())) != 0) ++reader.at;
    shows_itself = true;
    text_->AppendUtf8(reader.body().substr(brace + 1, reader.at - brace - 1));
  }
  int conversion = TRY(TakeConversion(reader));
  ast::ExprNode* specification = nullptr;
  if (reader.Peek() == ':') specification = TRY(TakeSpecification(reader, level));
  if (reader.Peek() != '}') return Fail("expecting '}'");
  ++reader.at;
  if (shows_itself && specification == nullptr && conversion < 0) conversion = 'r';
  TRY(EndText(begin_, end_, {}));
  values_.push_back(
      TRY(parser_.Make<ast::FormattedValue>(begin_, end_, value, conversion, specification)));
  return None{};
}

/// To the character behind an expression: one of "=!:}", outside of brackets and strings.
Result<None> FormattedString::SkipExpression(Reader& reader) {
  constexpr size_t kMostBrackets = 200;
  std::string brackets;
  char quote = '\0';
  bool triple = false;
  for (; !reader.at_end(); ++reader.at) {
    const char c = reader.Peek();
    if (c == '\\') return parser_.FailString("f-string expression part cannot include a backslash");
    if (quote != '\0') {
      if (c != quote) continue;
      if (!triple) {
        quote = '\0';
      } else if (reader.Peek(1) == c && reader.Peek(2) == c) {
        reader.at += 2;
        quote = '\0';
      }
    } else if (c == '\'' || c == '"') {
      triple = reader.Peek(1) == c && reader.Peek(2) == c;
      quote = c;
      if (triple) reader.at += 2;
    } else if (c == '(' || c == '[' || c == '{') {
      if (brackets.size() >= kMostBrackets) return Fail("too many nested parenthesis");
      brackets.push_back(c);
    } else if (c == '#') {
      return parser_.FailString("f-string expression part cannot include '#'");
    } else if (brackets.empty() &&
               (c == '!' || c == ':' || c == '}' || c == '=' || c == '<' || c == '>')) {
      if (reader.Peek(1) == '=' && c != ':' && c != '}') {
        ++reader.at;
      } else if (c != '<' && c != '>') {
        return None{};
      }
    } else if (c == ')' || c == ']' || c == '}') {
      if (brackets.empty()) return Fail(absl::StrFormat("unmatched '%c'", c));
      const char opening = brackets.back();
      brackets.pop_back();
      if (c == (opening == '(' ? ')' : opening == '[' ? ']' : '}')) continue;
      return Fail(absl::StrFormat(
          "closing parenthesis '%c' does not match opening parenthesis '%c'", c, opening));
    }
  }
  if (quote != '\0') return Fail("unterminated string");
  if (!brackets.empty()) return Fail(absl::StrFormat("unmatched '%c'", brackets.back()));
  return Fail("expecting '}'");
}

/// The expression between the brace at `brace` and `end`, with the places it has in the source.
Parser::Expr FormattedString::ParseExpression(const Reader& reader, size_t brace, size_t end) {
  const std::string_view expression = reader.body().substr(brace + 1, end - brace - 1);
  if (expression.find_first_not_of(" \t\n\f\r") == std::string_view::npos) {
    const char next = reader.body()[end];
    if (next == '}') return Fail("empty expression not allowed");
    return Fail(absl::StrFormat("expression required before '%c'", next));
  }
  const std::string_view token = reader.token.text;
  const size_t at = static_cast<size_t>(reader.body().data() - token.data()) + brace;
  const std::string_view before = token.substr(0, at);
  const size_t line_end = before.rfind('\n');
  Tokenizer::Options options = parser_.options_;
  options.mode = SourceMode::kField;
  options.typed = nullptr;
  options.counts_bytes = true;
  options.first_line = reader.token.begin.line +
                       static_cast<int32_t>(std::count(before.begin(), before.end(), '\n'));
  const size_t text = expression.find_first_not_of(" \t\f");
  if (line_end == std::string_view::npos) {
    options.first_column = reader.token.begin.column + static_cast<int32_t>(at);
  } else {
    options.first_column = static_cast<int32_t>(at - line_end - 1);
  }
  if (expression[text] == '\n') {
    options.first_column = line_end == std::string_view::npos ? reader.token.begin.column : 0;
  }
  const std::string source = absl::StrCat("(", std::string(expression), ")\n");
  Parser inner(parser_.t_, parser_.tree_, source, options);
  Parser::Expr value = inner.StarExpressions();
  if (value.ok()) {
    inner.CompleteCautions(reader.token);
    if (tell_) std::ranges::move(inner.cautions_, std::back_inserter(parser_.cautions_));
  }
  if (!parser_.diagnoses_) return value;
  if (!value.ok()) {
    (void)inner.Diagnose(parser_.Collector());
  } else if (inner.CheckVersion({}).ok()) {
    return value;
  }
  parser_.problem_ = std::move(inner.problem_);
  return Raised{};
}

Result<int> FormattedString::TakeConversion(Reader& reader) {
  if (reader.Peek() != '!') return -1;
  if (reader.at + 1 == reader.body().size()) return Fail("expecting '}'");
  const char conversion = reader.Peek(1);
  if (conversion != 's' && conversion != 'r' && conversion != 'a') {
    return Fail("invalid conversion character: expected 's', 'r', or 'a'");
  }
  reader.at += 2;
  return conversion;
}

Parser::Expr FormattedString::TakeSpecification(Reader& reader, int level) {
  ++reader.at;
  FormattedString inner(parser_, begin_, end_, tell_);
  TRY(inner.AddPieces(reader, level + 1));
  return inner.Finish(reader.token.begin, reader.token.end, {});
}

}  // namespace krait::compiler
