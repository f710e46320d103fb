#include "vm/object/bytes.h"

#include <cstring>

#include "vm/heap/marker.h"
#include "vm/number/hash.h"
#include "vm/object/allocate.h"
#include "vm/object/native_object.h"
#include "vm/object/str_buffer.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

// More bytes than this do not fit any address space.
constexpr size_t kMaxSize = size_t{1} << 48;

void CopyBytes(uint8_t* to, const uint8_t* from, size_t size) {
  if (size != 0) std::memcpy(to, from, size);
}

}  // namespace

void Bytes::Initialize(size_t size) {
  size_ = size;
  data_ = reinterpret_cast<uint8_t*>(this + 1);
}

Result<Bytes*> Bytes::NewUninitialized(Thread& t, size_t size) {
  if (size > kMaxSize) return RaiseMemoryError(t);
  Bytes* bytes = TRY(AllocateUninitialized<Bytes>(t, types(t).bytes, sizeof(Bytes) + size));
  bytes->Initialize(size);
  return bytes;
}

Result<Bytes*> Bytes::NewOfType(Thread& t, Type* cls, absl::Span<const uint8_t> value) {
  if (value.size() > kMaxSize) return RaiseMemoryError(t);
  auto* bytes = static_cast<Bytes*>(TRY(AllocateInstance(t, cls, sizeof(Bytes) + value.size())));
  bytes->Initialize(value.size());
  CopyBytes(bytes->data_, value.data(), value.size());
  return bytes;
}

Result<Bytes*> Bytes::From(Thread& t, absl::Span<const uint8_t> bytes) {
  Bytes* result = TRY(NewUninitialized(t, bytes.size()));
  CopyBytes(result->data_, bytes.data(), bytes.size());
  return result;
}

Result<Bytes*> Bytes::Exact(Thread& t, Bytes* bytes) {
  if (bytes->IsExact(kLayout)) return bytes;
  return From(t, bytes->span());
}

Result<Bytes*> Bytes::Concat(Thread& t, Bytes* left, Bytes* right) {
  if (right->size() == 0) return Exact(t, left);
  if (left->size() == 0) return Exact(t, right);
  const size_t size = left->size() + right->size();
  if (size > kMaxSize) return RaiseMemoryError(t);
  if (size < StrBuffer::kMinResult) {
    Bytes* result = TRY(NewUninitialized(t, size));
    CopyBytes(result->data_, left->data_, left->size());
    CopyBytes(result->data_ + left->size(), right->data_, right->size());
    return result;
  }

  Bytes* result =
      TRY(AllocateExact<Bytes>(t, types(t).bytes, sizeof(Bytes) + sizeof(Field<StrBuffer*>)));
  result->set_flags(kShared);
  const bool chained = (left->flags() & kShared) != 0;
  StrBuffer* buffer = chained ? left->buffer().Load() : nullptr;
  if (!chained || !buffer->Extend(left->data_ + left->size(), right->size())) {
    buffer = TRY(StrBuffer::New(t, size, chained));
    CopyBytes(buffer->data(), left->data_, left->size());
  }
  CopyBytes(buffer->data() + left->size(), right->data_, right->size());
  result->buffer().Store(result, buffer);
  result->data_ = buffer->data();
  result->size_ = size;
  return result;
}

int64_t Bytes::Hash(Thread& t) {
  int64_t hash = hash_.load(std::memory_order_relaxed);
  if (hash == 0) {
    hash = HashBytes(data_, size_, t.vm().hash_secret());
    hash_.store(hash, std::memory_order_relaxed);
  }
  return hash;
}

void Bytes::Trace(Marker& marker) {
  if ((flags() & kShared) != 0) marker.Visit(buffer());
}

Result<RawArray*> RawArray::New(Thread& t, size_t capacity) {
  if (capacity > kMaxSize) return RaiseMemoryError(t);
  RawArray* array = TRY(AllocateStorage<RawArray>(t, sizeof(RawArray) + capacity));
  array->capacity_ = capacity;
  return array;
}

}  // namespace krait
