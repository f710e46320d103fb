#pragma once

#include "vm/core/result.h"
#include "vm/object/type.h"

namespace krait {

class RootedVector;
class Tuple;

/// Every change of a type after it was made goes through here, so that versions, slots and inline
/// caches never lag behind.
class TypeMutator {
 public:
  /// type.__setattr__ without its checks; Unbound `value` deletes (AttributeError when absent).
  static Result<None> SetAttribute(Thread& t, Type* type, Str* name, Value value);
  /// Renews the versions of `type` and everything below it.
  static void Invalidate(Thread& t, Type* type);
  /// type.__bases__ = bases: refuses cycles and other layouts, recomputes the MROs and slots of
  /// what is below, and leaves everything as it was when that fails.
  static Result<None> AssignBases(Thread& t, Type* type, Tuple* bases);
  static void SetName(Thread& t, Type* type, Str* name);
  static void SetQualname(Thread& t, Type* type, Str* qualname);
  /// Lets later instances hold more attributes inside the object.
  static Result<None> GrowInlineCapacity(Thread& t, Type* type, uint32_t capacity);

  /// Links `type` below `base`, and out again.
  static Result<None> AddSubclass(Thread& t, Type* base, Type* type);
  static void RemoveSubclass(Type* base, Type* type);
  /// Calls f(Type*) for each direct subclass.
  template <typename F>
  static void ForEachSubclass(const Type* type, F f);

 private:
  /// What an entry of subclasses_ stands for; null when it is free.
  static Type* SubclassOf(Value entry);
  static Result<None> RecomputeMros(Thread& t, Type* type, RootedVector& replaced);
  static void FlushCaches(Thread& t, Type* type);
};

}  // namespace krait

#include "vm/object/value_array.h"

namespace krait {

template <typename F>
void TypeMutator::ForEachSubclass(const Type* type, F f) {
  const ValueArray* subclasses = type->subclasses_.Load();
  if (subclasses == nullptr) return;
  for (size_t i = 0; i < subclasses->capacity(); ++i) {
    if (Type* subclass = SubclassOf(subclasses->At(i))) f(subclass);
  }
}

}  // namespace krait
