#include "vm/builtins/int_string.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/int_operation.h"
#include "vm/builtins/number_source.h"
#include "vm/number/bigint_cost.h"
#include "vm/number/int_text.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

bool IsLongText(size_t size, size_t limbs, int base) {
  return (base & (base - 1)) == 0 ? bigint::PassIsLong(limbs) : bigint::RadixIsLong(size);
}

/// ValueError with the beginning of the repr of `text`.
Raised RaiseInvalid(Thread& t, Value text, int base) {
  constexpr size_t kShown = 200;
  Str* repr = TRY(Repr(t, text));
  StrWriter message(t);
  message.AppendAscii(absl::StrCat("invalid literal for int() with base ", base, ": "));
  message.AppendRange(repr, 0, std::min(repr->length(), kShown));
  Str* shown = TRY(message.Finish(t));
  return RaiseWithArgument(t, &BuiltinTypes::ValueError, Value::FromObject(shown));
}

/// `source` is what `text` came from, for messages; it keeps the characters alive.
Result<Value> Parse(Thread& t, std::string_view text, int base, Value source) {
  const int limit = t.vm().int_max_str_digits();
  const IntLiteral literal = ScanInt(text, base, limit);
  switch (literal.error) {
    case IntLiteralError::kNone:
      break;
    case IntLiteralError::kBadBase:
      return RaiseValueError(t, std::string(kBadIntBase));
    case IntLiteralError::kInvalid:
      return RaiseInvalid(t, source, base);
    case IntLiteralError::kTooManyDigits:
      return RaiseValueError(t, DigitLimitMessage(limit, literal.digit_count));
  }
  const size_t size = IntLiteralSize(literal);
  return ComputeInt(
      t, size, IsLongText(literal.significant_count, size, literal.base),
      [&](IntOut& out, Scratch& scratch) { return ConvertInt(literal, out, scratch); });
}

/// Decimal text of up to 18 digits without sign, spaces or underscores.
bool ParseQuickly(std::string_view text, int64_t* value) {
  constexpr size_t kSurelyFits = 18;
  if (text.empty() || text.size() > kSurelyFits) return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *value);
  return error == std::errc() && end == text.data() + text.size() && text[0] != '-';
}

}  // namespace

Result<None> IntDigits::Convert(Thread& t, Value value, int base) {
  if (value.IsInt()) {
    length_ = std::to_chars(inline_, inline_ + kInlineSize, value.AsInt(), base).ptr - inline_;
    negative_ = value.AsInt() < 0;
    return None{};
  }
  const IntOperand operand(value);
  const int limit = t.vm().int_max_str_digits();
  // Looked at before memory is taken for what will not be written.
  if (base == 10 && ExceedsDigitLimit(operand, limit)) {
    return RaiseIntStatus(t, IntStatus::kTooManyTextDigits);
  }
  const size_t bound = IntTextBound(operand, base);
  if (bound > kInlineSize) {
    cell_ = TRY(Str::NewUninitialized(t, bound, 1, true));
    text_ = static_cast<char*>(const_cast<void*>(cell_->data()));
  }
  const IntStatus status = RunIntOperation(
      t, IsLongText(bound, operand.view().size, base),
      [&](Scratch& scratch) { return FormatInt(operand, base, limit, text_, length_, scratch); });
  if (status != IntStatus::kOk) return RaiseIntStatus(t, status);
  negative_ = operand.view().negative;
  return None{};
}

Result<Str*> IntToStr(Thread& t, Value value, int base, std::string_view prefix) {
  IntDigits digits;
  TRY(digits.Convert(t, value, base));
  const std::string_view magnitude = digits.digits();
  // A single digit is one of the VM's own characters.
  if (prefix.empty() && magnitude.size() == 1) return Str::FromLatin1(t, digits.signed_digits());
  Str* result = TRY(Str::NewUninitialized(
      t, magnitude.size() + prefix.size() + (digits.negative() ? 1 : 0), 1, true));
  auto* out = static_cast<char*>(const_cast<void*>(result->data()));
  if (digits.negative()) *out++ = '-';
  out = std::copy(prefix.begin(), prefix.end(), out);
  std::copy(magnitude.begin(), magnitude.end(), out);
  return result;
}

Result<Value> IntFromStr(Thread& t, Str* text, int base) {
  Str* ascii = TRY(AsciiNumberText(t, text));
  int64_t value;
  if (base == 10 && ParseQuickly(ascii->AsciiView(), &value)) return Value::FromInt(value);
  return Parse(t, ascii->AsciiView(), base, Value::FromObject(text));
}

Result<Value> IntFromBytesText(Thread& t, Bytes* text, int base) {
  return Parse(t, text->view(), base, Value::FromObject(text));
}

}  // namespace krait
