#include "vm/modules/codecs/error_handlers.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "absl/strings/str_cat.h"
#include "vm/object/bind.h"
#include "vm/object/byte_writer.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/native_function.h"
#include "vm/object/operations.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"
#include "vm/unicode/names.h"
#include "vm/unicode/utf.h"

/// "strict", "replace" and so on, as functions that take a UnicodeError and return what to put in
/// the place of the bad stretch and where to go on.
namespace krait {
namespace {

/// What a UnicodeError says, with start and end within its object.
struct BadStretch {
  enum Kind { kEncode, kDecode, kTranslate };
  Kind kind;
  Value error;
  Str* encoding;  // null for kTranslate
  Str* text;      // null when decoding
  Bytes* bytes;   // null otherwise
  size_t start;
  size_t end;

  size_t size() const { return text != nullptr ? text->length() : bytes->size(); }
};

// The exception's fields.
constexpr int kEncoding = 0;
constexpr int kObject = 1;
constexpr int kStart = 2;
constexpr int kEnd = 3;

Raised RaiseWrongType(Thread& t, Value error) {
  return RaiseTypeError(
      t, absl::StrCat("don't know how to handle ", TypeName(t, error), " in error callback"));
}

Result<BadStretch> Examine(Thread& t, Value error) {
  BadStretch bad{};
  bad.error = error;
  const Type* type = TypeOf(t, error);
  if (type->IsSubtypeOf(types(t).UnicodeEncodeError)) {
    bad.kind = BadStretch::kEncode;
  } else if (type->IsSubtypeOf(types(t).UnicodeDecodeError)) {
    bad.kind = BadStretch::kDecode;
  } else if (type->IsSubtypeOf(types(t).UnicodeTranslateError)) {
    bad.kind = BadStretch::kTranslate;
  } else {
    return RaiseWrongType(t, error);
  }
  const auto* exception = Cast<Exception>(error);
  const Value object = exception->field(kObject);
  if (bad.kind == BadStretch::kDecode) {
    bad.bytes = TryCast<Bytes>(object);
    if (bad.bytes == nullptr) return RaiseTypeError(t, "object attribute must be bytes");
  } else {
    bad.text = TryCast<Str>(object);
    if (bad.text == nullptr) return RaiseTypeError(t, "object attribute must be unicode");
  }
  bad.encoding = TryCast<Str>(exception->field(kEncoding));
  const auto size = static_cast<int64_t>(bad.size());
  const auto field = [&](int index) {
    const Value value = exception->field(index);
    return IsIntLike(value) ? ClampToInt64(value) : 0;
  };
  bad.start = static_cast<size_t>(std::max<int64_t>(std::min(field(kStart), size - 1), 0));
  bad.end = static_cast<size_t>(std::min(std::max<int64_t>(field(kEnd), 1), size));
  return bad;
}

Result<Value> Answer(Thread& t, Result<Value> replacement, size_t position) {
  if (!replacement.ok()) return Raised{};
  return Tuple::Of(t, *replacement, Value::FromInt(static_cast<int64_t>(position)));
}
Result<Value> Answer(Thread& t, StrWriter& out, size_t position) {
  return Answer(t, Result<Value>(out.Finish(t)), position);
}

Result<Value> HandleStrict(Thread& t, Value error) {
  if (Is<Exception>(error)) return RaiseException(t, error);
  return RaiseTypeError(t, "codec must pass exception instance");
}

Result<Value> HandleIgnore(Thread& t, Value error) {
  const BadStretch bad = TRY(Examine(t, error));
  return Answer(t, Value::FromObject(t.vm().empty_str()), bad.end);
}

Result<Value> HandleReplace(Thread& t, Value error) {
  const BadStretch bad = TRY(Examine(t, error));
  const size_t count = bad.end > bad.start ? bad.end - bad.start : 0;
  StrWriter out(t);
  if (bad.kind == BadStretch::kEncode) out.Fill(U'?', count);
  if (bad.kind == BadStretch::kDecode) out.Append(U'\uFFFD');
  if (bad.kind == BadStretch::kTranslate) out.Fill(U'\uFFFD', count);
  return Answer(t, out, bad.end);
}

Result<Value> HandleXmlCharRef(Thread& t, Value error) {
  const BadStretch bad = TRY(Examine(t, error));
  if (bad.kind != BadStretch::kEncode) return RaiseWrongType(t, error);
  StrWriter out(t);
  for (size_t i = bad.start; i < bad.end; ++i) {
    out.AppendAscii(absl::StrCat("&#", static_cast<uint32_t>(bad.text->At(i)), ";"));
  }
  return Answer(t, out, bad.end);
}

void AppendBackslash(StrWriter& out, char32_t c) {
  const auto code = static_cast<uint32_t>(c);
  if (code < 0x100) {
    out.AppendAscii(absl::StrCat("\\x", absl::Hex(code, absl::kZeroPad2)));
  } else if (code < 0x10000) {
    out.AppendAscii(absl::StrCat("\\u", absl::Hex(code, absl::kZeroPad4)));
  } else {
    out.AppendAscii(absl::StrCat("\\U", absl::Hex(code, absl::kZeroPad8)));
  }
}

Result<Value> HandleBackslash(Thread& t, Value error) {
  const BadStretch bad = TRY(Examine(t, error));
  StrWriter out(t);
  for (size_t i = bad.start; i < bad.end; ++i) {
    AppendBackslash(out, bad.text != nullptr ? bad.text->At(i) : bad.bytes->data()[i]);
  }
  return Answer(t, out, bad.end);
}

Result<Value> HandleName(Thread& t, Value error) {
  const BadStretch bad = TRY(Examine(t, error));
  if (bad.kind != BadStretch::kEncode) return RaiseWrongType(t, error);
  StrWriter out(t);
  for (size_t i = bad.start; i < bad.end; ++i) {
    char name[kMaxCharName];
    const size_t size = CharName(bad.text->At(i), name);
    if (size == 0) {
      AppendBackslash(out, bad.text->At(i));
    } else {
      out.AppendAscii("\\N{");
      out.AppendAscii({name, size});
      out.AppendAscii("}");
    }
  }
  return Answer(t, out, bad.end);
}

Result<Value> HandleSurrogateEscape(Thread& t, Value error) {
  const BadStretch bad = TRY(Examine(t, error));
  if (bad.kind == BadStretch::kTranslate) return RaiseWrongType(t, error);
  if (bad.kind == BadStretch::kEncode) {
    ByteWriter out(t);
    for (size_t i = bad.start; i < bad.end; ++i) {
      const char32_t c = bad.text->At(i);
      if (c < 0xDC80 || c > 0xDCFF) return RaiseException(t, error);
      out.Append(static_cast<uint8_t>(c - 0xDC00));
    }
    return Answer(t, Result<Value>(out.Finish(t)), bad.end);
  }
  constexpr size_t kMost = 4;
  StrWriter out(t);
  size_t at = bad.start;
  for (; at < bad.end && at - bad.start < kMost && bad.bytes->data()[at] >= 0x80; ++at) {
    out.Append(0xDC00 + bad.bytes->data()[at]);
  }
  if (at == bad.start) return RaiseException(t, error);
  return Answer(t, out, at);
}

/// The UTF that an exception's encoding names, in a definite byte order.
std::optional<Codec> UtfOf(const Str* encoding) {
  if (encoding == nullptr) return std::nullopt;
  const auto codec = FindCodec(encoding->ToUtf8());
  if (!codec || *codec < Codec::kUtf8) return std::nullopt;
  if (*codec == Codec::kUtf16) return Codec::kUtf16Le;
  if (*codec == Codec::kUtf32) return Codec::kUtf32Le;
  return codec;
}

size_t UnitOf(Codec codec) { return codec == Codec::kUtf8 ? 3 : codec <= Codec::kUtf16Be ? 2 : 4; }

/// The surrogate at `p`, which `codec` refused; 0 when it is something else.
char32_t ReadSurrogate(Codec codec, const uint8_t* p) {
  char32_t c = 0;
  if (codec == Codec::kUtf8) {
    if ((p[0] & 0xF0) == 0xE0 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
      c = static_cast<char32_t>((p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F));
    }
  } else {
    const bool big = codec == Codec::kUtf16Be || codec == Codec::kUtf32Be;
    const size_t size = UnitOf(codec);
    for (size_t i = 0; i < size; ++i) c = c << 8 | p[big ? i : size - 1 - i];
  }
  return c >= 0xD800 && c <= 0xDFFF ? c : 0;
}

uint8_t* WriteSurrogate(Codec codec, char32_t c, uint8_t* out) {
  const bool big = codec == Codec::kUtf16Be || codec == Codec::kUtf32Be;
  const ByteOrder order = big ? ByteOrder::kBig : ByteOrder::kLittle;
  if (codec == Codec::kUtf8) return EncodeUtf8(&c, 1, out);
  return UnitOf(codec) == 2 ? EncodeUtf16(&c, 1, order, out) : EncodeUtf32(&c, 1, order, out);
}

Result<Value> HandleSurrogatePass(Thread& t, Value error) {
  const BadStretch bad = TRY(Examine(t, error));
  if (bad.kind == BadStretch::kTranslate) return RaiseWrongType(t, error);
  const auto codec = UtfOf(bad.encoding);
  if (!codec) return RaiseException(t, error);
  if (bad.kind == BadStretch::kEncode) {
    ByteWriter out(t);
    for (size_t i = bad.start; i < bad.end; ++i) {
      const char32_t c = bad.text->At(i);
      if (c < 0xD800 || c > 0xDFFF) return RaiseException(t, error);
      uint8_t unit[4];
      out.Append({unit, static_cast<size_t>(WriteSurrogate(*codec, c, unit) - unit)});
    }
    return Answer(t, Result<Value>(out.Finish(t)), bad.end);
  }
  const size_t size = UnitOf(*codec);
  if (bad.bytes->size() - bad.start < size) return RaiseException(t, error);
  const char32_t c = ReadSurrogate(*codec, bad.bytes->data() + bad.start);
  if (c == 0) return RaiseException(t, error);
  return Answer(t, Result<Value>(Str::FromCodePoint(t, c)), bad.start + size);
}

struct HandlerRow {
  const char* name;
  Method function;
};
constexpr const char* kSignature = "(exc, /)";
constexpr HandlerRow kHandlers[] = {
    {"strict", Bind<HandleStrict>("strict_errors", kSignature)},
    {"ignore", Bind<HandleIgnore>("ignore_errors", kSignature)},
    {"replace", Bind<HandleReplace>("replace_errors", kSignature)},
    {"xmlcharrefreplace", Bind<HandleXmlCharRef>("xmlcharrefreplace_errors", kSignature)},
    {"backslashreplace", Bind<HandleBackslash>("backslashreplace_errors", kSignature)},
    {"namereplace", Bind<HandleName>("namereplace_errors", kSignature)},
    {"surrogatepass", Bind<HandleSurrogatePass>("surrogatepass", kSignature)},
    {"surrogateescape", Bind<HandleSurrogateEscape>("surrogateescape", kSignature)},
};

}  // namespace

Result<None> AddStandardHandlers(Thread& t, Dict* handlers) {
  for (const HandlerRow& row : kHandlers) {
    NativeFunction* function =
        TRY(NativeFunction::New(t, &row.function, Value::Unbound(), Value::None()));
    TRY(handlers->SetStr(t, TRY(Str::InternUtf8(t, row.name)), Value::FromObject(function)));
  }
  return None{};
}

}  // namespace krait
