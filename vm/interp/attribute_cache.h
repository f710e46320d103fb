#pragma once

#include <atomic>
#include <cstdint>

#include "vm/code/code_unit.h"
#include "vm/object/attributes.h"
#include "vm/object/inline_cache.h"

/// Inline caches of attribute sites. A word is empty, a packed inline slot (shape id in the upper
/// half, twice the byte offset in the lower), or the address of the first of up to four
/// AttributeRecords with kCacheRecordBit. Every type an entry relies on is marked kCached, and
/// TypeMutator flushes all caches when the meaning of a name changes in a marked type.
namespace krait::interp {

inline constexpr int kMaxRecords = 4;

inline uint64_t PackInlineSlot(uint32_t shape_id, uint32_t slot) {
  const uint32_t offset = Instance::kSlotsOffset + slot * sizeof(Value);
  return uint64_t{shape_id} << 32 | offset << 1;
}

/// The value in the packed slot, or Unbound when the cache is not packed or not for this object.
inline Value LoadPacked(const Word& cache, Value object) {
  const uint64_t packed = cache.cache.load(std::memory_order_acquire);
  if ((packed & kCacheRecordBit) != 0 || packed >> 32 != object.AsObject()->shape_id()) {
    return Value::Unbound();
  }
  const char* base = reinterpret_cast<const char*>(object.AsObject());
  return reinterpret_cast<const Field<Value>*>(base + (static_cast<uint32_t>(packed) >> 1))->Load();
}

inline AttributeRecord* FirstRecord(const Word& cache) {
  const uint64_t word = cache.cache.load(std::memory_order_acquire);
  if ((word & kCacheRecordBit) == 0) return nullptr;
  return reinterpret_cast<AttributeRecord*>(word & ~kCacheRecordBit);
}

/// object.name, by the cache's records or the general way; learns from the latter.
Result<Value> LoadAttribute(Thread& t, Value object, Str* name, Word& cache);
/// The same for a call: `method` gets a function to be called with the object first, or Unbound.
Result<Value> LoadMethod(Thread& t, Value object, Str* name, Word& cache, Value* method);
Result<None> StoreAttribute(Thread& t, Value object, Str* name, Value value, Word& cache);

}  // namespace krait::interp
