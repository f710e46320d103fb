#include "vm/interp/attribute_cache.h"
#include "vm/interp/calls.h"
#include "vm/interp/handlers.h"
#include "vm/interp/instruction_functions.h"
#include "vm/object/descriptors.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"

/// Attribute instructions.
namespace krait::interp {
namespace {

Str* NameAt(Value* slots, int index) {
  return Cast<Str>(Frame::OfSlots(slots)->code->names()->At(index));
}

CacheSite CacheOf(Value* slots, const Word* pc) {
  return {const_cast<Word*>(pc)[1], Frame::OfSlots(slots)->unit};
}

}  // namespace

[[gnu::noinline]] Result<Value> Run_LOAD_ATTR(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  const Value object = Load(slots, pc->b);
  const Value value = LoadPacked(pc[1], object);
  if (!value.IsUnbound()) return value;
  return LoadAttribute(t, object, NameAt(slots, pc->c), CacheOf(slots, pc));
}

[[gnu::noinline]] Result<Value> Run_LOAD_METHOD(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  Value method;
  const Value found =
      TRY(LoadMethod(t, Load(slots, pc->b), NameAt(slots, pc->c), CacheOf(slots, pc), &method));
  slots[pc->a] = method;
  slots[pc->a + 1] = found;
  return Value::None();
}

[[gnu::noinline]] Result<Value> Run_STORE_ATTR(Thread& t, Value* slots, const Word* pc) {
  SavePc(slots, pc);
  const Value object = Load(slots, pc->a);
  const Value value = Load(slots, pc->b);
  TRY(StoreAttribute(t, object, NameAt(slots, pc->c), value, CacheOf(slots, pc)));
  return Value::None();
}

static KRAIT_HANDLER LoadAttrGeneric(KRAIT_HANDLER_ARGUMENTS) {
  const Result<Value> value = Run_LOAD_ATTR(*t, slots, pc);
  if (!value.ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  slots[pc->a] = *value;
  pc += 2;
  KRAIT_DISPATCH();
}

/// A property whose getter is a Python function: its frame is pushed as a call's is.
static KRAIT_HANDLER LoadAttrProperty(KRAIT_HANDLER_ARGUMENTS) {
  const Value object = Load(slots, pc->b);
  const AttributeRecord* record = FindRecord(pc[1], object.AsObject(), AttributeRecord::kProperty);
  Frame* frame = nullptr;
  if (record != nullptr) {
    const Value getter = Cast<Property>(record->value.Load())->get();
    if (IsExactly<Function>(getter)) frame = TryMakeSimpleFrame(t, Cast<Function>(getter), 1);
  }
  if (frame == nullptr) [[unlikely]]
    KRAIT_TAIL(LoadAttrGeneric);
  SavePc(slots, pc);
  frame->slots()[0] = object;
  EnterSimpleFrame(t, frame, pc + 2, pc->a);
  pc = frame->pc;
  slots = frame->slots();
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_LOAD_ATTR(KRAIT_HANDLER_ARGUMENTS) {
  const Value object = Load(slots, pc->b);
  if (!object.IsObject()) [[unlikely]]
    KRAIT_TAIL(LoadAttrGeneric);
  Value value = LoadPacked(pc[1], object);
  if (value.IsUnbound()) [[unlikely]] {
    value = ReadByRecords(pc[1], object.AsObject());
    if (value.IsUnbound()) KRAIT_TAIL(LoadAttrProperty);
  }
  slots[pc->a] = value;
  pc += 2;
  KRAIT_DISPATCH();
}

static KRAIT_HANDLER LoadMethodGeneric(KRAIT_HANDLER_ARGUMENTS) {
  if (!Run_LOAD_METHOD(*t, slots, pc).ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  pc += 2;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_LOAD_METHOD(KRAIT_HANDLER_ARGUMENTS) {
  const Value object = Load(slots, pc->b);
  if (!object.IsObject()) [[unlikely]]
    KRAIT_TAIL(LoadMethodGeneric);
  const AttributeRecord* method = FindRecord(pc[1], object.AsObject(), AttributeRecord::kMethod);
  if (method != nullptr) [[likely]] {
    slots[pc->a] = method->value.Load();
    slots[pc->a + 1] = object;
    pc += 2;
    KRAIT_DISPATCH();
  }
  const Value value = ReadByRecords(pc[1], object.AsObject());
  if (value.IsUnbound()) [[unlikely]]
    KRAIT_TAIL(LoadMethodGeneric);
  slots[pc->a] = Value::Unbound();
  slots[pc->a + 1] = value;
  pc += 2;
  KRAIT_DISPATCH();
}

static KRAIT_HANDLER StoreAttrGeneric(KRAIT_HANDLER_ARGUMENTS) {
  if (!Run_STORE_ATTR(*t, slots, pc).ok()) [[unlikely]]
    KRAIT_TAIL(Unwind);
  pc += 2;
  KRAIT_DISPATCH();
}

KRAIT_HANDLER Handle_STORE_ATTR(KRAIT_HANDLER_ARGUMENTS) {
  const Value object = Load(slots, pc->a);
  if (object.IsObject() && !t->object_locks &&
      StoreByCache(pc[1], object.AsObject(), Load(slots, pc->b))) [[likely]] {
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
