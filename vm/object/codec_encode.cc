#include <algorithm>
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "vm/object/byte_writer.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/unicode/names.h"
#include "vm/unicode/utf.h"

namespace krait {
namespace {

bool IsSurrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }
/// What surrogateescape makes of an undecodable byte.
bool IsEscapedByte(char32_t c) { return c >= 0xDC80 && c <= 0xDCFF; }

/// How one codec scans and writes text.
struct Encoding {
  const char* name;
  int unit;         // bytes per code unit
  char32_t limit;   // of one-byte codecs other than UTF-8; 0: none
  ByteOrder order;  // of the others
  bool mark;        // a byte order mark comes first
};

constexpr Encoding kEncodings[] = {
    {"ascii", 1, 0x80, ByteOrder::kLittle, false},
    {"latin-1", 1, 0x100, ByteOrder::kLittle, false},
    {"utf-8", 1, 0, ByteOrder::kLittle, false},
    {"utf-16", 2, 0, ByteOrder::kLittle, true},
    {"utf-16-le", 2, 0, ByteOrder::kLittle, false},
    {"utf-16-be", 2, 0, ByteOrder::kBig, false},
    {"utf-32", 4, 0, ByteOrder::kLittle, true},
    {"utf-32-le", 4, 0, ByteOrder::kLittle, false},
    {"utf-32-be", 4, 0, ByteOrder::kBig, false},
};

template <typename Char>
EncodeScan Scan(const Encoding& encoding, const Char* text, size_t size) {
  if (encoding.unit == 2) return ScanForUtf16(text, size);
  if (encoding.unit == 4) return ScanForUtf32(text, size);
  if (encoding.limit == 0) return ScanForUtf8(text, size);
  EncodeScan scan;
  scan.code_points = scan.bytes = PrefixBelow(text, size, encoding.limit);
  if (scan.code_points == size) return scan;
  size_t end = scan.code_points;
  while (end < size && text[end] >= encoding.limit) ++end;
  scan.error = {scan.code_points, end,
                encoding.limit == 0x80 ? "ordinal not in range(128)" : "ordinal not in range(256)"};
  return scan;
}

/// `out` has the room that a scan found necessary.
template <typename Char>
void Write(const Encoding& encoding, const Char* text, size_t size, uint8_t* out) {
  if (encoding.unit == 2) {
    EncodeUtf16(text, size, encoding.order, out);
  } else if (encoding.unit == 4) {
    EncodeUtf32(text, size, encoding.order, out);
  } else if (encoding.limit == 0) {
    EncodeUtf8(text, size, out);
  } else {
    for (size_t i = 0; i < size; ++i) out[i] = static_cast<uint8_t>(text[i]);
  }
}

/// WithCharacters, with the character types that the encoders take.
template <typename F>
decltype(auto) WithText(const Str* text, F f) {
  switch (text->width()) {
    case 1:
      return f(text->data1());
    case 2:
      return f(reinterpret_cast<const char16_t*>(text->data2()));
    default:
      return f(reinterpret_cast<const char32_t*>(text->data4()));
  }
}

/// Encodes a text that has errors, piece by piece.
class Encoder {
 public:
  Encoder(Thread& t, const Encoding& encoding, Str* text, Str* errors)
      : t_(t),
        encoding_(encoding),
        text_(text),
        errors_(errors),
        handler_(FindErrorHandler(errors)),
        out_(t) {}

  Result<Bytes*> Run() {
    if (encoding_.mark) AppendCodePoint(0xFEFF);
    size_t at = 0;
    while (at < text_->length()) {
      const EncodeScan scan = ScanFrom(text_, at);
      AppendRange(text_, at, scan);
      if (scan.error.reason == nullptr) break;
      at = TRY(Handle(at + scan.error.start, at + scan.error.end, scan.error.reason));
    }
    return out_.Finish(t_);
  }

 private:
  EncodeScan ScanFrom(const Str* text, size_t at) {
    return WithText(text, [&](const auto* characters) {
      return Scan(encoding_, characters + at, text->length() - at);
    });
  }
  void AppendRange(const Str* text, size_t at, const EncodeScan& scan) {
    uint8_t* place = out_.Extend(scan.bytes);
    if (place == nullptr) return;
    WithText(text, [&](const auto* characters) {
      Write(encoding_, characters + at, scan.code_points, place);
    });
  }
  /// A surrogate is written like any other code point.
  void AppendCodePoint(char32_t c) {
    uint8_t bytes[4];
    uint8_t* end = encoding_.unit == 2   ? EncodeUtf16(&c, 1, encoding_.order, bytes)
                   : encoding_.unit == 4 ? EncodeUtf32(&c, 1, encoding_.order, bytes)
                                         : EncodeUtf8(&c, 1, bytes);
    out_.Append({bytes, static_cast<size_t>(end - bytes)});
  }
  void AppendAscii(std::string_view text) {
    for (char c : text) AppendCodePoint(static_cast<uint8_t>(c));
  }

  /// Deals with the error at [start, end) and returns where to go on.
  Result<size_t> Handle(size_t start, size_t end, const char* reason) {
    switch (handler_) {
      case ErrorHandler::kStrict:
        return RaiseEncodeError(t_, encoding_.name, text_, start, end, reason);
      case ErrorHandler::kIgnore:
        return end;
      case ErrorHandler::kReplace:
        for (size_t i = start; i < end; ++i) AppendCodePoint('?');
        return end;
      case ErrorHandler::kXmlCharRefReplace:
        for (size_t i = start; i < end; ++i) {
          AppendAscii(absl::StrCat("&#", static_cast<uint32_t>(text_->At(i)), ";"));
        }
        return end;
      case ErrorHandler::kBackslashReplace:
        for (size_t i = start; i < end; ++i) AppendBackslash(text_->At(i));
        return end;
      case ErrorHandler::kNameReplace:
        for (size_t i = start; i < end; ++i) AppendName(text_->At(i));
        return end;
      case ErrorHandler::kSurrogateEscape:
        return EscapeBytes(start, end, reason);
      case ErrorHandler::kSurrogatePass:
        return PassSurrogates(start, end, reason);
      case ErrorHandler::kOther:
        return AskHandler(start, end, reason);
    }
    __builtin_unreachable();
  }

  void AppendBackslash(char32_t c) {
    const auto code = static_cast<uint32_t>(c);
    if (c < 0x100) {
      AppendAscii(absl::StrCat("\\x", absl::Hex(code, absl::kZeroPad2)));
    } else if (c < 0x10000) {
      AppendAscii(absl::StrCat("\\u", absl::Hex(code, absl::kZeroPad4)));
    } else {
      AppendAscii(absl::StrCat("\\U", absl::Hex(code, absl::kZeroPad8)));
    }
  }
  void AppendName(char32_t c) {
    char name[kMaxCharName];
    const size_t size = CharName(c, name);
    if (size == 0) return AppendBackslash(c);
    AppendAscii("\\N{");
    AppendAscii({name, size});
    AppendAscii("}");
  }

  Result<size_t> EscapeBytes(size_t start, size_t end, const char* reason) {
    // A single byte is no unit of the wider encodings.
    if (encoding_.unit > 1) return RaiseEncodeError(t_, encoding_.name, text_, start, end, reason);
    for (size_t i = start; i < end; ++i) {
      const char32_t c = text_->At(i);
      if (!IsEscapedByte(c)) return RaiseEncodeError(t_, encoding_.name, text_, i, end, reason);
      out_.Append(static_cast<uint8_t>(c));
    }
    return end;
  }

  Result<size_t> PassSurrogates(size_t start, size_t end, const char* reason) {
    bool passes = encoding_.limit == 0;
    for (size_t i = start; i < end; ++i) passes = passes && IsSurrogate(text_->At(i));
    if (!passes) return RaiseEncodeError(t_, encoding_.name, text_, start, end, reason);
    for (size_t i = start; i < end; ++i) AppendCodePoint(text_->At(i));
    return end;
  }

  Result<size_t> AskHandler(size_t start, size_t end, const char* reason) {
    const Value exception = TRY(NewEncodeError(t_, encoding_.name, text_, start, end, reason));
    const HandledError handled =
        TRY(CallErrorHandler(t_, errors_, exception, text_->length(), false));
    if (const Bytes* bytes = TryCast<Bytes>(handled.replacement)) {
      if (bytes->size() % static_cast<size_t>(encoding_.unit) != 0) {
        return RaiseEncodeError(t_, encoding_.name, text_, start, end, reason);
      }
      out_.Append(bytes->span());
      return handled.position;
    }
    const Str* replacement = Cast<Str>(handled.replacement);
    const EncodeScan scan = ScanFrom(replacement, 0);
    // CPython's encoders of all Unicode take no more than ASCII here.
    if (scan.error.reason != nullptr || (encoding_.limit == 0 && !replacement->is_ascii())) {
      return RaiseEncodeError(t_, encoding_.name, text_, start, end, reason);
    }
    AppendRange(replacement, 0, scan);
    return handled.position;
  }

  Thread& t_;
  const Encoding& encoding_;
  Str* text_;
  Str* errors_;
  ErrorHandler handler_;
  ByteWriter out_;
};

}  // namespace

Result<Bytes*> EncodeWith(Thread& t, Codec codec, Str* text, Str* errors) {
  const Encoding& encoding = kEncodings[static_cast<size_t>(codec)];
  if (text->is_ascii() && encoding.unit == 1) return Bytes::From(t, text->AsciiView());
  const EncodeScan scan = WithText(
      text, [&](const auto* characters) { return Scan(encoding, characters, text->length()); });
  if (scan.error.reason != nullptr) return Encoder(t, encoding, text, errors).Run();
  const size_t mark = encoding.mark ? static_cast<size_t>(encoding.unit) : 0;
  Bytes* result = TRY(Bytes::NewUninitialized(t, mark + scan.bytes));
  constexpr char16_t kMark = 0xFEFF;
  if (mark != 0) Write(encoding, &kMark, 1, result->mutable_data());
  WithText(text, [&](const auto* characters) {
    Write(encoding, characters, text->length(), result->mutable_data() + mark);
  });
  return result;
}

}  // namespace krait
