#include <cstdio>

#include "absl/strings/str_cat.h"
#include "vm/modules/io/arguments.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/text_io.h"
#include "vm/modules/io/type_specs.h"
#include "vm/object/attributes.h"
#include "vm/object/exception.h"
#include "vm/object/repr_guard.h"

/// TextIOWrapper as Python sees it.
namespace krait {
namespace {

constexpr Method kInit =
    ConstructorSignature("TextIOWrapper",
                         "(buffer, encoding=None, errors=None, newline=None, line_buffering=False, "
                         "write_through=False)");

Raised RaiseArgumentType(Thread& t, const char* function, const char* argument, Value value) {
  return RaiseTypeError(
      t, absl::StrCat(function, "() argument '", argument, "' must be str or None, not ",
                      value.IsNone() ? "None" : TypeName(t, value)));
}

/// Text that goes on as a C string.
Result<None> CheckText(Thread& t, const char* function, const char* argument, Value value) {
  if (value.IsNone()) return None{};
  if (!Is<Str>(value)) return RaiseArgumentType(t, function, argument, value);
  for (size_t i = 0; i < Cast<Str>(value)->length(); ++i) {
    if (Cast<Str>(value)->At(i) == 0) return RaiseValueError(t, "embedded null character");
  }
  return None{};
}

Result<None> TextInit(Thread& t, Value self, Args args) {
  Value bound[6];
  TRY(BindArguments(t, kInit, args, bound));
  TRY(CheckText(t, "TextIOWrapper", "encoding", bound[1]));
  TRY(CheckText(t, "TextIOWrapper", "newline", bound[3]));
  TextOptions options;
  options.line_buffering = TRY(IntFlag(t, bound[4]));
  options.write_through = TRY(IntFlag(t, bound[5]));
  TRY(CheckText(t, "TextIOWrapper", "errors", bound[2]));
  options.newline = TRY(NewlineMode::Of(t, bound[3]));
  options.encoding = bound[1];
  options.errors = bound[2];
  return Cast<TextIO>(self)->Initialize(t, bound[0], options);
}

constexpr Method kReconfigure = ConstructorSignature(
    "reconfigure",
    "(*, encoding=None, errors=None, newline=..., line_buffering=None, write_through=None)");

Result<None> TextReconfigure(Thread& t, TextIO* self, Args args) {
  Value bound[5];
  TRY(BindArguments(t, kReconfigure, args, bound));
  TRY(self->CheckAttached(t));
  for (int i = 0; i < 2; ++i) {
    if (bound[i].IsNone() || Is<Str>(bound[i])) continue;
    return RaiseTypeError(t, "bad argument type for built-in operation");
  }
  NewlineMode newline;
  const bool has_newline = !bound[2].IsUnbound();
  if (has_newline) {
    TRY(CheckText(t, "reconfigure", "newline", bound[2]));
    newline = TRY(NewlineMode::Of(t, bound[2]));
  }
  return self->Reconfigure(t, bound[0], bound[1], has_newline ? &newline : nullptr, bound[3],
                           bound[4]);
}

Result<int64_t> TextWrite(Thread& t, TextIO* self, Str* text) {
  TRY(self->CheckOpen(t));
  TRY(self->Write(t, text));
  return static_cast<int64_t>(text->length());
}

Result<Value> TextRead(Thread& t, TextIO* self, SizeOrNone size) {
  TRY(self->CheckOpen(t));
  return self->Read(t, size.value);
}

Result<Value> TextReadline(Thread& t, TextIO* self, Index size) {
  TRY(self->CheckOpen(t));
  return self->ReadLine(t, size.value);
}

Result<Value> TextNext(Thread& t, Value value) {
  auto* self = Cast<TextIO>(value);
  TRY(self->CheckAttached(t));
  self->BeginIteration();
  Str* line;
  if (!self->IsSubclassInstance()) {
    TRY(self->CheckOpen(t));
    line = TRY(self->ReadLine(t, -1));
  } else {
    const Value given = TRY(CallMethodWith(t, value, names(t).readline));
    if (!Is<Str>(given)) {
      return Raise(t, &BuiltinTypes::OSError,
                   absl::StrCat("readline() should have returned a str object, not '",
                                TypeName(t, given), "'"));
    }
    line = Cast<Str>(given);
  }
  if (line->length() != 0) return line;
  self->EndIteration();
  return Value::Unbound();
}

Result<Value> TextSeek(Thread& t, TextIO* self, Value cookie, int whence) {
  TRY(self->CheckOpen(t));
  return self->Seek(t, cookie, whence);
}
Result<Value> TextTell(Thread& t, TextIO* self) {
  TRY(self->CheckOpen(t));
  return self->Tell(t);
}

Result<Value> TextTruncate(Thread& t, TextIO* self, Value size) {
  TRY(self->CheckAttached(t));
  TRY(CallMethodWith(t, Value::FromObject(self), names(t).flush));
  return CallMethodWith(t, self->buffer(), names(t).truncate, size);
}

Result<None> TextFlush(Thread& t, TextIO* self) {
  TRY(self->CheckOpen(t));
  return self->Flush(t);
}

Result<Value> TextDetach(Thread& t, TextIO* self) {
  TRY(self->CheckAttached(t));
  TRY(CallMethodWith(t, Value::FromObject(self), names(t).flush));
  const Value buffer = self->buffer();
  self->Detach();
  t.vm().part<IoPart>().RemoveWriter(self);
  return buffer;
}

Result<Value> TextClose(Thread& t, TextIO* self) {
  TRY(self->CheckAttached(t));
  const Value object = Value::FromObject(self);
  if (TRY(IsTrue(t, TRY(GetAttr(t, object, names(t).closed))))) return Value::None();
  if (self->finalizing() &&
      !CallMethodWith(t, self->buffer(), io_names(t)._dealloc_warn, object).ok()) {
    t.pending = Value::Unbound();
  }
  (void)CallMethodWith(t, object, names(t).flush);
  const Value failure = t.TakePending();
  const Result<Value> result = CallMethodWith(t, self->buffer(), names(t).close);
  t.vm().part<IoPart>().RemoveWriter(self);
  TRY(ChainPending(t, failure));
  return result;
}

/// A question for the buffer.
template <Str* Names::* kName>
Result<Value> Ask(Thread& t, TextIO* self) {
  TRY(self->CheckAttached(t));
  return CallMethodWith(t, self->buffer(), names(t).*kName);
}
Result<Value> TextFileno(Thread& t, TextIO* self) {
  TRY(self->CheckAttached(t));
  return CallMethodWith(t, self->buffer(), io_names(t).fileno);
}

Result<Value> TextRepr(Thread& t, Value value) {
  auto* self = Cast<TextIO>(value);
  if (!self->ok()) return RaiseValueError(t, "I/O operation on uninitialized object");
  ReprGuard guard(t, value);
  if (guard.recursive()) {
    return Raise(t, &BuiltinTypes::RuntimeError,
                 absl::StrCat("reentrant call inside ", TypeName(t, value), ".__repr__"));
  }
  std::string text = "<_io.TextIOWrapper";
  for (const bool is_name : {true, false}) {
    Str* name = is_name ? names(t).name : names(t).mode;
    const Result<Value> part = GetAttrOrUnbound(t, value, name);
    // A detached one has no name to tell.
    if (!part.ok()) {
      if (!ClearPendingIf(t, &BuiltinTypes::ValueError)) return Raised{};
      continue;
    }
    if ((*part).IsUnbound()) continue;
    absl::StrAppend(&text, is_name ? " name=" : " mode=", TRY(Repr(t, *part))->ToUtf8());
  }
  Str* encoding = TRY(Repr(t, Value::FromObject(self->encoding())));
  return Str::FromUtf8(t, absl::StrCat(text, " encoding=", encoding->ToUtf8(), ">"));
}

Result<Value> GetBuffer(Thread& t, Value value) {
  auto* self = Cast<TextIO>(value);
  if (!self->ok()) return RaiseAttributeError(t, value, names(t).buffer);
  return self->buffer().IsUnbound() ? Value::None() : self->buffer();
}
Result<Value> GetEncoding(Thread&, Value value) {
  Str* encoding = Cast<TextIO>(value)->encoding();
  return encoding == nullptr ? Value::None() : Value::FromObject(encoding);
}
Result<Value> GetErrors(Thread& t, Value value) {
  auto* self = Cast<TextIO>(value);
  if (!self->ok()) return RaiseValueError(t, "I/O operation on uninitialized object");
  return self->errors();
}
Result<Value> GetNewlines(Thread& t, Value value) {
  auto* self = Cast<TextIO>(value);
  TRY(self->CheckAttached(t));
  return self->Newlines(t);
}
Result<Value> GetLineBuffering(Thread&, Value value) {
  return Value::FromBool(Cast<TextIO>(value)->line_buffering());
}
Result<Value> GetWriteThrough(Thread&, Value value) {
  return Value::FromBool(Cast<TextIO>(value)->write_through());
}
template <Str* Names::* kName>
Result<Value> GetOfBuffer(Thread& t, Value value) {
  auto* self = Cast<TextIO>(value);
  TRY(self->CheckAttached(t));
  return GetAttr(t, self->buffer(), names(t).*kName);
}
Result<Value> GetFinalizing(Thread&, Value value) {
  return Value::FromBool(Cast<TextIO>(value)->finalizing());
}
Result<None> SetFinalizing(Thread& t, Value self, Value value) {
  if (!value.IsBool()) return RaiseTypeError(t, "attribute value type must be bool");
  Cast<TextIO>(self)->set_finalizing(value.IsTrue());
  return None{};
}
Result<Value> GetChunkSize(Thread& t, Value value) {
  TRY(Cast<TextIO>(value)->CheckAttached(t));
  return Value::FromInt(Cast<TextIO>(value)->chunk_size());
}
Result<None> SetChunkSize(Thread& t, Value self, Value value) {
  TRY(Cast<TextIO>(self)->CheckAttached(t));
  if (value.IsUnbound()) {
    return Raise(t, &BuiltinTypes::AttributeError, "cannot delete attribute");
  }
  const int64_t size = TRY(ToIndexInt64(t, value, &BuiltinTypes::ValueError));
  if (size <= 0) return RaiseValueError(t, "a strictly positive integer is required");
  Cast<TextIO>(self)->set_chunk_size(size);
  return None{};
}

constexpr Method kMethods[] = {
    Bind<TextDetach>("detach", "($self, /)"),
    Bind<TextReconfigure>("reconfigure",
                          "($self, /, *, encoding=None, errors=None, newline=None,\n"
                          "            line_buffering=None, write_through=None)"),
    Bind<TextWrite>("write", "($self, text, /)"),
    Bind<TextRead>("read", "($self, size=-1, /)"),
    Bind<TextReadline>("readline", "($self, size=-1, /)"),
    Bind<TextFlush>("flush", "($self, /)"),
    Bind<TextClose>("close", "($self, /)"),
    Bind<TextFileno>("fileno", "($self, /)"),
    Bind<Ask<&Names::seekable>>("seekable", "($self, /)"),
    Bind<Ask<&Names::readable>>("readable", "($self, /)"),
    Bind<Ask<&Names::writable>>("writable", "($self, /)"),
    Bind<Ask<&Names::isatty>>("isatty", "($self, /)"),
    Bind<TextSeek>("seek", "($self, cookie, whence=0, /)"),
    Bind<TextTell>("tell", "($self, /)"),
    Bind<TextTruncate>("truncate", "($self, pos=None, /)"),
};
constexpr GetSet kGetSets[] = {
    {"encoding", &GetEncoding, nullptr, true},
    {"buffer", &GetBuffer, nullptr, true},
    {"line_buffering", &GetLineBuffering, nullptr, true},
    {"write_through", &GetWriteThrough, nullptr, true},
    {"_finalizing", &GetFinalizing, &SetFinalizing, true},
    {"name", &GetOfBuffer<&Names::name>},
    {"closed", &GetOfBuffer<&Names::closed>},
    {"newlines", &GetNewlines},
    {"errors", &GetErrors},
    {"_CHUNK_SIZE", &GetChunkSize, &SetChunkSize},
};

}  // namespace

const NativeTypeSpec& TextIoWrapperSpec() {
  static const NativeTypeSpec kSpec{
      .name = "_io.TextIOWrapper",
      .instance_size = sizeof(TextIO),
      .flags = Type::kBaseType | Type::kHasWeakref,
      .has_dict = true,
      .spec =
          {.slots = {.repr = &TextRepr, .new_ = &TextIO::New, .init = &TextInit, .next = &TextNext},
           .methods = kMethods,
           .getset = kGetSets},
  };
  return kSpec;
}

}  // namespace krait
