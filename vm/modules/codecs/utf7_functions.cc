#include <string_view>

#include "vm/modules/codecs/arguments.h"
#include "vm/modules/codecs/decode_errors.h"
#include "vm/modules/codecs/stateless.h"
#include "vm/object/byte_writer.h"
#include "vm/object/str_writer.h"

/// UTF-7 (RFC 2152): ASCII, with stretches of UTF-16 in base64 between "+" and "-".
namespace krait {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int FromBase64(char32_t c) {
  if (c >= 'A' && c <= 'Z') return static_cast<int>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<int>(c - 'a' + 26);
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0' + 52);
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/// What is written as it is.
bool IsDirect(char32_t c) {
  if (c >= 0x80) return false;
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  return c != '+' && c != '\\' && c != '~' && c != 0x7F;
}
/// What is read as it is.
bool IsPlain(uint8_t c) { return c < 0x80 && c != '+'; }

bool IsHighSurrogate(uint32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool IsLowSurrogate(uint32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

class Encoder {
 public:
  explicit Encoder(Thread& t) : t_(t), out_(t) {}

  Result<Bytes*> Run(const Str* text) {
    for (size_t i = 0; i < text->length(); ++i) {
      const char32_t c = text->At(i);
      if (shifted_ && IsDirect(c)) {
        EndShift(FromBase64(c) >= 0 || c == '-');
      } else if (!shifted_ && c == '+') {
        out_.Append(std::string_view("+-"));
        continue;
      }
      if (!shifted_ && IsDirect(c)) {
        out_.Append(static_cast<uint8_t>(c));
        continue;
      }
      if (!shifted_) out_.Append('+');
      shifted_ = true;
      if (c >= 0x10000) {
        AppendUnit(0xD7C0 + static_cast<uint32_t>(c >> 10));
        AppendUnit(0xDC00 | static_cast<uint32_t>(c & 0x3FF));
      } else {
        AppendUnit(static_cast<uint32_t>(c));
      }
    }
    if (shifted_) EndShift(true);
    return out_.Finish(t_);
  }

 private:
  void AppendUnit(uint32_t unit) {
    pending_ = pending_ << 16 | unit;
    bits_ += 16;
    while (bits_ >= 6) {
      bits_ -= 6;
      out_.Append(static_cast<uint8_t>(kBase64[pending_ >> bits_ & 63]));
    }
    pending_ &= (1u << bits_) - 1;
  }
  void EndShift(bool mark) {
    if (bits_ != 0) out_.Append(static_cast<uint8_t>(kBase64[pending_ << (6 - bits_) & 63]));
    bits_ = 0;
    pending_ = 0;
    shifted_ = false;
    if (mark) out_.Append('-');
  }

  Thread& t_;
  ByteWriter out_;
  bool shifted_ = false;
  uint32_t pending_ = 0;
  int bits_ = 0;
};

class Decoder {
 public:
  Decoder(Thread& t, Bytes* input, Str* errors)
      : t_(t), out_(t), errors_(t, "utf7", input, errors) {}

  Result<Str*> Run(bool final, size_t* consumed) {
    size_t at = 0;
    size_t kept = 0;  // characters, before the shift under way
    for (;;) {
      if (at == input()->size()) {
        if (!shifted_ || !final) break;
        const bool unfinished = surrogate_ != 0 || bits_ >= 6 || (bits_ > 0 && pending_ != 0);
        shifted_ = false;
        if (!unfinished) break;
        at = TRY(Fail(shift_start_, at, "unterminated shift sequence"));
        if (at < input()->size()) continue;
        break;
      }
      const uint8_t c = input()->data()[at];
      if (shifted_) {
        at = TRY(InShift(at, c));
      } else if (c == '+') {
        kept = out_.length();
        at = TRY(BeginShift(at));
      } else if (IsPlain(c)) {
        out_.Append(c);
        ++at;
      } else {
        at = TRY(Fail(at, at + 1, "unexpected special character"));
      }
    }
    Str* text = TRY(out_.Finish(t_));
    *consumed = at;
    if (!shifted_ || final) return text;
    // The shift is read again from its start, with what follows.
    *consumed = shift_start_;
    return Str::Substring(t_, text, 0, kept);
  }

 private:
  Bytes* input() const { return errors_.input(); }

  Result<size_t> Fail(size_t start, size_t end, const char* reason) {
    return errors_.Handle(out_, start, end, reason);
  }

  Result<size_t> BeginShift(size_t at) {
    const size_t start = at++;
    if (at < input()->size()) {
      const uint8_t next = input()->data()[at];
      if (next == '-') {
        out_.Append(U'+');
        return at + 1;
      }
      if (FromBase64(next) < 0) return Fail(start, at + 1, "ill-formed sequence");
    }
    shifted_ = true;
    surrogate_ = 0;
    shift_start_ = start;
    bits_ = 0;
    pending_ = 0;
    return at;
  }

  Result<size_t> InShift(size_t at, uint8_t c) {
    const int digit = FromBase64(c);
    if (digit >= 0) {
      pending_ = pending_ << 6 | static_cast<uint32_t>(digit);
      bits_ += 6;
      if (bits_ >= 16) {
        bits_ -= 16;
        TakeUnit(pending_ >> bits_ & 0xFFFF);
        pending_ &= (1u << bits_) - 1;
      }
      return at + 1;
    }
    shifted_ = false;
    if (bits_ >= 6) return Fail(shift_start_, at + 1, "partial character in shift sequence");
    if (bits_ > 0 && pending_ != 0) {
      return Fail(shift_start_, at + 1, "non-zero padding bits in shift sequence");
    }
    if (surrogate_ != 0 && IsPlain(c)) out_.Append(surrogate_);
    surrogate_ = 0;
    return c == '-' ? at + 1 : at;
  }

  void TakeUnit(uint32_t unit) {
    if (surrogate_ != 0) {
      const char32_t high = surrogate_;
      surrogate_ = 0;
      if (IsLowSurrogate(unit)) {
        out_.Append(0x10000 + ((high & 0x3FF) << 10 | (unit & 0x3FF)));
        return;
      }
      out_.Append(high);
    }
    if (IsHighSurrogate(unit)) {
      surrogate_ = static_cast<char32_t>(unit);
    } else {
      out_.Append(static_cast<char32_t>(unit));
    }
  }

  Thread& t_;
  StrWriter out_;
  DecodeErrors errors_;
  bool shifted_ = false;
  size_t shift_start_ = 0;
  char32_t surrogate_ = 0;  // a high one whose other half has not come
  uint32_t pending_ = 0;
  int bits_ = 0;
};

Result<Value> Utf7Encode(Thread& t, Str* text, ErrorsArgument) {
  return Pair(t, Encoder(t).Run(text), text->length());
}
Result<Value> Utf7Decode(Thread& t, DataArgument data, ErrorsArgument errors, bool final) {
  size_t consumed = 0;
  const Result<Str*> text = Decoder(t, data.bytes, errors.name).Run(final, &consumed);
  return Pair(t, text, consumed);
}

constexpr Method kFunctions[] = {
    Bind<Utf7Encode>("utf_7_encode", "(str, errors=None, /)"),
    Bind<Utf7Decode>("utf_7_decode", "(data, errors=None, final=False, /)"),
};

}  // namespace

absl::Span<const Method> Utf7Functions() { return kFunctions; }

}  // namespace krait
