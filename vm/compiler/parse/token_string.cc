#include "absl/strings/str_format.h"
#include "vm/compiler/parse/tokenizer.h"

namespace krait::compiler {

bool Tokenizer::TakeString(Token* token) {
  const char quote = Peek();
  const bool triple = Peek(1) == quote && Peek(2) == quote;
  const size_t quotes = triple ? 3 : 1;
  at_ += quotes;
  for (;;) {
    const char c = Peek();
    if (at_end()) {
      if (AtLast()) return FailUnterminated(triple);
      continue;
    }
    if (c == '\n' && !triple) return FailUnterminated(triple);
    if (c == quote && (!triple || (Peek(1) == quote && Peek(2) == quote))) break;
    if (c == '\\') ++at_;
    const bool line_ends = Peek() == '\n';
    if (!at_end()) ++at_;
    if (line_ends) StartLine();
  }
  at_ += quotes;
  // CPython does not add an f-string's place to that of a string with several lines.
  const bool first_line = token_position_.line == options_.first_line;
  if (first_line && line_begin_ != 0) token_position_.column -= options_.first_column;
  Finish(token, TokenKind::kString);
  return true;
}

bool Tokenizer::FailUnterminated(bool triple) {
  // The place is where the string begins: it is where something is missing.
  const int32_t last_line =
      at_end() && at_ == line_begin_ && line_ > token_position_.line ? line_ - 1 : line_;
  problem_outranks_ = true;
  saw_end_ = at_end();
  return Fail(Problem::Kind::kSyntax,
              absl::StrFormat("unterminated %sstring literal (detected at line %d)",
                              triple ? "triple-quoted " : "", last_line),
              token_position_, token_position_.column);
}

}  // namespace krait::compiler
