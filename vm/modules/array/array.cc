#include "vm/modules/array/array.h"

#include <algorithm>
#include <cstring>

#include "vm/object/exception.h"

namespace krait::arrays {

const NativeClass Array::kClass = {
    "array.array",
    [](Object* self, Marker& marker) { marker.Visit(static_cast<Array*>(self)->storage_); },
    nullptr, true};

Result<Array*> Array::New(Thread& t, Type* cls, const ItemType* type, size_t size) {
  auto* array = TRY(NewNative<Array>(t, cls));
  array->type_ = type;
  if (size != 0) TRY(array->Resize(t, size));
  return array;
}

Result<None> Array::CheckCanResize(Thread& t) const {
  if (exports_.load(std::memory_order_relaxed) == 0) return None{};
  // Views that nobody holds any more give their export back when they are collected.
  t.vm().heap().Collect(t);
  if (exports_.load(std::memory_order_relaxed) == 0) return None{};
  return Raise(t, &BuiltinTypes::BufferError, "cannot resize an array that is exporting buffers");
}

Result<None> Array::Resize(Thread& t, size_t size) {
  const size_t before = this->size();
  if (size == before) return None{};
  TRY(CheckCanResize(t));
  if (size > static_cast<size_t>(INT64_MAX) / 2 / item_size()) return RaiseMemoryError(t);
  const size_t needed = size * item_size();
  RawArray* storage = storage_.Load();
  const size_t capacity = storage == nullptr ? 0 : storage->capacity();
  if (needed > capacity || needed < capacity / 4) {
    const size_t room = size > before ? needed + needed / 8 + 8 * item_size() : needed;
    RawArray* fresh = TRY(RawArray::New(t, before == 0 ? needed : room));
    const size_t kept = std::min(needed, before * item_size());
    if (kept != 0) std::memcpy(fresh->data(), storage->data(), kept);
    // Who reads without a lock bounds itself by the smaller of size and capacity.
    if (size < before) size_.store(size, std::memory_order_release);
    storage_.Store(this, fresh);
  } else if (size > before) {
    std::memset(storage->data() + before * item_size(), 0, (size - before) * item_size());
  }
  size_.store(size, std::memory_order_release);
  return None{};
}

Result<None> Array::Splice(Thread& t, size_t begin, size_t end, size_t count) {
  const size_t before = size();
  const size_t width = item_size();
  const size_t tail = before - end;
  if (count > end - begin) {
    TRY(Resize(t, before + (count - (end - begin))));
    uint8_t* data = bytes().data();
    std::memmove(data + (begin + count) * width, data + end * width, tail * width);
  } else if (count < end - begin) {
    TRY(CheckCanResize(t));
    uint8_t* data = bytes().data();
    std::memmove(data + (begin + count) * width, data + end * width, tail * width);
    TRY(Resize(t, begin + count + tail));
  }
  return None{};
}

}  // namespace krait::arrays
