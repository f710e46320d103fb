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
#include "vm/object/quick_format.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/vm.h"
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
  LocaleTexts() {
    const lconv* locale = std::localeconv();
    decimal_point_ = LocaleText(locale->decimal_point);
    separator_ = LocaleText(locale->thousands_sep);
    grouping_ = locale->grouping;
  }
  NumberLocale View() const {
    return {.decimal_point = decimal_point_, .separator = separator_, .grouping = grouping_};
  }

 private:
  std::string decimal_point_;
  std::string separator_;
  std::string grouping_;
};

/// The specification: characters of a str.
struct SpecText {
  Str* text;
  size_t begin;
  size_t end;
  bool empty() const { return begin == end; }
};

Result<FormatSpec> ParseSpec(Thread& t, const SpecText& text, FormatKind kind, Value value) {
  FormatSpec parsed;
  const auto name = [&] { return TypeName(t, value); };
  const size_t size = text.end - text.begin;
  FormatFailure failure;
  switch (text.text->width()) {
    case 1:
      failure = ParseFormatSpec(text.text->data1() + text.begin, size, kind, name, &parsed);
      break;
    case 2:
      failure = ParseFormatSpec(reinterpret_cast<const char16_t*>(text.text->data2()) + text.begin,
                                size, kind, name, &parsed);
      break;
    default:
      failure = ParseFormatSpec(reinterpret_cast<const char32_t*>(text.text->data4()) + text.begin,
                                size, kind, name, &parsed);
      break;
  }
  if (failure) return RaiseFormatError(t, *failure);
  return parsed;
}

/// Calls render(locale, limits, FormattedText*) -> FormatFailure and appends the text.
template <typename F>
Result<None> Render(Thread& t, const FormatSpec& spec, StrWriter& out, F render) {
  FormattedText text;
  const FormatFailure failure = spec.type == 'n'
                                    ? render(LocaleTexts().View(), FormatLimitsOf(t), &text)
                                    : render(NumberLocale{}, FormatLimitsOf(t), &text);
  if (failure) return RaiseFormatError(t, *failure);
  out.Append(text);
  return None{};
}

Result<None> AppendDouble(Thread& t, const FormatSpec& spec, double value, StrWriter& out) {
  return Render(t, spec, out,
                [&](const NumberLocale& locale, const FormatLimits& limits, FormattedText* text) {
                  return RenderFloat(spec, value, locale, limits, text);
                });
}

// Each appends a value under a specification that is not empty.

Result<None> AppendStr(Thread& t, Value self, const SpecText& text, StrWriter& out) {
  const FormatSpec spec = TRY(ParseSpec(t, text, FormatKind::kString, self));
  const auto* str = Cast<Str>(self);
  const StringLayout layout = LayOutString(spec, str->length());
  out.Fill(spec.fill, layout.padding.left);
  out.AppendRange(str, 0, layout.kept);
  out.Fill(spec.fill, layout.padding.right);
  return None{};
}

Result<None> AppendInt(Thread& t, Value self, const SpecText& text, StrWriter& out) {
  const FormatSpec spec = TRY(ParseSpec(t, text, FormatKind::kInt, self));
  if (IsFloatType(spec.type)) return AppendDouble(t, spec, TRY(IntToDouble(t, self)), out);
  if (spec.type == 'c') {
    int64_t code_point;
    if (!ToInt64(self, &code_point)) {
      return RaiseOverflowError(t, "Python int too large to convert to C long");
    }
    return Render(t, spec, out,
                  [&](const NumberLocale&, const FormatLimits&, FormattedText* formatted) {
                    return RenderChar(spec, code_point, formatted);
                  });
  }
  IntDigits digits;
  TRY(digits.Convert(t, self, IntegerBase(spec.type)));
  return Render(
      t, spec, out,
      [&](const NumberLocale& locale, const FormatLimits& limits, FormattedText* formatted) {
        return RenderInt(spec, digits.negative(), digits.digits(), locale, limits, formatted);
      });
}

Result<None> AppendFloat(Thread& t, Value self, const SpecText& text, StrWriter& out) {
  const FormatSpec spec = TRY(ParseSpec(t, text, FormatKind::kFloat, self));
  return AppendDouble(t, spec, FloatOf(self), out);
}

Result<None> AppendComplex(Thread& t, Value self, const SpecText& text, StrWriter& out) {
  const FormatSpec spec = TRY(ParseSpec(t, text, FormatKind::kComplex, self));
  const auto* number = Cast<Complex>(self);
  return Render(
      t, spec, out,
      [&](const NumberLocale& locale, const FormatLimits& limits, FormattedText* formatted) {
        return RenderComplex(spec, number->real(), number->imag(), locale, limits, formatted);
      });
}

/// One of the above, as __format__ has it.
template <auto kAppend>
Result<Str*> FormatValue(Thread& t, Value self, Str* spec) {
  if (spec->length() == 0) return ToStr(t, self);
  StrWriter out(t);
  TRY(kAppend(t, self, {spec, 0, spec->length()}, out));
  return out.Finish(t);
}

}  // namespace

Raised RaiseFormatError(Thread& t, const FormatError& error) {
  if (error.type == FormatError::Type::kMemoryError) return RaiseMemoryError(t);
  // The message may quote a lone surrogate, which is no UTF-8.
  FormattedText text;
  text.Begin().Append(error.message);
  text.Pad(false, 0, U' ', -1, '<');
  StrWriter writer(t);
  writer.Append(text);
  Str* message = TRY(writer.Finish(t));
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

Result<Str*> FormatStrValue(Thread& t, Value self, Str* spec) {
  return FormatValue<AppendStr>(t, self, spec);
}
Result<Str*> FormatIntValue(Thread& t, Value self, Str* spec) {
  return FormatValue<AppendInt>(t, self, spec);
}
Result<Str*> FormatFloatValue(Thread& t, Value self, Str* spec) {
  return FormatValue<AppendFloat>(t, self, spec);
}
Result<Str*> FormatComplexValue(Thread& t, Value self, Str* spec) {
  return FormatValue<AppendComplex>(t, self, spec);
}

Result<None> AppendFormatted(Thread& t, Value value, Str* text, size_t begin, size_t end,
                             StrWriter& out) {
  const SpecText spec{text, begin, end};
  QuickSpec quick;
  if (!spec.empty() && text->width() == 1 &&
      ParseQuickSpec(text->data1() + begin, end - begin, &quick) &&
      AppendQuick(value, quick, out)) {
    return None{};
  }
  if (IsExactly<Str>(value)) {
    if (!spec.empty()) return AppendStr(t, value, spec, out);
    out.Append(Cast<Str>(value));
    return None{};
  }
  if (value.IsInt()) {
    if (!spec.empty()) return AppendInt(t, value, spec, out);
    IntDigits digits;
    TRY(digits.Convert(t, value, 10));
    out.AppendAscii(digits.signed_digits());
    return None{};
  }
  if (value.IsFloat() && !spec.empty()) return AppendFloat(t, value, spec, out);
  Str* own = spec.empty() ? t.vm().empty_str() : TRY(Str::Substring(t, text, begin, end));
  out.Append(TRY(Format(t, value, own)));
  return None{};
}

}  // namespace krait
