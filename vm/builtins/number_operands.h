#pragma once

#include "vm/builtins/int_operation.h"
#include "vm/core/result.h"
#include "vm/object/float.h"
#include "vm/object/int.h"

/// What the slots of float and complex make of their operands, either of which may be of another
/// number type.
namespace krait {

/// Sets `out` to the double of a float-like or int-like; false for anything else. OverflowError for
/// an int too large.
inline Result<bool> TakeDouble(Thread& t, Value value, double* out) {
  if (IsFloatLike(value)) {
    *out = FloatOf(value);
    return true;
  }
  if (!IsIntLike(value)) return false;
  *out = TRY(IntToDouble(t, value));
  return true;
}

/// The same for both operands, the left one first.
inline Result<bool> TakeDoubles(Thread& t, Value a, Value b, double* x, double* y) {
  if (!TRY(TakeDouble(t, a, x))) return false;
  return TakeDouble(t, b, y);
}

}  // namespace krait
