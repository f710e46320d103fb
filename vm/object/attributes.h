#pragma once

#include <cstdint>

#include "vm/core/field.h"
#include "vm/core/result.h"
#include "vm/object/shape.h"
#include "vm/object/type.h"
#include "vm/object/value_array.h"

namespace krait {

class Dict;

/// An instance of a Python-level class (or of object): attributes inside the cell as far as its
/// shape's inline_capacity goes.
class Instance : public Object {
 public:
  static constexpr Layout kLayout = Layout::kInstance;
  static constexpr uint32_t kSlotsOffset = 16;

  Field<Value>& slot(uint32_t index) {
    return reinterpret_cast<Field<Value>*>(reinterpret_cast<char*>(this) + kSlotsOffset)[index];
  }

 private:
  [[maybe_unused]] Field<Object*> attributes_;
};

/// The field with an object's AttributeSlots (a ValueArray) or Dict; null when its type has none.
Field<Object*>* AttributesField(const Type* type, Object* object);

inline Shape* ShapeOf(Thread& t, const Object* object) {
  return static_cast<Shape*>(t.shape(object->shape_id()));
}

/// The object's own attribute: Unbound when absent. `name` is interned. Never runs Python.
Value GetOwnAttribute(Thread& t, Object* object, Str* name);
/// Sets or (Unbound) deletes an own attribute; returns false when deleting what is not there, or
/// when the object has no attributes of its own.
Result<bool> SetOwnAttribute(Thread& t, Object* object, Str* name, Value value);

/// __dict__: moves the attributes into a Dict on first use; null result only on MemoryError.
Result<Dict*> InstanceDict(Thread& t, Object* object);
/// Replaces __dict__.
Result<None> SetInstanceDict(Thread& t, Object* object, Dict* dict);

/// Makes `object` an instance of `cls`, whose layout is the same.
Result<None> ChangeType(Thread& t, Object* object, Type* cls);

/// Stores item `index` of the object's overflow array, which may grow, as an attribute by which the
/// object goes over to a shape. The caller holds its lock where objects have locks.
Result<None> AddOverflowSlot(Thread& t, Object* object, uint32_t index, Value value,
                             uint32_t shape_id);

/// Reads and writes a __slots__ slot.
Value ReadSlot(Thread& t, Object* object, uint32_t slot);
Result<None> WriteSlot(Thread& t, Object* object, uint32_t slot, Value value);

// object.__getattribute__ and object.__setattr__: descriptors of the type, then own attributes.
Result<Value> GenericGetAttr(Thread& t, Value object, Str* name);
/// Unbound instead of AttributeError.
Result<Value> GenericGetAttrOrUnbound(Thread& t, Value object, Str* name);
Result<None> GenericSetAttr(Thread& t, Value object, Str* name, Value value);
/// type.__getattribute__.
Result<Value> TypeGetAttr(Thread& t, Value type, Str* name);
Result<None> TypeSetAttr(Thread& t, Value type, Str* name, Value value);

/// Fails with "'X' object has no attribute 'y'", with name and obj set.
Raised RaiseAttributeError(Thread& t, Value object, Str* name);

/// Visits what Instance cells hold.
void TraceInstance(Object* object, Marker& marker);

}  // namespace krait
