#include <algorithm>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "vm/builtins/specs.h"
#include "vm/builtins/str_methods.h"
#include "vm/object/bind.h"
#include "vm/object/compare_order.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/iterators.h"
#include "vm/object/operations.h"
#include "vm/object/slice.h"
#include "vm/object/slicing.h"
#include "vm/object/str.h"
#include "vm/object/str_copy.h"
#include "vm/object/str_writer.h"
#include "vm/unicode/properties.h"

/// str: its slots. The methods stand in str_methods*.cc.
namespace krait {
namespace {

Str* AsStr(Value value) { return Cast<Str>(value); }

/// The exact str with the same characters as an instance of a subclass.
Result<Str*> ToExact(Thread& t, Value value) {
  if (IsExactly<Str>(value)) return AsStr(value);
  return Str::Substring(t, AsStr(value), 0, AsStr(value)->length());
}

// --- repr ------------------------------------------------------------------------------------

void AppendHex(StrWriter& writer, char32_t c) {
  const auto code = static_cast<uint32_t>(c);
  if (c < 0x100) {
    writer.AppendAscii("\\x");
    writer.AppendAscii(absl::StrCat(absl::Hex(code, absl::kZeroPad2)));
  } else if (c < 0x10000) {
    writer.AppendAscii("\\u");
    writer.AppendAscii(absl::StrCat(absl::Hex(code, absl::kZeroPad4)));
  } else {
    writer.AppendAscii("\\U");
    writer.AppendAscii(absl::StrCat(absl::Hex(code, absl::kZeroPad8)));
  }
}

void AppendEscaped(StrWriter& writer, char32_t c, char32_t quote) {
  switch (c) {
    case '\t':
      return writer.AppendAscii("\\t");
    case '\n':
      return writer.AppendAscii("\\n");
    case '\r':
      return writer.AppendAscii("\\r");
    case '\\':
      return writer.AppendAscii("\\\\");
    default:
      break;
  }
  if (c == quote) {
    writer.Append('\\');
    writer.Append(c);
  } else if (c < ' ' || c == 0x7F || (c > 0x7F && !IsPrintable(c))) {
    AppendHex(writer, c);
  } else {
    writer.Append(c);
  }
}

bool Has(const Str* str, char32_t wanted) {
  return WithCharacters(str, [&](const auto* characters) {
    for (size_t i = 0; i < str->length(); ++i) {
      if (characters[i] == wanted) return true;
    }
    return false;
  });
}

/// Whether the text stands between single quotes as it is.
bool ShowsItself(const Str* str) {
  if (!str->is_ascii()) return false;
  bool plain = true;
  for (const char c : str->AsciiView()) {
    plain &= (c >= ' ') & (c != 0x7F) & (c != '\'') & (c != '\\');
  }
  return plain;
}

Result<Value> StrRepr(Thread& t, Value self) {
  const Str* str = AsStr(self);
  if (ShowsItself(str)) {
    const size_t length = str->length();
    Str* result = TRY(Str::NewUninitialized(t, length + 2, 1, true));
    auto* to = const_cast<uint8_t*>(result->data1());
    to[0] = '\'';
    CopyCharacters(to + 1, str->data1(), length);
    to[length + 1] = '\'';
    return result;
  }
  const char32_t quote = Has(str, '\'') && !Has(str, '"') ? '"' : '\'';
  StrWriter writer(t);
  writer.Reserve(str->length() + 2);
  writer.Append(quote);
  const auto is_plain = [quote](char32_t c) {
    return c >= ' ' && c < 0x7F && c != quote && c != '\\';
  };
  for (size_t i = 0; i < str->length();) {
    const size_t begin = i;
    WithCharacters(str, [&](const auto* characters) {
      while (i < str->length() && is_plain(characters[i])) ++i;
    });
    if (i > begin) writer.AppendRange(str, begin, i);
    if (i < str->length()) AppendEscaped(writer, str->At(i++), quote);
  }
  writer.Append(quote);
  return writer.Finish(t);
}

Result<Value> StrStr(Thread& t, Value self) { return ToExact(t, self); }

Result<int64_t> StrHash(Thread& t, Value self) { return AsStr(self)->Hash(t); }

Result<Value> StrCompare(Thread&, Value self, Value other, CompareOp op) {
  if (!Is<Str>(self) || !Is<Str>(other)) return Value::NotImplemented();
  if (op == CompareOp::kEq) return Value::FromBool(AsStr(self)->Equals(AsStr(other)));
  if (op == CompareOp::kNe) return Value::FromBool(!AsStr(self)->Equals(AsStr(other)));
  const int order = Str::Compare(AsStr(self), AsStr(other));
  return CompareByOrder(order, op);
}

// --- As a sequence -----------------------------------------------------------------------------

Result<int64_t> StrLength(Thread&, Value self) {
  return static_cast<int64_t>(AsStr(self)->length());
}

Result<Value> StrConcat(Thread& t, Value self, Value other) {
  if (!Is<Str>(other)) {
    return RaiseTypeError(
        t, absl::StrCat("can only concatenate str (not \"", TypeName(t, other), "\") to str"));
  }
  return Str::Concat(t, AsStr(self), AsStr(other));
}

Result<Value> StrRepeat(Thread& t, Value self, int64_t count) {
  Str* str = AsStr(self);
  if (count <= 0 || str->length() == 0) return t.vm().empty_str();
  if (count == 1) return ToExact(t, self);
  const size_t length = str->length();
  if (static_cast<uint64_t>(count) > INT64_MAX / length) {
    return RaiseOverflowError(t, "repeated string is too long");
  }
  if (static_cast<uint64_t>(count) > Str::kMaxLength / length) return RaiseMemoryError(t);
  Str* result = TRY(
      Str::NewUninitialized(t, length * static_cast<size_t>(count), str->width(), str->is_ascii()));
  auto* to = static_cast<char*>(const_cast<void*>(result->data()));
  const size_t unit = str->byte_size();
  const size_t total = unit * static_cast<size_t>(count);
  std::memcpy(to, str->data(), unit);
  // Doubling what is there already keeps the copies long.
  for (size_t done = unit; done < total;) {
    const size_t chunk = std::min(done, total - done);
    std::memcpy(to + done, to, chunk);
    done += chunk;
  }
  return result;
}

Result<Value> StrGetItem(Thread& t, Value self, Value key) {
  Str* str = AsStr(self);
  if (Is<Slice>(key)) return GetStrSlice(t, str, TRY(Cast<Slice>(key)->Unpack(t)));
  if (!IsIntLike(key) && TypeOf(t, key)->slots().index == nullptr) {
    return RaiseTypeError(
        t, absl::StrCat("string indices must be integers, not '", TypeName(t, key), "'"));
  }
  int64_t index = TRY(ToIndexInt64(t, key, &BuiltinTypes::IndexError));
  if (index < 0) index += static_cast<int64_t>(str->length());
  if (index < 0 || index >= static_cast<int64_t>(str->length())) {
    return Raise(t, &BuiltinTypes::IndexError, "string index out of range");
  }
  return Str::FromCodePoint(t, str->At(static_cast<size_t>(index)));
}

Result<bool> StrContains(Thread& t, Value self, Value item) {
  if (!Is<Str>(item)) {
    return RaiseTypeError(
        t, absl::StrCat("'in <string>' requires string as left operand, not ", TypeName(t, item)));
  }
  return StrFind(AsStr(self), AsStr(item), 0, AsStr(self)->length()) >= 0;
}

Result<Value> StrIter(Thread& t, Value self) { return StrIterator::New(t, AsStr(self)); }

Result<Value> StrRemainder(Thread& t, Value self, Value arguments) {
  if (!Is<Str>(self)) return Value::NotImplemented();
  return PercentFormat(t, AsStr(self), arguments);
}

// --- str(object='', encoding, errors) ------------------------------------------------------------

constexpr Method kStrNew = [] {
  Method method;
  method.name = "str";
  method.text_signature = "(object='', encoding='', errors='')";
  method.signature = Signature::Parse("(object='', encoding='', errors='')");
  return method;
}();

Result<Str*> StrValue(Thread& t, Args args) {
  if (args.count == 1 && !args.has_keywords()) return ToStr(t, args[0]);
  Value bound[3];
  TRY(BindArguments(t, kStrNew, args, bound));
  if (bound[0].IsUnbound()) return t.vm().empty_str();
  // Only by keyword: object alone was seen above.
  if (bound[1].IsUnbound() && bound[2].IsUnbound()) return ToStr(t, bound[0]);
  for (int i = 1; i < 3; ++i) {
    if (bound[i].IsUnbound() || Is<Str>(bound[i])) continue;
    return ArgumentPlace{kStrNew, i}.Mismatch(t, "str", bound[i]);
  }
  return DecodeObject(t, bound[0], bound[1], bound[2]);
}

Result<Value> StrNew(Thread& t, Type* cls, Args args) {
  Str* value = TRY(StrValue(t, args));
  if (cls == types(t).str) return value;
  return Str::NewOfType(t, cls, value);
}

}  // namespace

const TypeSpec& StrSpec() {
  static const TypeSpec kSpec = [] {
    TypeSpec spec;
    spec.slots.new_ = &StrNew;
    spec.slots.repr = &StrRepr;
    spec.slots.str = &StrStr;
    spec.slots.hash = &StrHash;
    spec.slots.compare = &StrCompare;
    spec.slots.length = &StrLength;
    spec.slots.concat = &StrConcat;
    spec.slots.repeat = &StrRepeat;
    spec.slots.getitem = &StrGetItem;
    spec.slots.contains = &StrContains;
    spec.slots.iter = &StrIter;
    spec.slots.remainder = &StrRemainder;
    spec.methods = StrMethods();
    return spec;
  }();
  return kSpec;
}

}  // namespace krait
