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
  if (args.has_keywords() && args.keyword_names->size() > names.size()) {
    return RaiseTypeError(
        t, absl::StrCat(type, "() takes at most ", names.size(), " keyword argument",
                        names.size() == 1 ? "" : "s", " (", args.keyword_names->size(), " given)"));
  }
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
  AsException(self)->set_field(0, args.count == 1 ? args[0] : Value::None());
  for (int field : {1, 2}) AsException(self)->set_field(field, Value::None());
  self.AsObject()->set_flags(self.AsObject()->flags() & ~(kNameGiven | kPathGiven));
  for (size_t k = 0; args.has_keywords() && k < args.keyword_names->size(); ++k) {
    const bool is_name = Cast<Str>(args.keyword_names->At(k))->EqualsAscii("name");
    self.AsObject()->set_flags(self.AsObject()->flags() | (is_name ? kNameGiven : kPathGiven));
  }
  return TakeKeywords(t, self, args, kNames, 1, "ImportError");
}

Result<Value> ImportErrorStr(Thread& t, Value self) {
  const Value msg = AsException(self)->field(0);
  if (IsExactly<Str>(msg)) return msg;
  return types(t).BaseException->slots().str(t, self);
}

// --- KeyError, SyntaxError ---------------------------------------------------------------------

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
  if (info->size() == 5) {
    return RaiseTypeError(t, "end_offset must be provided when end_lineno is provided");
  }
  if (info->size() != 4 && info->size() != 6) {
    return RaiseTypeError(
        t, absl::StrCat("function takes ", info->size() < 4 ? "at least 4" : "at most 6",
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
  int64_t line = -1;  // also for numbers that no line can have
  if (has_line) ToInt64(e->field(2), &line);
  if (!file.empty() && has_line) {
    absl::StrAppend(&text, " (", file, ", line ", line, ")");
  } else if (!file.empty()) {
    absl::StrAppend(&text, " (", file, ")");
  } else if (has_line) {
    absl::StrAppend(&text, " (line ", line, ")");
  }
  return Str::FromUtf8(t, text);
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

InitSlot InitOf(Type* BuiltinTypes::* type) {
  const Row* row = FindRow(type);
  return row == nullptr ? nullptr : row->init;
}

UnarySlot StrOf(Type* BuiltinTypes::* type) {
  const Row* row = FindRow(type);
  return row == nullptr ? nullptr : row->str;
}

}  // namespace krait
