#include "vm/builtins/exception_init.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "vm/object/bytes.h"
#include "vm/object/collect.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait {
namespace {

Exception* AsException(Value value) { return Cast<Exception>(value); }

Result<None> BaseInit(Thread& t, Value self, Args args) {
  return types(t).BaseException->slots().init(t, self, {args.values, args.count});
}

/// Keyword arguments by name: `names[i]` goes to field `i + first`; others are refused.
Result<None> TakeKeywords(Thread& t, Value self, Args args, absl::Span<const char* const> names,
                          int first, const char* type) {
  for (size_t k = 0; args.has_keywords() && k < args.keyword_names->size(); ++k) {
    const Str* name = Cast<Str>(args.keyword_names->At(k));
    size_t i = 0;
    while (i < names.size() && !name->EqualsAscii(names[i])) ++i;
    if (i == names.size()) {
      return RaiseTypeError(t, absl::StrCat("'", name->ToUtf8(),
                                            "' is an invalid keyword argument for ", type, "()"));
    }
    AsException(self)->set_field(first + static_cast<int>(i), args[args.count + k]);
  }
  return None{};
}

Result<None> SystemExitInit(Thread& t, Value self, Args args) {
  TRY(types(t).BaseException->slots().init(t, self, args));
  if (args.count == 0) return None{};
  AsException(self)->set_field(
      0, args.count == 1 ? args[0] : Value::FromObject(AsException(self)->args()));
  return None{};
}

Result<None> StopIterationInit(Thread& t, Value self, Args args) {
  TRY(types(t).BaseException->slots().init(t, self, args));
  AsException(self)->set_field(0, args.count > 0 ? args[0] : Value::None());
  return None{};
}

Result<None> AttributeErrorInit(Thread& t, Value self, Args args) {
  static constexpr const char* kNames[] = {"name", "obj"};
  TRY(BaseInit(t, self, args));
  return TakeKeywords(t, self, args, kNames, 0, "AttributeError");
}

Result<None> NameErrorInit(Thread& t, Value self, Args args) {
  static constexpr const char* kNames[] = {"name"};
  TRY(BaseInit(t, self, args));
  return TakeKeywords(t, self, args, kNames, 0, "NameError");
}

Result<None> ImportErrorInit(Thread& t, Value self, Args args) {
  static constexpr const char* kNames[] = {"name", "path"};
  TRY(BaseInit(t, self, args));
  if (args.count == 1) AsException(self)->set_field(0, args[0]);
  return TakeKeywords(t, self, args, kNames, 1, "ImportError");
}

Result<Value> ImportErrorStr(Thread& t, Value self) {
  const Value msg = AsException(self)->field(0);
  if (IsExactly<Str>(msg)) return msg;
  return types(t).BaseException->slots().str(t, self);
}

// --- OSError -----------------------------------------------------------------------------------

/// Two to five arguments are (errno, strerror[, filename[, winerror[, filename2]]]).
bool HasErrno(const Tuple* args) { return args->size() >= 2 && args->size() <= 5; }

Result<None> FillOSError(Thread& t, Exception* exception, Args args) {
  Tuple* all = TRY(Tuple::From(t, {args.values, args.count}));
  exception->set_args(all);
  if (!HasErrno(all)) return None{};
  exception->set_field(0, args[0]);
  exception->set_field(1, args[1]);
  if (args.count >= 3 && !args[2].IsNone()) {
    exception->set_field(2, args[2]);
    if (args.count == 5 && !args[4].IsNone()) exception->set_field(3, args[4]);
    // args is what (errno, strerror) would have made, so that it can be pickled.
    exception->set_args(TRY(Tuple::Of(t, args[0], args[1])));
  }
  return None{};
}

Result<None> OSErrorInit(Thread& t, Value self, Args args) {
  if (args.has_keywords()) {
    return RaiseTypeError(
        t, absl::StrCat(TypeOf(t, self)->name()->ToUtf8(), "() takes no keyword arguments"));
  }
  return FillOSError(t, AsException(self), args);
}

Result<Value> OSErrorStr(Thread& t, Value self) {
  const Exception* e = AsException(self);
  if (e->field(0).IsNone() && e->field(1).IsNone()) {
    return types(t).BaseException->slots().str(t, self);
  }
  std::string text = absl::StrCat("[Errno ", TRY(ToStr(t, e->field(0)))->ToUtf8(), "] ",
                                  TRY(ToStr(t, e->field(1)))->ToUtf8());
  if (!e->field(2).IsNone()) absl::StrAppend(&text, ": ", TRY(Repr(t, e->field(2)))->ToUtf8());
  if (!e->field(3).IsNone()) absl::StrAppend(&text, " -> ", TRY(Repr(t, e->field(3)))->ToUtf8());
  return Str::FromUtf8(t, text);
}

// --- KeyError, SyntaxError, UnicodeError ---------------------------------------------------------

/// A missing key is shown as it is written: '' must not look like no message.
Result<Value> KeyErrorStr(Thread& t, Value self) {
  const Tuple* args = AsException(self)->args();
  if (args->size() == 1) return Repr(t, args->At(0));
  return types(t).BaseException->slots().str(t, self);
}

Result<None> SyntaxErrorInit(Thread& t, Value self, Args args) {
  TRY(types(t).BaseException->slots().init(t, self, args));
  if (args.count >= 1) AsException(self)->set_field(0, args[0]);
  if (args.count != 2) return None{};
  const Tuple* info = TRY(TupleOf(t, args[1]));
  if (info->size() != 4 && info->size() != 6) {
    return RaiseTypeError(t, absl::StrCat("function takes ",
                                          info->size() < 4   ? "at least 4"
                                          : info->size() > 6 ? "at most 6"
                                                             : "exactly 4 or 6",
                                          " arguments (", info->size(), " given)"));
  }
  for (size_t i = 0; i < info->size(); ++i) {
    AsException(self)->set_field(1 + static_cast<int>(i), info->At(i));
  }
  return None{};
}

Result<Value> SyntaxErrorStr(Thread& t, Value self) {
  const Exception* e = AsException(self);
  std::string text = TRY(ToStr(t, e->field(0)))->ToUtf8();
  std::string file;
  if (Is<Str>(e->field(1))) {
    file = Cast<Str>(e->field(1))->ToUtf8();
    file.erase(0, file.rfind('/') + 1);
  }
  const bool has_line = IsIntLike(e->field(2)) && !e->field(2).IsBool();
  const std::string line = has_line ? TRY(ToStr(t, e->field(2)))->ToUtf8() : "";
  if (!file.empty() && has_line) {
    absl::StrAppend(&text, " (", file, ", line ", line, ")");
  } else if (!file.empty()) {
    absl::StrAppend(&text, " (", file, ")");
  } else if (has_line) {
    absl::StrAppend(&text, " (line ", line, ")");
  }
  return Str::FromUtf8(t, text);
}

struct UnicodeArgument {
  const char* expected;
  bool (*fits)(Value value);
};

/// The arguments of the three UnicodeErrors; the translate one has no encoding.
Result<None> FillUnicodeError(Thread& t, Value self, Args args, bool has_encoding,
                              bool object_is_str) {
  TRY(types(t).BaseException->slots().init(t, self, args));
  const uint32_t expected = has_encoding ? 5 : 4;
  if (args.count != expected) {
    return RaiseTypeError(t, absl::StrCat("function takes exactly ", expected, " arguments (",
                                          args.count, " given)"));
  }
  static constexpr UnicodeArgument kStr = {"str", [](Value v) { return Is<Str>(v); }};
  static constexpr UnicodeArgument kInt = {"int", [](Value v) { return IsIntLike(v); }};
  static constexpr UnicodeArgument kAny = {"a bytes-like object", [](Value) { return true; }};
  const UnicodeArgument checks[] = {kStr, object_is_str ? kStr : kAny, kInt, kInt, kStr};
  for (uint32_t i = 0; i < expected; ++i) {
    const uint32_t field = has_encoding ? i : i + 1;
    if (!checks[field].fits(args[i])) {
      const char* shown = checks[field].expected;
      if (std::string(shown) == "int") {
        return RaiseTypeError(t, absl::StrCat("'", TypeName(t, args[i]),
                                              "' object cannot be interpreted as an integer"));
      }
      return RaiseTypeError(
          t, absl::StrCat("argument ", i + 1, " must be ", shown, ", not ", TypeName(t, args[i])));
    }
    AsException(self)->set_field(static_cast<int>(field), args[i]);
  }
  return None{};
}

Result<None> UnicodeDecodeErrorInit(Thread& t, Value self, Args args) {
  return FillUnicodeError(t, self, args, true, false);
}
Result<None> UnicodeEncodeErrorInit(Thread& t, Value self, Args args) {
  return FillUnicodeError(t, self, args, true, true);
}
Result<None> UnicodeTranslateErrorInit(Thread& t, Value self, Args args) {
  return FillUnicodeError(t, self, args, false, true);
}

/// "character '\xe9'" or "byte 0xe9" for a single one.
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

Result<Value> UnicodeErrorText(Thread& t, Value self, const char* verb) {
  const Exception* e = AsException(self);
  const Value object = e->field(1);
  if (object.IsNone()) return t.vm().empty_str();
  int64_t start = 0;
  int64_t end = 0;
  ToInt64(e->field(2), &start);
  ToInt64(e->field(3), &end);
  const int64_t size = Is<Str>(object)     ? static_cast<int64_t>(Cast<Str>(object)->length())
                       : Is<Bytes>(object) ? static_cast<int64_t>(Cast<Bytes>(object)->size())
                                           : 0;
  std::string text;
  if (!e->field(0).IsNone()) {
    text = absl::StrCat("'", TRY(ToStr(t, e->field(0)))->ToUtf8(), "' codec ");
  }
  absl::StrAppend(&text, "can't ", verb, " ");
  if (end == start + 1 && start >= 0 && start < size) {
    absl::StrAppend(&text, DescribeUnit(object, start), " in position ", start);
  } else {
    absl::StrAppend(&text, Is<Str>(object) ? "characters" : "bytes", " in position ", start, "-",
                    end - 1);
  }
  absl::StrAppend(&text, ": ", TRY(ToStr(t, e->field(4)))->ToUtf8());
  return Str::FromUtf8(t, text);
}

Result<Value> UnicodeDecodeErrorStr(Thread& t, Value self) {
  return UnicodeErrorText(t, self, "decode");
}
Result<Value> UnicodeEncodeErrorStr(Thread& t, Value self) {
  return UnicodeErrorText(t, self, "encode");
}
Result<Value> UnicodeTranslateErrorStr(Thread& t, Value self) {
  return UnicodeErrorText(t, self, "translate");
}

struct Row {
  Type* BuiltinTypes::* type;
  InitSlot init;
  UnarySlot str;
};

constexpr Row kRows[] = {
    {&BuiltinTypes::SystemExit, &SystemExitInit, nullptr},
    {&BuiltinTypes::StopIteration, &StopIterationInit, nullptr},
    {&BuiltinTypes::AttributeError, &AttributeErrorInit, nullptr},
    {&BuiltinTypes::NameError, &NameErrorInit, nullptr},
    {&BuiltinTypes::ImportError, &ImportErrorInit, &ImportErrorStr},
    {&BuiltinTypes::OSError, &OSErrorInit, &OSErrorStr},
    {&BuiltinTypes::KeyError, nullptr, &KeyErrorStr},
    {&BuiltinTypes::SyntaxError, &SyntaxErrorInit, &SyntaxErrorStr},
    {&BuiltinTypes::UnicodeDecodeError, &UnicodeDecodeErrorInit, &UnicodeDecodeErrorStr},
    {&BuiltinTypes::UnicodeEncodeError, &UnicodeEncodeErrorInit, &UnicodeEncodeErrorStr},
    {&BuiltinTypes::UnicodeTranslateError, &UnicodeTranslateErrorInit, &UnicodeTranslateErrorStr},
};

const Row* FindRow(Type* BuiltinTypes::* type) {
  for (const Row& row : kRows) {
    if (row.type == type) return &row;
  }
  return nullptr;
}

}  // namespace

Result<None> PrepareException(Thread& t, Exception* exception, Args args) {
  // OSError fills its attributes in __new__ unless a subclass has an __init__ of its own.
  const Type* type = TypeOf(t, Value::FromObject(exception));
  if (!type->IsSubtypeOf(types(t).OSError) || type->slots().init != &OSErrorInit) return None{};
  return FillOSError(t, exception, args);
}

InitSlot InitOf(Type* BuiltinTypes::* type) {
  const Row* row = FindRow(type);
  return row == nullptr ? nullptr : row->init;
}

UnarySlot StrOf(Type* BuiltinTypes::* type) {
  const Row* row = FindRow(type);
  return row == nullptr ? nullptr : row->str;
}

}  // namespace krait
