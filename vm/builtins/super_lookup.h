#pragma once

#include "vm/code/code.h"
#include "vm/object/type.h"

/// What super() and compiled code that has no super object look up.
namespace krait {

/// Which local of a method has the cell of __class__; -1: none.
int SlotOfClassCell(const Code* code);
/// What the classes behind `cls` in the MRO of `type` have under the name; Unbound: nothing.
Value LookupBehind(Thread& t, const Type* type, const Type* cls, Str* name);

}  // namespace krait
