#include "vm/compiler/parse/string_literal.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_format.h"
#include "vm/compiler/parse/characters.h"
#include "vm/compiler/parse/utf8_text.h"
#include "vm/unicode/names.h"

namespace krait::compiler {
namespace {

int HexValue(char c) { return IsDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10; }

/// The value of up to `most` hexadecimal digits at `at`; how many there are.
size_t ReadHex(std::string_view text, size_t at, size_t most, uint32_t* value) {
  size_t count = 0;
  *value = 0;
  for (; count < most && at + count < text.size() && IsHexDigit(text[at + count]); ++count) {
    *value = *value << 4 | static_cast<uint32_t>(HexValue(text[at + count]));
  }
  return count;
}

/// An escape that stands for one character, of the ones that text and bytes share.
bool SimpleEscape(char c, char* out) {
  constexpr std::string_view kLetters = "\\'\"abfnrtv";
  constexpr std::string_view kMeanings = "\\'\"\a\b\f\n\r\t\v";
  const size_t found = kLetters.find(c);
  if (found == std::string_view::npos) return false;
  *out = kMeanings[found];
  return true;
}

/// The value of one to three octal digits at `at`; moves it behind them.
uint32_t ReadOctal(std::string_view text, size_t* at) {
  uint32_t value = 0;
  for (int i = 0; i < 3 && *at < text.size() && text[*at] >= '0' && text[*at] <= '7'; ++i) {
    value = value * 8 + static_cast<uint32_t>(text[(*at)++] - '0');
  }
  return value;
}

/// One escape of text; `at` is behind the backslash and moves behind the escape.
class TextEscape {
 public:
  TextEscape(std::string_view text, size_t* at, StrWriter* out, StringProblem* problem)
      : text_(text), at_(*at), out_(*out), problem_(*problem), begin_(*at - 1) {}

  bool Append() {
    const char c = at_ < text_.size() ? text_[at_] : '\0';  // before a field there may be none
    char meaning;
    if (c == '\0') {
      out_.Append(U'\\');
    } else if (c == '\n') {
      ++at_;
    } else if (SimpleEscape(c, &meaning)) {
      ++at_;
      out_.Append(static_cast<char32_t>(meaning));
    } else if (c >= '0' && c <= '7') {
      const uint32_t value = ReadOctal(text_, &at_);
      out_.Append(value);
      if (value > 0xFF) problem_.TellOfEscape(text_.substr(begin_, at_ - begin_));
    } else if (c == 'x' || c == 'u' || c == 'U') {
      return AppendHex(c);
    } else if (c == 'N') {
      return AppendNamed();
    } else {
      out_.Append(U'\\');                                      // and the character as it is
      const bool is_ascii = static_cast<signed char>(c) >= 0;  // of others CPython says nothing
      if (is_ascii) problem_.TellOfEscape(text_.substr(begin_, 2));
    }
    return true;
  }
  size_t at() const { return at_; }

 private:
  bool Fail(const char* what, size_t end) {
    problem_.message = absl::StrFormat(
        "(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s",
        PlaceOf(begin_), PlaceOf(end) - 1, what);
    return false;
  }

  /// CPython writes what is not ASCII as "\U12345678" first, and a backslash before it as "\u005c".
  size_t PlaceOf(size_t end) const {
    constexpr size_t kLongEscape = 10;
    constexpr size_t kShortEscape = 6;
    const auto is_ascii = [](char c) { return static_cast<signed char>(c) >= 0; };
    size_t place = 0;
    for (size_t i = 0; i < end;) {
      const bool escapes = text_[i] == '\\' && i + 1 < text_.size();
      if (escapes && is_ascii(text_[i + 1])) {
        place += i + 1 < end ? 2 : 1;
        i += 2;
      } else if (is_ascii(text_[i])) {
        place += escapes ? kShortEscape : 1;
        ++i;
      } else {
        char32_t c;
        i += CodePointAt(text_, i, &c);
        place += kLongEscape;
      }
    }
    return place;
  }

  bool AppendHex(char c) {
    const size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
    uint32_t value;
    const size_t found = ReadHex(text_, ++at_, digits, &value);
    if (found != digits) {
      return Fail(c == 'x'   ? "truncated \\xXX escape"
                  : c == 'u' ? "truncated \\uXXXX escape"
                             : "truncated \\UXXXXXXXX escape",
                  at_ + found);
    }
    at_ += digits;
    if (value > 0x10FFFF) return Fail("illegal Unicode character", at_);
    out_.Append(value);
    return true;
  }

  bool AppendNamed() {
    constexpr const char* kMalformed = "malformed \\N character escape";
    if (at_ + 1 >= text_.size() || text_[at_ + 1] != '{') return Fail(kMalformed, at_ + 1);
    const size_t close = std::min(text_.find('}', at_), text_.size());
    if (close == at_ + 2 || close == text_.size()) return Fail(kMalformed, close);
    const NamedText named = LookupCharName(text_.substr(at_ + 2, close - at_ - 2));
    at_ = close + 1;
    if (named.size != 1) return Fail("unknown Unicode character name", at_);
    out_.Append(named.code_points[0]);
    return true;
  }

  const std::string_view text_;
  size_t at_;
  StrWriter& out_;
  StringProblem& problem_;
  const size_t begin_;
};

}  // namespace

StringLiteral::StringLiteral(std::string_view token) {
  size_t prefix = 0;
  for (; token[prefix] != '"' && token[prefix] != '\''; ++prefix) {
    switch (token[prefix] | 0x20) {
      case 'b':
        bytes_ = true;
        break;
      case 'r':
        raw_ = true;
        break;
      case 'f':
        formatted_ = true;
        break;
      default:
        unicode_ = token[prefix] == 'u';  // a capital one leaves no trace in the tree
    }
  }
  const char quote = token[prefix];
  const std::string_view quoted = token.substr(prefix);
  const bool triple = quoted.size() >= 6 && quoted[1] == quote && quoted[2] == quote;
  const size_t quotes = triple ? 3 : 1;
  body_ = quoted.substr(quotes, quoted.size() - 2 * quotes);
}

bool StringLiteral::AppendBytes(std::string* out, StringProblem* problem) const {
  for (char c : body_) {
    if (static_cast<uint8_t>(c) < 0x80) continue;
    problem->message = "bytes can only contain ASCII literal characters";
    return false;
  }
  for (size_t i = 0; i < body_.size();) {
    const char c = body_[i++];
    if (c != '\\' || raw_) {
      out->push_back(c);
      continue;
    }
    char meaning;
    uint32_t value;
    if (body_[i] == '\n') {
      ++i;
    } else if (SimpleEscape(body_[i], &meaning)) {
      out->push_back(meaning);
      ++i;
    } else if (body_[i] >= '0' && body_[i] <= '7') {
      const size_t begin = i - 1;
      const uint32_t value = ReadOctal(body_, &i);
      out->push_back(static_cast<char>(value));
      if (value > 0xFF) problem->TellOfEscape(body_.substr(begin, i - begin));
    } else if (body_[i] != 'x') {
      out->push_back('\\');
      problem->TellOfEscape(body_.substr(i - 1, 2));
    } else if (ReadHex(body_, i + 1, 2, &value) == 2) {
      out->push_back(static_cast<char>(value));
      i += 3;
    } else {
      problem->message = absl::StrFormat("(value error) invalid \\x escape at position %d", i - 1);
      return false;
    }
  }
  return true;
}

bool StringLiteral::CheckUtf8(std::string_view part, StringProblem* problem) const {
  const auto is_ascii = [](char c) { return static_cast<signed char>(c) >= 0; };
  // With escapes, CPython decodes what is not ASCII piece by piece.
  const bool whole = raw_ || (!formatted_ && part.find('\\') == std::string_view::npos);
  for (size_t begin = 0, end; begin < part.size(); begin = end) {
    end = part.size();
    if (!whole) {
      end = begin + 1;
      while (end < part.size() && is_ascii(part[end]) == is_ascii(part[begin])) ++end;
    }
    const std::optional<std::string> wrong = DecodeProblem(part.substr(begin, end - begin));
    if (!wrong) continue;
    problem->message = "(unicode error) " + *wrong;
    return false;
  }
  return true;
}

bool StringLiteral::AppendText(std::string_view part, StrWriter* out,
                               StringProblem* problem) const {
  if (!CheckUtf8(part, problem)) return false;
  for (size_t i = 0; i < part.size();) {
    const size_t next = raw_ ? part.size() : std::min(part.find('\\', i), part.size());
    out->AppendUtf8(part.substr(i, next - i));
    if (next == part.size()) return true;
    i = next + 1;
    TextEscape escape(part, &i, out, problem);
    if (!escape.Append()) return false;
    i = escape.at();
  }
  return true;
}

}  // namespace krait::compiler
