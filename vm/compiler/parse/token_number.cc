#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "vm/compiler/parse/characters.h"
#include "vm/compiler/parse/tokenizer.h"

namespace krait::compiler {

bool Tokenizer::TakeNumber(Token* token) {
  if (Peek() == '0' && IsNameStart(Peek(1))) {
    const char prefix = static_cast<char>(Peek(1) | 0x20);
    const int base = prefix == 'x' ? 16 : prefix == 'o' ? 8 : prefix == 'b' ? 2 : 0;
    if (base != 0) {
      at_ += 2;
      if (!TakePrefixedDigits(base)) return false;
      Finish(token, TokenKind::kNumber);
      return true;
    }
  }
  size_t zeros_end = 0;  // of an int with zeros in front
  if (Peek() == '0') {
    if (!TakeZeros()) return false;
    if (IsDigit(Peek())) zeros_end = at_;
  }
  if (IsDigit(Peek()) && !TakeDigits()) return false;
  bool is_float = false;
  if (Peek() == '.') {
    is_float = true;
    ++at_;
    if (IsDigit(Peek()) && !TakeDigits()) return false;
  }
  if (!TakeExponent(&is_float)) return false;
  if (Peek() == 'j' || Peek() == 'J') {
    ++at_;
    if (!EndNumber("imaginary")) return false;
  } else {
    // CPython looks for an exponent first, and then no longer at the zeros.
    const bool may_have_exponent = (Peek() | 0x20) == 'e';
    if (zeros_end != 0 && !is_float && !may_have_exponent) return FailLeadingZeros(zeros_end);
    if (!EndNumber("decimal")) return false;
  }
  Finish(token, TokenKind::kNumber);
  return true;
}

bool Tokenizer::TakeZeros() {
  for (;;) {
    if (Peek() == '_' && !IsDigit(Peek(1))) {
      ++at_;
      return FailSyntax("invalid decimal literal");
    }
    if (Peek() == '_') ++at_;
    if (Peek() != '0') return true;
    ++at_;
  }
}

bool Tokenizer::TakeDigits() {
  for (;;) {
    while (IsDigit(Peek())) ++at_;
    if (Peek() != '_') return true;
    ++at_;
    if (!IsDigit(Peek())) return FailSyntax("invalid decimal literal");
  }
}

bool Tokenizer::TakeExponent(bool* taken) {
  if (Peek() != 'e' && Peek() != 'E') return true;
  const bool is_signed = Peek(1) == '+' || Peek(1) == '-';
  if (is_signed && !IsDigit(Peek(2))) {
    at_ += 2;
    return FailSyntax("invalid decimal literal");
  }
  if (!is_signed && !IsDigit(Peek(1))) return true;  // "1else": a keyword may follow
  at_ += is_signed ? 2 : 1;
  *taken = true;
  return TakeDigits();
}

bool Tokenizer::TakePrefixedDigits(int base) {
  const char* const name = base == 16 ? "hexadecimal" : base == 8 ? "octal" : "binary";
  const auto is_good = [base](char c) {
    return base == 16 ? IsHexDigit(c) : c >= '0' && c < '0' + base;
  };
  const auto fail_digit = [&] {
    const char digit = text_[at_++];
    return FailSyntax(absl::StrFormat("invalid digit '%c' in %s literal", digit, name));
  };
  do {
    if (Peek() == '_') ++at_;
    if (!is_good(Peek())) {
      return IsDigit(Peek()) ? fail_digit()
                             : FailSyntax(absl::StrCat("invalid ", name, " literal"));
    }
    while (is_good(Peek())) ++at_;
  } while (Peek() == '_');
  return IsDigit(Peek()) ? fail_digit() : EndNumber(name);
}

bool Tokenizer::EndNumber(const char* what) {
  if (!IsNameCharacter(Peek())) return true;
  // Of these, CPython only warns.
  constexpr std::string_view kKeywords[] = {"and", "else", "for", "if", "in", "is", "or", "not"};
  for (std::string_view keyword : kKeywords) {
    // A name that only begins with one does not count, but for "if", "in" and "is".
    const bool alone = keyword[0] == 'i' || !IsNameCharacter(Peek(keyword.size()));
    if (alone && text_.substr(at_, keyword.size()) == keyword) {
      return Warn(absl::StrCat("invalid ", what, " literal"));
    }
  }
  return FailSyntax(absl::StrCat("invalid ", what, " literal"));
}

bool Tokenizer::FailLeadingZeros(size_t zeros_end) {
  problem_outranks_ = true;
  Fail(Problem::Kind::kSyntax,
       "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal "
       "integers",
       token_position_, kUnknownColumn);
  // Here CPython counts bytes.
  const auto line_begin = static_cast<int32_t>(line_begin_);
  problem_.offset = static_cast<int32_t>(token_begin_) - line_begin + 1;
  problem_.end_offset = static_cast<int32_t>(zeros_end) - line_begin + 1;
  return false;
}

}  // namespace krait::compiler
