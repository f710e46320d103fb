#include <cstring>

#include "vm/modules/binascii/codings.h"

namespace krait::binascii {
namespace {

constexpr uint8_t kSixBits = 63;

bool IsHex(uint8_t c) { return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f'); }
int HexValue(uint8_t c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; }

}  // namespace

// --- uuencode --------------------------------------------------------------------------------

void EncodeUu(ByteSpan data, bool backtick, ByteWriter& out) {
  const auto append = [&](uint32_t value) {
    out.Append(static_cast<uint8_t>(backtick && value == 0 ? '`' : ' ' + value));
  };
  append(static_cast<uint32_t>(data.size()));
  for (size_t i = 0; i < data.size(); i += 3) {
    uint32_t bits = 0;
    for (size_t k = i; k < i + 3; ++k) bits = bits << 8 | (k < data.size() ? data[k] : 0u);
    for (int shift = 18; shift >= 0; shift -= 6) append(bits >> shift & kSixBits);
  }
  out.Append('\n');
}

std::string DecodeUu(ByteSpan text, ByteWriter& out) {
  // An empty line has the length of what ends it.
  const uint8_t first = text.empty() ? 0 : text[0];
  size_t left = static_cast<uint8_t>(first - ' ') & kSixBits;
  size_t at = 1;
  uint32_t bits = 0;
  int count = 0;
  for (; left > 0; ++at) {
    uint32_t value = 0;  // spaces at the end of a line may have been lost
    if (at < text.size() && text[at] != '\n' && text[at] != '\r') {
      // One more than needed: '`' is another zero.
      if (text[at] < ' ' || text[at] > ' ' + 64) return "Illegal char";
      value = (text[at] - uint32_t{' '}) & kSixBits;
    }
    bits = bits << 6 | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.Append(static_cast<uint8_t>(bits >> count));
      bits &= (1u << count) - 1;
      --left;
    }
  }
  for (; at < text.size(); ++at) {
    const uint8_t c = text[at];
    if (c != ' ' && c != '`' && c != '\n' && c != '\r') return "Trailing garbage";
  }
  return "";
}

// --- Quoted-printable ------------------------------------------------------------------------

namespace {

class QuotedPrintableWriter {
 public:
  QuotedPrintableWriter(ByteSpan data, const QuotedPrintableOptions& options, ByteWriter& out)
      : data_(data), options_(options), out_(out) {
    const void* newline = data.empty() ? nullptr : std::memchr(data.data(), '\n', data.size());
    const auto* place = static_cast<const uint8_t*>(newline);
    crlf_ = place != nullptr && place > data.data() && place[-1] == '\r';
  }

  void Write() {
    size_t i = 0;
    while (i < data_.size()) {
      if (MustQuote(i)) {
        if (line_length_ + 3 >= kMostInLine) SoftBreak();
        Quote(data_[i++]);
        line_length_ += 3;
      } else if (options_.is_text && EndsLine(i)) {
        HardBreak();
        i += data_[i] == '\r' ? 2 : 1;
      } else {
        if (i + 1 != data_.size() && data_[i + 1] != '\n' && line_length_ + 1 >= kMostInLine) {
          SoftBreak();
        }
        ++line_length_;
        const uint8_t c = data_[i++];
        Put(options_.header && c == ' ' ? '_' : c);
      }
    }
  }

 private:
  static constexpr size_t kMostInLine = 76;

  bool IsLast(size_t i) const { return i + 1 == data_.size(); }
  bool EndsLine(size_t i) const {
    return data_[i] == '\n' || (data_[i] == '\r' && !IsLast(i) && data_[i + 1] == '\n');
  }
  bool MustQuote(size_t i) const {
    const uint8_t c = data_[i];
    if (c > 126 || c == '=') return true;
    switch (c) {
      case '_':
        return options_.header;
      case '.':  // alone in a line it would end a mail
        return line_length_ == 0 &&
               (IsLast(i) || data_[i + 1] == '\n' || data_[i + 1] == '\r' || data_[i + 1] == 0);
      case '\r':
      case '\n':
        return !options_.is_text;
      case '\t':
      case ' ':
        return IsLast(i) || options_.quote_tabs;
      default:
        return c < 33;
    }
  }

  void Put(uint8_t c) {
    out_.Append(c);
    last_ = c;
  }
  void Quote(uint8_t c) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    Put('=');
    Put(static_cast<uint8_t>(kDigits[c >> 4]));
    Put(static_cast<uint8_t>(kDigits[c & 15]));
  }
  void EndLine() {
    if (crlf_) Put('\r');
    Put('\n');
    line_length_ = 0;
  }
  void SoftBreak() {
    Put('=');
    EndLine();
  }
  void HardBreak() {
    if (last_ == ' ' || last_ == '\t') {  // what ends a line may get lost
      const uint8_t space = last_;
      out_.Truncate(out_.size() - 1);
      Quote(space);
    }
    EndLine();
  }

  ByteSpan data_;
  const QuotedPrintableOptions& options_;
  ByteWriter& out_;
  bool crlf_;
  size_t line_length_ = 0;
  uint8_t last_ = 0;  // what was written last
};

}  // namespace

void EncodeQuotedPrintable(ByteSpan data, const QuotedPrintableOptions& options, ByteWriter& out) {
  QuotedPrintableWriter(data, options, out).Write();
}

void DecodeQuotedPrintable(ByteSpan text, bool header, ByteWriter& out) {
  for (size_t i = 0; i < text.size();) {
    const uint8_t c = text[i++];
    if (c != '=') {
      out.Append(header && c == '_' ? ' ' : c);
      continue;
    }
    if (i == text.size()) return;
    if (text[i] == '\n' || text[i] == '\r') {  // a soft break
      while (i < text.size() && text[i] != '\n') ++i;
      ++i;
    } else if (text[i] == '=') {
      out.Append('=');
      ++i;
    } else if (i + 1 < text.size() && IsHex(text[i]) && IsHex(text[i + 1])) {
      out.Append(static_cast<uint8_t>(HexValue(text[i]) << 4 | HexValue(text[i + 1])));
      i += 2;
    } else {
      out.Append('=');
    }
  }
}

}  // namespace krait::binascii
