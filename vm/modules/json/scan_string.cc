#include "vm/modules/json/scan_string.h"

#include "vm/builtins/import_attribute.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"

namespace krait::json {

Raised RaiseDecodeError(Thread& t, std::string_view message, Str* text, size_t position) {
  const Result<Value> type = ImportAttribute(t, "json.decoder", "JSONDecodeError");
  if (!type.ok()) return Raised{};
  const Result<Str*> words = Str::FromUtf8(t, message);
  if (!words.ok()) return Raised{};
  const Result<Value> error = CallWith(t, *type, Value::FromObject(*words), Value::FromObject(text),
                                       Value::FromInt(static_cast<int64_t>(position)));
  if (!error.ok()) return Raised{};
  return RaiseException(t, *error);
}

namespace {

int HexValue(char32_t c) {
  if (c - '0' < 10) return static_cast<int>(c - '0');
  const char32_t lower = c | 32;
  return lower - 'a' < 6 ? static_cast<int>(lower - 'a') + 10 : -1;
}

/// What a one-character escape stands for; 0 for those that are none.
char32_t Unescape(char32_t c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

bool IsHighSurrogate(char32_t c) { return c - 0xD800 < 0x400; }
bool IsLowSurrogate(char32_t c) { return c - 0xDC00 < 0x400; }

/// A string literal with escapes.
class StringScan {
 public:
  StringScan(Thread& t, Str* text, size_t begin, bool strict)
      : t_(t), text_(text), begin_(begin), strict_(strict), out_(t) {}

  /// `at` is where FindStringStop ended.
  Result<Value> Run(size_t at, size_t* next) {
    size_t start = begin_;
    for (;;) {
      if (at >= text_->length()) return Unterminated();
      const char32_t c = text_->At(at);
      if (c != '"' && c != '\\') {
        if (strict_) return RaiseDecodeError(t_, "Invalid control character at", text_, at);
        at = Find(at + 1);
        continue;
      }
      out_.AppendRange(text_, start, at);
      if (c == '"') {
        *next = at + 1;
        return out_.Finish(t_);
      }
      start = TRY(Escape(at + 1));
      at = Find(start);
    }
  }

 private:
  size_t Find(size_t at) const {
    return WithCharacters(text_, [&](const auto* characters) {
      return FindStringStop(characters, at, text_->length());
    });
  }
  Raised Unterminated() {
    return RaiseDecodeError(t_, "Unterminated string starting at", text_, begin_ - 1);
  }

  /// The escape whose character behind the backslash is at `at`; returns where it ends.
  Result<size_t> Escape(size_t at) {
    if (at >= text_->length()) return Unterminated();
    const char32_t c = text_->At(at);
    if (c != 'u') {
      const char32_t meant = Unescape(c);
      if (meant == 0) return RaiseDecodeError(t_, "Invalid \\escape", text_, at - 1);
      out_.Append(meant);
      return at + 1;
    }
    // As in CPython, something must follow the digits.
    if (at + 5 >= text_->length()) return InvalidUnicode(at);
    char32_t code = 0;
    if (!FourDigits(at + 1, &code)) return InvalidUnicode(at);
    size_t end = at + 5;
    if (IsHighSurrogate(code) && end + 6 < text_->length() && text_->At(end) == '\\' &&
        text_->At(end + 1) == 'u') {
      char32_t low;
      if (!FourDigits(end + 2, &low)) return InvalidUnicode(end + 1);
      if (IsLowSurrogate(low)) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        end += 6;
      }
    }
    out_.Append(code);
    return end;
  }
  Raised InvalidUnicode(size_t at) {
    return RaiseDecodeError(t_, "Invalid \\uXXXX escape", text_, at);
  }
  bool FourDigits(size_t at, char32_t* code) const {
    *code = 0;
    for (size_t i = at; i < at + 4; ++i) {
      const int digit = HexValue(text_->At(i));
      if (digit < 0) return false;
      *code = *code << 4 | static_cast<char32_t>(digit);
    }
    return true;
  }

  Thread& t_;
  Str* text_;
  size_t begin_;
  bool strict_;
  StrWriter out_;
};

}  // namespace

Result<Value> ScanString(Thread& t, Str* text, size_t begin, bool strict, size_t* next) {
  const size_t stop = WithCharacters(text, [&](const auto* characters) {
    return FindStringStop(characters, begin, text->length());
  });
  if (stop < text->length() && text->At(stop) == '"') {
    *next = stop + 1;
    if (stop == begin) return t.vm().empty_str();
    return Str::Substring(t, text, begin, stop);
  }
  return StringScan(t, text, begin, strict).Run(stop, next);
}

}  // namespace krait::json
