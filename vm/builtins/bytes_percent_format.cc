#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/byte_values.h"
#include "vm/builtins/number_format.h"
#include "vm/builtins/percent_arguments.h"
#include "vm/number/format_number.h"
#include "vm/object/byte_writer.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/str.h"

/// `format % arguments` of bytes and bytearray.
namespace krait {
namespace {

constexpr auto kDialect = PercentDialect::kBytes;

Result<uint8_t> ByteOf(Thread& t, const PercentConversion& conversion, Value value) {
  if (Is<Bytes>(value) || Is<ByteArray>(value)) {
    const ByteSpan bytes = SpanOf(value);
    if (bytes.size() == 1) return bytes[0];
  } else {
    const Result<Value> index = ToIndex(t, value);
    if (index.ok()) {
      const int64_t byte = ClampToInt64(*index);
      if (byte >= 0 && byte <= 255) return static_cast<uint8_t>(byte);
      return RaiseOverflowError(t, std::string(PercentCharRange(kDialect)));
    }
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
  }
  return RaiseTypeError(t, PercentTypeError(conversion, kDialect, TypeName(t, value)));
}

/// What a value is under "%s" and "%b".
Result<Bytes*> BytesToShow(Thread& t, Value value) {
  if (Is<Bytes>(value)) return Cast<Bytes>(value);
  if (HasBuffer(t, value)) {
    Buffer buffer(t);
    TRY(buffer.Take(value));
    return Bytes::From(t, buffer.span());
  }
  const Value method = TRY(LookupSpecial(t, value, names(t).__bytes__));
  if (method.IsUnbound()) {
    return RaiseTypeError(
        t, absl::StrCat("%b requires a bytes-like object, or an object that implements __bytes__, "
                        "not '",
                        TypeName(t, value), "'"));
  }
  const Value made = TRY(CallWith(t, method));
  if (Is<Bytes>(made)) return Cast<Bytes>(made);
  return RaiseTypeError(
      t, absl::StrCat("__bytes__ returned non-bytes (type ", TypeName(t, made), ")"));
}

Result<Bytes*> TextToShow(Thread& t, char32_t type, Value value) {
  if (type == 's' || type == 'b') return BytesToShow(t, value);
  Str* text = TRY(Ascii(t, value));
  return Bytes::From(t, text->AsciiView());
}

Result<None> AppendConverted(Thread& t, const PercentConversion& conversion, Value value,
                             ByteWriter& out) {
  switch (conversion.type) {
    case 's':
    case 'b':
    case 'r':
    case 'a': {
      const Bytes* text = TRY(TextToShow(t, conversion.type, value));
      const StringLayout layout = LayOutPercentString(conversion, text->size());
      out.Fill(' ', layout.padding.left);
      out.Append(text->span().first(layout.kept));
      out.Fill(' ', layout.padding.right);
      return None{};
    }
    case 'c': {
      const uint8_t byte = TRY(ByteOf(t, conversion, value));
      const Padding padding = LayOutPercentChar(conversion);
      out.Fill(' ', padding.left);
      out.Append(byte);
      out.Fill(' ', padding.right);
      return None{};
    }
    default:
      break;
  }
  FormattedText text;
  if (!TRY(FormatPercentNumber(t, conversion, kDialect, value, &text))) {
    return RaiseFormatError(t, UnsupportedPercentType(conversion, kDialect));
  }
  uint8_t* place = out.Extend(text.length());
  if (place != nullptr) text.Write(place);
  return None{};
}

Result<None> Convert(Thread& t, ByteSpan format, PercentConversion& conversion,
                     PercentArguments& arguments, ByteWriter& out) {
  if (conversion.has_key) TRY(arguments.CheckIsMapping());
  if (conversion.key_closed) {
    const size_t length = conversion.key_end - conversion.key_start;
    Bytes* key = TRY(Bytes::From(t, format.subspan(conversion.key_start, length)));
    TRY(arguments.TakeKey(Value::FromObject(key)));
  }
  TRY(arguments.TakeStars(&conversion));
  if (conversion.error) return RaiseFormatError(t, *conversion.error);
  if (conversion.is_literal) {
    out.Append(uint8_t{'%'});
    return None{};
  }
  return AppendConverted(t, conversion, TRY(arguments.Next()), out);
}

}  // namespace

Result<Value> PercentFormatBytes(Thread& t, Value self, Value values) {
  // Conversions may run Python, which could change a bytearray.
  const Bytes* copy = Is<Bytes>(self) ? Cast<Bytes>(self) : TRY(Bytes::From(t, SpanOf(self)));
  const ByteSpan format = copy->span();
  PercentArguments arguments(t, values, kDialect);
  ByteWriter out(t);
  for (size_t at = 0; at < format.size();) {
    size_t place = at;
    while (place < format.size() && format[place] != '%') ++place;
    out.Append(format.subspan(at, place - at));
    if (place == format.size()) break;
    PercentConversion conversion = ParsePercent(format.data(), format.size(), place, kDialect);
    TRY(Convert(t, format, conversion, arguments, out));
    at = conversion.end;
  }
  TRY(arguments.Finish());
  if (out.failed()) return RaiseMemoryError(t);
  return NewLike(t, self, out.span());
}

}  // namespace krait
