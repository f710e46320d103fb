#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/builtins/byte_methods.h"
#include "vm/builtins/byte_values.h"
#include "vm/object/exception.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// What bytearray has and bytes has not.
namespace krait::byte_methods {
namespace {

/// How a copy is pickled: as bytes, or as Latin-1 text by the protocols that know none.
Result<Value> ReduceWith(Thread& t, ByteArray* self, int protocol) {
  const Value object = Value::FromObject(self);
  const Value state = TRY(CallMethodWith(t, object, names(t).__getstate__));
  const Value type = Value::FromObject(TypeOf(t, object));
  const ByteSpan bytes = self->span();
  Tuple* arguments = Tuple::Empty(t);
  if (protocol > 2) {
    arguments = TRY(Tuple::Of(t, Value::FromObject(TRY(Bytes::From(t, bytes)))));
  } else if (!bytes.empty()) {
    Str* text =
        TRY(Str::FromLatin1(t, {reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
    Str* encoding = TRY(Str::FromUtf8(t, "latin-1"));
    arguments = TRY(Tuple::Of(t, Value::FromObject(text), Value::FromObject(encoding)));
  }
  return Tuple::Of(t, type, Value::FromObject(arguments), state);
}

}  // namespace

Result<None> Append(Thread& t, ByteArray* self, Value item) {
  const uint8_t byte = TRY(ToByte(t, item));
  gil::CriticalSection lock(t, self->lock_byte());
  const size_t size = self->size();
  TRY(self->Resize(t, size + 1));
  self->span()[size] = byte;
  return None{};
}

Result<None> Clear(Thread& t, ByteArray* self) {
  gil::CriticalSection lock(t, self->lock_byte());
  return self->Resize(t, 0);
}

Result<Value> Copy(Thread& t, ByteArray* self) { return ByteArray::New(t, self->span()); }

Result<None> Extend(Thread& t, ByteArray* self, Value iterable) {
  Bytes* added = nullptr;
  if (HasBuffer(t, iterable)) {
    Buffer buffer(t);
    TRY(buffer.Take(iterable));
    added = TRY(Bytes::From(t, buffer.span()));
  } else {
    const TypeSlots& slots = TypeOf(t, iterable)->slots();
    if (slots.iter == nullptr && slots.getitem == nullptr) {
      return RaiseTypeError(t, absl::StrCat("can't extend bytearray with ", TypeName(t, iterable)));
    }
    const Value iterator = TRY(GetIter(t, iterable));
    TRY(LengthHint(t, iterable, 0));  // which may raise
    added = TRY(BytesFromObject(t, iterator, "bytearray", "byte must be in range(0, 256)"));
  }
  gil::CriticalSection lock(t, self->lock_byte());
  return self->ReplaceRange(t, self->size(), self->size(), added->span());
}

Result<None> Insert(Thread& t, ByteArray* self, struct Index index, Value item) {
  const uint8_t byte = TRY(ToByte(t, item));
  gil::CriticalSection lock(t, self->lock_byte());
  const auto at = static_cast<size_t>(index.ClampedTo(static_cast<int64_t>(self->size())));
  return self->ReplaceRange(t, at, at, {&byte, 1});
}

Result<Value> Pop(Thread& t, ByteArray* self, struct Index index) {
  gil::CriticalSection lock(t, self->lock_byte());
  const auto size = static_cast<int64_t>(self->size());
  if (size == 0) return Raise(t, &BuiltinTypes::IndexError, "pop from empty bytearray");
  const int64_t at = index.value < 0 ? index.value + size : index.value;
  if (at < 0 || at >= size) return Raise(t, &BuiltinTypes::IndexError, "pop index out of range");
  const auto place = static_cast<size_t>(at);
  const uint8_t byte = self->span()[place];
  TRY(self->ReplaceRange(t, place, place + 1, {}));
  return Value::FromInt(byte);
}

Result<None> Remove(Thread& t, ByteArray* self, Value value) {
  const uint8_t byte = TRY(ToByte(t, value));
  gil::CriticalSection lock(t, self->lock_byte());
  const ByteSpan bytes = self->span();
  const auto found = std::find(bytes.begin(), bytes.end(), byte);
  if (found == bytes.end()) return RaiseValueError(t, "value not found in bytearray");
  const auto at = static_cast<size_t>(found - bytes.begin());
  return self->ReplaceRange(t, at, at + 1, {});
}

Result<None> Reverse(Thread& t, ByteArray* self) {
  gil::CriticalSection lock(t, self->lock_byte());
  const absl::Span<uint8_t> bytes = self->span();
  std::reverse(bytes.begin(), bytes.end());
  return None{};
}

Result<Value> Reduce(Thread& t, ByteArray* self) { return ReduceWith(t, self, 2); }
Result<Value> ReduceEx(Thread& t, ByteArray* self, int protocol) {
  return ReduceWith(t, self, protocol);
}

Result<int64_t> Allocated(Thread&, ByteArray* self) {
  return static_cast<int64_t>(self->capacity());
}

/// A header as CPython's, and what is allocated.
Result<int64_t> SizeOf(Thread&, ByteArray* self) {
  return static_cast<int64_t>(56 + self->capacity());
}

}  // namespace krait::byte_methods
