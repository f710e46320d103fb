#include "vm/compiler/parse/tokenizer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "vm/compiler/parse/characters.h"
#include "vm/compiler/parse/utf8_text.h"
#include "vm/unicode/properties.h"

namespace krait::compiler {
namespace {

bool IsContinuationByte(char c) { return (static_cast<uint8_t>(c) & 0xC0) == 0x80; }

}  // namespace

bool Tokenizer::Fail(Problem::Kind kind, std::string message, Position begin, int end_column) {
  const int32_t end_offset = end_column < 0 ? end_column + 1 : OffsetOf({begin.line, end_column});
  problem_ = {kind, std::move(message), begin.line, OffsetOf(begin), begin.line, end_offset};
  std::string_view shown = ShownText(begin.line, TokenKind::kName);
  if (problem_outranks_) {
    shown = text_.substr(BeginOfLine(begin.line));
    shown = shown.substr(0, shown.find('\n'));
  } else {
    problem_.offset = CharactersTo(begin.line, begin.column + 1, TokenKind::kName);
  }
  problem_.text = shown;
  problem_.asks_file = !problem_outranks_ && options_.mode == SourceMode::kFile;
  return false;
}

size_t Tokenizer::BeginOfLine(int32_t line) const {
  size_t begin = 0;
  for (int32_t i = options_.first_line; i < line; ++i) begin = text_.find('\n', begin) + 1;
  return begin;
}

int32_t Tokenizer::OffsetOf(Position at) const {
  const size_t line_begin = BeginOfLine(at.line);
  const int32_t column = line_begin == 0 ? at.column - options_.first_column : at.column;
  return CharactersIn(text_.substr(line_begin, static_cast<size_t>(column))) + 1;
}

bool Tokenizer::FailAtEnd(Position at) {
  saw_end_ = true;
  if (std::optional<Problem> unclosed = UnclosedBracket()) {
    problem_ = *std::move(unclosed);
    return false;
  }
  return Fail(Problem::Kind::kEof, "unexpected EOF while parsing", at, kUnknownColumn);
}

std::optional<Problem> Tokenizer::UnclosedBracket() const {
  if (depth_ == 0) return std::nullopt;
  const auto& [opening, at] = brackets_[depth_ - 1];
  const int32_t offset = CharactersTo(at.line, at.column + 1, TokenKind::kName);
  return Problem{.message = absl::StrFormat("'%c' was never closed", opening),
                 .line = at.line,
                 .offset = offset,
                 .end_line = at.line,
                 .text = std::string(ShownText(at.line, TokenKind::kName)),
                 .asks_file = options_.mode == SourceMode::kFile};
}

std::string_view Tokenizer::ShownText(int32_t line, TokenKind last) const {
  const Extent read = extent(last);
  if (options_.typed == nullptr && read.position.line <= line && !text_.empty()) {
    const size_t last = std::max(read.begin + 1, read.end) - 1;  // of an indent nothing was read
    const size_t newline = std::min(text_.find('\n', last), text_.size() - 1);
    return text_.substr(read.begin, newline + 1 - read.begin);
  }
  const size_t begin = BeginOfLine(line);
  return text_.substr(begin, text_.find('\n', begin) - begin);
}

int32_t Tokenizer::CharactersTo(int32_t line, int32_t offset, TokenKind last) const {
  if (options_.counts_bytes) return offset;
  const std::string readable = ReadableText(ShownText(line, last));
  const std::string_view in = readable;
  const auto bytes = static_cast<size_t>(offset);
  return CharactersIn(in.substr(0, bytes)) + (bytes > in.size() ? 1 : 0);
}

Position Tokenizer::LinePosition() const {
  if (text_.empty()) return {options_.first_line - 1, -1};
  return {at_end() && at_ == line_begin_ && at_ > 0 ? line_ - 1 : line_, -1};
}

Tokenizer::Extent Tokenizer::extent(TokenKind last) const {
  // The line behind a newline is read when it is needed.
  const bool behind_line = at_ == line_begin_ && at_ > 0;
  if (!behind_line || (last != TokenKind::kNewline && !at_end())) {
    return {extent_begin_, at_, {line_, static_cast<int32_t>(at_ - line_begin_)}};
  }
  const size_t newline = at_ < 2 ? std::string_view::npos : text_.rfind('\n', at_ - 2);
  const size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
  return {last_extent_begin_, at_, {line_ - 1, static_cast<int32_t>(at_ - begin)}};
}

bool Tokenizer::FailSyntax(std::string message) {
  size_t before = at_;
  while (before > line_begin_ && IsContinuationByte(text_[--before])) {
  }
  const Position begin = PositionOf(before);
  problem_outranks_ = true;
  return Fail(Problem::Kind::kSyntax, std::move(message), begin, begin.column);
}

bool Tokenizer::Warn(const std::string& message) {
  FailSyntax(message);
  problem_outranks_ = !listener_.Tell(
      {.kind = Caution::Kind::kSyntax, .message = message, .line = line_, .problem = problem_});
  return !problem_outranks_;
}

bool Tokenizer::FailCharacter() {
  char32_t c;
  at_ += CodePointAt(text_, at_, &c);
  return FailSyntax(absl::StrFormat("invalid non-printable character U+%04X", uint32_t{c}));
}

bool Tokenizer::Refill() {
  if (options_.typed == nullptr || stopped_ || !options_.typed->More()) return false;
  text_ = options_.typed->text();
  return true;
}

bool Tokenizer::Next(Token* token) {
  for (;;) {
    token_begin_ = at_;
    if (line_begins_) {
      if (at_end()) Refill();
      line_begins_ = false;
      blank_ = false;
      if (!MeasureIndent()) return false;
      LeaveAsyncFunction();
    }
    if (pending_ != 0) {
      token_begin_ = at_;
      const bool in = pending_ > 0;
      pending_ += in ? -1 : 1;
      newline_due_ = true;
      const Position line = LinePosition();
      *token = {in ? TokenKind::kIndent : TokenKind::kDedent, line, line, {}};
      return true;
    }
    while (Peek() == ' ' || Peek() == '\t' || Peek() == '\f') ++at_;
    token_begin_ = at_;
    token_position_ = PositionOf(at_);
    const char c = Peek();
    if (c == '#' && TakeComment(token)) return true;
    if (at_end()) return TakeEnd(token);
    if (IsNameStart(Peek())) return TakeName(token);
    if (Peek() == '\n') {
      if (TakeNewline(token)) return true;
      continue;
    }
    if (Peek() == '\\') {
      if (!SkipContinuation()) return false;
      continue;
    }
    if (IsDigit(Peek()) || (Peek() == '.' && IsDigit(Peek(1)))) return TakeNumber(token);
    if (Peek() == '\'' || Peek() == '"') return TakeString(token);
    return TakeOperator(token);
  }
}

void Tokenizer::Finish(Token* token, TokenKind kind) {
  newline_due_ = true;
  *token = {kind, token_position_, PositionOf(at_), text_.substr(token_begin_, at_ - token_begin_)};
}

// --- Lines -------------------------------------------------------------------------------------

bool Tokenizer::MeasureIndent() {
  constexpr int kTab = 8;
  int column = 0;
  int alternative = 0;
  int continued = 0;  // of the first of several physical lines: it decides
  for (;; ++at_) {
    const char c = Peek();
    if (c == ' ') {
      ++column;
      ++alternative;
    } else if (c == '\t') {
      column = (column / kTab + 1) * kTab;
      ++alternative;
    } else if (c == '\f') {
      column = alternative = 0;
    } else if (c == '\\') {
      if (continued == 0) continued = column;
      if (!SkipContinuation()) return false;
      extent_begin_ = at_--;
    } else {
      break;
    }
  }
  // Lines of nothing but space and comments have no say.
  if (Peek() == '#' || Peek() == '\n') {
    if (!EndsTyping(column)) {
      blank_ = true;
      return true;
    }
    column = alternative = continued = 0;
  }
  saw_end_ = at_end();
  if (depth_ > 0) return true;
  return continued == 0 ? Indent(column, alternative) : Indent(continued, continued);
}

bool Tokenizer::EndsTyping(int column) const {
  if (options_.typed == nullptr) return false;
  return line_ == options_.first_line || (column == 0 && Peek() == '\n');
}

bool Tokenizer::Indent(int column, int alternative) {
  const auto fail_tabs = [this] {
    return Fail(Problem::Kind::kTab, "inconsistent use of tabs and spaces in indentation",
                {line_, 0}, kNoColumn);
  };
  if (column > columns_[indents_].column) {
    if (indents_ + 1 >= kMaxIndents) {
      return Fail(Problem::Kind::kIndentation, "too many levels of indentation", {line_, 0},
                  kNoColumn);
    }
    if (alternative <= columns_[indents_].alternative) return fail_tabs();
    columns_[++indents_] = {column, alternative};
    ++pending_;
    return true;
  }
  while (indents_ > 0 && column < columns_[indents_].column) {
    --indents_;
    --pending_;
  }
  if (column != columns_[indents_].column) {
    saw_end_ = false;  // this counts more
    return Fail(Problem::Kind::kIndentation, "unindent does not match any outer indentation level",
                PositionOf(std::min(text_.find('\n', at_), text_.size() - 1)), kUnknownColumn);
  }
  return alternative == columns_[indents_].alternative || fail_tabs();
}

bool Tokenizer::SkipContinuation() {
  const Position after = PositionOf(++at_);
  if (Peek() != '\n') {
    Fail(Problem::Kind::kSyntax, "unexpected character after line continuation character", after,
         kNoColumn);
    // CPython counts from where the lines begin that the last token ends in.
    const std::string_view before = text_.substr(extent_begin_, at_ - extent_begin_);
    problem_.offset =
        options_.counts_bytes ? static_cast<int32_t>(before.size()) : CharactersIn(before);
    if (!at_end()) ++problem_.offset;
    return false;
  }
  ++at_;
  if (AtLast()) return FailAtEnd(after);
  StartLine();
  return true;
}

bool Tokenizer::TakeComment(Token* token) {
  const size_t begin = at_;
  const size_t end = text_.find('\n', at_);
  at_ = end == std::string_view::npos ? text_.size() : end;
  if (!options_.type_comments) return false;
  std::string_view comment = text_.substr(begin, at_ - begin);
  size_t skipped = 1;
  const auto skip_space = [&] {
    while (skipped < comment.size() && (comment[skipped] == ' ' || comment[skipped] == '\t')) {
      ++skipped;
    }
  };
  skip_space();
  constexpr std::string_view kType = "type:";
  if (comment.substr(skipped, kType.size()) != kType) return false;
  skipped += kType.size();
  skip_space();
  constexpr std::string_view kIgnore = "ignore";
  const std::string_view rest = comment.substr(skipped);
  const bool ignore = rest.starts_with(kIgnore) &&
                      (rest.size() == kIgnore.size() ||
                       !(IsNameCharacter(rest[kIgnore.size()]) || IsDigit(rest[kIgnore.size()])));
  // A comment of its own line stands for no statement: the newline behind it is no token.
  if (ignore && blank_ && Peek() == '\n') {
    token_begin_ = begin + skipped + kIgnore.size();
    Finish(token, TokenKind::kTypeIgnore);
    return true;
  }
  blank_ = false;
  token_begin_ = begin + skipped + (ignore ? kIgnore.size() : 0);
  token_position_ = PositionOf(token_begin_);
  Finish(token, ignore ? TokenKind::kTypeIgnore : TokenKind::kTypeComment);
  return true;
}

bool Tokenizer::TakeNewline(Token* token) {
  const bool counts = !blank_ && depth_ == 0;
  if (counts) Finish(token, TokenKind::kNewline);
  if (counts && async_.open) async_.in_body = true;
  ++at_;
  StartLine();
  last_extent_begin_ = std::exchange(extent_begin_, at_);
  line_begins_ = true;
  return counts;
}

bool Tokenizer::TakeEnd(Token* token) {
  saw_end_ = true;
  if (depth_ > 0 && !stopped_) return FailAtEnd({});
  const bool is_newline = options_.mode == SourceMode::kSingle && newline_due_;
  newline_due_ = !is_newline;
  if (is_newline && !options_.dont_imply_dedent) pending_ = -std::exchange(indents_, 0);
  const Position line = LinePosition();
  *token = {is_newline ? TokenKind::kNewline : TokenKind::kEndMarker, line, line, {}};
  return true;
}

// --- Names -------------------------------------------------------------------------------------

bool Tokenizer::IsStringPrefix(size_t size) const {
  if (Peek(size) != '"' && Peek(size) != '\'') return false;
  bool seen_b = false, seen_u = false, seen_r = false, seen_f = false;
  for (size_t i = 0; i < size; ++i) {
    const char c = static_cast<char>(Peek(i) | 0x20);
    if (c == 'b' && !seen_b && !seen_u && !seen_f) {
      seen_b = true;
    } else if (c == 'u' && size == 1) {
      seen_u = true;
    } else if (c == 'r' && !seen_r && !seen_u) {
      seen_r = true;
    } else if (c == 'f' && !seen_f && !seen_b && !seen_u) {
      seen_f = true;
    } else {
      return false;
    }
  }
  return true;
}

bool Tokenizer::TakeName(Token* token) {
  constexpr size_t kLongestPrefix = 2;
  for (size_t size = 1; size <= kLongestPrefix; ++size) {
    if (IsStringPrefix(size)) {
      at_ += size;
      return TakeString(token);
    }
  }
  bool ascii = true;
  while (IsNameCharacter(Peek())) ascii &= static_cast<signed char>(text_[at_++]) >= 0;
  const std::string_view name = text_.substr(token_begin_, at_ - token_begin_);
  if (!ascii && !CheckName(name, token_begin_)) return false;
  const bool keyword = ascii && !IsAsyncName(name);
  Finish(token, keyword ? KeywordOf(name) : TokenKind::kName);
  return true;
}

bool Tokenizer::AtDefKeyword() const {
  constexpr std::string_view kDef = "def";
  const size_t begin = text_.find_first_not_of(" \t\f", at_);
  if (begin == std::string_view::npos || !text_.substr(begin).starts_with(kDef)) return false;
  const size_t end = begin + kDef.size();
  return end == text_.size() || !IsNameCharacter(text_[end]);
}

bool Tokenizer::IsAsyncName(std::string_view name) {
  constexpr int kFirstWithKeywords = 7;
  if (options_.feature_version >= kFirstWithKeywords || async_.open) return false;
  if (name == "await") return true;
  if (name != "async") return false;
  if (!AtDefKeyword()) return true;
  async_ = {.open = true, .in_body = false, .indents = indents_};
  return false;
}

void Tokenizer::LeaveAsyncFunction() {
  const bool left = !blank_ && depth_ == 0 && async_.in_body && async_.indents >= indents_;
  if (left) async_ = {};
}

bool Tokenizer::FailDecode(std::string_view name) {
  bad_name_ = name;
  const Position end = PositionOf(at_);
  Fail(Problem::Kind::kDecode, absl::StrCat("(unicode error) ", *DecodeProblem(name)),
       {end.line, end.column - 1}, kUnknownColumn);
  return false;
}

bool Tokenizer::CheckName(std::string_view name, size_t begin) {
  if (DecodeProblem(name)) return FailDecode(name);
  for (size_t i = 0; i < name.size();) {
    char32_t c;
    const size_t size = CodePointAt(name, i, &c);
    const bool good = c == '_' || (i == 0 ? IsXidStart(c) : IsXidContinue(c));
    i += size;
    if (good) continue;
    at_ = begin + i;
    if (IsPrintable(c)) {
      return FailSyntax(absl::StrFormat("invalid character '%s' (U+%04X)",
                                        name.substr(i - size, size), uint32_t{c}));
    }
    return FailSyntax(absl::StrFormat("invalid non-printable character U+%04X", uint32_t{c}));
  }
  return true;
}

// --- Operators ---------------------------------------------------------------------------------

bool Tokenizer::TakeOperator(Token* token) {
  const TokenKind kind = OperatorAt(text_.substr(at_));
  const char c = Peek();
  if (kind == TokenKind::kUnknown) {
    if (static_cast<uint8_t>(c) < ' ' || c == 0x7F) return FailCharacter();
    ++at_;  // one of ! $ ? `
  }
  at_ += SpellingOf(kind).size();
  if (c == '(' || c == '[' || c == '{') {
    if (!OpenBracket(c)) return false;
  } else if (c == ')' || c == ']' || c == '}') {
    if (!CloseBracket(c)) return false;
  }
  Finish(token, kind);
  return true;
}

bool Tokenizer::OpenBracket(char opening) {
  if (depth_ >= kMaxBrackets) return FailSyntax("too many nested parentheses");
  brackets_[depth_++] = {opening, token_position_};
  return true;
}

bool Tokenizer::CloseBracket(char closing) {
  if (depth_ == 0) return FailSyntax(absl::StrFormat("unmatched '%c'", closing));
  const Bracket& last = brackets_[--depth_];
  const char wanted = last.opening == '(' ? ')' : last.opening == '[' ? ']' : '}';
  if (closing == wanted) return true;
  std::string message = absl::StrFormat(
      "closing parenthesis '%c' does not match opening parenthesis '%c'", closing, last.opening);
  if (last.at.line != line_) absl::StrAppend(&message, " on line ", last.at.line);
  return FailSyntax(std::move(message));
}

}  // namespace krait::compiler
