#include "vm/modules/json/parser.h"

#include <cstring>

#include "vm/builtins/int_string.h"
#include "vm/modules/json/scan_string.h"
#include "vm/number/float_text.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/float.h"
#include "vm/object/int.h"
#include "vm/object/list.h"
#include "vm/object/operations.h"
#include "vm/object/recursion.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait::json {
namespace {

bool IsDigit(char32_t c) { return c - '0' < 10; }
bool IsSpace(char32_t c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// The keys seen so far, or some of them: objects of a document mostly have the same ones. Lies on
/// the native stack, where the collector sees it.
class KeyCache {
 public:
  template <typename C>
  Result<Value> Find(Thread& t, Str* text, const C* characters, size_t begin, size_t end) {
    const size_t length = end - begin;
    if (length == 0 || length > kMaxLength) return Str::Substring(t, text, begin, end);
    const C* key = characters + begin;
    Str*& place = entries_[Slot(key, length)];
    if (place != nullptr && place->length() == length && Same(place, key)) return place;
    place = TRY(Str::Substring(t, text, begin, end));
    return place;
  }

 private:
  static constexpr size_t kSize = 64;
  static constexpr size_t kMaxLength = 64;

  template <typename C>
  static size_t Slot(const C* key, size_t length) {
    uint32_t hash = static_cast<uint32_t>(length);
    for (size_t i = 0; i < length; ++i) hash = hash * 31 + key[i];
    return (hash ^ hash >> 6) % kSize;
  }
  template <typename C>
  static bool Same(const Str* str, const C* key) {
    return WithCharacters(str, [&](const auto* characters) {
      for (size_t i = 0; i < str->length(); ++i) {
        if (characters[i] != key[i]) return false;
      }
      return true;
    });
  }

  Str* entries_[kSize] = {};
};

/// The parts of a number, as positions.
struct Number {
  size_t end;
  bool is_float;
};

/// Parses a text of characters of type C. pos_ moves along; behind a value it is where the next
/// token may start.
template <typename C>
class Parser {
 public:
  Parser(Thread& t, const ParseSettings& settings, Str* text, const C* characters, size_t at)
      : t_(t),
        settings_(settings),
        text_(text),
        characters_(characters),
        length_(text->length()),
        pos_(at) {}

  Result<Value> ParseValue();
  size_t position() const { return pos_; }

 private:
  static constexpr uint32_t kValuesPerPoll = 1024;

  bool Has(char32_t c) const { return pos_ < length_ && characters_[pos_] == c; }
  void SkipSpace() {
    while (pos_ < length_ && IsSpace(characters_[pos_])) ++pos_;
  }
  bool Matches(std::string_view word) const {
    if (length_ - pos_ < word.size()) return false;
    for (size_t i = 0; i < word.size(); ++i) {
      if (characters_[pos_ + i] != static_cast<C>(word[i])) return false;
    }
    return true;
  }
  Raised Stop(size_t position) {
    return RaiseWithArgument(t_, &BuiltinTypes::StopIteration,
                             Value::FromInt(static_cast<int64_t>(position)));
  }
  Raised Expected(std::string_view what) { return RaiseDecodeError(t_, what, text_, pos_); }

  Result<Value> ParseString();
  Result<Value> ParseKey();
  Result<Value> ParseObject();
  Result<Value> ParseArray();
  template <typename Store>
  Result<None> ParseMembers(Store store);
  Result<Value> ParseConstant(std::string_view word);
  bool ScanNumber(Number* number) const;
  Result<Value> ParseNumber();
  Result<Value> Convert(Value converter, size_t end);
  Result<Value> ParseInt(size_t end);
  Result<Value> ParseFloatingPoint(size_t end);

  Thread& t_;
  const ParseSettings& settings_;
  Str* text_;
  const C* characters_;
  size_t length_;
  size_t pos_;
  uint32_t values_ = 0;
  KeyCache keys_;
};

template <typename C>
Result<Value> Parser<C>::ParseValue() {
  if (++values_ % kValuesPerPoll == 0) TRY(CheckPoll(t_));
  if (pos_ >= length_) return Stop(pos_);
  switch (characters_[pos_]) {
    case '"':
      return ParseString();
    case '{':
      return ParseObject();
    case '[':
      return ParseArray();
    case 'n':
      if (!Matches("null")) break;
      pos_ += 4;
      return Value::None();
    case 't':
      if (!Matches("true")) break;
      pos_ += 4;
      return Value::True();
    case 'f':
      if (!Matches("false")) break;
      pos_ += 5;
      return Value::False();
    case 'N':
      if (!Matches("NaN")) break;
      return ParseConstant("NaN");
    case 'I':
      if (!Matches("Infinity")) break;
      return ParseConstant("Infinity");
    case '-':
      if (!Matches("-Infinity")) break;
      return ParseConstant("-Infinity");
    default:
      break;
  }
  return ParseNumber();
}

template <typename C>
Result<Value> Parser<C>::ParseString() {
  return ScanString(t_, text_, pos_ + 1, settings_.strict, &pos_);
}

template <typename C>
Result<Value> Parser<C>::ParseKey() {
  if (!Has('"')) return Expected("Expecting property name enclosed in double quotes");
  const size_t begin = pos_ + 1;
  const size_t stop = FindStringStop(characters_, begin, length_);
  if (stop >= length_ || characters_[stop] != '"') return ParseString();
  pos_ = stop + 1;
  return keys_.Find(t_, text_, characters_, begin, stop);
}

/// What stands between the braces of an object: store(key, value) takes each member.
template <typename C>
template <typename Store>
Result<None> Parser<C>::ParseMembers(Store store) {
  const RecursionScope level(t_);
  TRY(level.Check(" while decoding a JSON object from a unicode string"));
  ++pos_;
  SkipSpace();
  if (!Has('}')) {
    for (;;) {
      const Value key = TRY(ParseKey());
      SkipSpace();
      if (!Has(':')) return Expected("Expecting ':' delimiter");
      ++pos_;
      SkipSpace();
      TRY(store(key, TRY(ParseValue())));
      SkipSpace();
      if (Has('}')) break;
      if (!Has(',')) return Expected("Expecting ',' delimiter");
      ++pos_;
      SkipSpace();
    }
  }
  ++pos_;
  return None{};
}

template <typename C>
Result<Value> Parser<C>::ParseObject() {
  if (!settings_.object_pairs_hook.IsNone()) {
    List* pairs = TRY(List::New(t_));
    TRY(ParseMembers([&](Value key, Value value) -> Result<None> {
      return pairs->Append(t_, Value::FromObject(TRY(Tuple::Of(t_, key, value))));
    }));
    return CallWith(t_, settings_.object_pairs_hook, Value::FromObject(pairs));
  }
  Dict* object = TRY(Dict::New(t_));
  TRY(ParseMembers(
      [&](Value key, Value value) { return object->SetStrUnshared(t_, Cast<Str>(key), value); }));
  if (settings_.object_hook.IsNone()) return object;
  return CallWith(t_, settings_.object_hook, Value::FromObject(object));
}

template <typename C>
Result<Value> Parser<C>::ParseArray() {
  const RecursionScope level(t_);
  TRY(level.Check(" while decoding a JSON array from a unicode string"));
  List* array = TRY(List::New(t_));
  ++pos_;
  SkipSpace();
  if (!Has(']')) {
    for (;;) {
      TRY(array->Append(t_, TRY(ParseValue())));
      SkipSpace();
      if (Has(']')) break;
      if (!Has(',')) return Expected("Expecting ',' delimiter");
      ++pos_;
      SkipSpace();
    }
  }
  ++pos_;
  return array;
}

template <typename C>
Result<Value> Parser<C>::ParseConstant(std::string_view word) {
  const Value text = Value::FromObject(TRY(Str::InternUtf8(t_, word)));
  const Value constant = TRY(CallWith(t_, settings_.parse_constant, text));
  pos_ += word.size();
  return constant;
}

/// Finds where the number at pos_ ends; false when there is none.
template <typename C>
bool Parser<C>::ScanNumber(Number* number) const {
  size_t at = pos_;
  const auto digit_at = [&](size_t i) { return i < length_ && IsDigit(characters_[i]); };
  if (characters_[at] == '-') ++at;
  if (!digit_at(at)) return false;
  const bool zero = characters_[at] == '0';
  ++at;
  while (!zero && digit_at(at)) ++at;
  *number = {at, false};
  if (at < length_ && characters_[at] == '.' && digit_at(at + 1)) {
    at += 2;
    while (digit_at(at)) ++at;
    *number = {at, true};
  }
  if (at < length_ && (characters_[at] == 'e' || characters_[at] == 'E')) {
    ++at;
    if (at < length_ && (characters_[at] == '-' || characters_[at] == '+')) ++at;
    if (digit_at(at)) {
      while (digit_at(at)) ++at;
      *number = {at, true};
    }
  }
  return true;
}

template <typename C>
Result<Value> Parser<C>::ParseNumber() {
  Number number;
  if (!ScanNumber(&number)) return Stop(pos_);
  if (number.is_float) {
    if (settings_.parse_float.SameBits(Value::FromObject(types(t_).float_))) {
      return ParseFloatingPoint(number.end);
    }
    return Convert(settings_.parse_float, number.end);
  }
  if (settings_.parse_int.SameBits(Value::FromObject(types(t_).int_))) {
    return ParseInt(number.end);
  }
  return Convert(settings_.parse_int, number.end);
}

template <typename C>
Result<Value> Parser<C>::Convert(Value converter, size_t end) {
  Str* text = TRY(Str::Substring(t_, text_, pos_, end));
  const Value result = TRY(CallWith(t_, converter, Value::FromObject(text)));
  pos_ = end;
  return result;
}

template <typename C>
Result<Value> Parser<C>::ParseInt(size_t end) {
  constexpr size_t kSureDigits = 17;  // and a sign: fits an immediate int
  if (end - pos_ > kSureDigits) {
    Str* text = TRY(Str::Substring(t_, text_, pos_, end));
    pos_ = end;
    return IntFromStr(t_, text, 10);
  }
  const bool negative = characters_[pos_] == '-';
  int64_t value = 0;
  for (size_t i = pos_ + negative; i < end; ++i) value = value * 10 + (characters_[i] - '0');
  pos_ = end;
  return Value::FromInt(negative ? -value : value);
}

template <typename C>
Result<Value> Parser<C>::ParseFloatingPoint(size_t end) {
  constexpr size_t kInline = 64;
  char inline_text[kInline];
  std::string_view text;
  std::string long_text;
  if constexpr (sizeof(C) == 1) {
    text = {reinterpret_cast<const char*>(characters_) + pos_, end - pos_};
  } else if (end - pos_ <= kInline) {
    for (size_t i = pos_; i < end; ++i) inline_text[i - pos_] = static_cast<char>(characters_[i]);
    text = {inline_text, end - pos_};
  } else {
    for (size_t i = pos_; i < end; ++i) long_text.push_back(static_cast<char>(characters_[i]));
    text = long_text;
  }
  double value = 0;
  ParseFloatPrefix(text, &value);
  pos_ = end;
  return Float::From(t_, value);
}

}  // namespace

Result<Value> Parse(Thread& t, const ParseSettings& settings, Str* text, size_t at, size_t* next) {
  return WithCharacters(text, [&](const auto* characters) -> Result<Value> {
    Parser parser(t, settings, text, characters, at);
    const Value value = TRY(parser.ParseValue());
    *next = parser.position();
    return value;
  });
}

}  // namespace krait::json
