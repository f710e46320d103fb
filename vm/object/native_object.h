#pragma once

#include "vm/core/field.h"
#include "vm/core/object.h"
#include "vm/core/result.h"
#include "vm/heap/marker.h"
#include "vm/heap/thread.h"
#include "vm/object/type.h"

namespace krait {

/// What a NativeObject is: one constexpr value per C++ class, compared by address.
struct NativeClass {
  const char* name;
  void (*trace)(Object* object, Marker& marker);  // null: no references of its own
  /// Releases native resources when the cell dies or the VM ends; runs no Python, may not touch
  /// other cells. Null: nothing to release.
  void (*release)(Object* object);
  /// Its items at plain subscripts and its next item, if it has such, are had quietly: see Quiet.
  bool has_quiet_items = false;
};

/// Base of instances of types that live outside the object layer (modules' types, host classes).
/// A derived class has `static const NativeClass kClass;` and plain or Field members.
class NativeObject : public Object {
 public:
  static constexpr Layout kLayout = Layout::kNativeObject;

  const NativeClass* native_class() const { return native_class_; }

  void Trace(Marker& marker) {
    marker.Visit(attributes_);
    if (native_class_ != nullptr && native_class_->trace != nullptr) {
      native_class_->trace(this, marker);
    }
  }

 protected:
  template <typename T>
  friend Result<T*> NewNative(Thread& t, Type* cls);
  template <typename T>
  friend T* TryCastNative(Value value);

  const NativeClass* native_class_;
  Field<Object*> attributes_;  // see Type::attributes_offset
};

/// A zeroed T (a class derived from NativeObject) of type `cls`, a NativeType for T or a subclass.
template <typename T>
Result<T*> NewNative(Thread& t, Type* cls);

/// Null when `value` is no T.
template <typename T>
T* TryCastNative(Value value) {
  if (!Is<NativeObject>(value)) return nullptr;
  auto* object = Cast<NativeObject>(value);
  return object->native_class_ == &T::kClass ? static_cast<T*>(object) : nullptr;
}

/// Allocates a cell for an instance of `cls` (with room for inline attribute slots), header set,
/// registered for finalization if the type wants it.
Result<Object*> AllocateInstance(Thread& t, Type* cls, size_t size);
/// Registers `object` so that its class's `release` runs when it dies.
void RegisterForRelease(Thread& t, NativeObject* object);

template <typename T>
Result<T*> NewNative(Thread& t, Type* cls) {
  T* object = static_cast<T*>(TRY(AllocateInstance(t, cls, sizeof(T))));
  object->native_class_ = &T::kClass;
  if (T::kClass.release != nullptr) RegisterForRelease(t, object);
  return object;
}

}  // namespace krait
