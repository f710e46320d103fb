#include <cstring>

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/heap/marker.h"
#include "vm/modules/io/arguments.h"
#include "vm/modules/io/bytes_io.h"
#include "vm/modules/io/io_part.h"
#include "vm/modules/io/iobase.h"
#include "vm/modules/io/type_specs.h"
#include "vm/object/attributes.h"
#include "vm/object/collect.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/list.h"
#include "vm/object/tuple.h"

/// BytesIO as Python sees it.
namespace krait {
namespace {

using Lock = gil::CriticalSection;

Result<None> CheckOpen(Thread& t, const BytesIO* self) {
  return self->closed() ? Result<None>(RaiseClosedFile(t)) : None{};
}

constexpr Method kInit = ConstructorSignature("BytesIO", "(initial_bytes=b'')");

Result<None> BytesInit(Thread& t, Value value, Args args) {
  Value bound[1];
  TRY(BindArguments(t, kInit, args, bound));
  auto* self = Cast<BytesIO>(value);
  const Value initial = bound[0];
  const bool given = !initial.IsUnbound() && !initial.IsNone();
  Buffer buffer(t);
  if (given) TRY(buffer.Take(initial));
  Lock lock(t, self->lock_byte());
  TRY(self->CheckExports(t));
  self->Reset();
  if (!given) return None{};
  if (IsExactly<Bytes>(initial)) {
    self->Adopt(Cast<Bytes>(initial));
    return None{};
  }
  TRY(self->Write(t, buffer.span()));
  self->set_position(0);
  return None{};
}

Result<Bytes*> BytesRead(Thread& t, BytesIO* self, SizeOrNone size) {
  Lock lock(t, self->lock_byte());
  TRY(CheckOpen(t, self));
  const bool whole = self->position() == 0 && self->size() > 1 &&
                     (size.value < 0 || size.value >= static_cast<int64_t>(self->size()));
  if (!whole) return Bytes::From(t, self->Take(size.value));
  // The whole content: the bytes may be shared.
  Bytes* all = TRY(self->GetValue(t));
  self->set_position(self->size());
  return all;
}

Result<Bytes*> BytesReadline(Thread& t, BytesIO* self, SizeOrNone size) {
  Lock lock(t, self->lock_byte());
  TRY(CheckOpen(t, self));
  return Bytes::From(t, self->TakeLine(size.value));
}

Result<List*> BytesReadlines(Thread& t, BytesIO* self, Value hint) {
  int64_t limit = 0;
  if (!hint.IsNone()) {
    if (!IsIntLike(hint)) {
      return RaiseTypeError(
          t, absl::StrCat("integer argument expected, got '", TypeName(t, hint), "'"));
    }
    limit = TRY(ToIndexSsize(t, hint));
  }
  List* lines = TRY(List::New(t));
  int64_t total = 0;
  for (;;) {
    Bytes* line = TRY(BytesReadline(t, self, SizeOrNone{}));
    if (line->size() == 0) return lines;
    TRY(lines->Append(t, Value::FromObject(line)));
    total += static_cast<int64_t>(line->size());
    if (limit > 0 && total >= limit) return lines;
    TRY(CheckPoll(t));
  }
}

Result<int64_t> BytesReadinto(Thread& t, BytesIO* self, Value object) {
  Buffer buffer(t);
  TRY(TakeWritable(t, "readinto", object, buffer));
  Lock lock(t, self->lock_byte());
  TRY(CheckOpen(t, self));
  const absl::Span<const uint8_t> bytes = self->Take(buffer.view().size);
  if (!bytes.empty()) std::memmove(buffer.view().data, bytes.data(), bytes.size());
  return static_cast<int64_t>(bytes.size());
}

Result<int64_t> BytesWrite(Thread& t, BytesIO* self, Value object) {
  TRY(CheckOpen(t, self));
  TRY(self->CheckExports(t));
  Buffer buffer(t);
  TRY(buffer.Take(object));
  Lock lock(t, self->lock_byte());
  TRY(CheckOpen(t, self));
  TRY(self->CheckExports(t));
  TRY(self->Write(t, buffer.span()));
  return buffer.view().size;
}

Result<None> BytesWritelines(Thread& t, BytesIO* self, Value lines) {
  TRY(CheckOpen(t, self));
  return ForEach(t, lines, [&](Value line) -> Result<None> {
    TRY(BytesWrite(t, self, line));
    return None{};
  });
}

Result<int64_t> BytesSeek(Thread& t, BytesIO* self, Index target, int whence) {
  Lock lock(t, self->lock_byte());
  TRY(CheckOpen(t, self));
  if (whence < 0 || whence > 2) {
    return RaiseValueError(t, absl::StrCat("invalid whence (", whence, ", should be 0, 1 or 2)"));
  }
  int64_t at = target.value;
  if (at < 0 && whence == 0) return RaiseValueError(t, absl::StrCat("negative seek value ", at));
  const size_t from = whence == 1 ? self->position() : whence == 2 ? self->size() : 0;
  if (__builtin_add_overflow(at, static_cast<int64_t>(from), &at)) {
    return RaiseOverflowError(t, "new position too large");
  }
  if (at < 0) at = 0;
  self->set_position(static_cast<size_t>(at));
  return at;
}

Result<int64_t> BytesTell(Thread& t, BytesIO* self) {
  TRY(CheckOpen(t, self));
  return static_cast<int64_t>(self->position());
}

Result<int64_t> BytesTruncate(Thread& t, BytesIO* self, SizeOrNone size) {
  Lock lock(t, self->lock_byte());
  TRY(CheckOpen(t, self));
  TRY(self->CheckExports(t));
  const int64_t wanted = size.is_none ? static_cast<int64_t>(self->position()) : size.value;
  if (wanted < 0) return RaiseValueError(t, absl::StrCat("negative size value ", wanted));
  TRY(self->Truncate(t, static_cast<size_t>(wanted)));
  return wanted;
}

Result<Bytes*> BytesGetvalue(Thread& t, BytesIO* self) {
  Lock lock(t, self->lock_byte());
  TRY(CheckOpen(t, self));
  return self->GetValue(t);
}

Result<None> BytesClose(Thread& t, BytesIO* self) {
  Lock lock(t, self->lock_byte());
  TRY(self->CheckExports(t));
  self->Close();
  return None{};
}

template <bool kAnswer>
Result<bool> BytesAnswer(Thread& t, BytesIO* self) {
  TRY(CheckOpen(t, self));
  return kAnswer;
}
Result<None> BytesFlush(Thread& t, BytesIO* self) { return CheckOpen(t, self); }

Result<Value> BytesIter(Thread& t, Value self) {
  TRY(CheckOpen(t, Cast<BytesIO>(self)));
  return self;
}
Result<Value> BytesNext(Thread& t, Value self) {
  Bytes* line = TRY(BytesReadline(t, Cast<BytesIO>(self), SizeOrNone{}));
  return line->size() == 0 ? Value::Unbound() : Value::FromObject(line);
}

Result<Value> BytesGetstate(Thread& t, BytesIO* self) {
  Bytes* value = TRY(BytesGetvalue(t, self));
  const auto position = static_cast<int64_t>(self->position());
  Dict* dict = TRY(InstanceDict(t, self));
  const Value state = dict->size() == 0 ? Value::None() : Value::FromObject(TRY(dict->Copy(t)));
  return Tuple::Of(t, Value::FromObject(value), Value::FromInt(position), state);
}

/// Puts what a state says into the instance's attributes; None: nothing.
Result<None> RestoreAttributes(Thread& t, Object* self, Value state, const char* item) {
  if (state.IsNone()) return None{};
  if (!Is<Dict>(state)) {
    return RaiseTypeError(
        t, absl::StrCat(item, " item of state should be a dict, got a ", TypeName(t, state)));
  }
  Dict* dict = TRY(InstanceDict(t, self));
  return UpdateDict(t, dict, state);
}

Result<None> BytesSetstate(Thread& t, BytesIO* self, Value state) {
  const Tuple* items = TryCast<Tuple>(state);
  if (items == nullptr || items->size() < 3) {
    return RaiseTypeError(
        t, absl::StrCat(TypeName(t, Value::FromObject(self)),
                        ".__setstate__ argument should be 3-tuple, got ", TypeName(t, state)));
  }
  TRY(self->CheckExports(t));
  const Value initial[] = {items->At(0)};
  TRY(BytesInit(t, Value::FromObject(self), {initial, 1}));
  const Value position = items->At(1);
  if (!IsIntLike(position)) {
    return RaiseTypeError(
        t, absl::StrCat("second item of state must be an integer, not ", TypeName(t, position)));
  }
  const int64_t at = TRY(ToIndexSsize(t, position));
  if (at < 0) return RaiseValueError(t, "position value cannot be negative");
  self->set_position(static_cast<size_t>(at));
  return RestoreAttributes(t, self, items->At(2), "third");
}

Result<int64_t> BytesSizeof(Thread&, BytesIO* self) {
  return static_cast<int64_t>(sizeof(BytesIO) + self->size());
}

Result<Value> GetClosed(Thread&, Value self) {
  return Value::FromBool(Cast<BytesIO>(self)->closed());
}

// --- getbuffer() -----------------------------------------------------------------------------

/// What a view of a BytesIO is a view of: keeps the stream from being resized while views exist.
class BytesIoBuffer : public NativeObject {
 public:
  static const NativeClass kClass;

  BytesIO* source() const { return source_.Load(); }
  void set_source(BytesIO* source) { source_.Store(this, source); }

 private:
  static void TraceBuffer(Object* object, Marker& marker) {
    marker.Visit(static_cast<BytesIoBuffer*>(object)->source_);
  }
  Field<BytesIO*> source_;
};

const NativeClass BytesIoBuffer::kClass = {"_io._BytesIOBuffer", &BytesIoBuffer::TraceBuffer,
                                           nullptr};

Result<None> BufferOfBytes(Thread& t, Value value, int flags, BufferView* out) {
  BytesIO* source = Cast<BytesIoBuffer>(value)->source();
  Lock lock(t, source->lock_byte());
  uint8_t* data;
  {
    const Result<uint8_t*> result = source->MutableData(t);
    if (!result.ok()) return Raised{};
    data = *result;
  }
  TRY(FillBufferView(t, value, data, source->size(), false, flags, out));
  source->AddExport();
  out->release = [](Value owner) { Cast<BytesIoBuffer>(owner)->source()->RemoveExport(); };
  return None{};
}

Result<Value> BytesGetbuffer(Thread& t, BytesIO* self) {
  TRY(CheckOpen(t, self));
  auto* buffer = TRY(NewNative<BytesIoBuffer>(t, io_types(t).bytes_io_buffer));
  buffer->set_source(self);
  return CallWith(t, Value::FromObject(types(t).memoryview), Value::FromObject(buffer));
}

constexpr Method kMethods[] = {
    Bind<BytesAnswer<true>>("readable", "($self, /)"),
    Bind<BytesAnswer<true>>("seekable", "($self, /)"),
    Bind<BytesAnswer<true>>("writable", "($self, /)"),
    Bind<BytesClose>("close", "($self, /)"),
    Bind<BytesFlush>("flush", "($self, /)"),
    Bind<BytesAnswer<false>>("isatty", "($self, /)"),
    Bind<BytesTell>("tell", "($self, /)"),
    Bind<BytesWrite>("write", "($self, b, /)"),
    Bind<BytesWritelines>("writelines", "($self, lines, /)"),
    Bind<BytesRead>("read1", "($self, size=-1, /)"),
    Bind<BytesReadinto>("readinto", "($self, buffer, /)"),
    Bind<BytesReadline>("readline", "($self, size=-1, /)"),
    Bind<BytesReadlines>("readlines", "($self, size=None, /)"),
    Bind<BytesRead>("read", "($self, size=-1, /)"),
    Bind<BytesGetbuffer>("getbuffer", "($self, /)"),
    Bind<BytesGetvalue>("getvalue", "($self, /)"),
    Bind<BytesSeek>("seek", "($self, pos, whence=0, /)"),
    Bind<BytesTruncate>("truncate", "($self, size=None, /)"),
    HideSignature(Bind<BytesGetstate>("__getstate__", "($self, /)")),
    HideSignature(Bind<BytesSetstate>("__setstate__", "($self, state, /)")),
    HideSignature(Bind<BytesSizeof>("__sizeof__", "($self, /)")),
};
constexpr GetSet kGetSets[] = {{"closed", &GetClosed}};

}  // namespace

const NativeTypeSpec& BytesIoSpec() {
  static const NativeTypeSpec kSpec{
      .name = "_io.BytesIO",
      .instance_size = sizeof(BytesIO),
      .flags = Type::kBaseType | Type::kHasWeakref,
      .has_dict = true,
      .spec = {.slots = {.new_ = &BytesIO::New,
                         .init = &BytesInit,
                         .iter = &BytesIter,
                         .next = &BytesNext},
               .methods = kMethods,
               .getset = kGetSets},
  };
  return kSpec;
}

const NativeTypeSpec& BytesIoBufferSpec() {
  static const NativeTypeSpec kSpec{
      .name = "_io._BytesIOBuffer",
      .instance_size = sizeof(BytesIoBuffer),
      .flags = Type::kDisallowNew,
      .spec = {.slots = {.buffer = &BufferOfBytes}, .methods = {}, .getset = {}},
  };
  return kSpec;
}

}  // namespace krait
