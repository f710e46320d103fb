#include <algorithm>

#include "absl/strings/str_cat.h"
#include "vm/object/bytes.h"
#include "vm/object/codec.h"
#include "vm/object/exception.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_copy.h"
#include "vm/object/str_writer.h"
#include "vm/unicode/utf.h"

namespace krait {
namespace {

/// How one codec reads bytes.
struct Encoding {
  const char* name;
  int unit;
  ByteOrder order;
  bool ascii;  // else, with unit 1, UTF-8
};

/// `mark` is set to the size of the byte order mark that was found.
Encoding EncodingOf(Codec codec, absl::Span<const uint8_t> bytes, size_t* mark) {
  *mark = 0;
  const auto starts = [&](std::initializer_list<uint8_t> wanted) {
    return bytes.size() >= wanted.size() && std::equal(wanted.begin(), wanted.end(), bytes.begin());
  };
  switch (codec) {
    case Codec::kAscii:
      return {"ascii", 1, ByteOrder::kLittle, true};
    case Codec::kLatin1:
    case Codec::kUtf8:
      return {"utf-8", 1, ByteOrder::kLittle, false};
    case Codec::kUtf16:
      if (starts({0xFF, 0xFE}) || starts({0xFE, 0xFF})) *mark = 2;
      if (*mark == 0 || bytes[0] == 0xFF) return {"utf-16-le", 2, ByteOrder::kLittle, false};
      return {"utf-16-be", 2, ByteOrder::kBig, false};
    case Codec::kUtf16Le:
      return {"utf-16-le", 2, ByteOrder::kLittle, false};
    case Codec::kUtf16Be:
      return {"utf-16-be", 2, ByteOrder::kBig, false};
    case Codec::kUtf32:
      if (starts({0xFF, 0xFE, 0, 0}) || starts({0, 0, 0xFE, 0xFF})) *mark = 4;
      if (*mark == 0 || bytes[0] == 0xFF) return {"utf-32-le", 4, ByteOrder::kLittle, false};
      return {"utf-32-be", 4, ByteOrder::kBig, false};
    case Codec::kUtf32Le:
      return {"utf-32-le", 4, ByteOrder::kLittle, false};
    case Codec::kUtf32Be:
      return {"utf-32-be", 4, ByteOrder::kBig, false};
  }
  __builtin_unreachable();
}

DecodeScan Scan(const Encoding& encoding, const uint8_t* bytes, size_t size, bool final) {
  if (encoding.unit == 2) return ScanUtf16(bytes, size, encoding.order, final);
  if (encoding.unit == 4) return ScanUtf32(bytes, size, encoding.order, final);
  if (!encoding.ascii) return ScanUtf8(bytes, size, final);
  DecodeScan scan;
  scan.bytes = scan.code_points = AsciiPrefix(bytes, size);
  if (scan.bytes < size) {
    scan.error = {scan.bytes, scan.bytes + 1, "ordinal not in range(128)"};
  }
  return scan;
}

/// The str of a prefix that was scanned.
Result<Str*> Convert(Thread& t, const Encoding& encoding, Bytes* bytes, size_t at,
                     const DecodeScan& scan) {
  const int width = WidthFor(scan.limit);
  Str* result = TRY(Str::NewUninitialized(t, scan.code_points, width, IsAsciiLimit(scan.limit)));
  void* characters = const_cast<void*>(result->data());
  const auto convert = [&](auto* out) {
    const uint8_t* data = bytes->data() + at;
    if (encoding.unit == 2) {
      DecodeUtf16(data, scan.bytes, encoding.order, out);
    } else if (encoding.unit == 4) {
      DecodeUtf32(data, scan.bytes, encoding.order, out);
    } else {
      DecodeUtf8(data, scan.bytes, out);
    }
  };
  if (width == 1) convert(static_cast<uint8_t*>(characters));
  if (width == 2) convert(static_cast<char16_t*>(characters));
  if (width == 4) convert(static_cast<char32_t*>(characters));
  return result;
}

/// Decodes bytes that have errors, piece by piece.
class Decoder {
 public:
  Decoder(Thread& t, const Encoding& encoding, Bytes* bytes, Str* errors)
      : t_(t),
        encoding_(encoding),
        bytes_(bytes),
        errors_(errors),
        handler_(FindErrorHandler(errors)),
        out_(t) {}

  /// `at` is where to begin, and then where it ended.
  Result<Str*> Run(size_t& at, bool final) {
    while (at < bytes_->size()) {
      const DecodeScan scan = Scan(encoding_, bytes_->data() + at, bytes_->size() - at, final);
      if (scan.code_points > 0) out_.Append(TRY(Convert(t_, encoding_, bytes_, at, scan)));
      if (scan.error.reason == nullptr) {
        at += scan.bytes;
        break;
      }
      at = TRY(Handle(at + scan.error.start, at + scan.error.end, scan.error.reason));
    }
    return out_.Finish(t_);
  }

 private:
  Raised Refuse(size_t start, size_t end, const char* reason) {
    return RaiseDecodeError(t_, encoding_.name, bytes_, start, end, reason);
  }

  /// Deals with the error at [start, end) and returns where to go on.
  Result<size_t> Handle(size_t start, size_t end, const char* reason) {
    switch (handler_) {
      case ErrorHandler::kStrict:
        return Refuse(start, end, reason);
      case ErrorHandler::kIgnore:
        return end;
      case ErrorHandler::kReplace:
        out_.Append(U'\uFFFD');
        return end;
      case ErrorHandler::kBackslashReplace:
        for (size_t i = start; i < end; ++i) {
          out_.AppendAscii(absl::StrCat("\\x", absl::Hex(bytes_->data()[i], absl::kZeroPad2)));
        }
        return end;
      case ErrorHandler::kSurrogateEscape:
        return EscapeBytes(start, end, reason);
      case ErrorHandler::kSurrogatePass:
        return PassSurrogate(start, end, reason);
      case ErrorHandler::kXmlCharRefReplace:
      case ErrorHandler::kNameReplace:
        return RaiseTypeError(t_, "don't know how to handle UnicodeDecodeError in error callback");
      case ErrorHandler::kOther:
        return AskHandler(start, end, reason);
    }
    __builtin_unreachable();
  }

  Result<size_t> EscapeBytes(size_t start, size_t end, const char* reason) {
    constexpr size_t kMost = 4;
    size_t at = start;
    for (; at < end && at - start < kMost && bytes_->data()[at] >= 0x80; ++at) {
      out_.Append(0xDC00 + bytes_->data()[at]);
    }
    // ASCII bytes are never escaped.
    if (at == start) return Refuse(start, end, reason);
    return at;
  }

  Result<size_t> PassSurrogate(size_t start, size_t end, const char* reason) {
    const size_t size = encoding_.unit == 1 ? 3 : static_cast<size_t>(encoding_.unit);
    if (encoding_.ascii || bytes_->size() - start < size) return Refuse(start, end, reason);
    const uint8_t* p = bytes_->data() + start;
    const bool big = encoding_.order == ByteOrder::kBig;
    char32_t c = 0;
    if (encoding_.unit == 1) {
      if ((p[0] & 0xF0) == 0xE0 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
        c = static_cast<char32_t>((p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F));
      }
    } else {
      for (size_t i = 0; i < size; ++i) c = c << 8 | p[big ? i : size - 1 - i];
    }
    if (c < 0xD800 || c > 0xDFFF) return Refuse(start, end, reason);
    out_.Append(c);
    return start + size;
  }

  Result<size_t> AskHandler(size_t start, size_t end, const char* reason) {
    const Value exception = TRY(NewDecodeError(t_, encoding_.name, bytes_, start, end, reason));
    const HandledError handled =
        TRY(CallErrorHandler(t_, errors_, exception, bytes_->size(), true));
    bytes_ = handled.input;
    out_.Append(Cast<Str>(handled.replacement));
    return handled.position;
  }

  Thread& t_;
  const Encoding& encoding_;
  Bytes* bytes_;
  Str* errors_;
  ErrorHandler handler_;
  StrWriter out_;
};

}  // namespace

Result<Str*> DecodeWith(Thread& t, Codec codec, Bytes* bytes, Str* errors, size_t* consumed) {
  if (codec == Codec::kLatin1) {
    if (consumed != nullptr) *consumed = bytes->size();
    return Str::FromLatin1(t, bytes->view());
  }
  size_t at;
  const Encoding encoding = EncodingOf(codec, bytes->span(), &at);
  const bool final = consumed == nullptr;
  const DecodeScan scan = Scan(encoding, bytes->data() + at, bytes->size() - at, final);
  if (scan.error.reason != nullptr) {
    Str* result = TRY(Decoder(t, encoding, bytes, errors).Run(at, final));
    if (consumed != nullptr) *consumed = at;
    return result;
  }
  if (consumed != nullptr) *consumed = at + scan.bytes;
  if (scan.code_points == 0) return t.vm().empty_str();
  return Convert(t, encoding, bytes, at, scan);
}

}  // namespace krait
