#include <string_view>

#include "absl/strings/str_cat.h"
#include "vm/modules/codecs/arguments.h"
#include "vm/modules/codecs/decode_errors.h"
#include "vm/modules/codecs/stateless.h"
#include "vm/object/byte_writer.h"
#include "vm/object/exception.h"
#include "vm/object/str_writer.h"
#include "vm/object/warn.h"
#include "vm/unicode/names.h"

/// unicode_escape, raw_unicode_escape and the bytes escapes of old pickles.
namespace krait {
namespace {

int HexDigit(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}
bool IsOctal(uint8_t c) { return c >= '0' && c <= '7'; }

/// What the letter of a two-character escape stands for; -1 when it is none.
int SimpleEscape(uint8_t letter) {
  constexpr std::string_view kLetters = "\\'\"btnrfva";
  constexpr std::string_view kMeanings = "\\'\"\b\t\n\r\f\v\a";
  const size_t which = kLetters.find(static_cast<char>(letter));
  return which == std::string_view::npos ? -1 : kMeanings[which];
}

/// Up to three octal digits at `at`, which moves behind them.
uint32_t ReadOctal(const Bytes* bytes, size_t& at) {
  uint32_t value = 0;
  for (int i = 0; i < 3 && at < bytes->size() && IsOctal(bytes->data()[at]); ++i, ++at) {
    value = value * 8 + (bytes->data()[at] - '0');
  }
  return value;
}

/// The warning about three octal digits, at `begin`, that are too much for a byte.
std::string BadOctal(const Bytes* bytes, size_t begin) {
  return absl::StrCat("invalid octal escape sequence '\\",
                      std::string(bytes->view().substr(begin, 3)), "'");
}

/// What became of one escape.
struct Escape {
  enum Kind { kDone, kIncomplete, kBad };
  Kind kind = kDone;
  const char* reason = nullptr;  // of kBad and kIncomplete
};

/// Reads escapes out of bytes for both text codecs.
class EscapeDecoder {
 public:
  EscapeDecoder(Thread& t, Bytes* input, Str* errors, bool raw)
      : t_(t),
        out_(t),
        errors_(t, raw ? "rawunicodeescape" : "unicodeescape", input, errors),
        raw_(raw) {}

  /// `consumed` is set to how far it got; all of it when `final`.
  Result<Str*> Run(bool final, size_t* consumed) {
    out_.Reserve(input()->size());
    size_t at = 0;
    while (at < input()->size()) {
      const uint8_t c = byte(at);
      const bool last = at + 1 == input()->size();
      if (c != '\\' || (raw_ && last && final)) {
        out_.Append(c);
        ++at;
        continue;
      }
      const size_t start = at++;
      const Escape escape =
          last ? Escape{Escape::kIncomplete, "\\ at end of string"} : TRY(ReadEscape(at));
      if (escape.kind == Escape::kDone) continue;
      if (escape.kind == Escape::kIncomplete && !final) {
        at = start;
        break;
      }
      at = TRY(errors_.Handle(out_, start, at, escape.reason));
    }
    *consumed = at;
    if (!first_invalid_.empty()) TRY(WarnDeprecated(t_, first_invalid_));
    return out_.Finish(t_);
  }

 private:
  Bytes* input() const { return errors_.input(); }
  uint8_t byte(size_t at) const { return input()->data()[at]; }

  /// `at` is at the letter behind the backslash, and then behind the escape.
  Result<Escape> ReadEscape(size_t& at) {
    const uint8_t letter = byte(at);
    if (letter == 'u') return ReadHex(++at, 4, "truncated \\uXXXX escape");
    if (letter == 'U') return ReadHex(++at, 8, "truncated \\UXXXXXXXX escape");
    if (raw_) {
      out_.Append(U'\\');
      out_.Append(letter);
      ++at;
      return Escape{};
    }
    if (letter == 'x') return ReadHex(++at, 2, "truncated \\xXX escape");
    if (letter == 'N') return ReadName(++at);
    if (IsOctal(letter)) {
      const size_t begin = at;
      const uint32_t value = ReadOctal(input(), at);
      out_.Append(static_cast<char32_t>(value));
      if (value > 0xFF && first_invalid_.empty()) first_invalid_ = BadOctal(input(), begin);
      return Escape{};
    }
    ++at;
    if (letter == '\n') return Escape{};
    const int meaning = SimpleEscape(letter);
    if (meaning >= 0) {
      out_.Append(static_cast<char32_t>(meaning));
      return Escape{};
    }
    out_.Append(U'\\');
    out_.Append(letter);
    if (first_invalid_.empty()) {
      Str* shown = TRY(Str::FromCodePoint(t_, letter));
      first_invalid_ = absl::StrCat("invalid escape sequence '\\", shown->ToUtf8(), "'");
    }
    return Escape{};
  }

  Escape ReadHex(size_t& at, int digits, const char* reason) {
    char32_t value = 0;
    for (int i = 0; i < digits; ++i, ++at) {
      if (at == input()->size()) return {Escape::kIncomplete, reason};
      const int digit = HexDigit(byte(at));
      if (digit < 0) return {Escape::kBad, reason};
      value = value << 4 | static_cast<char32_t>(digit);
    }
    if (value > 0x10FFFF) {
      return {Escape::kBad, raw_ ? "\\Uxxxxxxxx out of range" : "illegal Unicode character"};
    }
    out_.Append(value);
    return {};
  }

  Escape ReadName(size_t& at) {
    constexpr const char* kMalformed = "malformed \\N character escape";
    if (at == input()->size()) return {Escape::kIncomplete, kMalformed};
    if (byte(at) != '{') return {Escape::kBad, kMalformed};
    const size_t begin = ++at;
    while (at < input()->size() && byte(at) != '}') ++at;
    if (at == input()->size()) return {Escape::kIncomplete, kMalformed};
    const size_t size = at - begin;
    if (size == 0) return {Escape::kBad, kMalformed};
    ++at;
    const NamedText text = LookupCharName(input()->view().substr(begin, size));
    if (text.size != 1) return {Escape::kBad, "unknown Unicode character name"};
    out_.Append(text.code_points[0]);
    return {};
  }

  Thread& t_;
  StrWriter out_;
  DecodeErrors errors_;
  const bool raw_;
  std::string first_invalid_;  // the warning, once there is reason for one
};

template <bool kRaw>
Result<Value> UnicodeEscapeDecode(Thread& t, TextOrDataArgument data, ErrorsArgument errors,
                                  bool final) {
  size_t consumed = 0;
  const Result<Str*> text = EscapeDecoder(t, data.bytes, errors.name, kRaw).Run(final, &consumed);
  return Pair(t, text, consumed);
}

template <bool kRaw>
Result<Value> UnicodeEscapeEncode(Thread& t, Str* text, ErrorsArgument) {
  ByteWriter out(t);
  for (size_t i = 0; i < text->length(); ++i) {
    const char32_t c = text->At(i);
    const auto code = static_cast<uint32_t>(c);
    if (kRaw ? c < 0x100 : c >= 0x20 && c < 0x7F && c != '\\') {
      out.Append(static_cast<uint8_t>(c));
    } else if (c == '\\') {
      out.Append(std::string_view("\\\\"));
    } else if (c == '\t' || c == '\n' || c == '\r') {
      out.Append(std::string_view(c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r"));
    } else if (c < 0x100) {
      out.Append(std::string_view(absl::StrCat("\\x", absl::Hex(code, absl::kZeroPad2))));
    } else if (c < 0x10000) {
      out.Append(std::string_view(absl::StrCat("\\u", absl::Hex(code, absl::kZeroPad4))));
    } else {
      out.Append(std::string_view(absl::StrCat("\\U", absl::Hex(code, absl::kZeroPad8))));
    }
  }
  return Pair(t, out.Finish(t), text->length());
}

// --- Bytes -----------------------------------------------------------------------------------

/// "\x" without two digits: what `errors` says instead.
Result<None> HandleBadHex(Thread& t, ByteWriter& out, const Str* errors, size_t at) {
  if (errors == nullptr || errors->EqualsAscii("strict")) {
    return RaiseValueError(t, absl::StrCat("invalid \\x escape at position ", at));
  }
  if (errors->EqualsAscii("replace")) {
    out.Append('?');
  } else if (!errors->EqualsAscii("ignore")) {
    return RaiseValueError(
        t, absl::StrCat("decoding error; unknown error handling code: ", errors->ToUtf8()));
  }
  return None{};
}

Result<Value> EscapeDecode(Thread& t, TextOrDataArgument data, ErrorsArgument errors) {
  const Bytes* bytes = data.bytes;
  ByteWriter out(t);
  std::string first_invalid;
  for (size_t at = 0; at < bytes->size();) {
    const uint8_t c = bytes->data()[at++];
    if (c != '\\') {
      out.Append(c);
      continue;
    }
    if (at == bytes->size()) return RaiseValueError(t, "Trailing \\ in string");
    const uint8_t letter = bytes->data()[at];
    if (IsOctal(letter)) {
      const size_t begin = at;
      const uint32_t value = ReadOctal(bytes, at);
      out.Append(static_cast<uint8_t>(value));
      if (value > 0xFF && first_invalid.empty()) first_invalid = BadOctal(bytes, begin);
      continue;
    }
    ++at;
    if (letter == '\n') continue;
    if (letter == 'x') {
      const int high = at < bytes->size() ? HexDigit(bytes->data()[at]) : -1;
      const int low = at + 1 < bytes->size() ? HexDigit(bytes->data()[at + 1]) : -1;
      if (high >= 0 && low >= 0) {
        out.Append(static_cast<uint8_t>(high << 4 | low));
        at += 2;
      } else {
        TRY(HandleBadHex(t, out, errors.name, at - 2));
        if (high >= 0) ++at;
      }
      continue;
    }
    const int meaning = SimpleEscape(letter);
    if (meaning >= 0) {
      out.Append(static_cast<uint8_t>(meaning));
      continue;
    }
    out.Append('\\');
    out.Append(letter);
    if (first_invalid.empty()) {
      Str* shown = TRY(Str::FromCodePoint(t, letter));
      first_invalid = absl::StrCat("invalid escape sequence '\\", shown->ToUtf8(), "'");
    }
  }
  if (!first_invalid.empty()) TRY(WarnDeprecated(t, first_invalid));
  return Pair(t, out.Finish(t), bytes->size());
}

Result<Value> EscapeEncode(Thread& t, Bytes* bytes, ErrorsArgument) {
  ByteWriter out(t);
  for (const uint8_t c : bytes->span()) {
    if (c == '\\' || c == '\'') {
      out.Append('\\');
      out.Append(c);
    } else if (c == '\t' || c == '\n' || c == '\r') {
      out.Append(std::string_view(c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r"));
    } else if (c < 0x20 || c >= 0x7F) {
      out.Append(std::string_view(absl::StrCat("\\x", absl::Hex(c, absl::kZeroPad2))));
    } else {
      out.Append(c);
    }
  }
  return Pair(t, out.Finish(t), bytes->size());
}

constexpr const char* kEncode = "(str, errors=None, /)";
constexpr const char* kDecode = "(data, errors=None, final=True, /)";

constexpr Method kFunctions[] = {
    Bind<UnicodeEscapeEncode<false>>("unicode_escape_encode", kEncode),
    Bind<UnicodeEscapeDecode<false>>("unicode_escape_decode", kDecode),
    Bind<UnicodeEscapeEncode<true>>("raw_unicode_escape_encode", kEncode),
    Bind<UnicodeEscapeDecode<true>>("raw_unicode_escape_decode", kDecode),
    Bind<EscapeEncode>("escape_encode", "(data, errors=None, /)"),
    Bind<EscapeDecode>("escape_decode", "(data, errors=None, /)"),
};

}  // namespace

absl::Span<const Method> EscapeFunctions() { return kFunctions; }

}  // namespace krait
