#pragma once

#include "vm/core/result.h"
#include "vm/object/type.h"

namespace krait {

/// `self.__class__ = cls`: TypeError unless both are classes with the same layout.
Result<None> AssignClass(Thread& t, Value self, Type* cls);

/// object.__reduce_ex__ for protocols 2 and up: copyreg.__newobj__ with its arguments, state and
/// items.
Result<Value> ReduceNewObject(Thread& t, Value self);

/// object.__getstate__: __dict__, and the contents of __slots__.
Result<Value> DefaultObjectState(Thread& t, Value self);
/// An attribute of the standard library's copyreg.
Result<Value> CopyReg(Thread& t, const char* function);

}  // namespace krait
