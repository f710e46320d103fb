#include "vm/object/native_object.h"

#include "vm/object/attributes.h"
#include "vm/object/shape.h"
#include "vm/object/type_builder.h"
#include "vm/object/vm.h"

namespace krait {

Result<Object*> AllocateInstance(Thread& t, Type* cls, size_t size) {
  Shape* shape = cls->instance_shape();
  if (cls->instance_layout() == Layout::kInstance) {
    size = Instance::kSlotsOffset + shape->inline_capacity() * sizeof(Value);
  } else if (cls->attributes_offset() == Type::kTrailingAttributes) {
    size = ((size + 7) & ~size_t{7}) + sizeof(Value);
  } else {
    size = std::max<size_t>(size, cls->attributes_offset() + sizeof(Value));
  }
  const uint16_t mark = cls->HasFlag(kNativeSubclass) ? kSubclassBit : 0;
  const auto layout_word = static_cast<uint16_t>(cls->instance_layout_word() | mark);
  Object* object = TRY(AllocateCell<Object>(t, shape->id(), layout_word, size));
  // Slots of __slots__ are unbound until they are set.
  for (uint32_t i = 0; i < shape->count() && i < shape->inline_capacity(); ++i) {
    static_cast<Instance*>(object)->slot(i).Store(object, Value::Unbound());
  }
  if (cls->HasFlag(Type::kHasFinalizer)) t.vm().weakrefs().AddFinalizable(object);
  return object;
}

void RegisterForRelease(Thread& t, NativeObject* object) {
  t.vm().weakrefs().AddReleasable(object);
}

}  // namespace krait
