#include <array>

#include "absl/strings/str_cat.h"
#include "vm/modules/binascii/codings.h"

namespace krait::binascii {
namespace {

constexpr uint8_t kNone = 0xFF;

/// The value of each character of an alphabet, kNone for all others.
constexpr std::array<uint8_t, 256> Inverse(const char* alphabet, const char* lower) {
  std::array<uint8_t, 256> values{};
  for (uint8_t& value : values) value = kNone;
  for (uint8_t i = 0; alphabet[i] != 0; ++i) {
    values[static_cast<uint8_t>(alphabet[i])] = i;
    if (lower != nullptr) values[static_cast<uint8_t>(lower[i])] = i;
  }
  return values;
}

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::array<uint8_t, 256> kHexValues = Inverse("0123456789ABCDEF", "0123456789abcdef");
constexpr std::array<uint8_t, 256> kBase64Values = Inverse(kBase64, nullptr);

/// Base64 text as it is read.
class Base64Reader {
 public:
  Base64Reader(ByteSpan text, bool strict, uint8_t* out)
      : text_(text), strict_(strict), start_(out), out_(out) {}

  std::string Read();
  size_t written() const { return static_cast<size_t>(out_ - start_); }

 private:
  void ReadPlainGroups();
  void Take(uint8_t value);
  std::string End() const;

  ByteSpan text_;
  bool strict_;
  uint8_t* start_;
  uint8_t* out_;
  size_t at_ = 0;
  int place_ = 0;     // in the present group of four
  uint8_t left_ = 0;  // bits of the last character that wait for the next
};

/// Groups of four characters without anything between them.
void Base64Reader::ReadPlainGroups() {
  for (; at_ + 4 <= text_.size(); at_ += 4) {
    const uint8_t a = kBase64Values[text_[at_]];
    const uint8_t b = kBase64Values[text_[at_ + 1]];
    const uint8_t c = kBase64Values[text_[at_ + 2]];
    const uint8_t d = kBase64Values[text_[at_ + 3]];
    if (((a | b | c | d) & 0xC0) != 0) return;
    out_[0] = static_cast<uint8_t>(a << 2 | b >> 4);
    out_[1] = static_cast<uint8_t>(b << 4 | c >> 2);
    out_[2] = static_cast<uint8_t>(c << 6 | d);
    out_ += 3;
  }
}

void Base64Reader::Take(uint8_t value) {
  switch (place_) {
    case 0:
      left_ = value;
      break;
    case 1:
      *out_++ = static_cast<uint8_t>(left_ << 2 | value >> 4);
      left_ = value & 15;
      break;
    case 2:
      *out_++ = static_cast<uint8_t>(left_ << 4 | value >> 2);
      left_ = value & 3;
      break;
    default:
      *out_++ = static_cast<uint8_t>(left_ << 6 | value);
      break;
  }
  place_ = (place_ + 1) & 3;
}

std::string Base64Reader::Read() {
  if (strict_ && !text_.empty() && text_[0] == '=') return "Leading padding not allowed";
  bool padding = false;
  int pads = 0;
  for (; at_ < text_.size(); ++at_) {
    if (place_ == 0 && !padding) {
      ReadPlainGroups();
      if (at_ >= text_.size()) break;
    }
    const uint8_t c = text_[at_];
    if (c == '=') {
      padding = true;
      if (place_ >= 2 && place_ + ++pads >= 4) {  // nothing counts behind the padding
        if (strict_ && at_ + 1 < text_.size()) return "Excess data after padding";
        return "";
      }
      continue;
    }
    const uint8_t value = kBase64Values[c];
    if (value == kNone) {
      if (strict_) return "Only base64 data is allowed";
      continue;
    }
    if (strict_ && padding) return "Discontinuous padding not allowed";
    pads = 0;
    Take(value);
  }
  return End();
}

std::string Base64Reader::End() const {
  if (place_ == 0) return "";
  if (place_ != 1) return "Incorrect padding";
  return absl::StrCat("Invalid base64-encoded string: number of data characters (",
                      written() / 3 * 4 + 1, ") cannot be 1 more than a multiple of 4");
}

}  // namespace

std::string DecodeHex(ByteSpan text, ByteWriter& out) {
  if (text.size() % 2 != 0) return "Odd-length string";
  uint8_t* to = out.Extend(text.size() / 2);
  if (to == nullptr) return "";
  for (size_t i = 0; i < text.size(); i += 2) {
    const uint8_t high = kHexValues[text[i]];
    const uint8_t low = kHexValues[text[i + 1]];
    if (high == kNone || low == kNone) return "Non-hexadecimal digit found";
    *to++ = static_cast<uint8_t>(high << 4 | low);
  }
  return "";
}

void EncodeBase64(ByteSpan data, bool newline, ByteWriter& out) {
  uint8_t* to = out.Extend((data.size() + 2) / 3 * 4 + newline);
  if (to == nullptr) return;
  size_t i = 0;
  for (; i + 3 <= data.size(); i += 3) {
    const uint32_t bits = static_cast<uint32_t>(data[i] << 16 | data[i + 1] << 8 | data[i + 2]);
    *to++ = static_cast<uint8_t>(kBase64[bits >> 18]);
    *to++ = static_cast<uint8_t>(kBase64[bits >> 12 & 63]);
    *to++ = static_cast<uint8_t>(kBase64[bits >> 6 & 63]);
    *to++ = static_cast<uint8_t>(kBase64[bits & 63]);
  }
  const size_t rest = data.size() - i;
  if (rest != 0) {
    const uint32_t bits = static_cast<uint32_t>(data[i] << 16 | (rest == 2 ? data[i + 1] << 8 : 0));
    *to++ = static_cast<uint8_t>(kBase64[bits >> 18]);
    *to++ = static_cast<uint8_t>(kBase64[bits >> 12 & 63]);
    *to++ = rest == 2 ? static_cast<uint8_t>(kBase64[bits >> 6 & 63]) : '=';
    *to++ = '=';
  }
  if (newline) *to = '\n';
}

std::string DecodeBase64(ByteSpan text, bool strict, ByteWriter& out) {
  uint8_t* to = out.Extend((text.size() + 3) / 4 * 3);
  if (to == nullptr) return "";
  Base64Reader reader(text, strict, to);
  std::string error = reader.Read();
  out.Truncate(out.size() - (text.size() + 3) / 4 * 3 + reader.written());
  return error;
}

}  // namespace krait::binascii
