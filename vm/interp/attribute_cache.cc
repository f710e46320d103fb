#include "vm/interp/attribute_cache.h"

#include "gil/object_lock.h"
#include "vm/code/function.h"
#include "vm/object/descriptors.h"
#include "vm/object/dict.h"
#include "vm/object/dict_keys.h"
#include "vm/object/module.h"
#include "vm/object/operations.h"
#include "vm/object/slot_dispatch.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

namespace krait::interp {
namespace {

/// What a record says for `object`, or Unbound when it does not apply.
Result<Value> Apply(Thread& t, const AttributeRecord* record, Value object) {
  if (!object.IsObject()) return Value::Unbound();
  if (record->kind == AttributeRecord::kGetSet) {
    if (record->shape_id != object.AsObject()->shape_id() ||
        static_cast<Type*>(record->owner.Load())->version() != record->version) {
      return Value::Unbound();
    }
    return Cast<GetSetDescriptor>(record->value.Load())->row().get(t, object);
  }
  if (record->kind == AttributeRecord::kOverflowSlot &&
      record->shape_id == object.AsObject()->shape_id()) {
    const Type* type = ShapeOf(t, object.AsObject())->type();
    const ValueArray* array =
        uop::OverflowArray(*AttributesField(type, object.AsObject()), {record->slot});
    return array == nullptr ? Value::Unbound() : array->At(record->slot);
  }
  return ReadByRecord(record, object.AsObject());
}

// --- Learning --------------------------------------------------------------------------------

void MarkCached(Type* type) {
  for (Value ancestor : type->ancestors()) Cast<Type>(ancestor)->SetFlag(Type::kCached);
}

int CountRecords(const AttributeRecord* record) {
  int count = 0;
  for (; record != nullptr; record = record->next.Load()) ++count;
  return count;
}

void Publish(Thread& t, const CacheSite& cache, AttributeRecord* record) {
  AttributeRecord* first = FirstRecord(cache.word);
  if (CountRecords(first) < kMaxRecords) record->next.Store(record, first);
  FilledCachesOf(t.vm()).Fill(cache, reinterpret_cast<uint64_t>(record) | kCacheRecordBit);
}

/// A site that sees a second shape: what it knew in a word becomes a record.
Result<None> Unpack(Thread& t, const CacheSite& cache) {
  const uint64_t word = cache.Load();
  if (word == 0 || (word & kCacheRecordBit) != 0) return None{};
  const auto packed = PackedSlot::Of(word);
  AttributeRecord* record = TRY(AttributeRecord::New(t));
  record->kind = AttributeRecord::kInlineSlot;
  record->shape_id = packed.shape_id;
  record->slot = packed.slot();
  FilledCachesOf(t.vm()).Fill(cache, reinterpret_cast<uint64_t>(record) | kCacheRecordBit);
  return None{};
}

Result<None> LearnSlot(Thread& t, Object* object, const Shape* shape, uint32_t slot,
                       const CacheSite& cache) {
  const bool is_inline = slot < shape->inline_capacity();
  if (is_inline && cache.Load() == 0) {
    const PackedSlot packed{shape->id(), PackedSlot::OffsetOf(slot)};
    FilledCachesOf(t.vm()).Fill(cache, packed.Pack());
    return None{};
  }
  TRY(Unpack(t, cache));
  AttributeRecord* record = TRY(AttributeRecord::New(t));
  record->kind = is_inline ? AttributeRecord::kInlineSlot : AttributeRecord::kOverflowSlot;
  record->shape_id = object->shape_id();
  record->slot = is_inline ? slot : slot - shape->inline_capacity();
  Publish(t, cache, record);
  return None{};
}

Result<None> LearnModule(Thread& t, Module* module, Str* name, const CacheSite& cache) {
  Dict* dict = module->dict();
  if (dict == nullptr) return None{};
  const uint32_t version = dict->KeysVersion(t);
  const DictKeys* keys = dict->keys();
  const int64_t index = keys->FindStr(name, name->Hash(t));
  if (index < 0 || keys->version() != version) return None{};
  TRY(Unpack(t, cache));
  AttributeRecord* record = TRY(AttributeRecord::New(t));
  record->kind = AttributeRecord::kModule;
  record->owner.Store(record, module);
  record->version = version;
  record->slot = static_cast<uint32_t>(index);
  Publish(t, cache, record);
  return None{};
}

/// What was found on the type, for objects of one shape that have no such attribute of their own.
Result<None> LearnTypeValue(Thread& t, Type* type, uint32_t shape_id, Value found,
                            AttributeRecord::Kind kind, const CacheSite& cache) {
  const uint64_t version = type->version();
  TRY(Unpack(t, cache));
  AttributeRecord* record = TRY(AttributeRecord::New(t));
  record->kind = kind;
  record->shape_id = shape_id;
  record->owner.Store(record, type);
  record->version = version;
  record->value.Store(record, found);
  Publish(t, cache, record);
  return None{};
}

/// C.name for a class C, when it is a plain value or a function, or what all types have.
Result<None> LearnOnType(Thread& t, Type* type, Str* name, const CacheSite& cache) {
  Type* metatype = TypeOf(t, Value::FromObject(type));
  if (const Value found = metatype->Lookup(t, name); !found.IsUnbound()) {
    if (!Is<GetSetDescriptor>(found)) return None{};
    MarkCached(metatype);
    return LearnTypeValue(t, metatype, type->shape_id(), found, AttributeRecord::kGetSet, cache);
  }
  const uint64_t version = type->version();
  const Value found = type->Lookup(t, name);
  if (found.IsUnbound()) return None{};
  if (!IsExactly<Function>(found) && TypeOf(t, found)->slots().descr_get != nullptr) return None{};
  TRY(Unpack(t, cache));
  AttributeRecord* record = TRY(AttributeRecord::New(t));
  record->kind = AttributeRecord::kOnType;
  record->owner.Store(record, type);
  record->version = version;
  record->value.Store(record, found);
  Publish(t, cache, record);
  return None{};
}

Result<None> Learn(Thread& t, Value object, Str* name, bool method, const CacheSite& cache) {
  if (!object.IsObject()) return None{};
  if (IsExactly<Module>(object)) return LearnModule(t, Cast<Module>(object), name, cache);
  Type* type = TypeOf(t, object);
  if (type->HasFlag(Type::kCustomGetAttr) || type->HasFlag(Type::kUncached)) return None{};
  if (Is<Type>(object)) return LearnOnType(t, Cast<Type>(object), name, cache);
  const Shape* shape = ShapeOf(t, object.AsObject());
  MarkCached(type);
  const Value found = type->Lookup(t, name);
  if (!found.IsUnbound() && TypeOf(t, found)->slots().descr_set != nullptr) {
    if (IsExactly<Property>(found) && !method) {
      return LearnTypeValue(t, type, shape->id(), found, AttributeRecord::kProperty, cache);
    }
    if (Is<GetSetDescriptor>(found)) {
      return LearnTypeValue(t, type, shape->id(), found, AttributeRecord::kGetSet, cache);
    }
    if (!Is<MemberDescriptor>(found)) return None{};
    return LearnSlot(t, object.AsObject(), shape, Cast<MemberDescriptor>(found)->slot(), cache);
  }
  if (shape->is_dictionary()) return None{};
  if (type->HasFlag(Type::kHasDict)) {
    const uint32_t slot = shape->Lookup(name);
    if (slot != Shape::kNoSlot) return LearnSlot(t, object.AsObject(), shape, slot, cache);
  }
  if (found.IsUnbound()) return None{};
  if (slot_dispatch::BindsAsMethod(found)) {
    if (!method) return None{};
    return LearnTypeValue(t, type, shape->id(), found, AttributeRecord::kMethod, cache);
  }
  if (TypeOf(t, found)->slots().descr_get != nullptr) return None{};
  return LearnTypeValue(t, type, shape->id(), found, AttributeRecord::kTypeValue, cache);
}

}  // namespace

Result<Value> LoadAttribute(Thread& t, Value object, Str* name, const CacheSite& cache) {
  for (auto* record = FirstRecord(cache.word); record != nullptr; record = record->next.Load()) {
    const Value value = TRY(Apply(t, record, object));
    if (!value.IsUnbound()) return value;
  }
  const Value value = TRY(GetAttr(t, object, name));
  TRY(Learn(t, object, name, false, cache));
  return value;
}

Result<Value> LoadMethod(Thread& t, Value object, Str* name, const CacheSite& cache,
                         Value* method) {
  *method = Value::Unbound();
  for (auto* record = FirstRecord(cache.word); record != nullptr; record = record->next.Load()) {
    if (record->kind == AttributeRecord::kMethod) {
      if (object.IsObject() && object.AsObject()->shape_id() == record->shape_id) {
        *method = record->value.Load();
        return object;
      }
      continue;
    }
    const Value value = TRY(Apply(t, record, object));
    if (!value.IsUnbound()) return value;
  }
  Type* type = TypeOf(t, object);
  if (!type->HasFlag(Type::kCustomGetAttr) && !Is<Type>(object)) {
    const Value found = type->Lookup(t, name);
    if (slot_dispatch::BindsAsMethod(found) &&
        (!object.IsObject() || GetOwnAttribute(t, object.AsObject(), name).IsUnbound())) {
      TRY(Learn(t, object, name, true, cache));
      *method = found;
      return object;
    }
  }
  const Value value = TRY(GetAttr(t, object, name));
  TRY(Learn(t, object, name, true, cache));
  return value;
}

// --- Stores ----------------------------------------------------------------------------------

namespace {

/// `before` is the shape that the object had before a general store.
Result<None> LearnStore(Thread& t, Object* object, Str* name, Shape* before,
                        const CacheSite& cache) {
  Type* type = before->type();
  if (type->HasFlag(Type::kCustomSetAttr) || type->HasFlag(Type::kUncached) ||
      !uop::HasOverflow(object)) {
    return None{};
  }
  Shape* after = ShapeOf(t, object);
  MarkCached(type);
  const Value found = type->Lookup(t, name);
  if (!found.IsUnbound() && TypeOf(t, found)->slots().descr_set != nullptr) {
    if (!Is<MemberDescriptor>(found) || after != before) return None{};
    return LearnSlot(t, object, after, Cast<MemberDescriptor>(found)->slot(), cache);
  }
  if (after->is_dictionary()) return None{};
  const uint32_t slot = after->Lookup(name);
  if (slot == Shape::kNoSlot) return None{};
  if (after == before) return LearnSlot(t, object, after, slot, cache);
  const bool is_inline = slot < after->inline_capacity();
  // Next instances will have more room.
  const bool is_passing = !is_inline && object->layout() == Layout::kInstance;
  if (after->parent() != before || is_passing) return None{};
  TRY(Unpack(t, cache));
  AttributeRecord* record = TRY(AttributeRecord::New(t));
  record->kind = is_inline ? AttributeRecord::kAddInlineSlot : AttributeRecord::kAddOverflowSlot;
  record->shape_id = before->id();
  record->next_shape = after->id();
  record->owner.Store(record, after);
  record->slot = is_inline ? slot : slot - after->inline_capacity();
  Publish(t, cache, record);
  return None{};
}

}  // namespace

Result<None> StoreAttribute(Thread& t, Value object, Str* name, Value value,
                            const CacheSite& cache) {
  if (!object.IsObject()) return SetAttr(t, object, name, value);
  {
    gil::CriticalSection lock(t, object.AsObject()->lock_byte());
    if (StoreByCache(cache.word, object.AsObject(), value)) return None{};
    if (const AttributeRecord* record =
            FindRecord(cache.word, object.AsObject(), AttributeRecord::kAddOverflowSlot)) {
      return AddOverflowSlot(t, object.AsObject(), record->slot, value, record->next_shape);
    }
  }
  Shape* before = ShapeOf(t, object.AsObject());
  TRY(SetAttr(t, object, name, value));
  if (Is<Type>(object)) return None{};
  return LearnStore(t, object.AsObject(), name, before, cache);
}

}  // namespace krait::interp
