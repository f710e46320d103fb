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
Result<T*> AllocateExact(Thread& t, const Type* type, size_t size) {
  return AllocateCell<T>(t, type->instance_shape()->id(), static_cast<uint16_t>(T::kLayout), size);
}

}  // namespace krait
