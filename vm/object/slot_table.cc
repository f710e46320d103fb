#include "vm/object/slot_table.h"

#include <cstddef>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "vm/object/attributes.h"
#include "vm/object/descriptors.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/native_function.h"
#include "vm/object/slot_dispatch.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type_mutator.h"

namespace krait {
namespace {

template <typename F>
F As(void* function) {
  return reinterpret_cast<F>(function);
}

// Wrappers: how Python's arguments reach a slot function, one per shape of slot.

using Def = const SlotDef&;

Result<None> CheckNoKeywords(Thread& t, Def def, Args args) {
  if (!args.has_keywords()) return None{};
  return RaiseTypeError(t, absl::StrCat("wrapper ", def.name, "() takes no keyword arguments"));
}

Result<None> CheckCount(Thread& t, Def def, Args args, uint32_t count) {
  TRY(CheckNoKeywords(t, def, args));
  if (args.count == count) return None{};
  return RaiseTypeError(t, absl::StrCat("expected ", count, " argument", count == 1 ? "" : "s",
                                        ", got ", args.count));
}

/// The same where CPython names an empty function: a space comes first.
Result<None> Unpack(Thread& t, Def def, Args args, uint32_t low, uint32_t high) {
  TRY(CheckNoKeywords(t, def, args));
  if (args.count >= low && args.count <= high) return None{};
  const bool few = args.count < low;
  const uint32_t bound = few ? low : high;
  const char* how = low == high ? "" : few ? "at least " : "at most ";
  return RaiseTypeError(t, absl::StrCat(" expected ", how, bound, " argument",
                                        bound == 1 ? "" : "s", ", got ", args.count));
}

Result<Value> WrapUnary(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(CheckCount(t, def, args, 0));
  return As<UnarySlot>(f)(t, self);
}
Result<Value> WrapBinary(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(CheckCount(t, def, args, 1));
  return As<BinarySlot>(f)(t, self, args[0]);
}
Result<Value> WrapReflected(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(CheckCount(t, def, args, 1));
  return As<BinarySlot>(f)(t, args[0], self);
}
Result<Value> WrapTernary(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(Unpack(t, def, args, 1, 2));
  return As<TernarySlot>(f)(t, self, args[0], args.count == 2 ? args[1] : Value::None());
}
Result<Value> WrapTernaryReflected(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(Unpack(t, def, args, 1, 2));
  return As<TernarySlot>(f)(t, args[0], self, args.count == 2 ? args[1] : Value::None());
}
Result<Value> WrapLength(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(CheckCount(t, def, args, 0));
  return Int::From(t, TRY(As<LengthSlot>(f)(t, self)));
}
Result<Value> WrapTruth(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(CheckCount(t, def, args, 0));
  return Value::FromBool(TRY(As<TruthSlot>(f)(t, self)));
}
Result<Value> WrapContains(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(CheckCount(t, def, args, 1));
  return Value::FromBool(TRY(As<ContainsSlot>(f)(t, self, args[0])));
}
Result<Value> WrapRepeat(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(Unpack(t, def, args, 1, 1));
  const int64_t count = TRY(ToIndexInt64(t, args[0]));
  return As<RepeatSlot>(f)(t, self, count);
}
Result<Value> WrapCompare(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(CheckCount(t, def, args, 1));
  return As<CompareSlot>(f)(t, self, args[0], static_cast<CompareOp>(def.argument));
}
Result<Value> WrapSetItem(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(Unpack(t, def, args, 2, 2));
  TRY(As<SetItemSlot>(f)(t, self, args[0], args[1]));
  return Value::None();
}
Result<Value> WrapDelItem(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(CheckCount(t, def, args, 1));
  TRY(As<SetItemSlot>(f)(t, self, args[0], Value::Unbound()));
  return Value::None();
}
Result<Value> WrapCall(Thread& t, Def, void* f, Value self, Args args) {
  return As<CallSlot>(f)(t, self, args);
}

Result<Str*> AttributeName(Thread& t, Value name) {
  if (Str* str = TryCast<Str>(name)) return str;
  return RaiseTypeError(
      t, absl::StrCat("attribute name must be string, not '", TypeName(t, name), "'"));
}
Result<Value> WrapGetAttr(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(CheckCount(t, def, args, 1));
  Str* name = TRY(AttributeName(t, args[0]));
  return As<GetAttrSlot>(f)(t, self, name);
}
/// object.__setattr__(x) must not get around a more special __setattr__ of a built-in base.
Result<None> CheckSetAttrSafe(Thread& t, Def def, void* f, Value self) {
  const Type* type = TypeOf(t, self);
  while (type != nullptr && type->HasFlag(Type::kHeapType)) type = type->base();
  if (type == nullptr || type->slots().setattr == nullptr ||
      reinterpret_cast<void*>(type->slots().setattr) == f) {
    return None{};
  }
  return RaiseTypeError(
      t, absl::StrCat("can't apply this ", def.name, " to ", TypeName(t, self), " object"));
}
Result<Value> WrapSetAttr(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(Unpack(t, def, args, 2, 2));
  TRY(CheckSetAttrSafe(t, def, f, self));
  Str* name = TRY(AttributeName(t, args[0]));
  TRY(As<SetAttrSlot>(f)(t, self, name, args[1]));
  return Value::None();
}
Result<Value> WrapDelAttr(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(CheckCount(t, def, args, 1));
  TRY(CheckSetAttrSafe(t, def, f, self));
  Str* name = TRY(AttributeName(t, args[0]));
  TRY(As<SetAttrSlot>(f)(t, self, name, Value::Unbound()));
  return Value::None();
}
Result<Value> WrapDescrGet(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(Unpack(t, def, args, 1, 2));
  const Value instance = args[0].IsNone() ? Value::Unbound() : args[0];
  const Value owner = args.count < 2 || args[1].IsNone() ? Value::Unbound() : args[1];
  if (instance.IsUnbound() && owner.IsUnbound()) {
    return RaiseTypeError(t, "__get__(None, None) is invalid");
  }
  return As<DescrGetSlot>(f)(t, self, instance, owner);
}
Result<Value> WrapDescrSet(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(Unpack(t, def, args, 2, 2));
  TRY(As<DescrSetSlot>(f)(t, self, args[0], args[1]));
  return Value::None();
}
Result<Value> WrapDescrDelete(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(CheckCount(t, def, args, 1));
  TRY(As<DescrSetSlot>(f)(t, self, args[0], Value::Unbound()));
  return Value::None();
}
Result<Value> WrapInit(Thread& t, Def, void* f, Value self, Args args) {
  TRY(As<InitSlot>(f)(t, self, args));
  return Value::None();
}
Result<Value> WrapNext(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(CheckCount(t, def, args, 0));
  const Value item = TRY(As<NextSlot>(f)(t, self));
  if (item.IsUnbound()) return RaiseWithArgument(t, &BuiltinTypes::StopIteration, item);
  return item;
}
Result<Value> WrapFinalize(Thread& t, Def def, void* f, Value self, Args args) {
  TRY(CheckCount(t, def, args, 0));
  TRY(As<FinalizeSlot>(f)(t, self));
  return Value::None();
}

namespace d = slot_dispatch;

template <typename F>
void* Erase(F* function) {
  return reinterpret_cast<void*>(function);
}

#define NAME(n) #n, &Names::n
#define AT(slot) static_cast<uint16_t>(offsetof(TypeSlots, slot))
#define COMPARE(n, op)                                  \
  {NAME(n),           AT(compare),         WrapCompare, \
   Erase(d::Compare), "($self, value, /)", static_cast<uint8_t>(CompareOp::op)}
#define UNARY(n, slot) {NAME(n), AT(slot), WrapUnary, Erase(d::Unary<&Names::n>), "($self, /)"}
#define BINARY(n, r, slot)                                                                         \
  {NAME(n), AT(slot), WrapBinary, Erase(d::Binary<&TypeSlots::slot, &Names::n, &Names::r>),        \
   "($self, value, /)"},                                                                           \
      {NAME(r), AT(slot), WrapReflected, Erase(d::Binary<&TypeSlots::slot, &Names::n, &Names::r>), \
       "($self, value, /)"}
#define INPLACE(n, slot) \
  {NAME(n), AT(slot), WrapBinary, Erase(d::BinaryMethod<&Names::n>), "($self, value, /)"}

/// Ordered as CPython lists them, so that dir() of a built-in type and wrapper order agree.
const SlotDef* Table(size_t* size) {
  static const SlotDef kTable[] = {
      {NAME(__getattribute__), AT(getattr), WrapGetAttr, Erase(d::GetAttr), "($self, name, /)"},
      {NAME(__getattr__), AT(getattr), nullptr, Erase(d::GetAttr), nullptr},
      {NAME(__setattr__), AT(setattr), WrapSetAttr, Erase(d::SetAttr), "($self, name, value, /)"},
      {NAME(__delattr__), AT(setattr), WrapDelAttr, Erase(d::SetAttr), "($self, name, /)"},
      {NAME(__repr__), AT(repr), WrapUnary, Erase(d::Repr), "($self, /)"},
      {NAME(__hash__), AT(hash), WrapLength, Erase(d::Hash), "($self, /)"},
      {NAME(__call__), AT(call), WrapCall, Erase(d::Call), "($self, /, *args, **kwargs)"},
      {NAME(__str__), AT(str), WrapUnary, Erase(d::ToStr), "($self, /)"},
      COMPARE(__lt__, kLt),
      COMPARE(__le__, kLe),
      COMPARE(__eq__, kEq),
      COMPARE(__ne__, kNe),
      COMPARE(__gt__, kGt),
      COMPARE(__ge__, kGe),
      {NAME(__iter__), AT(iter), WrapUnary, Erase(d::Iter), "($self, /)"},
      {NAME(__next__), AT(next), WrapNext, Erase(d::Next), "($self, /)"},
      {NAME(__get__), AT(descr_get), WrapDescrGet, Erase(d::DescrGet),
       "($self, instance, owner=None, /)"},
      {NAME(__set__), AT(descr_set), WrapDescrSet, Erase(d::DescrSet),
       "($self, instance, value, /)"},
      {NAME(__delete__), AT(descr_set), WrapDescrDelete, Erase(d::DescrSet),
       "($self, instance, /)"},
      {NAME(__init__), AT(init), WrapInit, Erase(d::Init), "($self, /, *args, **kwargs)"},
      {NAME(__new__), AT(new_), nullptr, Erase(d::New), nullptr},
      {NAME(__del__), AT(finalize), WrapFinalize, Erase(d::Finalize), nullptr},
      UNARY(__await__, await),
      UNARY(__aiter__, aiter),
      UNARY(__anext__, anext),
      BINARY(__add__, __radd__, add),
      BINARY(__sub__, __rsub__, subtract),
      BINARY(__mul__, __rmul__, multiply),
      BINARY(__mod__, __rmod__, remainder),
      BINARY(__divmod__, __rdivmod__, divmod),
      {NAME(__pow__), AT(power), WrapTernary, Erase(d::Power), "($self, value, mod=None, /)"},
      {NAME(__rpow__), AT(power), WrapTernaryReflected, Erase(d::Power),
       "($self, value, mod=None, /)"},
      UNARY(__neg__, negative),
      UNARY(__pos__, positive),
      UNARY(__abs__, absolute),
      {NAME(__bool__), AT(truth), WrapTruth, Erase(d::Truth), "($self, /)"},
      UNARY(__invert__, invert),
      BINARY(__lshift__, __rlshift__, lshift),
      BINARY(__rshift__, __rrshift__, rshift),
      BINARY(__and__, __rand__, and_),
      BINARY(__xor__, __rxor__, xor_),
      BINARY(__or__, __ror__, or_),
      UNARY(__int__, int_),
      UNARY(__float__, float_),
      INPLACE(__iadd__, inplace_add),
      INPLACE(__isub__, inplace_subtract),
      INPLACE(__imul__, inplace_multiply),
      INPLACE(__imod__, inplace_remainder),
      {NAME(__ipow__), AT(inplace_power), WrapTernary, Erase(d::InplacePower), "($self, value, /)"},
      INPLACE(__ilshift__, inplace_lshift),
      INPLACE(__irshift__, inplace_rshift),
      INPLACE(__iand__, inplace_and),
      INPLACE(__ixor__, inplace_xor),
      INPLACE(__ior__, inplace_or),
      BINARY(__floordiv__, __rfloordiv__, floor_divide),
      BINARY(__truediv__, __rtruediv__, true_divide),
      INPLACE(__ifloordiv__, inplace_floor_divide),
      INPLACE(__itruediv__, inplace_true_divide),
      UNARY(__index__, index),
      BINARY(__matmul__, __rmatmul__, matrix_multiply),
      INPLACE(__imatmul__, inplace_matrix_multiply),
      {NAME(__len__), AT(length), WrapLength, Erase(d::Length), "($self, /)"},
      {NAME(__getitem__), AT(getitem), WrapBinary, Erase(d::BinaryMethod<&Names::__getitem__>),
       "($self, key, /)"},
      {NAME(__setitem__), AT(setitem), WrapSetItem, Erase(d::SetItem), "($self, key, value, /)"},
      {NAME(__delitem__), AT(setitem), WrapDelItem, Erase(d::SetItem), "($self, key, /)"},
      {NAME(__add__), AT(concat), WrapBinary, nullptr, "($self, value, /)"},
      {NAME(__mul__), AT(repeat), WrapRepeat, nullptr, "($self, value, /)"},
      {NAME(__rmul__), AT(repeat), WrapRepeat, nullptr, "($self, value, /)"},
      {NAME(__contains__), AT(contains), WrapContains, Erase(d::Contains), "($self, key, /)"},
      {NAME(__iadd__), AT(inplace_concat), WrapBinary, nullptr, "($self, value, /)"},
      {NAME(__imul__), AT(inplace_repeat), WrapRepeat, nullptr, "($self, value, /)"},
  };
  *size = std::size(kTable);
  return kTable;
}

#undef NAME
#undef AT
#undef COMPARE
#undef UNARY
#undef BINARY
#undef INPLACE

/// The native function for `def`'s slot that `found` wraps for Python, or null. Methods of classes
/// that `type` does not derive from have none: they refuse its instances when they are called.
void* NativeFunctionBehind(const Type* type, const SlotDef& def, Value found) {
  if (Is<SlotWrapper>(found)) {
    const auto* wrapper = Cast<SlotWrapper>(found);
    if (!type->IsSubtypeOf(wrapper->owner())) return nullptr;
    // __add__ of a list wraps `concat`: it says nothing about the number slot.
    return wrapper->def().offset == def.offset && wrapper->def().wrapper == def.wrapper
               ? wrapper->function()
               : nullptr;
  }
  // A host program's class gets its methods one by one: they go through the general way.
  if (Is<MethodDescriptor>(found) &&
      Cast<MethodDescriptor>(found)->owner()->HasFlag(Type::kImmutable)) {
    // A native method that stands beside its type's own slot, such as dict.__getitem__.
    const Type* owner = Cast<MethodDescriptor>(found)->owner();
    if (!type->IsSubtypeOf(owner)) return nullptr;
    if (Cast<MethodDescriptor>(found)->method().name != std::string_view(def.name)) return nullptr;
    return SlotAt(const_cast<TypeSlots&>(owner->slots()), def);
  }
  if (def.offset == offsetof(TypeSlots, new_) && Is<NativeFunction>(found) &&
      Is<Type>(Cast<NativeFunction>(found)->self())) {
    const Type* owner = Cast<Type>(Cast<NativeFunction>(found)->self());
    return type->IsSubtypeOf(owner) ? reinterpret_cast<void*>(owner->slots().new_) : nullptr;
  }
  return nullptr;
}

/// True for the wrapper of another slot of `type` that goes by the same name.
bool IsOtherSlotOf(const Type* type, const SlotDef& def, Value found) {
  if (!Is<SlotWrapper>(found) || !type->IsSubtypeOf(Cast<SlotWrapper>(found)->owner())) {
    return false;
  }
  const SlotDef& other = Cast<SlotWrapper>(found)->def();
  return other.offset != def.offset && std::string_view(other.name) == def.name;
}

/// What the slot at `offset` should be, from what its names resolve to now.
void* ResolveSlot(Thread& t, Type* type, uint16_t offset) {
  void* native = nullptr;
  void* dispatch = nullptr;
  for (const SlotDef& def : SlotDefs()) {
    if (def.offset != offset) continue;
    const Value found = type->Lookup(t, names(t).*def.name_member);
    if (found.IsUnbound()) continue;
    if (offset == offsetof(TypeSlots, hash) && found.IsNone()) {
      return Erase(slot_dispatch::HashNotImplemented);
    }
    void* function = NativeFunctionBehind(type, def, found);
    if (function != nullptr) {
      if (native != nullptr && native != function) dispatch = def.dispatch;
      native = function;
      continue;
    }
    // The other slot of this name (say, concat's __add__) does not count.
    if (IsOtherSlotOf(type, def, found)) continue;
    if (def.dispatch != nullptr) return def.dispatch;
  }
  return dispatch != nullptr ? dispatch : native;
}

void NoteAttributeHooks(Type* type) {
  const TypeSlots& slots = type->slots();
  const bool is_metatype = type->instance_layout() == Layout::kType;
  type->SetFlag(Type::kCustomGetAttr,
                slots.getattr != (is_metatype ? &TypeGetAttr : &GenericGetAttr));
  type->SetFlag(Type::kCustomSetAttr,
                slots.setattr != (is_metatype ? &TypeSetAttr : &GenericSetAttr));
  type->SetFlag(Type::kHasFinalizer, slots.finalize != nullptr);
}

void UpdateSlot(Thread& t, Type* type, uint16_t offset) {
  void*& slot = *reinterpret_cast<void**>(reinterpret_cast<char*>(&type->mutable_slots()) + offset);
  slot = ResolveSlot(t, type, offset);
  NoteAttributeHooks(type);
  TypeMutator::ForEachSubclass(type, [&](Type* subclass) { UpdateSlot(t, subclass, offset); });
}

}  // namespace

absl::Span<const SlotDef> SlotDefs() {
  size_t size;
  const SlotDef* table = Table(&size);
  return {table, size};
}

Result<None> AddSlotWrappers(Thread& t, Type* type, const TypeSlots& own) {
  for (const SlotDef& def : SlotDefs()) {
    void* function = SlotAt(const_cast<TypeSlots&>(own), def);
    if (function == nullptr || def.wrapper == nullptr) continue;
    Str* name = names(t).*def.name_member;
    if (!type->dict()->GetStr(t, name).IsUnbound()) continue;
    if (function == Erase(slot_dispatch::HashNotImplemented)) {
      TRY(type->dict()->SetStr(t, name, Value::None()));
      continue;
    }
    SlotWrapper* wrapper = TRY(SlotWrapper::New(t, type, &def, function));
    TRY(type->dict()->SetStr(t, name, Value::FromObject(wrapper)));
  }
  return None{};
}

Result<None> UpdateSlotsFor(Thread& t, Type* type, Str* name) {
  for (const SlotDef& def : SlotDefs()) {
    if (names(t).*def.name_member == name) UpdateSlot(t, type, def.offset);
  }
  return None{};
}

Result<None> UpdateAllSlots(Thread& t, Type* type) {
  for (const SlotDef& def : SlotDefs()) UpdateSlot(t, type, def.offset);
  return None{};
}

void InheritSlots(Thread& t, Type* type) {
  const Type* base = type->base();
  type->mutable_slots() = base->slots();
  for (const SlotDef& def : SlotDefs()) {
    Str* name = names(t).*def.name_member;
    // Only names found in front of the base's own MRO can make a difference.
    if (type->Lookup(t, name).SameBits(base->Lookup(t, name)) &&
        def.offset != offsetof(TypeSlots, hash)) {
      continue;
    }
    SlotAt(type->mutable_slots(), def) = ResolveSlot(t, type, def.offset);
  }
  NoteAttributeHooks(type);
}

}  // namespace krait
