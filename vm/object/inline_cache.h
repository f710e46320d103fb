#pragma once

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/heap/marker.h"
#include "vm/heap/thread.h"

namespace krait {

/// One outcome of an attribute lookup, immutable once published: what an inline cache points to
/// when a word is not enough.
class AttributeRecord : public Object {
 public:
  static constexpr Layout kLayout = Layout::kAttributeRecord;

  enum Kind : uint32_t {
    kMethod,           // value is a function found on the type: call it with the object
    kTypeValue,        // value is a plain class attribute, valid while the type has `version`
    kInlineSlot,       // slot `slot` inside the object
    kOverflowSlot,     // item `slot` of its overflow array
    kAddInlineSlot,    // a store that moves the object to `next_shape`
    kAddOverflowSlot,  // the same with an item of its overflow array, which may have to grow
    kProperty,         // value is a Property found on the type
    kGetSet,           // value is a GetSetDescriptor found on the type
    kOnType,           // the object is a type: value was found along its own MRO
    kModule,           // a module's dict: entry `slot` while its keys have `version`
  };

  Kind kind;
  uint32_t shape_id;
  uint32_t slot;
  uint32_t next_shape;
  uint64_t version;
  Field<Value> value;
  Field<Object*> owner;          // the type (kTypeValue, kOnType)
  Field<AttributeRecord*> next;  // the other shapes of a polymorphic site

  static Result<AttributeRecord*> New(Thread& t) {
    return AllocateStorage<AttributeRecord>(t, sizeof(AttributeRecord));
  }
  void Trace(Marker& marker) {
    marker.Visit(value);
    marker.Visit(owner);
    marker.Visit(next);
  }
};

}  // namespace krait
