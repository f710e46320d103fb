#pragma once

#include "vm/core/value.h"
#include "vm/object/slots.h"

namespace krait {

/// What `op` says of two operands whose order is known: below, equal to or above 0.
inline Value CompareByOrder(int order, CompareOp op) {
  switch (op) {
    case CompareOp::kLt:
      return Value::FromBool(order < 0);
    case CompareOp::kLe:
      return Value::FromBool(order <= 0);
    case CompareOp::kEq:
      return Value::FromBool(order == 0);
    case CompareOp::kNe:
      return Value::FromBool(order != 0);
    case CompareOp::kGt:
      return Value::FromBool(order > 0);
    case CompareOp::kGe:
      return Value::FromBool(order >= 0);
  }
  __builtin_unreachable();
}

}  // namespace krait
