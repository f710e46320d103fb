#pragma once

#include <atomic>
#include <cstdint>

#include "vm/code/code_unit.h"
#include "vm/interp/filled_caches.h"
#include "vm/object/attributes.h"
#include "vm/object/dict.h"
#include "vm/object/dict_keys.h"
#include "vm/object/inline_cache.h"
#include "vm/object/module.h"
#include "vm/object/type.h"
#include "vm/uop/attributes.h"

/// Inline caches of attribute sites. A word is empty, a packed inline slot (shape id in the upper
/// half, the byte offset in the lower), or the address of the first of up to eight
/// AttributeRecords with kCacheRecordBit. Every type an entry relies on is marked kCached, and
/// TypeMutator flushes all caches when the meaning of a name changes in a marked type.
namespace krait::interp {

inline constexpr int kMaxRecords = 8;

/// What a packed word says: objects of a shape have the attribute at an offset.
struct PackedSlot {
  uint32_t shape_id = 0;
  uint32_t offset = 0;  // even, so that the word is no record

  static uint32_t OffsetOf(uint32_t slot) { return Instance::kSlotsOffset + slot * sizeof(Value); }
  uint32_t slot() const { return (offset - Instance::kSlotsOffset) / sizeof(Value); }

  static PackedSlot Of(uint64_t word) {
    return {static_cast<uint32_t>(word >> 32), static_cast<uint32_t>(word)};
  }
  uint64_t Pack() const { return uint64_t{shape_id} << 32 | offset; }
};

/// The value in the packed slot, or Unbound when the cache is not packed or not for this object.
inline Value LoadPacked(const Word& cache, Value object) {
  const uint64_t word = cache.cache.load(std::memory_order_acquire);
  const auto packed = PackedSlot::Of(word);
  if ((word & kCacheRecordBit) != 0 || uop::RequireShape::Run(object, {packed.shape_id}).exit) {
    return Value::Unbound();
  }
  return OrUnbound(uop::LoadField::Run(object, {packed.offset}));
}

inline AttributeRecord* FirstRecord(const Word& cache) {
  const uint64_t word = cache.cache.load(std::memory_order_acquire);
  if ((word & kCacheRecordBit) == 0) return nullptr;
  return reinterpret_cast<AttributeRecord*>(word & ~kCacheRecordBit);
}

/// What one record says of `object`; Unbound when it does not apply or takes more than a load.
/// kMethod records do not count: they give a function that is not bound yet.
[[gnu::always_inline]] inline Value ReadByRecord(const AttributeRecord* record, Object* object) {
  if (record->shape_id == object->shape_id()) {
    if (record->kind == AttributeRecord::kInlineSlot) {
      return static_cast<Instance*>(object)->slot(record->slot).Load();
    }
    if (record->kind == AttributeRecord::kOverflowSlot && uop::HasOverflow(object)) {
      return OrUnbound(uop::LoadOverflow::Run(Value::FromObject(object), {record->slot}));
    }
    if (record->kind == AttributeRecord::kTypeValue &&
        static_cast<Type*>(record->owner.Load())->version() == record->version) {
      return record->value.Load();
    }
    return Value::Unbound();
  }
  if (record->owner.Load() != object) return Value::Unbound();
  if (record->kind == AttributeRecord::kModule) {
    Dict* dict = static_cast<Module*>(object)->dict();
    const auto keys = uop::KeysOf::Run({dict}, {static_cast<uint32_t>(record->version)});
    if (keys.exit) return Value::Unbound();
    return OrUnbound(uop::LoadEntry::Run(keys.value, {record->slot}));
  }
  if (record->kind == AttributeRecord::kOnType &&
      static_cast<Type*>(object)->version() == record->version) {
    return record->value.Load();
  }
  return Value::Unbound();
}

/// The first record of the cache that has something to say of `object`; see ReadByRecord.
[[gnu::always_inline]] inline Value ReadByRecords(const Word& cache, Object* object) {
  for (auto* record = FirstRecord(cache); record != nullptr; record = record->next.Load()) {
    const Value value = ReadByRecord(record, object);
    if (!value.IsUnbound()) return value;
  }
  return Value::Unbound();
}

/// The record of one kind for objects of `object`'s shape, or null.
[[gnu::always_inline]] inline const AttributeRecord* FindRecord(const Word& cache, Object* object,
                                                                AttributeRecord::Kind kind) {
  for (auto* record = FirstRecord(cache); record != nullptr; record = record->next.Load()) {
    if (record->shape_id == object->shape_id() && record->kind == kind) return record;
  }
  return nullptr;
}

/// Stores as the cache says; false when it does not apply. The caller holds the object's lock where
/// objects have locks.
[[gnu::always_inline]] inline bool StoreByCache(const Word& cache, Object* object, Value value) {
  const uint64_t word = cache.cache.load(std::memory_order_acquire);
  if ((word & kCacheRecordBit) == 0) {
    const auto packed = PackedSlot::Of(word);
    const Value self = Value::FromObject(object);
    if (uop::RequireShape::Run(self, {packed.shape_id}).exit) return false;
    uop::StoreField::Run(self, value, {packed.offset});
    return true;
  }
  const uint32_t shape_id = object->shape_id();
  for (auto* record = FirstRecord(cache); record != nullptr; record = record->next.Load()) {
    if (record->shape_id != shape_id) continue;
    if (record->kind == AttributeRecord::kOverflowSlot) {
      return !uop::StoreOverflow::Run(Value::FromObject(object), value, {record->slot}).exit;
    }
    const bool adds = record->kind == AttributeRecord::kAddInlineSlot;
    if (!adds && record->kind != AttributeRecord::kInlineSlot) return false;
    static_cast<Instance*>(object)->slot(record->slot).Store(object, value);
    if (adds) object->set_shape_id(record->next_shape);
    return true;
  }
  return false;
}

/// object.name, by the cache's records or the general way; learns from the latter.
Result<Value> LoadAttribute(Thread& t, Value object, Str* name, const CacheSite& cache);
/// The same for a call: `method` gets a function to be called with the object first, or Unbound.
Result<Value> LoadMethod(Thread& t, Value object, Str* name, const CacheSite& cache, Value* method);
Result<None> StoreAttribute(Thread& t, Value object, Str* name, Value value,
                            const CacheSite& cache);

}  // namespace krait::interp
