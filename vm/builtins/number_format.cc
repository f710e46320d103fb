#include "vm/builtins/number_format.h"

#include <algorithm>
#include <clocale>
#include <string>

#include "vm/builtins/int_operation.h"
#include "vm/builtins/int_string.h"
#include "vm/heap/heap.h"
#include "vm/number/format_number.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_copy.h"
#include "vm/unicode/utf.h"

namespace krait {
namespace {

/// Text of the C library as UTF-8. Locales of today are UTF-8 ones; other bytes pass for Latin-1.
std::string LocaleText(const char* text) {
  const std::string_view bytes(text);
  const auto* data = reinterpret_cast<const uint8_t*>(text);
  if (ScanUtf8(data, bytes.size(), true).error.reason == nullptr) return std::string(bytes);
  std::string utf8(2 * bytes.size(), '\0');
  auto* begin = reinterpret_cast<uint8_t*>(utf8.data());
  utf8.resize(EncodeUtf8(data, bytes.size(), begin) - begin);
  return utf8;
}

/// The punctuation that type 'n' asks for, copied: the C library's next call may change it.
class LocaleTexts {
 public:
  explicit LocaleTexts(const FormatSpec& spec) {
    if (spec.type != 'n') return;
    const lconv* locale = std::localeconv();
    decimal_point_ = LocaleText(locale->decimal_point);
    separator_ = LocaleText(locale->thousands_sep);
    grouping_ = locale->grouping;
  }
  NumberLocale View() const {
    return {.decimal_point = decimal_point_, .separator = separator_, .grouping = grouping_};
  }

 private:
  std::string decimal_point_ = ".";
  std::string separator_;
  std::string grouping_;
};

/// Calls render(locale, limits, FormattedText*) -> FormatFailure and makes a str of the text.
template <typename F>
Result<Str*> Render(Thread& t, const FormatSpec& spec, F render) {
  const LocaleTexts locale(spec);
  FormattedText text;
  if (FormatFailure failure = render(locale.View(), FormatLimitsOf(t), &text)) {
    return RaiseFormatError(t, *failure);
  }
  return FinishFormat(t, text);
}

Result<Str*> RenderFloatSpec(Thread& t, const FormatSpec& spec, double value) {
  return Render(t, spec,
                [&](const NumberLocale& locale, const FormatLimits& limits, FormattedText* out) {
                  return RenderFloat(spec, value, locale, limits, out);
                });
}

}  // namespace

Raised RaiseFormatError(Thread& t, const FormatError& error) {
  if (error.type == FormatError::Type::kMemoryError) return RaiseMemoryError(t);
  // The message may quote a lone surrogate, which is no UTF-8.
  Str* message = TRY(FinishFormat(t, FormattedText(error.message, 0, U' ', {})));
  const auto type = error.type == FormatError::Type::kOverflowError ? &BuiltinTypes::OverflowError
                                                                    : &BuiltinTypes::ValueError;
  return RaiseWithArgument(t, type, Value::FromObject(message));
}

FormatLimits FormatLimitsOf(Thread& t) {
  const size_t limit = t.heap().options().limit_bytes;
  const size_t used = t.heap().allocated_bytes();
  FormatLimits limits;
  limits.max_size = std::min(limits.max_size, limit > used ? limit - used : 0);
  return limits;
}

Result<Str*> FinishFormat(Thread& t, const FormattedText& text) {
  const int width = WidthFor(text.limit());
  Str* result = TRY(Str::NewUninitialized(t, text.length(), width, IsAsciiLimit(text.limit())));
  void* characters = const_cast<void*>(result->data());
  if (width == 1) text.Write(static_cast<uint8_t*>(characters));
  if (width == 2) text.Write(static_cast<char16_t*>(characters));
  if (width == 4) text.Write(static_cast<char32_t*>(characters));
  return result;
}

Result<FormatSpec> ParseSpec(Thread& t, Str* spec, FormatKind kind, Value value) {
  FormatSpec parsed;
  const std::string name = TypeName(t, value);
  const size_t size = spec->length();
  FormatFailure failure;
  switch (spec->width()) {
    case 1:
      failure = ParseFormatSpec(spec->data1(), size, kind, name, &parsed);
      break;
    case 2:
      failure = ParseFormatSpec(reinterpret_cast<const char16_t*>(spec->data2()), size, kind, name,
                                &parsed);
      break;
    default:
      failure = ParseFormatSpec(reinterpret_cast<const char32_t*>(spec->data4()), size, kind, name,
                                &parsed);
      break;
  }
  if (failure) return RaiseFormatError(t, *failure);
  return parsed;
}

Result<Str*> FormatIntValue(Thread& t, Value self, Str* text) {
  if (text->length() == 0) return ToStr(t, self);
  const FormatSpec spec = TRY(ParseSpec(t, text, FormatKind::kInt, self));
  if (IsFloatType(spec.type)) return RenderFloatSpec(t, spec, TRY(IntToDouble(t, self)));
  if (spec.type == 'c') {
    int64_t code_point;
    if (!ToInt64(self, &code_point)) {
      return RaiseOverflowError(t, "Python int too large to convert to C long");
    }
    return Render(t, spec, [&](const NumberLocale&, const FormatLimits&, FormattedText* out) {
      return RenderChar(spec, code_point, out);
    });
  }
  IntDigits digits;
  TRY(digits.Convert(t, self, IntegerBase(spec.type)));
  return Render(t, spec,
                [&](const NumberLocale& locale, const FormatLimits& limits, FormattedText* out) {
                  return RenderInt(spec, digits.negative(), digits.digits(), locale, limits, out);
                });
}

Result<Str*> FormatFloatValue(Thread& t, Value self, Str* text) {
  if (text->length() == 0) return ToStr(t, self);
  const FormatSpec spec = TRY(ParseSpec(t, text, FormatKind::kFloat, self));
  return RenderFloatSpec(t, spec, FloatOf(self));
}

Result<Str*> FormatComplexValue(Thread& t, Value self, Str* text) {
  if (text->length() == 0) return ToStr(t, self);
  const FormatSpec spec = TRY(ParseSpec(t, text, FormatKind::kComplex, self));
  const auto* number = Cast<Complex>(self);
  return Render(t, spec,
                [&](const NumberLocale& locale, const FormatLimits& limits, FormattedText* out) {
                  return RenderComplex(spec, number->real(), number->imag(), locale, limits, out);
                });
}

}  // namespace krait
