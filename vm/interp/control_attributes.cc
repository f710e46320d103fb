#include "vm/interp/attribute_cache.h"
#include "vm/interp/handlers.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// Attribute instructions.
namespace krait::interp {
namespace {

Str* NameAt(Value* slots, int index) {
  return Cast<Str>(Frame::OfSlots(slots)->code->names()->At(index));
}

Word& CacheOf(const Word* pc) { return const_cast<Word*>(pc)[1]; }

[[gnu::noinline]] Value LoadAttrSlow(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  return LoadAttribute(t, Load(slots, pc->b), NameAt(slots, pc->c), CacheOf(pc)).raw();
}

[[gnu::noinline]] bool LoadMethodSlow(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  Value method;
  const Result<Value> found =
      LoadMethod(t, Load(slots, pc->b), NameAt(slots, pc->c), CacheOf(pc), &method);
  if (!found.ok()) return false;
  slots[pc->a] = method;
  slots[pc->a + 1] = *found;
  return true;
}

[[gnu::noinline]] bool StoreAttrSlow(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  return StoreAttribute(t, Load(slots, pc->a), NameAt(slots, pc->c), Load(slots, pc->b),
                        CacheOf(pc))
      .ok();
}

}  // namespace

static KRAIT_HANDLER LoadAttrGeneric(KRAIT_HANDLER_ARGUMENTS) {
  const Value value = LoadAttrSlow(*t, slots, pc);
  if (value.IsRaised()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  slots[pc->a] = value;
  pc += 2;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_LOAD_ATTR(KRAIT_HANDLER_ARGUMENTS) {
  const Value object = Load(slots, pc->b);
  if (object.IsObject()) [[likely]] {
    const Value value = LoadPacked(pc[1], object);
    if (!value.IsUnbound()) [[likely]] {
      slots[pc->a] = value;
      pc += 2;
      KRAIT_DISPATCH();
    }
  }
  KRAIT_TAIL(LoadAttrGeneric);
}

static KRAIT_HANDLER LoadMethodGeneric(KRAIT_HANDLER_ARGUMENTS) {
  if (!LoadMethodSlow(*t, slots, pc)) [[unlikely]]
    KRAIT_TAIL(Unwind);
  pc += 2;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_LOAD_METHOD(KRAIT_HANDLER_ARGUMENTS) {
  const Value object = Load(slots, pc->b);
  if (object.IsObject()) [[likely]] {
    const AttributeRecord* record = FirstRecord(pc[1]);
    if (record != nullptr && record->kind == AttributeRecord::kMethod &&
        record->shape_id == object.AsObject()->shape_id()) [[likely]] {
      slots[pc->a] = record->value.Load();
      slots[pc->a + 1] = object;
      pc += 2;
      KRAIT_DISPATCH();
    }
  }
  KRAIT_TAIL(LoadMethodGeneric);
}

static KRAIT_HANDLER StoreAttrGeneric(KRAIT_HANDLER_ARGUMENTS) {
  if (!StoreAttrSlow(*t, slots, pc)) [[unlikely]]
    KRAIT_TAIL(Unwind);
  pc += 2;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_STORE_ATTR(KRAIT_HANDLER_ARGUMENTS) {
  const Value object = Load(slots, pc->a);
  const uint64_t packed = pc[1].cache.load(std::memory_order_acquire);
  if (object.IsObject() && !t->object_locks && (packed & kCacheRecordBit) == 0 &&
      packed >> 32 == object.AsObject()->shape_id()) [[likely]] {
    char* at = reinterpret_cast<char*>(object.AsObject()) + (static_cast<uint32_t>(packed) >> 1);
    reinterpret_cast<Field<Value>*>(at)->Store(object.AsObject(), Load(slots, pc->b));
    pc += 2;
    KRAIT_DISPATCH();
  }
  KRAIT_TAIL(StoreAttrGeneric);
}

Result<Value> Run_DELETE_ATTR(Thread& t, Value* slots, const Word* pc) {
  TRY(DelAttr(t, Load(slots, pc->a), NameAt(slots, pc->c)));
  return Value::None();
}

}  // namespace krait::interp
