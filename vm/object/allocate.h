#pragma once

#include <cstddef>
#include <cstdint>

#include "vm/core/result.h"
#include "vm/heap/thread.h"
#include "vm/object/shape.h"
#include "vm/object/type.h"

namespace krait {

/// A cell of `size` bytes for an instance of exactly `type`, a built-in type. Zero but for the
/// header. See AllocateInstance for subclasses.
template <typename T>
Result<T*> AllocateExact(Thread& t, const Type* type, size_t size, size_t zeroed = kAllZeroed) {
  return AllocateCell<T>(t, type->instance_shape()->id(), static_cast<uint16_t>(T::kLayout), size,
                         zeroed);
}

/// The same, but what follows a T is for the caller to write, before anyone else sees the cell.
template <typename T>
Result<T*> AllocateUninitialized(Thread& t, const Type* type, size_t size) {
  return AllocateExact<T>(t, type, size, sizeof(T));
}

}  // namespace krait
