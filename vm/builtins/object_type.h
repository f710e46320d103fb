#pragma once

#include "vm/core/result.h"
#include "vm/object/type.h"

namespace krait {

/// `self.__class__ = cls`: TypeError unless both are classes with the same layout.
Result<None> AssignClass(Thread& t, Value self, Type* cls);

/// object.__reduce_ex__ for protocols 2 and up: copyreg.__newobj__ with its arguments, state and
/// items.
Result<Value> ReduceNewObject(Thread& t, Value self);

}  // namespace krait
