#include <algorithm>
#include <string>

#include "vm/builtins/number_format.h"
#include "vm/builtins/percent_arguments.h"
#include "vm/builtins/str_methods.h"
#include "vm/number/format_number.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/quick_format.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"

/// `format % arguments` of str.
namespace krait {
namespace {

constexpr auto kDialect = PercentDialect::kStr;

PercentConversion Parse(const Str* format, size_t place) {
  const size_t size = format->length();
  switch (format->width()) {
    case 1:
      return ParsePercent(format->data1(), size, place, kDialect);
    case 2:
      return ParsePercent(reinterpret_cast<const char16_t*>(format->data2()), size, place,
                          kDialect);
    default:
      return ParsePercent(reinterpret_cast<const char32_t*>(format->data4()), size, place,
                          kDialect);
  }
}

/// Where the next '%' is, or the length.
size_t FindPercent(const Str* format, size_t from) {
  return WithCharacters(format, [&](const auto* characters) {
    const auto* end = characters + format->length();
    return static_cast<size_t>(std::find(characters + from, end, '%') - characters);
  });
}

/// The character that a value stands for under "%c".
Result<char32_t> CharacterOf(Thread& t, const PercentConversion& conversion, Value value) {
  const auto wrong_type = [&]() -> Raised {
    return RaiseTypeError(t, PercentTypeError(conversion, kDialect, TypeName(t, value)));
  };
  if (Is<Str>(value)) {
    const Str* text = Cast<Str>(value);
    if (text->length() != 1) return wrong_type();
    return text->At(0);
  }
  const Result<Value> index = ToIndex(t, value);
  if (!index.ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return wrong_type();
  }
  int64_t code;
  if (!ToInt64(*index, &code) || code < 0 || code > 0x10FFFF) {
    return RaiseOverflowError(t, std::string(PercentCharRange(kDialect)));
  }
  return static_cast<char32_t>(code);
}

Result<Str*> TextOf(Thread& t, char32_t type, Value value) {
  if (type == 'r') return Repr(t, value);
  if (type == 'a') return Ascii(t, value);
  return ToStr(t, value);
}

Result<None> AppendConverted(Thread& t, const PercentConversion& conversion, Value value,
                             StrWriter& out) {
  switch (conversion.type) {
    case 's':
    case 'r':
    case 'a': {
      const Str* text = TRY(TextOf(t, conversion.type, value));
      const StringLayout layout = LayOutPercentString(conversion, text->length());
      out.Fill(U' ', layout.padding.left);
      out.AppendRange(text, 0, layout.kept);
      out.Fill(U' ', layout.padding.right);
      return None{};
    }
    case 'c': {
      const char32_t c = TRY(CharacterOf(t, conversion, value));
      const Padding padding = LayOutPercentChar(conversion);
      out.Fill(U' ', padding.left);
      out.Append(c);
      out.Fill(U' ', padding.right);
      return None{};
    }
    default:
      break;
  }
  FormattedText text;
  if (!TRY(FormatPercentNumber(t, conversion, kDialect, value, &text))) {
    return RaiseFormatError(t, UnsupportedPercentType(conversion, kDialect));
  }
  out.Append(text);
  return None{};
}

Result<None> Convert(Thread& t, Str* format, PercentConversion& conversion,
                     PercentArguments& arguments, StrWriter& out) {
  if (conversion.has_key) TRY(arguments.CheckIsMapping());
  if (conversion.key_closed) {
    Str* key = TRY(Str::Substring(t, format, conversion.key_start, conversion.key_end));
    TRY(arguments.TakeKey(Value::FromObject(key)));
  }
  TRY(arguments.TakeStars(&conversion));
  if (conversion.error) return RaiseFormatError(t, *conversion.error);
  if (conversion.is_literal) {
    out.Append(U'%');
    return None{};
  }
  const Value value = TRY(arguments.Next());
  return AppendConverted(t, conversion, value, out);
}

/// One of the conversions that need no more than a QuickSpec: `at` is the place of its '%', then
/// behind it. False: the general way must be gone.
Result<bool> ConvertQuickly(Thread& t, const Str* format, size_t* at, PercentArguments& arguments,
                            StrWriter& out) {
  if (format->width() != 1) return false;
  const uint8_t* next = format->data1() + *at + 1;
  QuickSpec spec;
  if (!ParseQuickPercent(&next, format->data1() + format->length(), &spec)) return false;
  const Value value = TRY(arguments.Next());
  if (!AppendQuick(value, spec, out)) {
    TRY(AppendConverted(t, Parse(format, *at), value, out));
  }
  *at = static_cast<size_t>(next - format->data1());
  return true;
}

}  // namespace

Result<Value> PercentFormat(Thread& t, Str* format, Value values) {
  PercentArguments arguments(t, values, kDialect);
  StrWriter out(t);
  const size_t length = format->length();
  for (size_t at = 0; at < length;) {
    const size_t place = FindPercent(format, at);
    out.AppendRange(format, at, place);
    if (place == length) break;
    at = place;
    if (TRY(ConvertQuickly(t, format, &at, arguments, out))) continue;
    PercentConversion conversion = Parse(format, place);
    TRY(Convert(t, format, conversion, arguments, out));
    at = conversion.end;
  }
  TRY(arguments.Finish());
  return out.Finish(t);
}

}  // namespace krait
