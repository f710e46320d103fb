#include "vm/object/attributes.h"

#include "absl/strings/str_cat.h"
#include "gil/object_lock.h"
#include "vm/heap/marker.h"
#include "vm/object/bytes.h"
#include "vm/object/dict.h"
#include "vm/object/exception.h"
#include "vm/object/int.h"
#include "vm/object/operations.h"
#include "vm/object/str.h"
#include "vm/object/tuple.h"
#include "vm/object/type_mutator.h"
#include "vm/object/vm.h"

namespace krait {
namespace {

// An object with more attributes than this is used as a table: it gets a Dict.
constexpr uint32_t kMaxShapeSlots = 256;

size_t RoundUp8(size_t size) { return (size + 7) & ~size_t{7}; }

/// Where a variable-sized cell's items end.
size_t ItemsEnd(Object* object) {
  switch (object->layout()) {
    case Layout::kInt:
      return sizeof(Int) + static_cast<Int*>(object)->capacity() * sizeof(Limb);
    case Layout::kTuple:
      return sizeof(Tuple) + static_cast<Tuple*>(object)->size() * sizeof(Value);
    case Layout::kStr:
      return sizeof(Str) + RoundUp8(static_cast<Str*>(object)->byte_size());
    case Layout::kBytes:
      return sizeof(Bytes) + RoundUp8(static_cast<Bytes*>(object)->size());
    default:
      return 0;
  }
}

/// Attributes beyond the inline ones, as one growing array in `field`.
Result<None> StoreOverflow(Thread& t, Object* owner, Field<Object*>& field, uint32_t index,
                           Value value) {
  auto* array = static_cast<ValueArray*>(field.Load());
  const size_t capacity = array == nullptr ? 0 : array->capacity();
  if (index >= capacity) {
    ValueArray* grown = TRY(ValueArray::New(t, index + 1 + index / 2 + 2));
    for (size_t i = 0; i < grown->capacity(); ++i) {
      grown->Set(i, i < capacity ? array->At(i) : Value::Unbound());
    }
    grown->Set(index, value);
    field.Store(owner, grown);
    return None{};
  }
  array->Set(index, value);
  return None{};
}

Result<None> StoreSlot(Thread& t, Object* object, const Shape* shape, uint32_t slot, Value value) {
  if (slot < shape->inline_capacity()) {
    static_cast<Instance*>(object)->slot(slot).Store(object, value);
    return None{};
  }
  Field<Object*>* field = AttributesField(shape->type(), object);
  return StoreOverflow(t, object, *field, slot - shape->inline_capacity(), value);
}

Value LoadSlot(Object* object, const Shape* shape, uint32_t slot) {
  if (slot < shape->inline_capacity()) return static_cast<Instance*>(object)->slot(slot).Load();
  const Object* attributes = AttributesField(shape->type(), object)->LoadAcquire();
  // Another thread may have put a Dict there since the shape was looked at.
  if (attributes == nullptr || attributes->layout() != Layout::kValueArray) {
    return Value::Unbound();
  }
  const auto* array = static_cast<const ValueArray*>(attributes);
  const uint32_t index = slot - shape->inline_capacity();
  return index < array->capacity() ? array->At(index) : Value::Unbound();
}

/// The Dict of an object in dictionary shape. It shares the overflow array with __slots__ slots
/// that do not fit inside the object.
Dict* LoadDict(Object* object, const Shape* shape) {
  Object* attributes = AttributesField(shape->type(), object)->LoadAcquire();
  if (attributes->layout() == Layout::kDict) return static_cast<Dict*>(attributes);
  auto* array = static_cast<ValueArray*>(attributes);
  return Cast<Dict>(array->At(shape->count() - shape->inline_capacity()));
}

Result<None> StoreDict(Thread& t, Object* object, const Shape* shape, Dict* dict) {
  Field<Object*>* field = AttributesField(shape->type(), object);
  if (shape->count() <= shape->inline_capacity()) {
    field->Store(object, dict);
    return None{};
  }
  return StoreOverflow(t, object, *field, shape->count() - shape->inline_capacity(),
                       Value::FromObject(dict));
}

/// Copies the attributes beyond the root's slots into `dict`, which nobody else knows yet.
Result<None> CopyAttributes(Thread& t, Object* object, const Shape* shape, Dict* dict) {
  if (shape->parent() == nullptr) return None{};
  TRY(CopyAttributes(t, object, shape->parent(), dict));
  const Value value = LoadSlot(object, shape, shape->count() - 1);
  if (!value.IsUnbound()) TRY(dict->SetStrUnshared(t, shape->name(), value));
  return None{};
}

/// Moves `object` from `shape` to its dictionary shape with `dict` (null: a new one with the
/// present attributes); null when another thread changed the shape meanwhile.
Result<bool> MoveToDictionary(Thread& t, Object* object, Shape* shape, Dict* dict) {
  Shape* target = TRY(shape->Dictionary(t));
  const bool copy = dict == nullptr;
  if (copy) dict = TRY(Dict::New(t, shape->count()));
  gil::CriticalSection lock(t, object->lock_byte());
  if (ShapeOf(t, object) != shape) return false;
  if (copy) TRY(CopyAttributes(t, object, shape, dict));
  TRY(StoreDict(t, object, target, dict));
  object->set_shape_id(target->id());
  // Readers that checked the old shape may still load a slot: they must find it empty, not stale.
  for (uint32_t slot = target->count(); slot < shape->count(); ++slot) {
    if (slot < shape->inline_capacity()) {
      static_cast<Instance*>(object)->slot(slot).Store(object, Value::Unbound());
    }
  }
  return true;
}

/// The Dict of `object`, which gets one now if it has none.
Result<Dict*> ToDictionary(Thread& t, Object* object) {
  for (;;) {
    Shape* shape = ShapeOf(t, object);
    if (shape->is_dictionary()) return LoadDict(object, shape);
    TRY(MoveToDictionary(t, object, shape, nullptr));
  }
}

/// Stores into slot `slot` of `shape` if the object still has that shape, then moves it on to
/// `next`; false when another thread was faster.
Result<bool> StoreIfShape(Thread& t, Object* object, Shape* shape, Shape* next, uint32_t slot,
                          Value value) {
  gil::CriticalSection lock(t, object->lock_byte());
  if (ShapeOf(t, object) != shape) return false;
  TRY(StoreSlot(t, object, next, slot, value));
  if (next != shape) object->set_shape_id(next->id());
  return true;
}

/// Adds or replaces an attribute without a Dict; false when that cannot be done (any more).
Result<bool> SetInShape(Thread& t, Object* object, Shape* shape, Str* name, Value value) {
  const uint32_t slot = shape->Lookup(name);
  if (slot != Shape::kNoSlot) return StoreIfShape(t, object, shape, shape, slot, value);
  Shape* next = TRY(shape->Add(t, name));
  if (!TRY(StoreIfShape(t, object, shape, next, shape->count(), value))) return false;
  if (next->count() > next->inline_capacity() && object->layout() == Layout::kInstance) {
    // The class has more attributes than guessed: its next instances get more room.
    TRY(TypeMutator::GrowInlineCapacity(t, shape->type(), next->count() + 2));
  }
  return true;
}

}  // namespace

Field<Object*>* AttributesField(const Type* type, Object* object) {
  const uint32_t offset = type->attributes_offset();
  if (offset == 0) return nullptr;
  const size_t at = offset == Type::kTrailingAttributes ? ItemsEnd(object) : offset;
  return reinterpret_cast<Field<Object*>*>(reinterpret_cast<char*>(object) + at);
}

Value GetOwnAttribute(Thread& t, Object* object, Str* name) {
  for (;;) {
    const Shape* shape = ShapeOf(t, object);
    if (!shape->type()->HasFlag(Type::kHasDict)) return Value::Unbound();
    if (shape->is_dictionary()) return LoadDict(object, shape)->GetStr(t, name);
    const uint32_t slot = shape->Lookup(name);
    if (slot == Shape::kNoSlot) return Value::Unbound();
    const Value value = LoadSlot(object, shape, slot);
    if (!value.IsUnbound() || !t.object_locks) return value;
    // Perhaps another thread is moving the object to its dictionary shape, under the lock.
    gil::CriticalSection lock(t, object->lock_byte());
    if (ShapeOf(t, object) == shape) return LoadSlot(object, shape, slot);
  }
}

Result<bool> SetOwnAttribute(Thread& t, Object* object, Str* name, Value value) {
  for (;;) {
    Shape* shape = ShapeOf(t, object);
    if (!shape->type()->HasFlag(Type::kHasDict)) return false;
    if (value.IsUnbound()) {
      if (!shape->is_dictionary() && shape->Lookup(name) == Shape::kNoSlot) return false;
      Dict* dict = TRY(ToDictionary(t, object));
      return !dict->RemoveStr(t, name).IsUnbound();
    }
    if (shape->is_dictionary() || shape->count() >= kMaxShapeSlots) {
      Dict* dict = TRY(ToDictionary(t, object));
      TRY(dict->SetStr(t, name, value));
      return true;
    }
    if (TRY(SetInShape(t, object, shape, name, value))) return true;
  }
}

Result<Dict*> InstanceDict(Thread& t, Object* object) { return ToDictionary(t, object); }

Result<None> SetInstanceDict(Thread& t, Object* object, Dict* dict) {
  for (;;) {
    Shape* shape = ShapeOf(t, object);
    if (shape->is_dictionary()) {
      gil::CriticalSection lock(t, object->lock_byte());
      return StoreDict(t, object, shape, dict);
    }
    if (TRY(MoveToDictionary(t, object, shape, dict))) return None{};
  }
}

Result<None> ChangeType(Thread& t, Object* object, Type* cls) {
  // The whole header: that an object is of a Python-level class makes the collector keep its shape.
  if (!cls->HasFlag(Type::kHasDict)) {
    object->InitializeHeader(cls->instance_shape()->id(), cls->instance_layout_word());
    return None{};
  }
  // The new class may keep other attributes inside its objects: go through a Dict.
  Dict* dict = TRY(ToDictionary(t, object));
  const uint32_t own_capacity = ShapeOf(t, object)->inline_capacity();
  Shape* root = TRY(Shape::NewRoot(t, cls, own_capacity, ShapeOf(t, object)->count()));
  Shape* target = TRY(root->Dictionary(t));
  gil::CriticalSection lock(t, object->lock_byte());
  TRY(StoreDict(t, object, target, dict));
  object->InitializeHeader(target->id(), cls->instance_layout_word());
  return None{};
}

Result<None> AddOverflowSlot(Thread& t, Object* object, uint32_t index, Value value,
                             uint32_t shape_id) {
  Field<Object*>* field = AttributesField(ShapeOf(t, object)->type(), object);
  TRY(StoreOverflow(t, object, *field, index, value));
  object->set_shape_id(shape_id);
  return None{};
}

Value ReadSlot(Thread& t, Object* object, uint32_t slot) {
  return LoadSlot(object, ShapeOf(t, object), slot);
}

Result<None> WriteSlot(Thread& t, Object* object, uint32_t slot, Value value) {
  gil::CriticalSection lock(t, object->lock_byte());
  return StoreSlot(t, object, ShapeOf(t, object), slot, value);
}

Raised RaiseAttributeError(Thread& t, Value object, Str* name) {
  const std::string text = Is<Type>(object)
                               ? absl::StrCat("type object '", Cast<Type>(object)->name()->ToUtf8(),
                                              "' has no attribute '", name->ToUtf8(), "'")
                               : absl::StrCat("'", TypeName(t, object),
                                              "' object has no attribute '", name->ToUtf8(), "'");
  (void)Raise(t, &BuiltinTypes::AttributeError, text);
  if (Exception* error = TryCast<Exception>(t.pending)) {
    if (TypeOf(t, t.pending) == types(t).AttributeError) {
      error->set_field(0, Value::FromObject(name));
      error->set_field(1, object);
    }
  }
  return Raised{};
}

Result<Value> GenericGetAttrOrUnbound(Thread& t, Value object, Str* name) {
  name = Str::Intern(t, name);
  Type* type = TypeOf(t, object);
  const Value found = type->Lookup(t, name);
  DescrGetSlot get = nullptr;
  if (!found.IsUnbound()) {
    const TypeSlots& slots = TypeOf(t, found)->slots();
    get = slots.descr_get;
    if (get != nullptr && slots.descr_set != nullptr) {
      return get(t, found, object, Value::FromObject(type));
    }
  }
  if (object.IsObject()) {
    const Value own = GetOwnAttribute(t, object.AsObject(), name);
    if (!own.IsUnbound()) return own;
  }
  if (get != nullptr) return get(t, found, object, Value::FromObject(type));
  return found;
}

Result<Value> GenericGetAttr(Thread& t, Value object, Str* name) {
  const Value found = TRY(GenericGetAttrOrUnbound(t, object, name));
  if (found.IsUnbound()) return RaiseAttributeError(t, object, name);
  return found;
}

Result<None> GenericSetAttr(Thread& t, Value object, Str* name, Value value) {
  name = Str::Intern(t, name);
  Type* type = TypeOf(t, object);
  const Value found = type->Lookup(t, name);
  if (!found.IsUnbound()) {
    if (DescrSetSlot set = TypeOf(t, found)->slots().descr_set) return set(t, found, object, value);
  }
  if (object.IsObject() && TRY(SetOwnAttribute(t, object.AsObject(), name, value))) return None{};
  if (found.IsUnbound() || (type->HasFlag(Type::kHasDict) && value.IsUnbound())) {
    return Raise(
        t, &BuiltinTypes::AttributeError,
        absl::StrCat("'", TypeName(t, object), "' object has no attribute '", name->ToUtf8(), "'"));
  }
  return Raise(t, &BuiltinTypes::AttributeError,
               absl::StrCat("'", TypeName(t, object), "' object attribute '", name->ToUtf8(),
                            "' is read-only"));
}

Result<Value> TypeGetAttr(Thread& t, Value object, Str* name) {
  name = Str::Intern(t, name);
  Type* type = Cast<Type>(object);
  Type* metatype = TypeOf(t, object);
  const Value meta_found = metatype->Lookup(t, name);
  DescrGetSlot meta_get = nullptr;
  if (!meta_found.IsUnbound()) {
    const TypeSlots& slots = TypeOf(t, meta_found)->slots();
    meta_get = slots.descr_get;
    if (meta_get != nullptr && slots.descr_set != nullptr) {
      return meta_get(t, meta_found, object, Value::FromObject(metatype));
    }
  }
  const Value found = type->Lookup(t, name);
  if (!found.IsUnbound()) {
    if (DescrGetSlot get = TypeOf(t, found)->slots().descr_get) {
      return get(t, found, Value::Unbound(), object);
    }
    return found;
  }
  if (meta_get != nullptr) return meta_get(t, meta_found, object, Value::FromObject(metatype));
  if (!meta_found.IsUnbound()) return meta_found;
  return RaiseAttributeError(t, object, name);
}

Result<None> TypeSetAttr(Thread& t, Value object, Str* name, Value value) {
  Type* type = Cast<Type>(object);
  if (type->HasFlag(Type::kImmutable)) {
    return RaiseTypeError(
        t, absl::StrCat("cannot set '", name->ToUtf8(), "' attribute of immutable type '",
                        type->FullName(t), "'"));
  }
  name = Str::Intern(t, name);
  const Value found = TypeOf(t, object)->Lookup(t, name);
  if (!found.IsUnbound()) {
    if (DescrSetSlot set = TypeOf(t, found)->slots().descr_set) return set(t, found, object, value);
  }
  return TypeMutator::SetAttribute(t, type, name, value);
}

void TraceInstance(Object* object, Marker& marker) {
  const auto* shape = static_cast<Shape*>(marker.shape(object->shape_id()));
  if (Field<Object*>* attributes = AttributesField(shape->type(), object)) {
    marker.Visit(*attributes);
  }
  if (object->layout() != Layout::kInstance) return;
  for (uint32_t i = 0; i < shape->inline_capacity(); ++i) {
    marker.Visit(static_cast<Instance*>(object)->slot(i));
  }
}

}  // namespace krait
