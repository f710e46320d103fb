#include <algorithm>
#include <iterator>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "vm/builtins/str_method_functions.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// str.maketrans and str.translate.
namespace krait::str_methods {
namespace {

Value CodePoint(char32_t c) { return Value::FromInt(static_cast<int64_t>(c)); }

/// The keys of `mapping`, characters or ints, as ints.
Result<Value> TableOfMapping(Thread& t, Value mapping) {
  if (!IsExactly<Dict>(mapping)) {
    return RaiseTypeError(t, "if you give only one argument to maketrans it must be a dict");
  }
  Dict* table = TRY(Dict::New(t));
  // A copy does not change while keys are hashed.
  Dict* source = TRY(Cast<Dict>(mapping)->Copy(t));
  size_t position = 0;
  Value key;
  Value value;
  while (source->Next(position, key, value)) {
    if (Is<Str>(key)) {
      const Str* text = Cast<Str>(key);
      if (text->length() != 1) {
        return RaiseValueError(t, "string keys in translate table must be of length 1");
      }
      key = CodePoint(text->At(0));
    } else if (!IsIntLike(key)) {
      return RaiseTypeError(t, "keys in translate table must be strings or integers");
    }
    TRY(SetItem(t, Value::FromObject(table), key, value));
  }
  return table;
}

/// What a table says of one character.
Result<Value> Look(Thread& t, Value table, char32_t c) {
  const Result<Value> answer = GetItem(t, table, CodePoint(c));
  if (answer.ok()) return answer;
  if (!ClearPendingIf(t, &BuiltinTypes::LookupError)) return Raised{};
  return Value::Unbound();
}

Result<None> AppendAnswer(Thread& t, StrWriter& writer, Value answer, char32_t c) {
  if (answer.IsUnbound()) {
    writer.Append(c);
  } else if (IsIntLike(answer)) {
    int64_t code;
    if (!ToInt64(answer, &code) || code < 0 || code > 0x10FFFF) {
      return RaiseValueError(t, "character mapping must be in range(0x110000)");
    }
    writer.Append(static_cast<char32_t>(code));
  } else if (Is<Str>(answer)) {
    writer.Append(Cast<Str>(answer));
  } else if (!answer.IsNone()) {
    return RaiseTypeError(t, "character mapping must return integer, None or str");
  }
  return None{};
}

/// Appends what `codes` has for the first characters of `text`, as long as it has one (negative:
/// none); returns how many, at least one when it has for the first.
size_t AppendCodes(StrWriter& writer, std::string_view text, const int* codes) {
  char piece[128];
  size_t count = 0;
  for (; count < text.size() && count < sizeof(piece); ++count) {
    const int code = codes[static_cast<uint8_t>(text[count])];
    if (code < 0) break;
    piece[count] = static_cast<char>(code);
  }
  writer.AppendAscii({piece, count});
  return count;
}

}  // namespace

Result<Value> Maketrans(Thread& t, Value x, Opt<Str*> y, Opt<Str*> z) {
  if (!y) return TableOfMapping(t, x);
  if (!Is<Str>(x)) {
    return RaiseTypeError(
        t, "first maketrans argument must be a string if there is a second argument");
  }
  const Str* from = Cast<Str>(x);
  if (from->length() != y.value->length()) {
    return RaiseValueError(t, "the first two maketrans arguments must have equal length");
  }
  Dict* dict = TRY(Dict::New(t));
  const Value table = Value::FromObject(dict);
  for (size_t i = 0; i < from->length(); ++i) {
    TRY(SetItem(t, table, CodePoint(from->At(i)), CodePoint(y.value->At(i))));
  }
  for (size_t i = 0; z && i < z.value->length(); ++i) {
    TRY(SetItem(t, table, CodePoint(z.value->At(i)), Value::None()));
  }
  return table;
}

Result<Value> Translate(Thread& t, Str* self, Value table) {
  // The table's answers for ASCII characters are asked for once, as CPython does.
  constexpr int kNotAsked = -2;
  constexpr int kNoCharacter = -1;
  constexpr int kDeleted = -3;
  Value known[128];
  int codes[128];  // what one character stands for is written at once
  std::fill(std::begin(codes), std::end(codes), kNotAsked);
  StrWriter writer(t);
  writer.Reserve(self->length());
  for (size_t i = 0; i < self->length(); ++i) {
    const char32_t c = self->At(i);
    if (c < 128 && self->is_ascii()) {
      if (codes[c] == kNotAsked) {
        known[c] = TRY(Look(t, table, c));
        const bool is_code = known[c].IsInt() && known[c].AsInt() >= 0 && known[c].AsInt() < 128;
        codes[c] = known[c].IsUnbound() ? static_cast<int>(c)
                   : known[c].IsNone()  ? kDeleted
                   : is_code            ? static_cast<int>(known[c].AsInt())
                                        : kNoCharacter;
      }
      if (codes[c] >= 0) {
        i += AppendCodes(writer, self->AsciiView().substr(i), codes) - 1;
      } else if (codes[c] == kNoCharacter) {
        TRY(AppendAnswer(t, writer, known[c], c));
      }
    } else {
      TRY(AppendAnswer(t, writer, TRY(Look(t, table, c)), c));
    }
  }
  return writer.Finish(t);
}

}  // namespace krait::str_methods
