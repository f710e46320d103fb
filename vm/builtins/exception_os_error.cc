#include <string>

#include "absl/strings/str_cat.h"
#include "vm/builtins/exception_init.h"
#include "vm/object/int.h"
#include "vm/object/native_object.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// OSError: errno, strerror, filename, filename2 and, for BlockingIOError, characters_written.
namespace krait {
namespace {

// Exception::fields.
enum Field { kErrno, kText, kFilename, kFilename2, kWritten };

// Beside Exception's own flag: the field has a value, be it None.
constexpr uint8_t kHasErrno = 2;
constexpr uint8_t kHasText = 4;

Exception* AsException(Value value) { return Cast<Exception>(value); }

/// Two to five arguments are (errno, strerror[, filename[, winerror[, filename2]]]).
bool HasErrno(uint32_t count) { return count >= 2 && count <= 5; }

/// A class with an __init__ but no __new__ of its own gets its fields when it calls ours.
bool FillsInInit(Thread& t, const Type* cls) {
  const TypeSlots& own = types(t).OSError->slots();
  return cls->slots().init != own.init && cls->slots().new_ == own.new_;
}

bool IsNumber(Thread& t, Value value) {
  const TypeSlots& slots = TypeOf(t, value)->slots();
  return slots.index != nullptr || slots.int_ != nullptr || slots.float_ != nullptr;
}

Result<None> Fill(Thread& t, Exception* exception, Args args) {
  exception->set_args(TRY(Tuple::From(t, {args.values, args.count})));
  if (!HasErrno(args.count)) return None{};
  exception->set_flags(exception->flags() | kHasErrno | kHasText);
  exception->set_field(kErrno, args[0]);
  exception->set_field(kText, args[1]);
  if (args.count < 3 || args[2].IsNone()) return None{};
  const Type* type = TypeOf(t, Value::FromObject(exception));
  if (type == types(t).BlockingIOError && IsNumber(t, args[2])) {
    const int64_t written = TRY(ToIndexInt64(t, args[2], &BuiltinTypes::ValueError));
    exception->set_field(kWritten, TRY(Int::From(t, written)));
    return None{};
  }
  exception->set_field(kFilename, args[2]);
  if (args.count == 5 && !args[4].IsNone()) exception->set_field(kFilename2, args[4]);
  // The names are shown and pickled apart.
  exception->set_args(TRY(Tuple::Of(t, args[0], args[1])));
  return None{};
}

Result<None> CheckNoKeywords(Thread& t, const Type* cls, Args args) {
  if (!args.has_keywords()) return None{};
  return RaiseTypeError(t, absl::StrCat(cls->name()->ToUtf8(), "() takes no keyword arguments"));
}

}  // namespace

Result<Value> OSErrorNew(Thread& t, Type* cls, Args args) {
  const bool later = FillsInInit(t, cls);
  if (!later) TRY(CheckNoKeywords(t, cls, args));
  int64_t error;
  if (cls == types(t).OSError && HasErrno(args.count) && IsIntLike(args[0]) &&
      ToInt64(args[0], &error) && error == static_cast<int>(error)) {
    cls = OSErrorTypeFor(t, static_cast<int>(error));
  }
  Tuple* positional = TRY(Tuple::From(t, {args.values, args.count}));
  auto* exception = static_cast<Exception*>(TRY(AllocateInstance(t, cls, sizeof(Exception))));
  exception->Initialize(positional);
  if (!later) TRY(Fill(t, exception, args));
  return exception;
}

Result<None> OSErrorInit(Thread& t, Value self, Args args) {
  const Type* cls = TypeOf(t, self);
  if (!FillsInInit(t, cls)) return None{};
  TRY(CheckNoKeywords(t, cls, args));
  return Fill(t, AsException(self), args);
}

Result<Value> OSErrorStr(Thread& t, Value self) {
  const Exception* e = AsException(self);
  const bool named = !e->field(kFilename).IsNone();
  const auto has = [&](uint8_t flag, int field) {
    return (e->flags() & flag) != 0 || !e->field(field).IsNone();
  };
  const bool numbered = has(kHasErrno, kErrno) && has(kHasText, kText);
  if (!named && !numbered) return types(t).BaseException->slots().str(t, self);
  std::string text = absl::StrCat("[Errno ", TRY(ToStr(t, e->field(kErrno)))->ToUtf8(), "] ",
                                  TRY(ToStr(t, e->field(kText)))->ToUtf8());
  if (named) absl::StrAppend(&text, ": ", TRY(Repr(t, e->field(kFilename)))->ToUtf8());
  if (named && !e->field(kFilename2).IsNone()) {
    absl::StrAppend(&text, " -> ", TRY(Repr(t, e->field(kFilename2)))->ToUtf8());
  }
  return Str::FromUtf8(t, text);
}

/// The arguments that make the same exception again, names included.
Result<Value> OSErrorReduce(Thread& t, Value self) {
  const Exception* e = AsException(self);
  Tuple* args = e->args();
  if (args->size() == 2 && !e->field(kFilename).IsNone()) {
    const Value first = args->At(0);
    const Value second = args->At(1);
    const Value name = e->field(kFilename);
    args = e->field(kFilename2).IsNone()
               ? TRY(Tuple::Of(t, first, second, name))
               : TRY(Tuple::Of(t, first, second, name, Value::None(), e->field(kFilename2)));
  }
  const Value type = Value::FromObject(TypeOf(t, self));
  const Value dict = TRY(ExceptionDict(t, self));
  if (dict.IsUnbound()) return Tuple::Of(t, type, Value::FromObject(args));
  return Tuple::Of(t, type, Value::FromObject(args), dict);
}

namespace {

void SetOrDelete(Exception* e, int field, uint8_t flag, Value value) {
  const bool deleted = value.IsUnbound();
  e->set_field(field, deleted ? Value::None() : value);
  e->set_flags(static_cast<uint8_t>(deleted ? e->flags() & ~flag : e->flags() | flag));
}

}  // namespace

Result<None> SetErrno(Thread&, Value self, Value value) {
  SetOrDelete(AsException(self), kErrno, kHasErrno, value);
  return None{};
}

Result<None> SetErrorText(Thread&, Value self, Value value) {
  SetOrDelete(AsException(self), kText, kHasText, value);
  return None{};
}

Result<Value> GetCharactersWritten(Thread& t, Value self) {
  const Value written = AsException(self)->field(kWritten);
  if (!written.IsNone()) return written;
  return Raise(t, &BuiltinTypes::AttributeError, "characters_written");
}

Result<None> SetCharactersWritten(Thread& t, Value self, Value value) {
  if (value.IsUnbound()) {
    TRY(GetCharactersWritten(t, self));
    AsException(self)->set_field(kWritten, Value::None());
    return None{};
  }
  const int64_t written = TRY(ToIndexInt64(t, value, &BuiltinTypes::ValueError));
  AsException(self)->set_field(kWritten,
                               written == -1 ? Value::None() : TRY(Int::From(t, written)));
  return None{};
}

}  // namespace krait
