#include "jit/recorder.h"
#include "vm/code/function.h"
#include "vm/code/operands.h"
#include "vm/frame/frame.h"
#include "vm/interp/attribute_cache.h"
#include "vm/interp/name_cache.h"
#include "vm/object/descriptors.h"
#include "vm/object/dict.h"
#include "vm/uop/catalog.h"

/// Global names and attributes: the inline caches say where they are, and compiled code what must
/// hold for that.
namespace krait::jit {

using uop::kNumberOf;

namespace {

constexpr uint64_t kMostImmediate = INT32_MAX;

/// Whether names of a module's own code are globals.
bool RunsInGlobals(const Frame* frame) {
  return frame->locals.SameBits(Value::FromObject(frame->globals));
}

uint64_t CacheAt(const Word* word) { return word->cache.load(std::memory_order_acquire); }

}  // namespace

// --- Global names --------------------------------------------------------------------------------

/// The keys of a dict as they were with that version; kNoValue: they changed.
ValueId Recorder::KeysOf(Dict* dict, uint64_t version) {
  if (version == 0 || version > kMostImmediate || dict->keys()->version() != version) {
    return kNoValue;
  }
  ValueId& keys = versions_.try_emplace({dict, version}, kNoValue).first->second;
  if (keys == kNoValue) {
    const ValueId constant = AddConstant(Value::FromObject(dict));
    recording_.types[constant] = kDictType;
    keys = Add({.operation = kNumberOf<uop::KeysOf>, .a = constant, .constant = version});
  }
  return keys;
}

bool Recorder::RecordLoadGlobal(const Word* pc) {
  const Frame* frame = Frame::OfSlots(slots_.back());
  const bool by_name = static_cast<Opcode>(pc->op) == Opcode::LOAD_NAME;
  if (by_name && !RunsInGlobals(frame)) return RecordFunction(pc);
  const uint64_t words[] = {CacheAt(&pc[1]), CacheAt(&pc[2])};
  Dict* const dicts[] = {frame->globals, frame->builtins};
  for (int i = 0; i < 2; ++i) {
    const auto cached = interp::CachedEntry::Of(words[i]);
    Rely(Value::FromObject(dicts[i]));
    const ValueId keys = KeysOf(dicts[i], cached.version);
    if (keys == kNoValue) break;
    if (cached.IsAbsent()) continue;
    SetSlot(pc->a,
            Add({.operation = kNumberOf<uop::LoadEntry>, .a = keys, .constant = cached.entry}));
    return true;
  }
  return RecordFunction(pc);
}

bool Recorder::RecordStoreGlobal(Thread& t, const Word* pc) {
  const Frame* frame = Frame::OfSlots(slots_.back());
  const bool by_name = static_cast<Opcode>(pc->op) == Opcode::STORE_NAME;
  const uint64_t word = CacheAt(&pc[1]);
  const auto cached = interp::CachedEntry::Of(word);
  if ((by_name && !RunsInGlobals(frame)) || t.object_locks || cached.IsAbsent()) {
    return RecordFunction(pc);
  }
  Rely(Value::FromObject(frame->globals));
  const ValueId keys = KeysOf(frame->globals, cached.version);
  if (keys == kNoValue) return RecordFunction(pc);
  Add({.operation = kNumberOf<uop::StoreEntry>,
       .a = keys,
       .b = AsWord(Operand(pc->b)),
       .constant = cached.entry});
  return true;
}

// --- Attributes ----------------------------------------------------------------------------------

namespace {

/// What a cache says of objects like one, the packed slot included.
struct Found {
  const AttributeRecord* record = nullptr;
  uint64_t offset = 0;  // of a slot in the object; 0: see the record
};

Found FindIn(const Word& cache, Object* object) {
  const uint64_t word = CacheAt(&cache);
  if (word != 0 && (word & kCacheRecordBit) == 0) {
    const auto packed = interp::PackedSlot::Of(word);
    if (packed.shape_id != object->shape_id()) return {};
    return {nullptr, packed.offset};
  }
  for (auto* record = interp::FirstRecord(cache); record != nullptr; record = record->next.Load()) {
    if (record->shape_id == object->shape_id() || record->owner.Load() == object) {
      const bool is_slot = record->kind == AttributeRecord::kInlineSlot ||
                           record->kind == AttributeRecord::kAddInlineSlot;
      return {record, is_slot ? interp::PackedSlot::OffsetOf(record->slot) : 0};
    }
  }
  return {};
}

}  // namespace

/// The attribute of an object that a record speaks of; kNoValue: that is no load.
ValueId Recorder::LoadByRecord(ValueId object, Value actual, const AttributeRecord* record) {
  Object* owner = record->owner.Load();
  const Value value = record->value.Load();
  switch (record->kind) {
    case AttributeRecord::kTypeValue:
    case AttributeRecord::kMethod:
    case AttributeRecord::kProperty:
      if (static_cast<krait::Type*>(owner)->version() != record->version) return kNoValue;
      if (record->version > kMostImmediate) return kNoValue;
      Rely(Value::FromObject(owner));
      Rely(value);
      RequireShape(object, record->shape_id);
      RequireTypeVersion(owner, record->version);
      return AddConstant(value);
    case AttributeRecord::kOnType:
      if (static_cast<krait::Type*>(owner)->version() != record->version) return kNoValue;
      if (record->version > kMostImmediate) return kNoValue;
      Rely(actual);
      Rely(value);
      RequireIdentity(object, actual);
      RequireTypeVersion(owner, record->version);
      return AddConstant(value);
    case AttributeRecord::kModule: {
      Dict* dict = static_cast<Module*>(owner)->dict();
      if (dict->keys()->version() != record->version) return kNoValue;
      Rely(actual);
      Rely(Value::FromObject(dict));
      RequireIdentity(object, actual);
      const ValueId keys = KeysOf(dict, record->version);
      if (keys == kNoValue) return kNoValue;
      return Add({.operation = kNumberOf<uop::LoadEntry>, .a = keys, .constant = record->slot});
    }
    default:
      return kNoValue;
  }
}

/// The operands are an object and a value.
static Value AddOverflow(Thread& t, Value*, const CallSite& site, const Value* operands) {
  const auto slot = static_cast<uint32_t>(site.extra);
  const auto shape_id = static_cast<uint32_t>(site.extra >> 32);
  const Result<None> added =
      AddOverflowSlot(t, operands[0].AsObject(), slot, operands[1], shape_id);
  return added.ok() ? Value::None() : Value::Raised();
}

/// Whether it speaks of what such an object keeps outside of itself.
static bool IsOverflow(const AttributeRecord* record, Value actual) {
  return record != nullptr && record->kind == AttributeRecord::kOverflowSlot &&
         uop::HasOverflow(actual.AsObject());
}

bool Recorder::RecordLoadAttribute(const Word* pc) {
  const Value actual = Actual(pc->b);
  if (!actual.IsObject()) return RecordFunction(pc);
  const Found found = FindIn(pc[1], actual.AsObject());
  const ValueId object = AsWord(Operand(pc->b));
  if (VariesOften(object)) return RecordFunction(pc);
  if (found.offset != 0) {
    RequireShape(object, actual.AsObject()->shape_id());
    SetSlot(pc->a,
            Add({.operation = kNumberOf<uop::LoadField>, .a = object, .constant = found.offset}));
    return true;
  }
  if (found.record == nullptr || found.record->kind == AttributeRecord::kMethod) {
    return RecordFunction(pc);
  }
  if (IsOverflow(found.record, actual)) {
    RequireShape(object, found.record->shape_id);
    SetSlot(pc->a, Add({.operation = kNumberOf<uop::LoadOverflow>,
                        .a = object,
                        .constant = found.record->slot}));
    return true;
  }
  if (found.record->kind == AttributeRecord::kProperty) {
    const Value getter = Cast<Property>(found.record->value.Load())->get();
    if (!IsExactly<Function>(getter) || !CanInline(Cast<Function>(getter), 1)) {
      return RecordFunction(pc);
    }
    if (LoadByRecord(object, actual, found.record) == kNoValue) return RecordFunction(pc);
    Rely(getter);
    RecordInlineCall(pc, Cast<Function>(getter), {{object}}, pc + 2);
    return true;
  }
  const ValueId value = LoadByRecord(object, actual, found.record);
  if (value == kNoValue) return RecordFunction(pc);
  SetSlot(pc->a, value);
  return true;
}

bool Recorder::RecordLoadMethod(const Word* pc) {
  const Value actual = Actual(pc->b);
  if (!actual.IsObject()) return RecordFunction(pc);
  const Found found = FindIn(pc[1], actual.AsObject());
  if (found.record == nullptr || found.offset != 0 ||
      found.record->kind == AttributeRecord::kProperty) {
    return RecordFunction(pc);
  }
  const ValueId object = AsWord(Operand(pc->b));
  if (VariesOften(object)) return RecordFunction(pc);
  const ValueId value = LoadByRecord(object, actual, found.record);
  if (value == kNoValue) return RecordFunction(pc);
  const bool is_method = found.record->kind == AttributeRecord::kMethod;
  SetSlot(pc->a, is_method ? value : AddConstant(Value::Unbound()));
  SetSlot(pc->a + 1, is_method ? object : value);
  return true;
}

/// The first store of an attribute that objects of its shape keep outside of themselves.
void Recorder::RecordAddOverflow(const Word* pc, ValueId object, ValueId value,
                                 const AttributeRecord* record) {
  const uint64_t extra = uint64_t{record->next_shape} << 32 | record->slot;
  AddCall(&AddOverflow, pc, extra, {object, value, kNoValue});
  shapes_[object] = record->next_shape;
  PollAfter(pc + InstructionLength(pc));
}

bool Recorder::RecordStoreAttribute(Thread& t, const Word* pc) {
  const Value actual = Actual(pc->a);
  if (!actual.IsObject()) return RecordFunction(pc);
  const Found found = FindIn(pc[1], actual.AsObject());
  const bool is_overflow = IsOverflow(found.record, actual);
  const bool adds_overflow =
      found.record != nullptr && found.record->kind == AttributeRecord::kAddOverflowSlot;
  const ValueId object = AsWord(Operand(pc->a));
  if (t.object_locks && objects_.Find(object) == nullptr) return RecordFunction(pc);
  const bool is_known = found.offset != 0 || is_overflow || adds_overflow;
  if (!is_known || VariesOften(object)) return RecordFunction(pc);
  const bool is_call = adds_overflow;
  const ValueId value = is_call ? AsWord(Operand(pc->b)) : AsFieldOf(object, Operand(pc->b));
  RequireShape(object, actual.AsObject()->shape_id());
  if (adds_overflow) {
    RecordAddOverflow(pc, object, value, found.record);
    return true;
  }
  if (is_overflow) {
    Add({.operation = kNumberOf<uop::StoreOverflow>,
         .a = object,
         .b = value,
         .constant = found.record->slot});
    return true;
  }
  Add({.operation = kNumberOf<uop::StoreField>, .a = object, .b = value, .constant = found.offset});
  if (found.record == nullptr || found.record->kind != AttributeRecord::kAddInlineSlot) return true;
  const uint32_t shape = found.record->next_shape;
  Add({.operation = kNumberOf<uop::SetShape>, .a = object, .constant = shape});
  // Others may be the same object.
  shapes_.clear();
  shapes_[object] = shape;
  return true;
}

}  // namespace krait::jit
