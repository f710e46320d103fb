#include "vm/modules/regex/template.h"

#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "vm/builtins/import_attribute.h"
#include "vm/object/buffer.h"
#include "vm/object/byte_writer.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/warn.h"

namespace krait::sre {
namespace {

constexpr int64_t kMaxGroups = INT32_MAX / 2;

bool IsDigit(uint32_t c) { return c >= '0' && c <= '9'; }
bool IsOctal(uint32_t c) { return c >= '0' && c <= '7'; }

/// The character that a letter behind a backslash stands for, or 0.
char EscapeOf(uint32_t c) {
  switch (c) {
    case 'a':
      return '\a';
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
    case 'v':
      return '\v';
    case '\\':
      return '\\';
    default:
      return 0;
  }
}

class TemplateParser {
 public:
  TemplateParser(Thread& t, const Pattern* pattern, Value original, Str* text, bool of_bytes,
                 RootedVector* parts)
      : t_(t),
        pattern_(pattern),
        original_(original),
        text_(text),
        of_bytes_(of_bytes),
        parts_(parts) {}

  Result<None> Parse() {
    while (at_ < text_->length()) {
      const uint32_t c = text_->At(at_++);
      if (c != '\\') {
        Append(c);
      } else if (at_ == text_->length()) {
        return Fail("bad escape (end of pattern)", at_ - 1);
      } else {
        TRY(Escape());
      }
    }
    return Flush();
  }

 private:
  uint32_t Peek() const { return at_ < text_->length() ? text_->At(at_) : 0; }

  void Append(uint32_t c) { literal_.push_back(c); }

  Result<None> Flush() {
    if (literal_.empty()) return None{};
    const std::u32string literal = std::exchange(literal_, {});
    if (of_bytes_) {
      ByteWriter bytes(t_);
      for (char32_t c : literal) bytes.Append(static_cast<uint8_t>(c));
      parts_->push_back(Value::FromObject(TRY(bytes.Finish(t_))));
      return None{};
    }
    StrWriter text(t_);
    for (char32_t c : literal) text.Append(c);
    parts_->push_back(Value::FromObject(TRY(text.Finish(t_))));
    return None{};
  }

  /// re.error(message, template, position).
  Raised Fail(const std::string& message, size_t position) {
    const Result<Value> type = ImportAttribute(t_, "re", "error");
    if (!type.ok()) return Raised{};
    const Result<Str*> text = Str::FromUtf8(t_, message);
    if (!text.ok()) return Raised{};
    const Result<Value> error = CallWith(t_, *type, Value::FromObject(*text), original_,
                                         Value::FromInt(static_cast<int64_t>(position)));
    if (!error.ok()) return Raised{};
    return RaiseException(t_, *error);
  }

  /// Behind a backslash, which is at at_ - 1.
  Result<None> Escape() {
    const size_t start = at_ - 1;
    const uint32_t c = text_->At(at_++);
    if (c == 'g') return NamedGroup(start);
    if (c == '0') {
      uint32_t value = 0;
      for (int i = 0; i < 2 && IsOctal(Peek()); ++i) value = value * 8 + (text_->At(at_++) - '0');
      Append(value & 0xff);
      return None{};
    }
    if (IsDigit(c)) return Number(start, c);
    if (const char escape = EscapeOf(c)) {
      Append(static_cast<uint8_t>(escape));
      return None{};
    }
    if (c < 0x80 && absl::ascii_isalpha(static_cast<unsigned char>(c))) {
      return Fail(absl::StrCat("bad escape \\", std::string(1, static_cast<char>(c))), start);
    }
    Append('\\');
    Append(c);
    return None{};
  }

  /// \N and \NN are groups, \NNN is a character in octal digits.
  Result<None> Number(size_t start, uint32_t first) {
    int64_t group = first - '0';
    if (IsDigit(Peek())) {
      const uint32_t second = text_->At(at_++);
      if (IsOctal(first) && IsOctal(second) && IsOctal(Peek())) {
        const uint32_t third = text_->At(at_++);
        const uint32_t value = (first - '0') * 64 + (second - '0') * 8 + (third - '0');
        if (value > 0377) {
          const char digits[] = {static_cast<char>(first), static_cast<char>(second),
                                 static_cast<char>(third), 0};
          return Fail(absl::StrCat("octal escape value \\", digits, " outside of range 0-0o377"),
                      start);
        }
        Append(value);
        return None{};
      }
      group = group * 10 + (second - '0');
    }
    return AddGroup(group, start + 1);
  }

  Result<None> AddGroup(int64_t group, size_t position) {
    if (group > pattern_->groups()) {
      return Fail(absl::StrCat("invalid group reference ", group), position);
    }
    TRY(Flush());
    parts_->push_back(Value::FromInt(group));
    return None{};
  }

  Result<None> NamedGroup(size_t start) {
    if (Peek() != '<') return Fail("missing <", at_);
    const size_t begin = ++at_;
    while (at_ < text_->length() && text_->At(at_) != '>') ++at_;
    if (at_ == text_->length()) {
      return begin == at_ ? Fail("missing group name", begin)
                          : Fail("missing >, unterminated name", begin);
    }
    if (begin == at_) return Fail("missing group name", begin);
    Str* name = TRY(Str::Substring(t_, text_, begin, at_));
    ++at_;
    (void)start;
    const Value known = TRY(pattern_->groupindex()->Get(t_, Value::FromObject(name)));
    if (known.IsUnbound()) return NumberedGroup(name, begin);
    if (of_bytes_ && !name->is_ascii()) TRY(WarnOfName(name, begin));
    return AddGroup(known.AsInt(), begin);
  }

  static bool HasOnlyDigits(const Str* name) {
    for (size_t i = 0; i < name->length(); ++i) {
      if (!IsDigit(name->At(i))) return false;
    }
    return true;
  }

  /// For the code that called a function of the module re.
  Result<None> WarnOfName(Str* name, size_t begin) {
    constexpr int kCallerOfRe = 2;
    const Value value = Value::FromObject(name);
    Str* shown = of_bytes_ ? TRY(Ascii(t_, value)) : TRY(Repr(t_, value));
    return WarnDeprecated(
        t_, absl::StrCat("bad character in group name ", shown->ToUtf8(), " at position ", begin),
        kCallerOfRe);
  }

  Result<None> NumberedGroup(Str* name, size_t begin) {
    const Value value = Value::FromObject(name);
    const Value identifier =
        TRY(CallMethodWith(t_, value, TRY(Str::InternUtf8(t_, "isidentifier"))));
    if (identifier.SameBits(Value::True())) {
      if (of_bytes_ && !name->is_ascii()) TRY(WarnOfName(name, begin));
      return Raise(t_, &BuiltinTypes::IndexError,
                   absl::StrCat("unknown group name ", TRY(Repr(t_, value))->ToUtf8()));
    }
    const Result<Value> number = CallWith(t_, Value::FromObject(types(t_).int_), value);
    if (!number.ok() && !ClearPendingIf(t_, &BuiltinTypes::ValueError)) return Raised{};
    int64_t group;
    if (!number.ok() || !ToInt64(*number, &group) || group < 0) {
      const std::string shown = TRY(Repr(t_, value))->ToUtf8();
      return Fail(absl::StrCat("bad character in group name ", shown), begin);
    }
    if (group >= kMaxGroups) return Fail(absl::StrCat("invalid group reference ", group), begin);
    if (!HasOnlyDigits(name)) TRY(WarnOfName(name, begin));
    return AddGroup(group, begin);
  }

  Thread& t_;
  const Pattern* pattern_;
  const Value original_;
  Str* text_;
  const bool of_bytes_;
  RootedVector* parts_;
  size_t at_ = 0;
  std::u32string literal_;  // characters since the last piece
};

}  // namespace

Result<None> Template::Parse(Thread& t, const Pattern* pattern, Value text) {
  of_bytes_ = !Is<Str>(text);
  if (!of_bytes_) {
    return TemplateParser(t, pattern, text, Cast<Str>(text), false, &parts_).Parse();
  }
  Buffer buffer(t);
  if (!buffer.Take(text).ok()) {
    if (!ClearPendingIf(t, &BuiltinTypes::TypeError)) return Raised{};
    return RaiseTypeError(t, absl::StrCat("decoding to str: need a bytes-like object, ",
                                          TypeName(t, text), " found"));
  }
  const auto bytes = buffer.span();
  Str* latin1 =
      TRY(Str::FromLatin1(t, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
  return TemplateParser(t, pattern, text, latin1, true, &parts_).Parse();
}

Result<Value> Template::Expand(Thread& t, const Match* match) const {
  const bool of_bytes = !Is<Str>(match->string());
  const Value empty =
      of_bytes ? Value::FromObject(TRY(Bytes::From(t, ""))) : Value::FromObject(t.vm().empty_str());
  StrWriter text(t);
  ByteWriter bytes(t);
  for (size_t i = 0; i < size(); ++i) {
    const Value piece = IsGroup(i) ? TRY(match->Text(t, group(i), empty)) : literal(i);
    if (of_bytes ? !Is<Bytes>(piece) : !Is<Str>(piece)) {
      return RaiseTypeError(t, absl::StrCat("sequence item ", i, ": expected ",
                                            of_bytes ? "a bytes-like object" : "str instance", ", ",
                                            TypeName(t, piece), " found"));
    }
    if (of_bytes) {
      bytes.Append(Cast<Bytes>(piece)->span());
    } else {
      text.Append(Cast<Str>(piece));
    }
  }
  if (of_bytes) return bytes.Finish(t);
  return text.Finish(t);
}

}  // namespace krait::sre
