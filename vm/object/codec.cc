#include "vm/object/codec.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "vm/object/bytes.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// What encoding and decoding have in common: names, error handlers, exceptions.
namespace krait {
namespace {

struct CodecAlias {
  std::string_view name;
  Codec codec;
};
constexpr CodecAlias kAliases[] = {
    {"utf_8", Codec::kUtf8},
    {"utf8", Codec::kUtf8},
    {"u8", Codec::kUtf8},
    {"utf", Codec::kUtf8},
    {"utf8_ucs2", Codec::kUtf8},
    {"utf8_ucs4", Codec::kUtf8},
    {"cp65001", Codec::kUtf8},
    {"ascii", Codec::kAscii},
    {"us_ascii", Codec::kAscii},
    {"us", Codec::kAscii},
    {"646", Codec::kAscii},
    {"ansi_x3.4_1968", Codec::kAscii},
    {"ansi_x3_4_1968", Codec::kAscii},
    {"ansi_x3.4_1986", Codec::kAscii},
    {"cp367", Codec::kAscii},
    {"csascii", Codec::kAscii},
    {"ibm367", Codec::kAscii},
    {"iso646_us", Codec::kAscii},
    {"iso_646.irv_1991", Codec::kAscii},
    {"iso_ir_6", Codec::kAscii},
    {"latin_1", Codec::kLatin1},
    {"latin1", Codec::kLatin1},
    {"latin", Codec::kLatin1},
    {"l1", Codec::kLatin1},
    {"8859", Codec::kLatin1},
    {"iso8859", Codec::kLatin1},
    {"iso8859_1", Codec::kLatin1},
    {"iso_8859_1", Codec::kLatin1},
    {"iso_8859_1_1987", Codec::kLatin1},
    {"iso_ir_100", Codec::kLatin1},
    {"cp819", Codec::kLatin1},
    {"csisolatin1", Codec::kLatin1},
    {"ibm819", Codec::kLatin1},
    {"utf_16", Codec::kUtf16},
    {"utf16", Codec::kUtf16},
    {"u16", Codec::kUtf16},
    {"utf_16_le", Codec::kUtf16Le},
    {"utf_16le", Codec::kUtf16Le},
    {"unicodelittleunmarked", Codec::kUtf16Le},
    {"utf_16_be", Codec::kUtf16Be},
    {"utf_16be", Codec::kUtf16Be},
    {"unicodebigunmarked", Codec::kUtf16Be},
    {"utf_32", Codec::kUtf32},
    {"utf32", Codec::kUtf32},
    {"u32", Codec::kUtf32},
    {"utf_32_le", Codec::kUtf32Le},
    {"utf_32le", Codec::kUtf32Le},
    {"utf_32_be", Codec::kUtf32Be},
    {"utf_32be", Codec::kUtf32Be},
};

struct HandlerName {
  std::string_view name;
  ErrorHandler handler;
};
constexpr HandlerName kHandlers[] = {
    {"strict", ErrorHandler::kStrict},
    {"ignore", ErrorHandler::kIgnore},
    {"replace", ErrorHandler::kReplace},
    {"xmlcharrefreplace", ErrorHandler::kXmlCharRefReplace},
    {"backslashreplace", ErrorHandler::kBackslashReplace},
    {"namereplace", ErrorHandler::kNameReplace},
    {"surrogateescape", ErrorHandler::kSurrogateEscape},
    {"surrogatepass", ErrorHandler::kSurrogatePass},
};

Result<Value> NewError(Thread& t, Type* type, std::string_view encoding, Value object, size_t start,
                       size_t end, std::string_view reason) {
  Str* name = TRY(Str::FromUtf8(t, encoding));
  Str* text = TRY(Str::FromUtf8(t, reason));
  return CallWith(t, Value::FromObject(type), Value::FromObject(name), object,
                  Value::FromInt(static_cast<int64_t>(start)),
                  Value::FromInt(static_cast<int64_t>(end)), Value::FromObject(text));
}

Raised RaiseUnknownHandler(Thread& t, const Str* name) {
  return Raise(t, &BuiltinTypes::LookupError,
               absl::StrCat("unknown error handler name '", name->ToUtf8(), "'"));
}

/// A codec's name, which C code takes as a C string.
Result<std::string> EncodingName(Thread& t, const Str* encoding) {
  std::string name = encoding->ToUtf8();
  if (name.find('\0') != std::string::npos) return RaiseValueError(t, "embedded null character");
  return name;
}

/// CPython has shortcuts past the registry for some encodings only.
Raised WrapError(Thread& t, Codec codec, bool encodes, Str* encoding) {
  const bool shortcut = codec <= Codec::kUtf16 || codec == Codec::kUtf32;
  const auto wrap = t.vm().part<CodecRegistry>().wrap_error;
  return shortcut || wrap == nullptr ? Raised{} : wrap(t, encodes, encoding);
}

Raised RaiseUnknownEncoding(Thread& t, const std::string& name) {
  return Raise(t, &BuiltinTypes::LookupError, absl::StrCat("unknown encoding: ", name));
}

}  // namespace

std::string NormalizeEncoding(std::string_view name) {
  std::string normal;
  bool gap = false;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.') {
      if (gap && !normal.empty()) normal.push_back('_');
      gap = false;
      normal.push_back(c);
    } else {
      gap = true;
    }
  }
  return normal;
}

std::optional<Codec> FindCodec(std::string_view name) {
  const std::string normal = NormalizeEncoding(name);
  for (const CodecAlias& alias : kAliases) {
    if (alias.name == normal) return alias.codec;
  }
  return std::nullopt;
}

ErrorHandler FindErrorHandler(const Str* errors) {
  if (errors == nullptr) return ErrorHandler::kStrict;
  for (const HandlerName& row : kHandlers) {
    if (errors->EqualsAscii(row.name)) return row.handler;
  }
  return ErrorHandler::kOther;
}

Result<Value> NewEncodeError(Thread& t, std::string_view encoding, Str* text, size_t start,
                             size_t end, std::string_view reason) {
  return NewError(t, types(t).UnicodeEncodeError, encoding, Value::FromObject(text), start, end,
                  reason);
}

Result<Value> NewDecodeError(Thread& t, std::string_view encoding, Bytes* bytes, size_t start,
                             size_t end, std::string_view reason) {
  return NewError(t, types(t).UnicodeDecodeError, encoding, Value::FromObject(bytes), start, end,
                  reason);
}

Raised RaiseEncodeError(Thread& t, std::string_view encoding, Str* text, size_t start, size_t end,
                        std::string_view reason) {
  return RaiseException(t, TRY(NewEncodeError(t, encoding, text, start, end, reason)));
}

Raised RaiseDecodeError(Thread& t, std::string_view encoding, Bytes* bytes, size_t start,
                        size_t end, std::string_view reason) {
  return RaiseException(t, TRY(NewDecodeError(t, encoding, bytes, start, end, reason)));
}

Result<HandledError> CallErrorHandler(Thread& t, Str* errors, Value exception, size_t length,
                                      bool decoding) {
  const auto find = t.vm().part<CodecRegistry>().find_error_handler;
  if (find == nullptr) return RaiseUnknownHandler(t, errors);
  const Value handler = TRY(find(t, errors));
  const Value result = TRY(CallWith(t, handler, exception));
  const Tuple* pair = TryCast<Tuple>(result);
  const bool valid = pair != nullptr && pair->size() == 2 &&
                     (Is<Str>(pair->At(0)) || (!decoding && Is<Bytes>(pair->At(0))));
  if (!valid) {
    return RaiseTypeError(t, decoding
                                 ? "decoding error handler must return (str, int) tuple"
                                 : "encoding error handler must return (str/bytes, int) tuple");
  }
  const int64_t given = TRY(ToIndexSsize(t, pair->At(1)));
  HandledError handled{pair->At(0), 0};
  if (decoding) {
    constexpr int kObject = 1;
    handled.input = TryCast<Bytes>(Cast<Exception>(exception)->field(kObject));
    if (handled.input == nullptr) return RaiseTypeError(t, "object attribute must be bytes");
    length = handled.input->size();
  }
  const auto limit = static_cast<int64_t>(length);
  const int64_t position = given < 0 ? given + limit : given;
  if (position < 0 || position > limit) {
    return Raise(t, &BuiltinTypes::IndexError,
                 absl::StrCat("position ", position, " from error handler out of bounds"));
  }
  handled.position = static_cast<size_t>(position);
  return handled;
}

Result<Bytes*> EncodeText(Thread& t, Str* text, Str* encoding, Str* errors) {
  if (encoding == nullptr) return EncodeWith(t, Codec::kUtf8, text, errors);
  const std::string name = TRY(EncodingName(t, encoding));
  if (const auto codec = FindCodec(name)) {
    const Result<Bytes*> bytes = EncodeWith(t, *codec, text, errors);
    return bytes.ok() ? bytes : WrapError(t, *codec, true, encoding);
  }
  const auto encode = t.vm().part<CodecRegistry>().encode;
  if (encode == nullptr) return RaiseUnknownEncoding(t, name);
  return encode(t, text, encoding, errors);
}

Result<Str*> DecodeText(Thread& t, Bytes* bytes, Str* encoding, Str* errors) {
  if (encoding == nullptr) return DecodeWith(t, Codec::kUtf8, bytes, errors);
  const std::string name = TRY(EncodingName(t, encoding));
  if (const auto codec = FindCodec(name)) {
    const Result<Str*> text = DecodeWith(t, *codec, bytes, errors);
    return text.ok() ? text : WrapError(t, *codec, false, encoding);
  }
  const auto decode = t.vm().part<CodecRegistry>().decode;
  if (decode == nullptr) return RaiseUnknownEncoding(t, name);
  return decode(t, bytes, encoding, errors);
}

}  // namespace krait
