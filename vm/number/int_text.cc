#include "vm/number/int_text.h"

#include <bit>

#include "vm/number/bigint_bits.h"
#include "vm/number/bigint_radix.h"

namespace krait {
namespace {

bool IsPowerOfTwo(int base) { return std::has_single_bit(static_cast<unsigned>(base)); }

bool IsSpace(char character) {
  return character == ' ' || (character >= '\t' && character <= '\r');
}

// The base that a letter after a leading zero stands for, or 0.
int PrefixBase(char letter) {
  switch (letter) {
    case 'x':
    case 'X':
      return 16;
    case 'o':
    case 'O':
      return 8;
    case 'b':
    case 'B':
      return 2;
    default:
      return 0;
  }
}

// Walks over a text once, filling in a literal.
class IntScanner {
 public:
  IntScanner(std::string_view text, int base, int max_str_digits)
      : text_(text), max_str_digits_(max_str_digits) {
    literal_.base = base;
  }

  IntLiteral Scan() {
    SkipSpaces();
    if (At('+') || At('-')) literal_.negative = text_[position_++] == '-';
    SkipPrefix();
    // An underscore may follow a prefix (SkipPrefix took it), but not begin a number.
    if (At('_') || !ScanDigits()) return Invalid();
    if (ExceedsLimit()) {
      literal_.error = IntLiteralError::kTooManyDigits;
      return literal_;
    }
    if (literal_.digit_count == 0) return Invalid();
    if (zeros_only_ && literal_.significant_count != 0) {
      position_ = static_cast<size_t>(literal_.digits.data() - text_.data());
      return Invalid();
    }
    SkipSpaces();
    return position_ == text_.size() ? literal_ : Invalid();
  }

 private:
  bool At(char character) const {
    return position_ < text_.size() && text_[position_] == character;
  }

  void SkipSpaces() {
    while (position_ < text_.size() && IsSpace(text_[position_])) ++position_;
  }

  // Settles the base. Without a given one, a leading zero that begins no prefix is C's octal
  // notation, which only zero itself may use.
  void SkipPrefix() {
    int prefix = At('0') && position_ + 1 < text_.size() ? PrefixBase(text_[position_ + 1]) : 0;
    if (literal_.base == 0) {
      zeros_only_ = At('0') && prefix == 0;
      literal_.base = prefix != 0 ? prefix : 10;
    }
    if (prefix == 0 || prefix != literal_.base) return;
    position_ += 2;
    if (At('_')) ++position_;
  }

  // Steps over digits with single underscores between them; false for a misplaced underscore, with
  // the position on it.
  bool ScanDigits() {
    size_t significant = text_.size();
    size_t end = position_;
    bool after_digit = false;
    for (; position_ < text_.size(); ++position_) {
      char character = text_[position_];
      if (character == '_') {
        if (!after_digit) return StopAtUnderscore();
        after_digit = false;
        continue;
      }
      if (bigint::DigitValue(character) >= literal_.base) break;
      after_digit = true;
      ++literal_.digit_count;
      end = position_ + 1;
      if (character != '0' && significant == text_.size()) significant = position_;
      if (significant != text_.size()) ++literal_.significant_count;
    }
    if (literal_.digit_count != 0 && !after_digit) return StopAtUnderscore();
    if (significant != text_.size()) {
      literal_.digits = text_.substr(significant, end - significant);
    }
    return true;
  }

  bool StopAtUnderscore() {
    // Of a run, the first one is already wrong where a digit is missing behind it.
    while (position_ > 0 && text_[position_ - 1] == '_') --position_;
    return false;
  }

  bool ExceedsLimit() const {
    return !IsPowerOfTwo(literal_.base) && max_str_digits_ > 0 &&
           literal_.digit_count > static_cast<size_t>(max_str_digits_);
  }

  IntLiteral Invalid() {
    literal_.error = IntLiteralError::kInvalid;
    literal_.error_offset = position_;
    return literal_;
  }

  std::string_view text_;
  int max_str_digits_;
  size_t position_ = 0;
  bool zeros_only_ = false;
  IntLiteral literal_;
};

}  // namespace

std::string DigitLimitMessage(int limit, std::optional<size_t> digit_count) {
  std::string message =
      "Exceeds the limit (" + std::to_string(limit) + " digits) for integer string conversion";
  if (digit_count) message += ": value has " + std::to_string(*digit_count) + " digits";
  return message + "; use sys.set_int_max_str_digits() to increase the limit";
}

size_t IntTextBound(IntView a, int base) { return bigint::DigitBound(a, base) + 1; }

bool ExceedsDigitLimit(IntView a, int max_str_digits) {
  if (max_str_digits <= 0 || a.size <= 1) return false;
  // With b bits a number is at least 2^(b - 1), which has more than (b - 1) * log10(2) digits. The
  // fraction is just below log10(2).
  unsigned __int128 bits = bigint::BitLength(a) - 1;
  return bits * 3010299956 / 10000000000 >= static_cast<unsigned>(max_str_digits);
}

IntStatus FormatInt(IntView a, int base, int max_str_digits, char* out, size_t& length,
                    Scratch& scratch) {
  bool limited = max_str_digits > 0 && !IsPowerOfTwo(base);
  if (limited && base == 10 && ExceedsDigitLimit(a, max_str_digits)) {
    return IntStatus::kTooManyTextDigits;
  }
  char* digits = out;
  if (a.negative) *digits++ = '-';
  IntStatus status = bigint::ToDigits(a, base, digits, length, scratch);
  if (status != IntStatus::kOk) return status;
  if (limited && length > static_cast<size_t>(max_str_digits)) {
    return IntStatus::kTooManyTextDigits;
  }
  length += static_cast<size_t>(digits - out);
  return IntStatus::kOk;
}

IntLiteral ScanInt(std::string_view text, int base, int max_str_digits) {
  if (base != 0 && (base < 2 || base > 36)) {
    IntLiteral literal;
    literal.error = IntLiteralError::kBadBase;
    return literal;
  }
  return IntScanner(text, base, max_str_digits).Scan();
}

size_t IntLiteralSize(const IntLiteral& literal) {
  return bigint::DigitsSize(literal.significant_count, literal.base);
}

IntStatus ConvertInt(const IntLiteral& literal, IntOut& out, Scratch& scratch) {
  IntStatus status =
      bigint::FromDigits(literal.digits, literal.significant_count, literal.base, out, scratch);
  out.negative = literal.negative && out.size != 0;
  return status;
}

}  // namespace krait
