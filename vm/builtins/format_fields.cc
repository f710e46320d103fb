#include "vm/builtins/format_fields.h"

#include "vm/object/exception.h"
#include "vm/object/str.h"
#include "vm/unicode/properties.h"

namespace krait {

Result<bool> FormatFields::Next(Thread& t, FormatField* field) {
  if (at_ >= end_) return false;
  *field = {};
  const size_t begin = at_;
  while (at_ < end_ && text_->At(at_) != '{' && text_->At(at_) != '}') ++at_;
  field->literal = {begin, at_};
  if (at_ == end_) return true;
  const char32_t brace = text_->At(at_++);
  if (at_ < end_ && text_->At(at_) == brace) {
    field->literal.end = at_++;  // one of the two is text
    return true;
  }
  if (brace == '}') return RaiseValueError(t, "Single '}' encountered in format string");
  if (at_ == end_) return RaiseValueError(t, "Single '{' encountered in format string");
  field->has_field = true;
  TRY(ParseField(t, field));
  return true;
}

Result<None> FormatFields::ParseField(Thread& t, FormatField* field) {
  field->name.begin = at_;
  char32_t c = 0;
  while (at_ < end_) {
    c = text_->At(at_++);
    if (c == '{') return RaiseValueError(t, "unexpected '{' in field name");
    if (c == '[') {
      while (at_ < end_ && text_->At(at_) != ']') ++at_;
    }
    if (c == '}' || c == ':' || c == '!') break;
  }
  field->name.end = at_ - 1;
  if (c == '}') return None{};
  if (c != ':' && c != '!') return RaiseValueError(t, "expected '}' before end of string");
  if (c == '!') {
    if (at_ >= end_) {
      return RaiseValueError(t, "end of string while looking for conversion specifier");
    }
    field->conversion = text_->At(at_++);
    if (at_ < end_) {
      c = text_->At(at_++);
      if (c == '}') return None{};
      if (c != ':') return RaiseValueError(t, "expected ':' after conversion specifier");
    }
  }
  field->spec.begin = at_;
  for (size_t depth = 1; at_ < end_;) {
    c = text_->At(at_++);
    if (c == '{') {
      field->spec_is_nested = true;
      ++depth;
    } else if (c == '}' && --depth == 0) {
      field->spec.end = at_ - 1;
      return None{};
    }
  }
  return RaiseValueError(t, "unmatched '{' in format spec");
}

Result<int64_t> FieldIndex(Thread& t, const Str* text, TextRange range) {
  if (range.empty()) return int64_t{-1};
  int64_t index = 0;
  for (size_t i = range.begin; i < range.end; ++i) {
    const int digit = DecimalValue(text->At(i));
    if (digit < 0) return int64_t{-1};
    if (__builtin_mul_overflow(index, 10, &index) || __builtin_add_overflow(index, digit, &index)) {
      return RaiseValueError(t, "Too many decimal digits in format string");
    }
  }
  return index;
}

FieldName::FieldName(const Str* text, TextRange range)
    : text_(text), first_{range.begin, range.begin}, at_(range.begin), end_(range.end) {
  while (at_ < end_ && text_->At(at_) != '.' && text_->At(at_) != '[') ++at_;
  first_.end = at_;
}

Result<bool> FieldName::Next(Thread& t, Step* step) {
  if (at_ >= end_) return false;
  *step = {};
  const char32_t c = text_->At(at_++);
  step->name.begin = at_;
  if (c == '.') {
    step->is_attribute = true;
    while (at_ < end_ && text_->At(at_) != '.' && text_->At(at_) != '[') ++at_;
    step->name.end = at_;
  } else if (c == '[') {
    while (at_ < end_ && text_->At(at_) != ']') ++at_;
    if (at_ == end_) return RaiseValueError(t, "Missing ']' in format string");
    step->name.end = at_++;
    step->index = TRY(FieldIndex(t, text_, step->name));
  } else {
    return RaiseValueError(t, "Only '.' or '[' may follow ']' in format field specifier");
  }
  if (step->name.empty()) return RaiseValueError(t, "Empty attribute in format string");
  return true;
}

}  // namespace krait
