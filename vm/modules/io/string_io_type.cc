#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/modules/io/arguments.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/string_io.h"
#include "vm/modules/io/type_specs.h"
#include "vm/object/attributes.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/str_writer.h"
#include "vm/object/tuple.h"

/// StringIO as Python sees it.
namespace krait {
namespace {

using Lock = gil::CriticalSection;

Result<None> CheckOpen(Thread& t, const StringIO* self) {
  if (!self->ready()) return RaiseValueError(t, "I/O operation on uninitialized object");
  if (self->closed()) return RaiseValueError(t, "I/O operation on closed file");
  return None{};
}

Result<NewlineMode> NewlineOf(Thread& t, Value newline) {
  if (newline.IsUnbound()) newline = Value::FromObject(t.vm().latin1_char('\n'));
  if (!newline.IsNone() && !Is<Str>(newline)) {
    return RaiseTypeError(t,
                          absl::StrCat("newline must be str or None, not ", TypeName(t, newline)));
  }
  Result<NewlineMode> mode = NewlineMode::Of(t, newline);
  if (mode.ok()) return mode;
  t.pending = Value::Unbound();
  return RaiseValueError(t,
                         absl::StrCat("illegal newline value: ", TRY(Repr(t, newline))->ToUtf8()));
}

/// Line ends as they are kept: translated for reading, then for writing.
Result<Str*> TranslateForWriting(Thread& t, StringIO* self, Str* text) {
  if (self->has_translator()) text = TRY(self->translator().Decode(t, text, true));
  const char* written = self->newline().written;
  if (written == nullptr) return text;
  StrWriter out(t);
  for (size_t i = 0; i < text->length(); ++i) {
    const char32_t c = text->At(i);
    if (c == '\n') {
      out.AppendAscii(written);
    } else {
      out.Append(c);
    }
  }
  return out.Finish(t);
}

Result<None> Write(Thread& t, StringIO* self, Str* text) {
  Lock lock(t, self->lock_byte());
  TRY(CheckOpen(t, self));
  return self->Write(t, TRY(TranslateForWriting(t, self, text)));
}

constexpr Method kInit = ConstructorSignature("StringIO", "(initial_value='', newline='\\n')");

Result<None> Initialize(Thread& t, StringIO* self, Value initial, Value newline) {
  const NewlineMode mode = TRY(NewlineOf(t, newline));
  if (!initial.IsUnbound() && !initial.IsNone() && !Is<Str>(initial)) {
    return RaiseTypeError(
        t, absl::StrCat("initial_value must be str or None, not ", TypeName(t, initial)));
  }
  {
    Lock lock(t, self->lock_byte());
    self->Reset(mode);
  }
  if (Is<Str>(initial)) TRY(Write(t, self, Cast<Str>(initial)));
  self->set_position(0);
  return None{};
}

Result<None> StringInit(Thread& t, Value self, Args args) {
  Value bound[2];
  TRY(BindArguments(t, kInit, args, bound));
  return Initialize(t, Cast<StringIO>(self), bound[0], bound[1]);
}

Result<Str*> StringGetvalue(Thread& t, StringIO* self) {
  Lock lock(t, self->lock_byte());
  TRY(CheckOpen(t, self));
  return Str::FromCodePoints(t, self->content());
}

Result<int64_t> StringTell(Thread& t, StringIO* self) {
  TRY(CheckOpen(t, self));
  return static_cast<int64_t>(self->position());
}

Result<Str*> StringRead(Thread& t, StringIO* self, SizeOrNone size) {
  Lock lock(t, self->lock_byte());
  TRY(CheckOpen(t, self));
  return Str::FromCodePoints(t, self->Take(size.value));
}

Result<Str*> StringReadline(Thread& t, StringIO* self, SizeOrNone size) {
  Lock lock(t, self->lock_byte());
  TRY(CheckOpen(t, self));
  return Str::FromCodePoints(t, self->TakeLine(size.value));
}

Result<Value> StringNext(Thread& t, Value value) {
  auto* self = Cast<StringIO>(value);
  TRY(CheckOpen(t, self));
  if (!self->IsSubclassInstance()) {
    Str* line = TRY(StringReadline(t, self, SizeOrNone{}));
    return line->length() == 0 ? Value::Unbound() : Value::FromObject(line);
  }
  const Value line = TRY(CallMethodWith(t, value, names(t).readline));
  if (!Is<Str>(line)) {
    return Raise(t, &BuiltinTypes::OSError,
                 absl::StrCat("readline() should have returned a str object, not '",
                              TypeName(t, line), "'"));
  }
  return Cast<Str>(line)->length() == 0 ? Value::Unbound() : line;
}

Result<int64_t> StringTruncate(Thread& t, StringIO* self, SizeOrNone size) {
  Lock lock(t, self->lock_byte());
  TRY(CheckOpen(t, self));
  const int64_t wanted = size.is_none ? static_cast<int64_t>(self->position()) : size.value;
  if (wanted < 0) return RaiseValueError(t, absl::StrCat("Negative size value ", wanted));
  self->Truncate(static_cast<size_t>(wanted));
  return wanted;
}

Result<int64_t> StringSeek(Thread& t, StringIO* self, Index target, int whence) {
  Lock lock(t, self->lock_byte());
  TRY(CheckOpen(t, self));
  int64_t at = target.value;
  if (whence < 0 || whence > 2) {
    return RaiseValueError(t, absl::StrCat("Invalid whence (", whence, ", should be 0, 1 or 2)"));
  }
  if (at < 0 && whence == 0) {
    return RaiseValueError(t, absl::StrCat("Negative seek position ", at));
  }
  if (whence != 0 && at != 0) {
    return Raise(t, &BuiltinTypes::OSError, "Can't do nonzero cur-relative seeks");
  }
  if (whence == 1) at = static_cast<int64_t>(self->position());
  if (whence == 2) at = static_cast<int64_t>(self->size());
  self->set_position(static_cast<size_t>(at));
  return at;
}

Result<int64_t> StringWrite(Thread& t, StringIO* self, Value text) {
  if (!self->ready()) return RaiseValueError(t, "I/O operation on uninitialized object");
  if (!Is<Str>(text)) {
    return RaiseTypeError(t,
                          absl::StrCat("string argument expected, got '", TypeName(t, text), "'"));
  }
  TRY(Write(t, self, Cast<Str>(text)));
  return static_cast<int64_t>(Cast<Str>(text)->length());
}

Result<None> StringClose(Thread& t, StringIO* self) {
  Lock lock(t, self->lock_byte());
  self->Close();
  return None{};
}

Result<bool> StringTrue(Thread& t, StringIO* self) {
  TRY(CheckOpen(t, self));
  return true;
}

/// The `newline` argument that made `mode`.
Result<Value> NewlineArgument(Thread& t, const NewlineMode& mode) {
  if (mode.universal && mode.translate) return Value::None();
  return Str::InternUtf8(t, mode.universal ? "" : mode.ending);
}

Result<Value> StringGetstate(Thread& t, StringIO* self) {
  Str* value = TRY(StringGetvalue(t, self));
  const Value newline = TRY(NewlineArgument(t, self->newline()));
  Dict* dict = TRY(InstanceDict(t, self));
  const Value state = dict->size() == 0 ? Value::None() : Value::FromObject(TRY(dict->Copy(t)));
  return Tuple::Of(t, Value::FromObject(value), newline,
                   Value::FromInt(static_cast<int64_t>(self->position())), state);
}

Result<None> StringSetstate(Thread& t, StringIO* self, Value state) {
  if (self->closed()) return RaiseValueError(t, "__setstate__ on closed file");
  const Tuple* items = TryCast<Tuple>(state);
  if (items == nullptr || items->size() < 4) {
    return RaiseTypeError(
        t, absl::StrCat(TypeName(t, Value::FromObject(self)),
                        ".__setstate__ argument should be 4-tuple, got ", TypeName(t, state)));
  }
  TRY(Initialize(t, self, items->At(0), items->At(1)));
  // The value is what was kept: it must not be translated a second time.
  if (Is<Str>(items->At(0))) {
    Lock lock(t, self->lock_byte());
    self->Truncate(0);
    self->set_position(0);
    TRY(self->Write(t, Cast<Str>(items->At(0))));
  }
  const Value position = items->At(2);
  if (!IsIntLike(position)) {
    return RaiseTypeError(
        t, absl::StrCat("third item of state must be an integer, got ", TypeName(t, position)));
  }
  const int64_t at = TRY(ToIndexSsize(t, position));
  if (at < 0) return RaiseValueError(t, "position value cannot be negative");
  self->set_position(static_cast<size_t>(at));
  const Value attributes = items->At(3);
  if (attributes.IsNone()) return None{};
  if (!Is<Dict>(attributes)) {
    return RaiseTypeError(
        t, absl::StrCat("fourth item of state should be a dict, got a ", TypeName(t, attributes)));
  }
  Dict* dict = TRY(InstanceDict(t, self));
  return UpdateDict(t, dict, attributes);
}

Result<Value> GetClosed(Thread& t, Value value) {
  auto* self = Cast<StringIO>(value);
  if (!self->ready()) return RaiseValueError(t, "I/O operation on uninitialized object");
  return Value::FromBool(self->closed());
}
Result<Value> GetNewlines(Thread& t, Value value) {
  auto* self = Cast<StringIO>(value);
  TRY(CheckOpen(t, self));
  return self->has_translator() ? self->translator().Newlines(t) : Result<Value>(Value::None());
}
Result<Value> GetLineBuffering(Thread& t, Value value) {
  TRY(CheckOpen(t, Cast<StringIO>(value)));
  return Value::False();
}

constexpr Method kMethods[] = {
    Bind<StringClose>("close", "($self, /)"),
    Bind<StringGetvalue>("getvalue", "($self, /)"),
    Bind<StringRead>("read", "($self, size=-1, /)"),
    Bind<StringReadline>("readline", "($self, size=-1, /)"),
    Bind<StringTell>("tell", "($self, /)"),
    Bind<StringTruncate>("truncate", "($self, pos=None, /)"),
    Bind<StringSeek>("seek", "($self, pos, whence=0, /)"),
    Bind<StringWrite>("write", "($self, s, /)"),
    Bind<StringTrue>("seekable", "($self, /)"),
    Bind<StringTrue>("readable", "($self, /)"),
    Bind<StringTrue>("writable", "($self, /)"),
    HideSignature(Bind<StringGetstate>("__getstate__", "($self, /)")),
    HideSignature(Bind<StringSetstate>("__setstate__", "($self, state, /)")),
};
constexpr GetSet kGetSets[] = {
    {"closed", &GetClosed},
    {"newlines", &GetNewlines},
    {"line_buffering", &GetLineBuffering},
};

}  // namespace

const NativeTypeSpec& StringIoSpec() {
  static const NativeTypeSpec kSpec{
      .name = "_io.StringIO",
      .instance_size = sizeof(StringIO),
      .flags = Type::kBaseType | Type::kHasWeakref,
      .has_dict = true,
      .spec = {.slots = {.new_ = &StringIO::New, .init = &StringInit, .next = &StringNext},
               .methods = kMethods,
               .getset = kGetSets},
  };
  return kSpec;
}

}  // namespace krait
