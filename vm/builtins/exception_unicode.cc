#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/exception_init.h"
#include "vm/object/buffer.h"
#include "vm/object/bytes.h"
#include "vm/object/int.h"
#include "vm/object/memory_view.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError.
namespace krait {
namespace {

// Exception::fields.
enum Field { kEncoding, kObject, kStart, kEnd, kReason };

Exception* AsException(Value value) { return Cast<Exception>(value); }

std::string NameOf(Thread& t, Value value) { return value.IsNone() ? "None" : TypeName(t, value); }

/// One argument, converted to what its field holds.
Result<Value> ConvertField(Thread& t, int field, bool decodes, uint32_t position, Value value) {
  if (field == kStart || field == kEnd) {
    return Int::From(t, TRY(ToIndexSsize(t, value)));
  }
  if (field == kObject && decodes) {
    if (Is<Bytes>(value)) return value;
    if (HasBuffer(t, value)) return BytesOfAnyBuffer(t, value);
    return RaiseTypeError(
        t, absl::StrCat("a bytes-like object is required, not '", TypeName(t, value), "'"));
  }
  if (Is<Str>(value)) return value;
  return RaiseTypeError(
      t, absl::StrCat("argument ", position, " must be str, not ", NameOf(t, value)));
}

/// The arguments of the three; the translate one has no encoding.
Result<None> FillFields(Thread& t, Value self, Args args, int first, bool decodes) {
  TRY(types(t).BaseException->slots().init(t, self, args));
  const auto expected = static_cast<uint32_t>(kReason + 1 - first);
  if (args.count != expected) {
    return RaiseTypeError(t, absl::StrCat("function takes exactly ", expected, " arguments (",
                                          args.count, " given)"));
  }
  // Objects that are no bytes are looked at last.
  for (const bool object_turn : {false, true}) {
    for (uint32_t i = 0; i < expected; ++i) {
      const int field = first + static_cast<int>(i);
      if ((decodes && field == kObject) != object_turn) continue;
      const Value value = TRY(ConvertField(t, field, decodes, i + 1, args[i]));
      AsException(self)->set_field(field, value);
    }
  }
  return None{};
}

/// "character '\\xe9'" or "byte 0xe9" for a single one.
std::string DescribeUnit(Value object, int64_t at) {
  if (Is<Bytes>(object)) {
    const auto byte = Cast<Bytes>(object)->data()[at];
    return absl::StrCat("byte 0x", absl::Hex(byte, absl::kZeroPad2));
  }
  const auto c = static_cast<uint32_t>(Cast<Str>(object)->At(static_cast<size_t>(at)));
  if (c <= 0xFF) return absl::StrCat("character '\\x", absl::Hex(c, absl::kZeroPad2), "'");
  if (c <= 0xFFFF) return absl::StrCat("character '\\u", absl::Hex(c, absl::kZeroPad4), "'");
  return absl::StrCat("character '\\U", absl::Hex(c, absl::kZeroPad8), "'");
}

int64_t PositionOf(const Exception* e, int field) {
  int64_t position = 0;
  if (!e->field(field).IsNone()) ToInt64(e->field(field), &position);
  return position;
}

Result<Value> ErrorText(Thread& t, Value self, const char* verb, const char* units) {
  const Exception* e = AsException(self);
  const Value object = e->field(kObject);
  if (object.IsNone()) return t.vm().empty_str();
  const int64_t start = PositionOf(e, kStart);
  const int64_t end = PositionOf(e, kEnd);
  const int64_t size = Is<Str>(object)     ? static_cast<int64_t>(Cast<Str>(object)->length())
                       : Is<Bytes>(object) ? static_cast<int64_t>(Cast<Bytes>(object)->size())
                                           : 0;
  std::string text;
  if (!e->field(kEncoding).IsNone()) {
    text = absl::StrCat("'", TRY(ToStr(t, e->field(kEncoding)))->ToUtf8(), "' codec ");
  }
  absl::StrAppend(&text, "can't ", verb, " ");
  if (end == start + 1 && start >= 0 && start < size) {
    absl::StrAppend(&text, DescribeUnit(object, start), " in position ", start);
  } else {
    absl::StrAppend(&text, units, " in position ", start, "-", end - 1);
  }
  absl::StrAppend(&text, ": ", TRY(ToStr(t, e->field(kReason)))->ToUtf8());
  return Str::FromUtf8(t, text);
}

Value GetPosition(Value self, int field) {
  const Value position = AsException(self)->field(field);
  return position.IsNone() ? Value::FromInt(0) : position;
}

Result<None> SetPosition(Thread& t, Value self, int field, Value value) {
  if (value.IsUnbound()) return RaiseTypeError(t, "can't delete numeric/char attribute");
  // What CPython leaves behind when the new value will not do.
  AsException(self)->set_field(field, Value::FromInt(-1));
  if (!IsIntLike(value)) return RaiseTypeError(t, "an integer is required");
  AsException(self)->set_field(field, TRY(Int::From(t, TRY(ToIndexSsize(t, value)))));
  return None{};
}

}  // namespace

Result<None> UnicodeDecodeErrorInit(Thread& t, Value self, Args args) {
  return FillFields(t, self, args, kEncoding, true);
}
Result<None> UnicodeEncodeErrorInit(Thread& t, Value self, Args args) {
  return FillFields(t, self, args, kEncoding, false);
}
Result<None> UnicodeTranslateErrorInit(Thread& t, Value self, Args args) {
  return FillFields(t, self, args, kObject, false);
}

Result<Value> UnicodeDecodeErrorStr(Thread& t, Value self) {
  return ErrorText(t, self, "decode", "bytes");
}
Result<Value> UnicodeEncodeErrorStr(Thread& t, Value self) {
  return ErrorText(t, self, "encode", "characters");
}
Result<Value> UnicodeTranslateErrorStr(Thread& t, Value self) {
  return ErrorText(t, self, "translate", "characters");
}

Result<Value> GetUnicodeStart(Thread&, Value self) { return GetPosition(self, kStart); }
Result<None> SetUnicodeStart(Thread& t, Value self, Value value) {
  return SetPosition(t, self, kStart, value);
}
Result<Value> GetUnicodeEnd(Thread&, Value self) { return GetPosition(self, kEnd); }
Result<None> SetUnicodeEnd(Thread& t, Value self, Value value) {
  return SetPosition(t, self, kEnd, value);
}

}  // namespace krait
